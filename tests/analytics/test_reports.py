"""The reports beside the numbers, lists as CSV, and questions that make no sense."""

import csv
import io
from typing import Any

import pytest
from sqlalchemy import select

from dialer import db
from dialer.analytics.tallies import PERIOD_TABLES
from dialer.api import calls_csv
from dialer.models import (
    Calendar,
    Call,
    RepPeriod,
)
from policies import quality
from tests.people import Person
from tests.scenarios import BUSY, RANG_OUT, TALKED
from tests.twilio_client import Twilio, after
from tests.world import World
from workers.analytics import recount_stale_days, sum_periods

PERIOD = {"from": "2026-03-02", "to": "2026-03-02"}
DAY = "from=2026-03-02&to=2026-03-02"


def talk(rep: Person, twilio: Twilio, outcome: str, waits: float = 10) -> int:
    """A talk, and an outcome so many seconds after the line's end."""
    call_id = after(rep, twilio, TALKED)
    twilio.clock.tick(waits)
    rep.record(call_id, outcome)
    rep.end(call_id)
    return call_id


def test_the_funnel_narrows_from_dials_to_meetings(rep: Person, manager: Person, twilio: Twilio) -> None:
    for outcome in ("meeting_booked", "follow_up", "follow_up", "bad_fit"):
        talk(rep, twilio, outcome)
    rep.end(after(rep, twilio, BUSY))
    recount_stale_days()
    steps = manager.see("/api/analytics/funnel", **PERIOD)["steps"]
    assert [(step["key"], step["calls"], step["of_previous"]) for step in steps] == [
        ("calls", 5, 1.0), ("connected", 4, 0.8), ("positive", 3, 0.75), ("meeting_booked", 1, 1 / 3),
    ]  # fmt: skip


def test_an_empty_funnel_has_no_shares(manager: Person) -> None:
    steps = manager.see("/api/analytics/funnel", **PERIOD)["steps"]
    assert {(step["calls"], step["of_all"], step["of_previous"]) for step in steps} == {(0, None, None)}


def test_pre_fills_are_kept_confirmed_or_overruled(rep: Person, manager: Person, twilio: Twilio) -> None:
    rep.end(after(rep, twilio, BUSY))
    confirmed = after(rep, twilio, BUSY)
    rep.record(confirmed, "busy")
    rep.end(confirmed)
    call_id = after(rep, twilio, BUSY)
    rep.record(call_id, "gatekeeper")
    rep.end(call_id)
    rep.end(after(rep, twilio, RANG_OUT))
    recount_stale_days()
    rules = manager.see("/api/analytics/prefills", **PERIOD)["rules"]
    assert [(r["result"], r["key"], r["calls"], r["kept"], r["untouched"], r["overruled"]) for r in rules] == [
        ("busy", "busy", 3, 2, 1, 1), ("no_answer", "no_voicemail", 1, 1, 1, 0),
    ]  # fmt: skip
    assert [(other["key"], other["calls"]) for other in rules[0]["overruled_by"]] == [("gatekeeper", 1)]
    assert rules[0]["overrule_rate"] == pytest.approx(1 / 3)


def test_wrap_up_is_counted_from_the_lines_end_to_the_first_choice(
    rep: Person, manager: Person, twilio: Twilio
) -> None:
    first = talk(rep, twilio, "follow_up", waits=10)
    talk(rep, twilio, "bad_fit", waits=30)
    twilio.clock.tick(100)
    rep.record(first, "bad_fit")  # a change of mind costs no wrap-up
    call_id = after(rep, twilio, BUSY)
    twilio.clock.tick(4)
    rep.end(call_id)  # a pre-fill that was let stand
    recount_stale_days()
    by_rep = manager.see("/api/analytics/wrap-up", **PERIOD)
    assert [(g["label"], g["wrap_ups"], g["seconds"]) for g in by_rep["groups"]] == [("Robin Vale", 3, 44)]
    by_outcome = manager.see("/api/analytics/wrap-up", **PERIOD, group_by="outcome")
    assert {g["key"]: g["average_seconds"] for g in by_outcome["groups"]} == {"busy": 4.0, "bad_fit": 20.0}


def test_a_choice_that_was_taken_back_ended_no_wrap_up(rep: Person, manager: Person, twilio: Twilio) -> None:
    call_id = after(rep, twilio, TALKED)
    twilio.clock.tick(5)
    rep.record(call_id, "bad_fit")
    assert rep.post(f"/api/calls/{call_id}/outcome/undo", version=1).status_code == 200
    twilio.clock.tick(7)
    rep.record(call_id, "follow_up")
    rep.end(call_id)
    recount_stale_days()
    totals = manager.see("/api/analytics/wrap-up", **PERIOD)["totals"]
    assert (totals["wrap_ups"], totals["seconds"]) == (1, 12)


