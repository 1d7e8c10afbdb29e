"""What changes of the catalogue do to the numbers, and what was said beforehand (rows G6-G8, B5)."""

from typing import Any

import pytest

from tests.outcomes.acts import PERIOD, create, delete, edit, impact, look, restore, talk
from tests.people import Person
from tests.scenarios import BUSY, NO_PERMISSION, RANG_OUT, TALKED
from tests.twilio_client import Twilio, after
from tests.world import World
from workers.analytics import recount_stale_days

FIGURES = ("calls", "connected_calls", "connect_rate", "average_call_seconds", "manual_connected_outcomes",
           "by_sentiment")  # fmt: skip


@pytest.fixture
def a_day(rep: Person, setter: Person, twilio: Twilio) -> None:
    """Two bad fits of two reps, a follow-up, one busy line."""
    for person, outcome in ((rep, "bad_fit"), (setter, "bad_fit"), (rep, "follow_up")):
        talk(person, twilio, outcome)
    rep.end(after(rep, twilio, BUSY))
    recount_stale_days()


def totals(person: Person, **query: Any) -> dict[str, Any]:
    found = person.numbers(**query)["totals"]
    return {name: found[name] for name in FIGURES}


def groups(person: Person, **query: Any) -> dict[str, int]:
    return {group["key"]: group["calls"] for group in person.numbers(**query)["groups"]}


def opens_its_calls(person: Person, **query: Any) -> None:
    for group in person.numbers(**query)["groups"]:
        behind = person.see(group["calls_url"] + "&limit=200")["items"]
        assert len(behind) == group["calls"], group["calls_url"]


def test_a_new_outcome_leaves_past_numbers_as_they_were(admin: Person, a_day: None) -> None:
    before = admin.numbers()
    create(admin, "Brand new", connect_status="not_connected")
    assert admin.numbers() == before


@pytest.mark.parametrize(
    ("query", "change"),
    [
        ({"delete": "true"}, lambda admin: delete(admin, "bad_fit")),
        ({"merge_into": "busy"}, lambda admin: delete(admin, "bad_fit", merge_into="busy")),
        (
            {"connect_status": "not_connected"},
            lambda admin: edit(admin, "bad_fit", connect_status="not_connected"),
        ),
        ({"sentiment": "positive"}, lambda admin: edit(admin, "bad_fit", sentiment="positive")),
    ],
    ids=["delete", "merge", "connect status", "sentiment"],
)
def test_what_was_foretold_comes_true_and_recorded_history_stays(
    admin: Person, a_day: None, query: dict[str, str], change: Any
) -> None:
    recorded, foretold = totals(admin, meaning="recorded"), impact(admin, "bad_fit", **query)
    assert (foretold["calls"], foretold["reps"]) == (2, 2)
    assert foretold["before"] == totals(admin)
    assert foretold["after"] != foretold["before"]
    assert change(admin).status_code == 200
    assert foretold["after"] == totals(admin)
    assert totals(admin, meaning="recorded") == recorded
    opens_its_calls(admin)
    opens_its_calls(admin, meaning="recorded")


def test_looking_changes_nothing(admin: Person, a_day: None) -> None:
    before = look(admin), totals(admin)
    impact(admin, "bad_fit", delete="true")
    assert (look(admin), totals(admin)) == before


def test_the_period_is_the_last_thirty_days_unless_given(admin: Person, a_day: None) -> None:
    answer = admin.see("/api/outcomes/bad_fit/impact", delete="true")
    assert (answer["from"], answer["to"], answer["calls"]) == ("2026-02-01", "2026-03-02", 2)
    assert impact(admin, "bad_fit", **{"from": "2026-03-01", "to": "2026-03-01"})["calls"] == 0
    for period in ({"from": "2026-03-02", "to": "2026-03-01"}, {"from": "2020-01-01", "to": "2026-03-01"}):
        assert admin.get("/api/outcomes/bad_fit/impact", **period).status_code == 422


def test_pre_fills_and_effects_that_would_stop_are_named(admin: Person) -> None:
    nobody = {"trigger": "busy", "from": "busy", "to": None}
    assert impact(admin, "busy", delete="true")["prefills"] == [nobody]
    assert impact(admin, "busy", prefills="")["prefills"] == [nobody]
    assert impact(admin, "busy", merge_into="no_voicemail")["prefills"] == [{**nobody, "to": "no_voicemail"}]
    taken = {"trigger": "no_answer", "from": "no_voicemail", "to": "busy"}
    assert impact(admin, "busy", prefills="busy,no_answer")["prefills"] == [taken]
    assert impact(admin, "opt_out", delete="true")["effects_lost"] == ["marks_do_not_call"]
    assert impact(admin, "opt_out", sentiment="neutral")["effects_lost"] == []
    assert admin.get("/api/outcomes/busy/impact", prefills="fax").status_code == 422


