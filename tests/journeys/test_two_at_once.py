"""Two tabs, two people, two callbacks at the same moment, on real databases."""

from sqlalchemy import select

from dialer.models import Call, DoNotCall, StoredLegEvent
from tests.people import LEAD_PHONE, Person
from tests.scenarios import RINGING, TALKED, Step
from tests.together import at_once
from tests.twilio_client import Twilio, after
from tests.world import World

ROUNDS = 5


def codes(*answers: object) -> list[int]:
    return sorted(answer.status_code for answer in answers)  # type: ignore[attr-defined]


def test_of_two_tabs_that_end_a_call_one_wins(rep: Person, twilio: Twilio) -> None:
    tab = rep.second_tab()
    for _ in range(ROUNDS):
        call_id = after(rep, twilio, TALKED)
        answers = at_once(
            lambda: rep.end(call_id, outcome="follow_up", version=0),  # noqa: B023
            lambda: tab.end(call_id, outcome="bad_fit", version=0),  # noqa: B023
        )
        assert codes(*answers) == [200, 409]
        call = rep.call(call_id)
        assert (call["state"], call["version"]) == ("ended", 1)


def test_of_two_tabs_that_dial_one_dials(rep: Person, world: World) -> None:
    tab = rep.second_tab()
    for _ in range(ROUNDS):
        answers = at_once(
            lambda: rep.post("/api/calls", to=LEAD_PHONE), lambda: tab.post("/api/calls", to=LEAD_PHONE)
        )
        assert codes(*answers) == [201, 409]
        call_id = rep.see("/api/calls/current")["call"]["id"]
        refused = next(answer for answer in answers if answer.status_code == 409)
        assert (refused.json["code"], refused.json["open_call_id"]) == ("call_open", call_id)
        rep.end(call_id)


def test_ending_in_one_tab_and_dialing_in_another_gets_two_clear_answers(rep: Person, twilio: Twilio) -> None:
    tab = rep.second_tab()
    for _ in range(ROUNDS):
        call_id = after(rep, twilio, TALKED)
        ended, dialed = at_once(
            lambda: rep.end(call_id, outcome="follow_up"),  # noqa: B023
            lambda: tab.post("/api/calls", to=LEAD_PHONE),
        )
        assert (ended.status_code, dialed.status_code) == (200, 201)
        rep.end(dialed.json["id"])


def test_no_race_ends_a_call_without_its_outcome(
    rep: Person, twilio: Twilio, world: World, required: None
) -> None:
    tab = rep.second_tab()
    for _ in range(ROUNDS):
        call_id = after(rep, twilio, TALKED)
        rep.record(call_id, "follow_up")
        at_once(lambda: rep.clear(call_id), lambda: tab.post("/api/calls", to=LEAD_PHONE))  # noqa: B023
        assert world.rows(select(Call.id).where(Call.ended_at.is_not(None), Call.outcome_id.is_(None))) == []
        rep.end(rep.see("/api/calls/current")["call"]["id"], outcome="follow_up")


def test_the_reps_choice_stands_when_the_line_ends_at_the_same_moment(rep: Person, twilio: Twilio) -> None:
    for _ in range(ROUNDS):
        call_id = rep.dial()
        line = twilio.connect(rep, call_id).play(RINGING)
        at_once(
            lambda: line.say(Step(2, "lead", "busy")),  # noqa: B023
            lambda: rep.record(call_id, "gatekeeper"),  # noqa: B023
        )
        call = rep.call(call_id)
        assert (call["outcome"]["key"], call["line"]["result"]) == ("gatekeeper", "busy")
        rep.end(call_id)


def test_the_same_callback_twice_at_once_is_kept_once(rep: Person, twilio: Twilio, world: World) -> None:
    for _ in range(ROUNDS):
        call_id = rep.dial()
        line = twilio.connect(rep, call_id)
        step = Step(1, "lead", "ringing")
        answers = at_once(lambda: line.say(step), lambda: line.say(step), lambda: line.say(step))  # noqa: B023
        assert codes(*answers) == [204, 204, 204]
        kept = world.rows(select(StoredLegEvent.id).where(StoredLegEvent.call_id == call_id))
        assert len(kept) == 1
        rep.end(call_id)


def test_two_people_opt_out_the_same_number_at_once(
    rep: Person, setter: Person, twilio: Twilio, world: World
) -> None:
    mine, theirs = after(rep, twilio, TALKED), after(setter, twilio, TALKED)
    answers = at_once(lambda: rep.end(mine, outcome="opt_out"), lambda: setter.end(theirs, outcome="opt_out"))
    assert codes(*answers) == [200, 200]
    assert len(world.rows(select(DoNotCall.id).where(DoNotCall.phone == LEAD_PHONE))) == 1


def test_a_manager_releases_while_the_rep_ends(rep: Person, manager: Person, twilio: Twilio) -> None:
    for _ in range(ROUNDS):
        call_id = after(rep, twilio, TALKED)
        released, ended = at_once(
            lambda: manager.release(call_id),  # noqa: B023
            lambda: rep.end(call_id, outcome="bad_fit"),  # noqa: B023
        )
        assert ended.status_code == 200
        assert released.status_code in (200, 409)
        assert rep.call(call_id)["outcome"]["key"] == "bad_fit"