def test_who_comes_back_much_later_was_not_wrapping_up(rep: Person, manager: Person, twilio: Twilio) -> None:
    talk(rep, twilio, "follow_up", waits=1801)
    recount_stale_days()
    totals = manager.see("/api/analytics/wrap-up", **PERIOD)["totals"]
    assert (totals["calls"], totals["wrap_ups"], totals["average_seconds"]) == (1, 0, None)


def test_alarms_name_the_rep_and_open_the_calls(rep: Person, manager: Person, twilio: Twilio) -> None:
    hasty, brief = talk(rep, twilio, "bad_fit", waits=0.4), talk(rep, twilio, "meeting_booked")
    with db.transaction(1) as session:
        session.get_one(Call, brief).talk_seconds = 4
    recount_stale_days()
    alarms = {alarm["alarm"]: alarm for alarm in manager.see("/api/analytics/quality", **PERIOD)["alarms"]}
    assert {name: alarm["calls"] for name, alarm in alarms.items()} == {
        "brief_positive": 1, "long_no_answer": 0, "hasty": 1, "first_item": 0,
    }  # fmt: skip
    for name, call_id in (("brief_positive", brief), ("hasty", hasty)):
        (one,) = alarms[name]["reps"]
        assert (one["rep"]["name"], [call["id"] for call in manager.see(one["calls_url"])["items"]]) == (
            "Robin Vale", [call_id],
        )  # fmt: skip


def test_a_habit_opens_the_calls_of_those_who_have_it(
    rep: Person, setter: Person, manager: Person, twilio: Twilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "FEWEST_CHOICES", 2)

    def habit() -> dict[str, Any]:
        recount_stale_days()
        answer: dict[str, Any] = manager.see("/api/analytics/quality", **PERIOD)["alarms"][-1]
        return answer

    talk(setter, twilio, "no_voicemail")
    talk(rep, twilio, "no_voicemail")
    assert (habit()["calls"], habit()["calls_url"]) == (0, None)
    talk(rep, twilio, "no_voicemail")
    assert (habit()["alarm"], habit()["calls"]) == ("first_item", 2)
    assert len(manager.see(habit()["calls_url"])["items"]) == 2
    talk(setter, twilio, "no_voicemail")
    assert (habit()["calls"], habit()["calls_url"]) == (4, None)


def rows_of(person: Person, query: str = "") -> list[dict[str, str]]:
    answer = person.get(f"/api/calls.csv?{query}")
    assert answer.status_code == 200, answer.text
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert int(answer.headers["X-Total-Rows"]) == len(rows)
    return rows


def test_a_csv_has_what_the_list_has_however_many_pages(
    rep: Person, manager: Person, twilio: Twilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls_csv, "ROWS_AT_ONCE", 2)
    for outcome in ("follow_up", "bad_fit", "follow_up", "follow_up", "bad_fit"):
        talk(rep, twilio, outcome)
    for query in ("", f"{DAY}&placed=true&outcome=follow_up", "connect_status=not_connected"):
        listed = [str(call["id"]) for call in manager.see(f"/api/calls?{query}")["items"]]
        assert [row["call"] for row in rows_of(manager, query)] == listed
    assert rows_of(manager, "outcome=follow_up")[0] | {"call": "", "began": ""} == {
        "call": "", "began": "", "time_zone": "UTC", "direction": "outbound", "from": "+12025550199",
        "to": "+12025550101", "lead": "Hannah Osei", "organisation": "Brightwater Analytics", "rep": "Robin Vale", "team": "Outbound", "flow": "",
        "step": "", "line_result": "answered", "line_reason": "", "ring_seconds": "8", "talk_seconds": "45",
        "outcome": "Follow up", "outcome_deleted": "", "connect_status": "connected", "sentiment": "positive",
        "recorded_connect_status": "connected", "recorded_sentiment": "positive", "chosen_by": "rep", "notes": "",
    }  # fmt: skip


def test_a_csv_leaves_as_it_is_read(rep: Person, twilio: Twilio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls_csv, "ROWS_AT_ONCE", 1)
    for outcome in ("follow_up", "bad_fit"):
        talk(rep, twilio, outcome)
    answer = rep.ask("GET", "/api/calls.csv", buffered=False)
    assert [part.count(b"\n") for part in answer.response] == [1, 1, 1]


