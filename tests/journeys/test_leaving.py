"""An account is deactivated: everything of it ends at once, and nothing is lost."""

import pytest
from sqlalchemy import select

from dialer import nudges
from dialer.models import CallOffer
from tests.inbound import InboundLine, reachable
from tests.people import LEAD_PHONE, Person
from tests.scenarios import RINGING, TALK, TALKED
from tests.twilio_client import Twilio, after
from tests.world import World


def deactivate(by: Person, who: Person) -> tuple[int, str | None]:
    answer = by.post(f"/api/users/{who.id}/deactivate")
    return answer.status_code, answer.json.get("code")


def test_sessions_and_tokens_end_at_once_and_for_good(admin: Person, rep: Person, world: World) -> None:
    phone, program = world.sign_in("rep@demo.test"), world.program(world.token_of("rep@demo.test"))
    assert deactivate(admin, rep) == (200, None)
    assert {person.get("/api/session").status_code for person in (rep, phone, program)} == {401}
    assert rep.post("/api/voice-token").status_code == 401
    assert world.stranger().sign_in("rep@demo.test").json["code"] == "wrong_credentials"
    listed = next(user for user in admin.see("/api/users")["items"] if user["id"] == rep.id)
    assert (listed["active"], listed["deactivated_at"]) == (False, "2026-03-02T09:00:00Z")
    assert admin.post(f"/api/users/{rep.id}/reactivate").json["active"]
    assert {person.get("/api/session").status_code for person in (rep, phone, program)} == {401}
    assert world.sign_in("rep@demo.test").get("/api/session").status_code == 200


@pytest.mark.parametrize("scenario", [RINGING, TALK], ids=["ringing", "talking"])
def test_a_line_that_is_up_is_hung_up_and_the_call_stays_owed(
    scenario: str, admin: Person, rep: Person, twilio: Twilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, tuple[int, ...]]] = []
    monkeypatch.setattr(nudges, "send", lambda waiting: asked.extend(waiting.jobs))
    call_id = after(rep, twilio, scenario)
    assert deactivate(admin, rep) == (200, None)
    assert ("workers.lines.hang_up", (call_id,)) in asked
    call = admin.call(call_id)
    assert (call["state"], call["released"]["reason"]) == ("ended", "The account was deactivated.")
    assert call["line_ended_at"] is not None


def test_every_open_call_is_released_and_stays_owed(
    admin: Person, rep: Person, twilio: Twilio, required: None
) -> None:
    waiting = after(rep, twilio, TALKED)
    reachable(rep)
    line = InboundLine(twilio)
    line.rep(rep, "answered")
    assert len(rep.see("/api/calls/current")["calls"]) == 2
    assert deactivate(admin, rep) == (200, None)
    owed = admin.see("/api/calls", missing_outcome="true")["items"]
    assert len(owed) == 2
    assert waiting in [call["id"] for call in owed]
    assert {call["state"] for call in owed} == {"ended"}
    entry = next(e for e in admin.see("/api/audit")["items"] if e["action"] == "user.deactivated")
    assert sorted(entry["after"]["calls_released"]) == sorted(call["id"] for call in owed)


def test_nobody_rings_them_any_more(
    admin: Person, rep: Person, setter: Person, twilio: Twilio, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, tuple[int, ...]]] = []
    monkeypatch.setattr(nudges, "send", lambda waiting: asked.extend(waiting.jobs))
    reachable(rep, setter)
    ringing = InboundLine(twilio, caller="+13125550147")
    assert set(ringing.rings) == {rep.id, setter.id}
    deactivate(admin, rep)
    (offer,) = [row for row in world.rows(select(CallOffer)) if row.rep_id == rep.id]
    assert ("workers.lines.stop_ringing", (offer.id,)) in asked
    assert InboundLine(twilio, caller="+13125550148").rings == [setter.id]
    admin.post(f"/api/users/{rep.id}/reactivate")
    assert InboundLine(twilio, caller="+13125550149").rings == [setter.id]


def test_nobody_deactivates_themself_or_the_last_admin(world: World, admin: Person) -> None:
    tech = world.sign_in("tech@demo.test")
    assert deactivate(admin, admin) == (409, "own_account")
    assert deactivate(tech, admin) == (200, None)
    assert deactivate(tech, tech) == (409, "last_admin")
    assert tech.get("/api/session").status_code == 200


def test_twice_is_once(admin: Person, rep: Person) -> None:
    for _ in range(2):
        assert deactivate(admin, rep) == (200, None)
    for _ in range(2):
        assert admin.post(f"/api/users/{rep.id}/reactivate").status_code == 200
    actions = [entry["action"] for entry in admin.see("/api/audit")["items"]]
    assert actions == ["user.reactivated", "user.deactivated"]


def test_who_was_let_in_a_moment_before_dials_nobody(admin: Person, rep: Person, world: World) -> None:
    """The request passed the guard, then the account ended, then the call would begin."""
    from dialer import calls, db, people
    from dialer.errors import SignedOut

    with db.reading(1) as session:
        by = people.principal_of(people.find_user(session, rep.id, people.Principal(1, rep.id)))
        company = people.company_of(session, 1)
    deactivate(admin, rep)
    with db.transaction(1) as session, pytest.raises(SignedOut):
        calls.make_room(session, by, company, now=world.clock())


def test_a_rep_and_a_manager_deactivate_nobody(rep: Person, manager: Person, setter: Person) -> None:
    assert deactivate(manager, setter) == (403, "forbidden")
    assert deactivate(rep, setter) == (404, "not_found")
    assert setter.post("/api/calls", to=LEAD_PHONE).status_code == 201
