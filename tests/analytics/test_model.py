"""Whatever happens to calls and outcomes, every number is what its plain definition says (rows G6-G9, B4, B8)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from dialer import calls, db, people
from dialer.analytics.marks import mark_stale
from dialer.analytics.rezone import companies_building
from dialer.analytics.tallies import DAY_TABLES, PERIOD_TABLES
from dialer.company_settings import change_settings
from dialer.errors import Conflict
from dialer.lead_clock import hour_of_week
from dialer.models import (
    Calendar,
    Call,
    CallEffect,
    Company,
    CrmMark,
    DoNotCall,
    Flow,
    FlowStep,
    Outcome,
    OutcomeRecord,
    StaleDay,
    Task,
    Team,
    User,
)
from dialer.people import Principal, principal_of
from policies.vocabulary import CallState, ConnectStatus, Direction, LineResult, OutcomeSource, Sentiment
from tests.analytics.definitions import LEADS, Facts
from tests.people import Person
from tests.world import World
from workers.analytics import build_next_generation, recount_stale_days, sum_periods

BEGIN = datetime(2026, 2, 24, 6, 0, tzinfo=UTC)
NOW = datetime(2026, 4, 20, 12, 0, tzinfo=UTC)  # both of Lord Howe's offsets, and two months that are over
FIRST, LAST = date(2026, 2, 25), date(2026, 4, 9)
NEW_YEAR = date(2026, 1, 1)  # from here running sums are only added, from FIRST some are taken away
ABOUT_CALLS = (CallEffect, Task, DoNotCall, CrmMark, OutcomeRecord)
GROUPINGS = (
    *("outcome", "sentiment", "rep", "team", "flow", "step", "day", "hour", "weekday_hour"),
    *("hour there", "weekday_hour there"),
)
KEYS = ("no_voicemail", "busy", "follow_up", "meeting_booked", "bad_fit", "gatekeeper")
ZONES = ("UTC", "Australia/Lord_Howe", "Asia/Kolkata", "America/New_York")
SOURCES = (OutcomeSource.REP, OutcomeSource.IMPORT, OutcomeSource.WEBHOOK)
REPS = ("rep@demo.test", "setter@demo.test", "manager@demo.test", "admin@demo.test")
INDEX, SECONDS = st.integers(0, 40), st.integers(0, 400)

new_call = st.fixed_dictionaries(
    {
        "minutes": st.integers(0, 50 * 24 * 60),
        "rep": st.integers(0, 3),
        "team": st.integers(0, 2),
        "phone": st.sampled_from(tuple(LEADS)),
        "flow": st.integers(0, 3),
        "direction": st.sampled_from((Direction.OUTBOUND, Direction.OUTBOUND, Direction.INBOUND)),
        "result": st.sampled_from((*LineResult, LineResult.ANSWERED, LineResult.ANSWERED, None)),
        "talk": st.none() | SECONDS,
        "outcome": st.none() | st.sampled_from(KEYS),
        "source": st.sampled_from(SOURCES),
        "prefilled": st.none() | st.sampled_from(KEYS),
        "wait": st.none() | st.floats(-5, 4000),
        "over": st.booleans(),
    }
)
step = st.one_of(
    st.tuples(st.just("record"), INDEX, st.sampled_from(KEYS)),
    st.tuples(st.just("clear"), INDEX),
    st.tuples(st.just("late"), INDEX, st.sampled_from(tuple(LineResult)), SECONDS),
    st.tuples(
        st.just("edit"), st.sampled_from(KEYS), st.sampled_from(ConnectStatus), st.sampled_from(Sentiment)
    ),
    st.tuples(st.just("delete"), st.sampled_from(KEYS)),
    st.tuples(st.just("merge"), st.sampled_from(KEYS), st.sampled_from(KEYS)),
    st.tuples(st.just("recount")),
    st.tuples(st.just("sum")),
    st.tuples(st.just("move"), st.sampled_from(ZONES)),
)


class History:
    """The company, as a row of steps goes on."""

    def __init__(self, world: World) -> None:
        self.world = world
        with db.transaction(1) as session:
            for table in (*DAY_TABLES, *PERIOD_TABLES, StaleDay, Calendar, *ABOUT_CALLS, Call):
                session.execute(delete(table))
            for outcome in session.scalars(select(Outcome)):
                outcome.deleted_at = outcome.merged_into_id = None
            session.get_one(Company, 1).time_zone = "UTC"
            self.reps = [session.scalars(select(User).where(User.email == email)).one() for email in REPS]
            self.teams = [self.reps[0].team_id, _other_team(session), None]
            self.steps = _steps(session)

    def begin(self, given: dict[str, Any]) -> None:
        at = BEGIN + timedelta(minutes=given["minutes"])
        over = at + timedelta(seconds=20) if given["over"] and given["result"] else None
        wait = given["wait"]
        decided = over + timedelta(seconds=wait) if over and wait is not None else None
        with db.transaction(1) as session:
            outcome = _outcome(session, given["outcome"]) if given["outcome"] else None
            prefilled = _outcome(session, given["prefilled"]) if given["prefilled"] else None
            inbound, phone = given["direction"] is Direction.INBOUND, given["phone"]
            flow_id, step_id = self.steps[given["flow"]]
            call = Call(
                rep_id=self.reps[given["rep"]].id, team_id=self.teams[given["team"]],
                flow_id=flow_id, flow_step_id=step_id, direction=given["direction"],
                from_number=phone if inbound else "+1", to_number="+1" if inbound else phone,
                day=at.date(), hour=at.hour, lead_hour=hour_of_week(phone, None, at), state=CallState.ENDED,
                created_at=at, line_ended_at=over, ended_at=over or at, result=given["result"],
                talk_seconds=given["talk"], offered_words=[], decided_at=decided,
                outcome_id=outcome.id if outcome else None,
                outcome_source=given["source"] if outcome else None,
                prefilled_id=prefilled.id if prefilled else None,
                recorded_connect_status=outcome.connect_status if outcome else None,
                recorded_sentiment=outcome.sentiment if outcome else None,
            )  # fmt: skip
            session.add(call)
            session.flush()
            mark_stale(session, call, now=at)

    def go(self, name: str, *arguments: Any) -> None:
        steps: dict[str, Callable[..., None]] = {
            "record": self.record, "clear": self.clear, "late": self.late, "edit": self.edit,
            "delete": self.delete, "merge": self.merge, "recount": recount_stale_days, "sum": self.sum,
            "move": self.move,
        }  # fmt: skip
        steps[name](*arguments)

    def record(self, index: int, key: str) -> None:
        with db.transaction(1) as session:
            if (call := _call(session, index)) and not _outcome(session, key).deleted_at:
                calls.record_outcome(session, call, self.rep_of(call), key, now=NOW)

    def clear(self, index: int) -> None:
        with db.transaction(1) as session:
            if call := _call(session, index):
                with suppress(Conflict):
                    calls.clear_outcome(session, call, self.rep_of(call), now=NOW)

    def late(self, index: int, result: LineResult, talk: int) -> None:
        """A webhook comes in late and says what really was."""
        with db.transaction(1) as session:
            if call := _call(session, index):
                call.result, call.talk_seconds = result, talk
                call.line_ended_at = call.line_ended_at or call.created_at + timedelta(seconds=talk)
                mark_stale(session, call, now=NOW)

    def edit(self, key: str, connect_status: ConnectStatus, sentiment: Sentiment) -> None:
        with db.transaction(1) as session:
            outcome = _outcome(session, key)
            outcome.connect_status, outcome.sentiment = connect_status, sentiment

    def delete(self, key: str) -> None:
        with db.transaction(1) as session:
            _outcome(session, key).deleted_at = NOW

    def merge(self, key: str, into: str) -> None:
        with db.transaction(1) as session:
            outcome, heir = _outcome(session, key), _outcome(session, into)
            if outcome is not heir and not outcome.deleted_at and not heir.deleted_at:
                outcome.deleted_at, outcome.merged_into_id = NOW, heir.id

    def sum(self) -> None:
        recount_stale_days()
        sum_periods()

    def move(self, zone: str) -> None:
        with db.transaction(1) as session:
            company = people.company_of(session, 1)
            change_settings(session, company, self.by, {"time_zone": zone}, now=NOW)

    @property
    def by(self) -> Principal:
        return principal_of(self.reps[0])

    def rep_of(self, call: Call) -> Principal:
        return principal_of(next(rep for rep in self.reps if rep.id == call.rep_id))

    def facts(self) -> Facts:
        with db.reading(1) as session:
            found = {outcome.id: outcome for outcome in session.scalars(select(Outcome))}
            zone = session.scalars(select(Company.time_zone).where(Company.id == 1)).one()
            return Facts(list(session.scalars(select(Call))), found, zone)


def _outcome(session: Session, key: str) -> Outcome:
    return session.scalars(select(Outcome).where(Outcome.key == key)).one()


def _call(session: Session, index: int) -> Call | None:
    found = session.scalars(select(Call).order_by(Call.id)).all()
    return found[index % len(found)] if found else None


def _other_team(session: Session) -> int:
    known = session.scalars(select(Team).where(Team.name == "Second")).first()
    if known is None:
        session.add(known := Team(name="Second"))
        session.flush()
    return known.id


def _steps(session: Session) -> list[tuple[int | None, int | None]]:
    """A flow's two steps, a flow without one, and none."""
    if session.scalars(select(Flow)).first() is None:
        for name, steps in (("Spring", 2), ("Autumn", 0)):
            session.add(flow := Flow(name=name, created_at=NOW))
            session.flush()
            session.add_all(FlowStep(flow_id=flow.id, position=n + 1, name=f"Step {n}") for n in range(steps))
    session.flush()
    spring, autumn = session.scalars(select(Flow.id).order_by(Flow.id))
    return [*((spring, one) for one in session.scalars(select(FlowStep.id))), (autumn, None), (None, None)]


