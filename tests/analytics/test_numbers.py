"""What managers read: the numbers move with the calls and say what they mean (rows G6-G9, B4, B8)."""

from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from dialer import db
from dialer.models import Call, Company, Flow, Outcome, StaleDay
from policies.vocabulary import ConnectStatus, Sentiment
from tests.people import Person
from tests.scenarios import BUSY, NO_PERMISSION, RANG_OUT, TALK, TALKED
from tests.twilio_client import Twilio, after
from tests.world import World
from workers.analytics import recount_stale_days

GROUPINGS = ("outcome", "sentiment", "rep", "team", "flow", "day", "hour", "weekday_hour")
ADDED_UP = ("calls", "connected_calls", "manual_connected_outcomes", "missing_outcome", "prefilled")


def talk(rep: Person, twilio: Twilio, outcome: str | None) -> int:
    """A talk of 45 seconds that came to this."""
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id, **({"outcome": outcome} if outcome else {}))
    return call_id


@pytest.fixture
def a_day(rep: Person, setter: Person, twilio: Twilio) -> None:
    """Two follow-ups, a bad fit, one without an outcome, one busy, one rung out, one never placed."""
    for outcome in ("follow_up", "follow_up", "bad_fit", None):
        talk(rep, twilio, outcome)
    for scenario in (BUSY, NO_PERMISSION):
        rep.end(after(rep, twilio, scenario))
    setter.end(after(setter, twilio, RANG_OUT))
    recount_stale_days()


def change(key: str, **changes: Any) -> None:
    """Change an outcome of the catalogue."""
    with db.transaction(db.EVERYWHERE) as session:
        outcome = session.scalars(select(Outcome).where(Outcome.key == key, Outcome.company_id == 1)).one()
        for name, value in changes.items():
            setattr(outcome, name, value)


def by_key(answer: dict[str, Any]) -> dict[str, Any]:
    return {group["key"]: group for group in answer["groups"]}


def test_an_empty_day_has_no_rate_rather_than_zero(manager: Person) -> None:
    totals = manager.numbers()["totals"]
    assert (totals["calls"], totals["connect_rate"], totals["average_call_seconds"]) == (0, None, None)


def test_a_day_is_counted_once_it_is_recounted(rep: Person, manager: Person, twilio: Twilio) -> None:
    talk(rep, twilio, "follow_up")
    twilio.clock.tick(60)
    waiting = manager.numbers()
    assert (waiting["totals"]["calls"], waiting["waiting"]) == (0, 1)
    assert waiting["as_of"] == "2026-03-02T09:00:54Z"
    recount_stale_days()
    counted = manager.numbers()
    assert (counted["totals"]["calls"], counted["waiting"]) == (1, 0)
    assert counted["as_of"] == "2026-03-02T09:01:54Z"


def test_the_totals_of_a_day(manager: Person, a_day: None) -> None:
    totals = manager.numbers()["totals"]
    assert (totals["calls"], totals["connected_calls"], totals["connect_rate"]) == (6, 3, 0.5)
    assert (totals["average_call_seconds"], totals["manual_connected_outcomes"]) == (45.0, 3)
    assert (totals["missing_outcome"], totals["prefilled"]) == (1, 2)
    assert totals["by_sentiment"] == {"positive": 2, "neutral": 2, "negative": 1}


def test_split_by_outcome_by_sentiment_and_by_hour(manager: Person, a_day: None) -> None:
    def split(group_by: str) -> list[tuple[object, ...]]:
        groups = manager.numbers(group_by=group_by)["groups"]
        return [(group["key"], group["calls"], group["connect_rate"]) for group in groups]

    assert split("outcome") == [
        ("no_voicemail", 1, 0.0), ("busy", 1, 0.0), ("follow_up", 2, 1.0), ("bad_fit", 1, 1.0), ("none", 1, 0.0),
    ]  # fmt: skip
    assert split("sentiment") == [
        ("positive", 2, 1.0), ("neutral", 2, 0.0), ("negative", 1, 1.0), ("none", 1, 0.0),
    ]  # fmt: skip
    assert (split("hour"), split("weekday_hour")) == ([("09", 6, 0.5)], [("1-09", 6, 0.5)])


