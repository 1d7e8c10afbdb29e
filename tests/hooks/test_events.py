"""What is told, and that it is told exactly when it is so."""

import pytest
from sqlalchemy import select

from dialer import db, hooks
from dialer.models import HookEvent
from policies.hooks import HookKind
from tests.hooks.desk import Desk
from tests.people import Person
from tests.scenarios import BUSY, TALKED
from tests.twilio_client import Twilio, after
from tests.world import World

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_a_recorded_outcome_is_told_with_its_meaning_and_who_chose_it(
    desk: Desk, rep: Person, twilio: Twilio
) -> None:
    desk.make()
    call_id = after(rep, twilio, TALKED)
    rep.record(call_id, "meeting_booked")
    (told,) = desk.told()
    assert told["type"] == "call.outcome_recorded"
    assert told["timestamp"].endswith("Z")
    data = told["data"]
    assert data["outcome"] == {
        "key": "meeting_booked",
        "label": "Meeting booked",
        "group": "answered",
        "connect_status": "connected",
        "sentiment": "positive",
    }
    assert (data["previous"], data["source"]) == (None, "rep")
    assert data["by"] == {"id": rep.id, "name": rep.user["name"]}
    assert (data["call"]["id"], data["call"]["state"]) == (call_id, "wrap_up")
    assert data["lead"]["phone"] == data["call"]["to"]
    assert data["rep"]["email"] == "rep@demo.test"


def test_what_the_line_fills_in_is_told_and_then_what_a_person_makes_of_it(
    desk: Desk, rep: Person, twilio: Twilio
) -> None:
    desk.make()
    call_id = after(rep, twilio, BUSY)
    rep.record(call_id, "gatekeeper")
    filled_in, changed = desk.told()
    assert filled_in["type"] == "call.outcome_recorded"
    assert (filled_in["data"]["outcome"]["key"], filled_in["data"]["source"]) == ("busy", "webhook")
    assert filled_in["data"]["by"] is None
    assert "busy" in filled_in["data"]["reason"].lower()
    assert changed["type"] == "call.outcome_changed"
    assert changed["data"]["previous"]["key"] == "busy"
    assert changed["data"]["outcome"]["key"] == "gatekeeper"


@SQLITE
def test_taking_an_outcome_back_is_told(desk: Desk, rep: Person, twilio: Twilio) -> None:
    desk.make()
    call_id = after(rep, twilio, TALKED)
    version = rep.record(call_id, "follow_up").json["version"]
    rep.post(f"/api/calls/{call_id}/outcome/undo", version=version)
    undone = desk.told()[-1]
    assert undone["type"] == "call.outcome_changed"
    assert (undone["data"]["outcome"], undone["data"]["previous"]["key"]) == (None, "follow_up")
    assert undone["data"]["is_undo"] is True


@SQLITE
def test_the_end_of_a_call_comes_after_its_outcome(desk: Desk, rep: Person, twilio: Twilio) -> None:
    desk.make()
    rep.end(after(rep, twilio, TALKED), outcome="bad_timing")
    recorded, ended = desk.told()
    assert (recorded["type"], ended["type"]) == ("call.outcome_recorded", "call.ended")
    assert ended["data"]["outcome"]["key"] == "bad_timing"
    assert ended["data"]["call"]["ended_at"]
    assert ended["data"]["call"]["result"] == "answered"


def test_who_asks_not_to_be_called_is_told_once(desk: Desk, rep: Person, twilio: Twilio) -> None:
    desk.make("/ok", "lead.do_not_call")
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id, outcome="opt_out")
    rep.post("/api/do-not-call", phone="+12025550101", reason="Again")
    (told,) = desk.told()
    assert told["data"]["phone"] == "+12025550101"
    assert (told["data"]["call_id"], told["data"]["by"]["id"]) == (call_id, rep.id)
    assert told["data"]["lead"]["id"]


@SQLITE
def test_each_webhook_is_told_what_it_chose(desk: Desk, rep: Person, twilio: Twilio) -> None:
    desk.make("/ok?1", "call.ended")
    desk.make("/ok?2")
    rep.end(after(rep, twilio, TALKED), outcome="follow_up")
    assert desk.types("/ok?1") == ["call.ended"]
    assert desk.types("/ok?2") == ["call.outcome_recorded", "call.ended"]


@SQLITE
def test_what_was_refused_is_never_told(desk: Desk, rep: Person, admin: Person, twilio: Twilio) -> None:
    desk.make()
    admin.require_outcomes(True)
    call_id = after(rep, twilio, TALKED)
    assert rep.end(call_id).status_code == 409
    rep.record(call_id, "follow_up", version=99)
    assert desk.told() == []


def test_an_event_vanishes_with_its_fact(desk: Desk, world: World) -> None:
    desk.make()

    def book_and_fail() -> None:
        with db.transaction(1) as session:
            hooks.tell(session, HookKind.MEETING_BOOKED, {"id": 1}, now=world.clock())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        book_and_fail()
    assert desk.told() == []


@SQLITE
def test_nothing_is_put_together_that_nobody_wants(desk: Desk, world: World) -> None:
    desk.make("/ok", "deal.made")
    with db.transaction(1) as session:
        hooks.tell(session, HookKind.MEETING_BOOKED, lambda: 1 / 0, now=world.clock())  # type: ignore[arg-type,return-value]
        hooks.tell(session, HookKind.DEAL_MADE, lambda: {"at": world.clock()}, now=world.clock())
    (told,) = desk.told()
    assert told == {
        "type": "deal.made",
        "timestamp": "2026-03-02T09:00:00Z",
        "data": {"at": "2026-03-02T09:00:00Z"},
    }


@SQLITE
def test_another_company_is_told_nothing(desk: Desk, rival: Person, rep: Person, twilio: Twilio) -> None:
    desk.make("/ok?ours")
    body = {"url": desk.receiver.url("/ok?theirs")}
    assert rival.ask("POST", "/api/webhooks", json=body).status_code == 201
    rep.end(after(rep, twilio, TALKED), outcome="follow_up")
    assert desk.told("/ok?theirs") == []
    assert len(desk.told("/ok?ours")) == 2


@SQLITE
def test_nothing_is_written_down_while_nobody_listens(rep: Person, twilio: Twilio, world: World) -> None:
    rep.end(after(rep, twilio, TALKED), outcome="follow_up")
    assert world.rows(select(HookEvent)) == []