FILTERS: tuple[tuple[dict[str, Any], Callable[[Facts, Call, str], bool]], ...] = (
    ({}, lambda facts, call, meaning: True),
    ({"outcome": "follow_up"}, lambda f, c, m: f.key(c, "outcome", m) == "follow_up"),
    ({"outcome": "none"}, lambda f, c, m: c.outcome_id is None),
)


def check(history: History, admin: Person, manager: Person, rep: Person) -> None:
    """Every grouping in both readings, by everybody, under every filter."""
    facts = history.facts()
    team, rep_id, flow = history.teams[0], history.reps[0].id, history.steps[0][0]
    narrowed = [
        *FILTERS,
        ({"rep_id": rep_id}, lambda f, c, m: c.rep_id == rep_id),
        ({"team_id": team}, lambda f, c, m: c.team_id == team),
        ({"flow_id": flow}, lambda f, c, m: c.flow_id == flow),
    ]
    theirs: dict[int, Callable[[Call], bool]] = {
        admin.id: lambda call: True,
        manager.id: lambda call: call.team_id == team or call.rep_id == manager.id,
        rep.id: lambda call: call.rep_id == rep.id,
    }
    turn = len(facts.calls)  # every example looks through other eyes
    for group_by in GROUPINGS:
        for meaning in ("now", "recorded"):
            turn += 1
            person, (asked, admitted) = (admin, manager, rep)[turn % 3], narrowed[turn % len(narrowed)]
            first = (FIRST, NEW_YEAR)[turn // 2 % 2]
            mine = [call for call in facts.counted(first, LAST, "outbound") if theirs[person.id](call)]
            wanted = [call for call in mine if admitted(facts, call, meaning)]
            compare(facts, person, wanted, group_by, meaning, {"from": first.isoformat(), **asked})
    compare_flows(facts, admin)
    compare_reports(facts, admin)


def compare(
    facts: Facts, person: Person, wanted: list[Call], group_by: str, meaning: str, asked: dict[str, Any]
) -> None:
    asked = {"to": LAST.isoformat(), **split_by(group_by), "meaning": meaning, **asked}
    answer = person.see("/api/analytics/team", **asked)
    expected = facts.grouped(wanted, group_by, meaning)
    figures = {
        group["key"]: {name: group[name] for name in facts.figures([], "now")} for group in answer["groups"]
    }
    assert figures == expected, asked
    totals = facts.figures(wanted, meaning)
    assert {name: answer["totals"][name] for name in totals} == totals
    for group in [*answer["groups"][:2], *answer["groups"][-1:], answer["totals"]]:
        assert len(person.see(group["calls_url"] + "&limit=200")["items"]) == group["calls"], group[
            "calls_url"
        ]


def split_by(group_by: str) -> dict[str, str]:
    name, _, there = group_by.partition(" ")
    return {"group_by": name, "clock": "lead"} if there else {"group_by": name}


def compare_flows(facts: Facts, admin: Person) -> None:
    period = {"from": FIRST.isoformat(), "to": LAST.isoformat()}
    wanted = [call for call in facts.counted(FIRST, LAST, "outbound") if call.flow_id]
    for group_by in GROUPINGS:
        answer = admin.see("/api/analytics/flows", **period, **split_by(group_by))
        found = {group["key"]: group["calls"] for group in answer["groups"]}
        expected = facts.grouped(wanted, group_by, "recorded")
        assert found == {key: figures["calls"] for key, figures in expected.items()}, group_by
        for group in answer["groups"][-1:]:
            assert len(admin.see(group["calls_url"] + "&limit=200")["items"]) == group["calls"], group[
                "calls_url"
            ]


def compare_reports(facts: Facts, admin: Person) -> None:
    period = {"from": FIRST.isoformat(), "to": LAST.isoformat()}
    wanted = facts.counted(FIRST, LAST, "outbound")
    compare_prefills(facts, admin, wanted, period)
    prefilled = [call for call in wanted if call.prefilled_id]
    rules = admin.see("/api/analytics/prefills", **period)["rules"]
    assert sum(rule["calls"] for rule in rules) == len(prefilled)
    assert sum(rule["kept"] for rule in rules) == sum(
        call.outcome_id == call.prefilled_id for call in prefilled
    )
    totals = admin.see("/api/analytics/wrap-up", **period)["totals"]
    assert (totals["wrap_ups"], totals["seconds"]) == facts.wrap_ups(wanted)
    numbers = [
        *((rule["calls"], rule["calls_url"]) for rule in rules),
        *((rule["overruled"], rule["overruled_url"]) for rule in rules),
        *((other["calls"], other["calls_url"]) for rule in rules for other in rule["overruled_by"]),
        (totals["wrap_ups"], totals["calls_url"]),
        *(
            (step["calls"], step["calls_url"])
            for step in admin.see("/api/analytics/funnel", **period)["steps"]
        ),
    ]
    for alarm in admin.see("/api/analytics/quality", **period)["alarms"]:
        numbers += [(one["calls"], one["calls_url"]) for one in alarm["reps"]]
        if alarm["calls_url"]:
            numbers.append((alarm["calls"], alarm["calls_url"]))
    for number, address in numbers:
        assert len(admin.see(f"{address}&limit=200")["items"]) == number, address


def compare_prefills(facts: Facts, admin: Person, wanted: list[Call], period: dict[str, str]) -> None:
    """Under the filters that only they and the flows have to themselves."""
    flow = next((call.flow_id for call in wanted if call.prefilled_id and call.flow_id), None)
    if flow:
        narrowed = admin.see("/api/analytics/prefills", **period, flow_id=flow, outcome="busy")["rules"]
        fit = [call for call in wanted if call.prefilled_id and call.flow_id == flow]
        busy = [call for call in fit if facts.key(call, "outcome", "recorded") == "busy"]
        assert sum(rule["calls"] for rule in narrowed) == len(busy)
        for rule in narrowed:
            assert len(admin.see(rule["calls_url"])["items"]) == rule["calls"], rule["calls_url"]


def build_to_the_end() -> None:
    """However many turns a slow machine needs."""
    while True:
        build_next_generation()
        with db.reading(db.EVERYWHERE) as session:
            if not companies_building(session):
                return


@pytest.fixture
def history(world: World) -> Callable[[], History]:
    world.clock.at = NOW
    return lambda: History(world)


@given(st.lists(new_call, max_size=14), st.lists(step, max_size=12))
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_number_is_what_its_definition_says(
    history: Callable[[], History],
    admin: Person,
    manager: Person,
    rep: Person,
    given_calls: list[dict[str, Any]],
    steps: list[tuple[Any, ...]],
) -> None:
    made = history()
    for place, given_call in enumerate(given_calls):
        made.begin(given_call)
        for one in steps[place :: max(1, len(given_calls))]:
            made.go(*one)
    recount_stale_days()
    build_to_the_end()
    check(made, admin, manager, rep)
