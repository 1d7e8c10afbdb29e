"""However a call is left, it passes the one doorway (row B1)."""

import pytest
from sqlalchemy import select

from dialer import calls, clock, db, people
from dialer.models import Call, User
from tests.inbound import InboundLine, reachable
from tests.people import LEAD_PHONE, Person
from tests.scenarios import TALK, TALKED
from tests.together import at_once
from tests.twilio_client import Twilio, after
from tests.world import World

STRANGER = "+13125550147"
HELD = (409, "outcome_required")
pytestmark = pytest.mark.usefixtures("required")


def two_open_calls(rep: Person, twilio: Twilio) -> tuple[int, int]:
    """One of the rep's own in wrap-up, and one from outside taken beside it, over as well."""
    mine = after(rep, twilio, TALKED)
    reachable(rep)
    InboundLine(twilio, caller=STRANGER).taken(rep).over(rep)
    theirs = next(call["id"] for call in rep.see("/api/calls/current")["calls"] if call["id"] != mine)
    return mine, theirs


def let_go(by: Person, whom: Person, reason: str = "Left the company") -> int:
    """What deactivating a person does to their calls."""
    with db.transaction(1) as session:
        principal = people.principal_of(session.get_one(User, by.id))
        return calls.release_open_calls(session, whom.id, principal, reason, now=clock.now())


def test_two_open_calls_are_each_held(rep: Person, twilio: Twilio) -> None:
    mine, theirs = two_open_calls(rep, twilio)
    for call_id in (mine, theirs):
        refused = rep.end(call_id)
        assert (refused.status_code, refused.json["code"]) == HELD
    rep.end(theirs, outcome="follow_up")
    refused = rep.post("/api/calls", to=LEAD_PHONE)
    assert (refused.status_code, refused.json["open_call_id"]) == (409, mine)
    rep.end(mine, outcome="bad_fit")
    rep.dial()


@pytest.mark.parametrize("door", ["page", "second tab", "second device", "token"])
def test_every_way_in_is_refused_alike(door: str, rep: Person, world: World, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    ways = {
        "page": lambda: rep,
        "second tab": rep.second_tab,
        "second device": lambda: world.sign_in("rep@demo.test"),
        "token": lambda: world.program(world.token_of("rep@demo.test")),
    }
    who = ways[door]()
    refused = who.end(call_id)
    assert (refused.status_code, refused.json["code"]) == HELD
    assert refused.json["call"]["needs_outcome"]
    assert who.end(call_id, outcome="follow_up").json["state"] == "ended"


def test_who_leaves_the_company_is_freed_of_every_call_and_each_stays_owed(
    rep: Person, admin: Person, twilio: Twilio
) -> None:
    mine, theirs = two_open_calls(rep, twilio)
    assert let_go(admin, rep) == 2
    for call_id in (mine, theirs):
        call = rep.call(call_id)
        assert (call["state"], call["missing_outcome"], call["needs_outcome"]) == ("ended", True, False)
        assert call["released"]["reason"] == "Left the company"
    audited = [entry["subject"] for entry in admin.see("/api/audit")["items"][:2]]
    assert sorted(audited) == sorted([f"call:{mine}", f"call:{theirs}"])
    assert let_go(admin, rep) == 0


def test_a_line_still_up_is_hung_up_when_its_rep_leaves(rep: Person, admin: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALK)
    assert let_go(admin, rep) == 1
    call = rep.call(call_id)
    assert (call["state"], call["line"]["result"], call["missing_outcome"]) == ("ended", "answered", True)


def test_a_rep_who_leaves_while_ending_gets_one_end(
    rep: Person, admin: Person, twilio: Twilio, world: World
) -> None:
    for _ in range(5):
        call_id = after(rep, twilio, TALKED)
        released, ended = at_once(
            lambda: let_go(admin, rep),
            lambda: rep.end(call_id, outcome="bad_fit"),  # noqa: B023
        )
        assert ended.status_code == 200
        assert released in (0, 1)
        assert rep.call(call_id)["outcome"]["key"] == "bad_fit"
    assert world.rows(select(Call.id).where(Call.ended_at.is_(None))) == []


def test_who_lost_the_dial_role_ends_and_records_their_own_call_and_dials_no_more(
    rep: Person, twilio: Twilio
) -> None:
    call_id = after(rep, twilio, TALKED)
    with db.transaction(1) as session:
        session.get_one(User, rep.id).role_words = ["business_admin"]
    assert rep.see("/api/calls/current")["call"]["id"] == call_id
    assert rep.record(call_id, "follow_up").status_code == 200
    assert rep.end(call_id).json["state"] == "ended"
    assert rep.post("/api/calls", to=LEAD_PHONE).status_code == 403


def test_a_call_that_nobody_took_holds_nobody(rep: Person, twilio: Twilio) -> None:
    reachable(rep)
    InboundLine(twilio, caller=STRANGER).result("no_answer")
    missed = rep.see("/api/calls", missed="true")["items"][0]
    assert (missed["state"], missed["needs_outcome"]) == ("ended", False)
    rep.dial()