def test_split_by_rep(manager: Person, rep: Person, setter: Person, a_day: None) -> None:
    groups = by_key(manager.numbers(group_by="rep"))
    assert {key: (group["label"], group["calls"]) for key, group in groups.items()} == {
        str(rep.id): ("Robin Vale", 5),
        str(setter.id): ("Sasha Ortiz", 1),
    }
    assert manager.numbers(rep_id=setter.id)["totals"]["calls"] == 1


def test_however_it_is_split_the_parts_add_up(manager: Person, a_day: None) -> None:
    expected = manager.numbers()["totals"]
    for group_by, meaning in product(GROUPINGS, ("now", "recorded")):
        answer = manager.numbers(group_by=group_by, meaning=meaning)
        for name in ADDED_UP:
            assert answer["totals"][name] == expected[name], (group_by, name)
            assert sum(group[name] for group in answer["groups"]) == expected[name], (group_by, name)


def test_every_number_opens_the_calls_behind_it(manager: Person, a_day: None) -> None:
    for group_by in ("outcome", "rep", "team", "day"):
        answer = manager.numbers(group_by=group_by)
        for group in [*answer["groups"], answer["totals"]]:
            behind = manager.see(group["calls_url"])["items"]
            assert len(behind) == group["calls"], group["calls_url"]


def test_a_rep_reads_only_their_own_numbers(setter: Person, rival: Person, a_day: None) -> None:
    assert setter.numbers()["totals"]["calls"] == 1
    assert rival.numbers()["totals"]["calls"] == 0


def test_a_rep_who_asks_for_a_colleague_is_told_so(rep: Person, setter: Person, a_day: None) -> None:
    assert rep.numbers(rep_id=rep.id)["totals"]["calls"] == 5
    period = {"from": "2026-03-02", "to": "2026-03-02"}
    for view in ("team", "flows", "funnel", "wrap-up"):
        refused = rep.get(f"/api/analytics/{view}", **period, rep_id=setter.id)
        assert (refused.status_code, "your own calls" in refused.json["detail"]) == (404, True), view


def test_a_deleted_outcome_is_not_connected_now_and_as_it_was_then(
    manager: Person, world: World, a_day: None
) -> None:
    change("follow_up", deleted_at=world.clock.at)
    now, then = manager.numbers(), manager.numbers(meaning="recorded")
    assert (now["totals"]["connected_calls"], then["totals"]["connected_calls"]) == (1, 3)
    assert (now["totals"]["calls"], then["totals"]["calls"]) == (6, 6)
    assert now["totals"]["by_sentiment"]["positive"] == 0
    assert now["totals"]["manual_connected_outcomes"] == 1
    deleted = by_key(now)["follow_up"]
    assert (deleted["deleted"], deleted["calls"], deleted["connect_rate"]) == (True, 2, 0.0)
    assert (now["waiting"], now["meaning"], then["meaning"]) == (0, "now", "recorded")


def test_an_edited_outcome_moves_history_now_and_not_as_recorded(manager: Person, a_day: None) -> None:
    change("busy", connect_status=ConnectStatus.CONNECTED, sentiment=Sentiment.NEGATIVE)
    now, then = manager.numbers()["totals"], manager.numbers(meaning="recorded")["totals"]
    assert (now["connected_calls"], then["connected_calls"]) == (4, 3)
    assert (now["by_sentiment"]["negative"], then["by_sentiment"]["negative"]) == (2, 1)
    assert now["manual_connected_outcomes"] == 3


def test_an_edit_is_frozen_into_what_is_recorded_from_then_on(
    manager: Person, rep: Person, twilio: Twilio, a_day: None
) -> None:
    change("bad_fit", connect_status=ConnectStatus.NOT_CONNECTED)
    talk(rep, twilio, "bad_fit")
    recount_stale_days()
    assert manager.numbers(meaning="recorded")["totals"]["connected_calls"] == 3
    assert manager.numbers()["totals"]["connected_calls"] == 2