def test_a_csv_shows_a_rep_only_their_own_calls(
    rep: Person, setter: Person, rival: Person, twilio: Twilio
) -> None:
    talk(rep, twilio, "follow_up")
    assert (len(rows_of(rep)), rows_of(setter), rows_of(rival)) == (1, [], [])


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), (" @SUM(A1)", "' @SUM(A1)"), ("-2", "'-2"), ("+12025550101", "+12025550101"),
     ("+1+cmd|x", "'+1+cmd|x"), ("\t=1", "'\t=1"), ("a=b", "a=b"), (7, 7), (None, None)],
)  # fmt: skip
def test_a_spreadsheet_calculates_nothing(cell: Any, written: Any) -> None:
    assert calls_csv.safe_cell(cell) == written


@pytest.mark.parametrize("path", ["team", "flows", "funnel", "prefills", "wrap-up", "quality"])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("from=2026-03-03&to=2026-03-02", 422),
        ("from=1026-03-03&to=2026-03-02", 422),
        ("from=2026-02-30&to=2026-03-02", 422),
        (f"{DAY}&group_by=moon", 422),
        (f"{DAY}&rep_id=99999", 404),
        (f"{DAY}&team_id=99999", 404),
        (f"{DAY}&flow_id=1", 404),
        (f"{DAY}&rep_id=0", 422),
        (f"{DAY}&outcome=moonwalk", 422),
        (f"{DAY}&direction=sideways", 422),
        (f"{DAY}&meaning=then", 422),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    path: str, query: str, status: int, manager: Person
) -> None:
    answer = manager.get(f"/api/analytics/{path}?{query}")
    assert answer.status_code == status, answer.text
    assert answer.json["code"] in ("invalid", "not_found")


@pytest.mark.parametrize(
    "query",
    [
        "from=2026-03-03&to=2026-03-02", "hour=9", f"{DAY}&hour=24", f"{DAY}&weekday=0", "cursor=moon",
        "cursor=MjAyNi0wMy0wMlQwOTowMDowMCAx", "cursor=OTk5OTktMDEtMDEgMQ", "from=1026-01-01&to=2026-01-01&hour=9",
        "alarm=fire", "sentiment=happy", "team_id=ours",
    ],
)  # fmt: skip
def test_a_list_that_makes_no_sense_is_refused(query: str, manager: Person) -> None:
    for path in ("/api/calls", "/api/calls.csv"):
        assert manager.get(f"{path}?{query}").status_code == 422, query


def test_a_thousand_years_of_calls_may_be_listed(rep: Person, manager: Person, twilio: Twilio) -> None:
    talk(rep, twilio, "follow_up")
    assert len(manager.see("/api/calls?from=0001-01-01&to=9999-12-31")["items"]) == 1


OF_MARCH = ["2026-03", *(f"2026-03-{day:02d}" for day in (5, 10, 15, 20, 25))]


def test_what_is_over_is_summed_and_follows_late_words(
    rep: Person, manager: Person, twilio: Twilio, world: World
) -> None:
    call_id = talk(rep, twilio, "follow_up")
    recount_stale_days()
    world.clock.tick(45 * 86_400)
    sum_periods()
    assert [row.isoformat() for row in world.rows(select(Calendar.summed_before))] == ["2026-04-16"]
    for table in PERIOD_TABLES:
        assert sorted(world.rows(select(table.period))) == OF_MARCH
    # With days around it, of two years, and with something to take away; by rep, team and hour, as these are kept apart.
    asked = [
        {"from": first, "to": "2026-04-10", "group_by": group_by}
        for first in ("2026-02-20", "2025-12-24", "2026-01-18")
        for group_by in ("rep", "team", "weekday_hour")
    ]
    manager.sign_in("manager@demo.test")
    for one in asked:
        assert manager.numbers(**one)["totals"]["by_sentiment"]["positive"] == 1
    later = manager.numbers(**{"from": "2026-03-09", "to": "2026-04-10"}, group_by="rep")
    assert (later["groups"], later["totals"]["calls"]) == ([], 0)  # what is taken away leaves nobody behind
    rep.sign_in("rep@demo.test")
    rep.record(call_id, "bad_fit")
    recount_stale_days()
    for one in asked:
        totals = manager.numbers(**one)["totals"]
        assert (totals["calls"], totals["by_sentiment"]["negative"]) == (1, 1)


def test_a_year_is_over_also_with_months_without_a_call(
    rep: Person, manager: Person, twilio: Twilio, world: World
) -> None:
    talk(rep, twilio, "follow_up")
    recount_stale_days()
    for days in (40, 120, 200):
        world.clock.tick(days * 86_400)
        sum_periods()
    of_the_year = [*OF_MARCH, *(f"2026-{month:02d}" for month in range(4, 13))]
    assert sorted(world.rows(select(RepPeriod.period))) == sorted(of_the_year)
    manager.sign_in("manager@demo.test")
    assert (
        manager.numbers(**{"from": "2025-12-01", "to": "2027-01-31"}, group_by="rep")["totals"]["calls"] == 1
    )
