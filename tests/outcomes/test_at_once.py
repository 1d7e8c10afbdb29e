"""The catalogue and the switch while many act at the same moment, on real databases (rows P7, G7)."""

from itertools import pairwise

from sqlalchemy import func, select

from dialer import db, people
from dialer.models import Call, Outcome, OutcomeRecord
from dialer.people import create_user
from policies.vocabulary import Role
from tests.outcomes.acts import audited, create, delete, in_use, look, restore
from tests.people import Person
from tests.scenarios import TALKED
from tests.together import at_once
from tests.twilio_client import Twilio, after
from tests.world import World
from workers.analytics import recount_stale_days

REPS, TOGGLES = 50, 100


def many_reps(world: World) -> list[Person]:
    """Fifty reps with their programs, which need no password."""
    company, now = 1, world.clock.at
    secrets = []
    with db.transaction(company) as session:
        found = people.company_of(session, company)
        for number in range(REPS):
            user = create_user(
                session, company=found, email=f"rep{number}@many.test", name=f"Rep {number}", password="",
                password_hash="x", roles=[Role.REP], now=now,
            )  # fmt: skip
            _, secret = people.make_token(session, people.principal_of(user), "A script", now=now)
            secrets.append((user.id, secret))
    programs = []
    for user_id, secret in secrets:
        program = world.program(secret)
        program.user = {"id": user_id}
        programs.append(program)
    return programs


def test_while_fifty_reps_choose_it_an_outcome_is_deleted(
    world: World, admin: Person, twilio: Twilio
) -> None:
    reps = many_reps(world)
    calls = [after(rep, twilio, TALKED) for rep in reps]

    def choose(rep: Person, call_id: int) -> tuple[int, str]:
        answer = rep.end(call_id, outcome="bad_fit")
        return answer.status_code, answer.json.get("code", "")

    deeds = [
        lambda rep=rep, call_id=call_id: choose(rep, call_id)
        for rep, call_id in zip(reps, calls, strict=True)
    ]
    deeds.insert(REPS // 2, lambda: delete(admin, "bad_fit", merge_into="hung_up").status_code)
    answers = at_once(*deeds)
    assert answers.pop(REPS // 2) == 200
    assert set(answers) <= {(200, ""), (422, "outcome_deleted")}
    chosen = answers.count((200, ""))
    recount_stale_days()
    (deleted_at,) = world.rows(
        select(Outcome.deleted_at).where(Outcome.key == "bad_fit", Outcome.company_id == 1)
    )
    assert deleted_at
    assert world.rows(select(func.count()).select_from(Call).where(Call.outcome_id.is_not(None))) == [chosen]
    groups = {group["key"]: group["calls"] for group in admin.numbers()["groups"]}
    assert groups == {key: count for key, count in (("hung_up", chosen), ("none", REPS - chosen)) if count}
    assert admin.numbers(meaning="recorded")["totals"]["connected_calls"] == chosen
    for rep, call_id, answer in zip(reps, calls, answers, strict=True):
        if answer[0] != 200:
            assert rep.end(call_id, outcome="hung_up").status_code == 200


def test_a_hundred_turns_of_the_switch_end_in_one_state_each_audited(world: World, admin: Person) -> None:
    program = world.program(world.token_of("admin@demo.test"))

    def turn(on: bool) -> int:
        return program.ask("PATCH", "/api/settings", json={"outcome_required": on}).status_code

    for _ in range(TOGGLES // 25):
        statuses = at_once(*(lambda on=on: turn(on) for on in [True, False] * 12 + [True]))
        assert set(statuses) == {200}
    entries = [one for one in audited(admin, "settings.changed") if one["subject"] == "outcome_required"]
    entries.reverse()
    assert entries[0]["before"] is False
    assert all(one["after"] is not one["before"] for one in entries)
    assert all(one["after"] is other["before"] for one, other in pairwise(entries))
    assert admin.see("/api/settings")["outcome_required"] is entries[-1]["after"]


def test_one_label_created_by_many_at_once_is_there_once(world: World, admin: Person) -> None:
    programs = [world.program(world.token_of("admin@demo.test")) for _ in range(6)]
    answers = at_once(*(lambda one=one: create(one, "Callback") for one in programs))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    assert [key for key in look(admin) if key.startswith("callback")] == ["callback"]


def test_two_outcomes_merged_into_each_other_at_once_make_no_circle(world: World, admin: Person) -> None:
    program = world.program(world.token_of("admin@demo.test"))
    for _ in range(3):
        answers = at_once(
            lambda: delete(admin, "bad_fit", merge_into="hung_up"),
            lambda: delete(program, "hung_up", merge_into="bad_fit"),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 422]
        restore(admin, "bad_fit")
        restore(admin, "hung_up")
    assert {"bad_fit", "hung_up"} <= set(in_use(admin))


def test_a_group_emptied_by_many_at_once_keeps_one(world: World, admin: Person) -> None:
    keys = [key for key, one in look(admin).items() if one["group"] == "no_answer"]
    program = world.program(world.token_of("admin@demo.test"))
    answers = at_once(*(lambda key=key: delete(program, key) for key in keys))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 409]
    assert len([key for key in in_use(admin) if key in keys]) == 1


def test_what_is_recorded_while_its_meaning_changes_is_one_or_the_other(
    world: World, rep: Person, admin: Person, twilio: Twilio
) -> None:
    for status in ("not_connected", "connected"):
        call_id = after(rep, twilio, TALKED)
        edited = "/api/outcomes/bad_fit"
        at_once(
            lambda: rep.end(call_id, outcome="bad_fit"),  # noqa: B023
            lambda: admin.ask("PATCH", edited, json={"connect_status": status}),  # noqa: B023
        )
        (call,) = world.rows(select(Call).where(Call.id == call_id))
        (record,) = world.rows(select(OutcomeRecord).where(OutcomeRecord.call_id == call_id))
        assert record.connect_status is call.recorded_connect_status
        assert look(admin)["bad_fit"]["connect_status"] == status