def test_a_changed_outcome_moves_its_call_and_is_counted_once(
    rep: Person, manager: Person, twilio: Twilio
) -> None:
    call_id = talk(rep, twilio, "follow_up")
    recount_stale_days()
    rep.record(call_id, "bad_fit")
    recount_stale_days()
    answer = manager.numbers()
    assert {group["key"]: group["calls"] for group in answer["groups"]} == {"bad_fit": 1}


def test_confirming_a_pre_fill_makes_it_manual(rep: Person, manager: Person, twilio: Twilio) -> None:
    change("busy", connect_status=ConnectStatus.CONNECTED)
    call_id = after(rep, twilio, BUSY)
    recount_stale_days()
    before = manager.numbers()["totals"]
    rep.record(call_id, "busy")
    recount_stale_days()
    now = manager.numbers()["totals"]
    assert (before["prefilled"], before["manual_connected_outcomes"], before["connected_calls"]) == (1, 0, 1)
    assert (now["prefilled"], now["manual_connected_outcomes"], now["connected_calls"]) == (0, 1, 1)


def test_a_call_counts_once_its_line_is_over(rep: Person, manager: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id).play(TALK)
    rep.record(call_id, "follow_up")
    recount_stale_days()
    assert manager.numbers()["totals"]["calls"] == 0
    line.play("+54 lead completed lasted=45")
    recount_stale_days()
    assert manager.numbers()["totals"]["calls"] == 1


def test_flow_numbers_are_always_as_recorded(
    manager: Person, world: World, rep: Person, twilio: Twilio
) -> None:
    call_id = talk(rep, twilio, "follow_up")
    with db.transaction(1) as session:
        session.add(flow := Flow(name="Spring", created_at=world.clock.at))
        session.flush()
        session.get_one(Call, call_id).flow_id = flow.id
    recount_stale_days()
    change("follow_up", deleted_at=world.clock.at)
    period = {"from": "2026-03-02", "to": "2026-03-02"}
    answer = manager.see("/api/analytics/flows", **period, group_by="flow")
    assert (answer["meaning"], answer["totals"]["connected_calls"]) == ("recorded", 1)
    assert [group["label"] for group in answer["groups"]] == ["Spring"]
    assert manager.numbers()["totals"]["connected_calls"] == 0


def test_flow_numbers_leave_out_calls_outside_flows(manager: Person, a_day: None) -> None:
    answer = manager.see("/api/analytics/flows", **{"from": "2026-03-02", "to": "2026-03-02"})
    assert answer["totals"]["calls"] == 0


def test_the_period_before_can_be_compared(manager: Person, world: World, a_day: None) -> None:
    period = {"from": "2026-03-03", "to": "2026-03-03", "compare": "previous"}
    answer = manager.see("/api/analytics/team", **period)
    assert (answer["totals"]["calls"], answer["previous"]["calls"]) == (0, 6)


def test_a_period_that_runs_backwards_is_refused(manager: Person) -> None:
    answer = manager.get("/api/analytics/team", **{"from": "2026-03-03", "to": "2026-03-02"})
    assert answer.status_code == 422


def test_days_are_the_companys_own(world: World, rep: Person, manager: Person, twilio: Twilio) -> None:
    with db.transaction(1) as session:
        session.get_one(Company, 1).time_zone = "Pacific/Auckland"
    world.clock.tick(2 * 3600)  # 11:00 in UTC is midnight over there
    talk(rep, twilio, "follow_up")
    recount_stale_days()
    groups = manager.numbers(**{"from": "2026-03-03", "to": "2026-03-03"}, group_by="hour")["groups"]
    assert [group["key"] for group in groups] == ["00"]


def test_a_release_and_a_note_leave_no_mark_but_an_outcome_does(
    rep: Person, twilio: Twilio, world: World
) -> None:
    call_id = talk(rep, twilio, "follow_up")
    recount_stale_days()
    rep.ask("PATCH", f"/api/calls/{call_id}", json={"notes": "Nice chat"})
    rep.record(call_id, "follow_up")
    assert world.rows(select(StaleDay.id)) == []
    rep.record(call_id, "bad_fit")
    assert len(world.rows(select(StaleDay.id))) == 1