def test_a_merged_outcome_counts_as_its_heir_and_opens_its_calls(admin: Person, a_day: None) -> None:
    delete(admin, "bad_fit", merge_into="follow_up")
    assert groups(admin) == {"follow_up": 3, "busy": 1}
    assert totals(admin)["by_sentiment"] == {"positive": 3, "neutral": 1, "negative": 0}
    assert groups(admin, meaning="recorded") == {"follow_up": 1, "bad_fit": 2, "busy": 1}
    assert look(admin)["bad_fit"]["merged_into"] == "follow_up"
    shown = admin.see("/api/calls", outcome="follow_up")["items"]
    assert sorted(call["outcome"]["key"] for call in shown) == ["bad_fit", "bad_fit", "follow_up"]
    assert [call["outcome"]["deleted"] for call in admin.see("/api/calls", outcome="bad_fit")["items"]] == [
        True, True,
    ]  # fmt: skip
    for meaning in ("now", "recorded"):
        opens_its_calls(admin, meaning=meaning)


def test_heirs_of_heirs_inherit_and_restoring_takes_out_again(admin: Person, a_day: None) -> None:
    delete(admin, "bad_fit", merge_into="hung_up")
    delete(admin, "hung_up", merge_into="follow_up")
    assert groups(admin) == {"follow_up": 3, "busy": 1}
    opens_its_calls(admin)
    delete(admin, "follow_up")
    assert totals(admin)["connected_calls"] == 0
    restore(admin, "hung_up")
    assert groups(admin) == {"hung_up": 2, "follow_up": 1, "busy": 1}
    delete(admin, "hung_up")
    restore(admin, "bad_fit")
    assert groups(admin) == {"bad_fit": 2, "follow_up": 1, "busy": 1}
    opens_its_calls(admin)


def test_merging_refuses_circles_and_the_dead(admin: Person) -> None:
    delete(admin, "bad_fit", merge_into="hung_up")
    for key, heir, code in (
        ("hung_up", "hung_up", "merged_into_itself"),
        ("hung_up", "bad_fit", "outcome_deleted"),
        ("hung_up", "nothing", "unknown_outcome"),
    ):
        answer = delete(admin, key, merge_into=heir)
        assert (answer.status_code, answer.json["code"]) == (422, code)
    restore(admin, "bad_fit")
    assert delete(admin, "hung_up", merge_into="bad_fit").status_code == 200
    assert look(admin)["hung_up"]["merged_into"] == "bad_fit"


def test_a_deleted_outcome_may_be_merged_later(admin: Person, a_day: None) -> None:
    delete(admin, "bad_fit")
    assert totals(admin)["connected_calls"] == 1
    assert delete(admin, "bad_fit", merge_into="follow_up").status_code == 200
    assert totals(admin)["connected_calls"] == 3


def test_an_heir_takes_over_the_pre_fills_and_gives_them_back(
    admin: Person, rep: Person, twilio: Twilio
) -> None:
    delete(admin, "busy", merge_into="not_in_service")
    assert rep.call(after(rep, twilio, BUSY))["outcome"]["key"] == "not_in_service"
    restore(admin, "busy")
    assert look(admin)["not_in_service"]["prefills"] == ["not_in_service"]
    assert rep.call(after(rep, twilio, BUSY))["outcome"]["key"] == "busy"


def test_where_an_outcome_is_used(admin: Person, a_day: None) -> None:
    answer = admin.see("/api/outcomes/usage")
    used = {item["key"]: (item["calls"], item["reps"]) for item in answer["items"]}
    assert (answer["days"], used) == (30, {"bad_fit": (2, 2), "follow_up": (1, 1), "busy": (1, 1)})


def last_week(admin: Person) -> tuple[int, int]:
    answer = admin.see("/api/settings/required-impact")
    return answer["calls"], answer["held"]


def test_the_switch_says_how_many_of_last_weeks_calls_it_would_have_held(
    admin: Person, rep: Person, twilio: Twilio, world: World
) -> None:
    assert last_week(admin) == (0, 0)
    left = after(rep, twilio, TALKED)  # dialing the next one leaves it
    for line in (BUSY, NO_PERMISSION, RANG_OUT):
        rep.end(after(rep, twilio, line))
    rep.end(after(rep, twilio, TALKED), outcome="follow_up")
    assert last_week(admin) == (5, 1)
    rep.record(left, "bad_fit")  # too late: the call had ended
    early = after(rep, twilio, TALKED)
    rep.record(early, "bad_fit")
    rep.end(early)
    world.clock.tick(60)
    rep.record(early, "hung_up")
    rep.clear(early)
    assert last_week(admin) == (6, 1)
    after(rep, twilio, TALKED)  # still in wrap-up
    assert last_week(admin) == (6, 1)
    world.clock.tick(8 * 86_400)
    assert last_week(world.sign_in("admin@demo.test")) == (0, 0)


def test_only_admins_see_what_the_switch_would_do(rep: Person, manager: Person) -> None:
    for person in (rep, manager):
        assert person.get("/api/settings/required-impact").status_code == 403


def test_waiting_days_are_said(admin: Person, rep: Person, twilio: Twilio) -> None:
    rep.end(after(rep, twilio, TALKED), outcome="bad_fit")
    assert impact(admin, "bad_fit", delete="true")["waiting"] == 1
    assert admin.see("/api/analytics/team", **PERIOD)["waiting"] == 1
