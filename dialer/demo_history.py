"""The demo company's last months: people who joined, flows, leads, and calls that look like a sales team's.

The same seed and day make the same history. A worker writes it after the first start.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from dialer import demo_deals, demo_meetings, nudges
from dialer import demo_habits as habits
from dialer.analytics.marks import RECOUNT
from dialer.clock import DAY, day_start, local_day_and_hour
from dialer.demo_founding import found_company
from dialer.lead_clock import HOURS_OF_DAY, hour_of_week
from dialer.models import Call, Company, Flow, FlowStep, Lead, Outcome, OutcomeRecord, StaleDay, User
from dialer.models.base import table_of
from policies.vocabulary import CallState, ConnectStatus, Direction, LineResult, OutcomeSource

JOB = "workers.demo.remember"
DAYS = 90
SEED = 7
RECORD_ROWS = ("call_id", "outcome_id", "source", "by_id", "connect_status", "sentiment", "reason", "at")
Row = dict[str, Any]


def company_without_history(session: Session, days: int) -> Company | None:
    """The first company, if it is the demo's and has not lived all of these days."""
    company = session.scalars(select(Company).order_by(Company.id)).first()
    if company is None or not company.is_demo:
        return None
    began = _began(session, company)
    if began is None or _missing_days(session, company, began, days):
        return company
    return None if demo_meetings.are_written(session, company, began) else company


def remember_some(
    session: Session, company: Company, *, days: int = DAYS, seed: int = SEED, now: datetime
) -> bool:
    """Write a part of the ``days`` before the first one here. False when nothing was left to write.

    First come the people, flows and leads, then a day at a time, so that nobody else waits long, and at last the
    meetings. A day's calls depend on the day and the seed alone: whoever stops in the middle goes on the next time.
    """
    began = _began(session, company)
    if began is None:
        found_company(session, company, Random(seed), days, now)
        return True
    missing = _missing_days(session, company, began, days)
    if not missing:
        return _write_meetings(session, company, days, seed, began)
    _write_day(session, History(session, company, Random(f"{seed} {missing[-1]}"), began, days), missing[-1])
    nudges.ask_for(session, RECOUNT)
    nudges.refetch(session, "calls", "leads", "outcomes", "analytics", "session", company_id=company.id)
    return True


def _write_meetings(session: Session, company: Company, days: int, seed: int, began: datetime) -> bool:
    if demo_meetings.are_written(session, company, began):
        return False
    written = demo_meetings.write_meetings(session, company, seed=seed, days=days, began=began)
    demo_deals.write_deals(session, company, seed=seed, days=days, began=began)
    nudges.refetch(
        session, "deals", "payments", "meetings", "event-types", "availability", company_id=company.id
    )
    return written


def _began(session: Session, company: Company) -> datetime | None:
    """When the past was begun to be written; it ends there."""
    flow = select(Flow.created_at).where(Flow.company_id == company.id, Flow.name == next(iter(habits.FLOWS)))
    return session.scalar(flow)


def _missing_days(session: Session, company: Company, began: datetime, days: int) -> list[date]:
    """The working days that nobody has called on yet, the first one first."""
    until = local_day_and_hour(began, company.time_zone)[0]
    working = [day for day in (until - back * DAY for back in range(days, 0, -1)) if is_working(day)]
    joined = select(User.id).where(User.email.in_([one.email for one in habits.JOINED]))
    called = select(Call.day).where(
        Call.company_id == company.id, Call.rep_id.in_(joined), Call.created_at < began
    )
    known = set(session.scalars(called.distinct()))
    return [day for day in working if day not in known]


def is_working(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < len(habits.WEEKDAYS)


def _write_day(session: Session, history: "History", day: date) -> None:
    calls = sorted(history.day(day), key=lambda made: (made.row["created_at"], made.row["rep_id"]))
    table, company_id = table_of(Call), history.company.id
    ids = session.scalars(
        insert(table).returning(table.c.id, sort_by_parameter_order=True), [made.row for made in calls]
    )
    records = [record for call_id, made in zip(ids, calls, strict=True) for record in made.records(call_id)]
    session.execute(insert(table_of(OutcomeRecord)), records)
    firsts = {made.row["rep_id"]: made.row["created_at"] for made in calls}
    fixed = {"company_id": company_id, "marked_at": history.began}
    marks = [{**fixed, "rep_id": rep_id, "called_at": at} for rep_id, at in firsts.items()]
    session.execute(insert(table_of(StaleDay)), marks)


@dataclass(frozen=True, slots=True)
class Made:
    """A call, and what was recorded on it."""

    row: Row
    prefill: Row | None
    choice: Row | None

    def records(self, call_id: int) -> Iterator[Row]:
        """The rows of its history."""
        for record in (self.prefill, self.choice):
            if record is not None:
                yield {
                    **dict.fromkeys(RECORD_ROWS),
                    "company_id": self.row["company_id"],
                    **record,
                    "call_id": call_id,
                }


@dataclass(slots=True)
class Caller:
    """A person with habits and a row."""

    habits: habits.Habits
    id: int
    team_id: int | None


class History:
    """Who calls whom, and what about."""

    def __init__(
        self, session: Session, company: Company, chance: Random, began: datetime, days: int
    ) -> None:
        self.company, self.chance, self.began, self.length = company, chance, began, days
        self.until = local_day_and_hour(began, company.time_zone)[0]
        people = {
            one.email: one for one in session.scalars(select(User).where(User.company_id == company.id))
        }
        self.callers = [Caller(one, people[one.email].id, people[one.email].team_id) for one in habits.PEOPLE]
        self.steps: list[tuple[int, int]] = []
        for step in session.scalars(select(FlowStep).where(FlowStep.company_id == company.id)):
            self.steps += [(step.flow_id, step.id)] * (5 - step.position)  # fewer get so far
        found = select(Lead.id, Lead.phone).where(
            Lead.company_id == company.id, Lead.phone.in_(list(habits.phones()))
        )
        self.leads = [(row.id, row.phone) for row in session.execute(found.order_by(Lead.id))]
        catalogue = session.scalars(select(Outcome).where(Outcome.company_id == company.id))
        self.outcomes = {outcome.key: outcome for outcome in catalogue}

    def day(self, day: date) -> Iterator[Made]:
        """Every call of a working day; of the last one some still lack an outcome."""
        last = next(before for n in range(1, 8) if is_working(before := self.until - n * DAY))
        for caller in self.callers:
            yield from self._calls_of(caller, day)
            for _ in range(caller.habits.owes if day == last else 0):
                yield self._call(caller, day, 16, habits.OWED)

    def _calls_of(self, caller: Caller, day: date) -> Iterator[Made]:
        often = caller.habits.calls * habits.WEEKDAYS[day.weekday()] * self.chance.uniform(0.75, 1.25)
        if self.chance.random() < 0.05:  # on holiday, or ill
            return
        for hour in self.chance.choices([*habits.HOURS], [*habits.HOURS.values()], k=round(often)):
            luck = caller.habits.skill * habits.PICKED_UP[hour]
            (ending,) = self.chance.choices(
                habits.ENDINGS, [_weight(ending, luck) for ending in habits.ENDINGS]
            )
            if ending.outcome != habits.DELETED or self._part(day) < habits.DELETED_AFTER:
                yield self._call(caller, day, hour, ending)

    def _call(self, caller: Caller, day: date, hour: int, ending: habits.Ending) -> Made:
        begins = day_start(day, self.company.time_zone)
        at = begins + timedelta(hours=hour, seconds=self.chance.randrange(3600))
        ring, talk = self.chance.randint(2, 24), self.chance.randint(*ending.talk)
        over = at + timedelta(seconds=ring + talk)
        chosen_at = over + timedelta(seconds=round(self.chance.lognormvariate(2.3, 0.7), 1))
        prefill = (
            self._record(ending.prefilled, OutcomeSource.WEBHOOK, None, over, day)
            if ending.prefilled
            else None
        )
        by_rep = ending.source is OutcomeSource.REP
        choice = (
            self._record(ending.outcome, OutcomeSource.REP, caller.id, chosen_at, day) if by_rep else None
        )
        stands = choice or prefill or {}
        lead_id, phone, there = self._lead_at(at)
        flow_id, step_id = (
            self.chance.choice(self.steps) if self.chance.random() < habits.IN_FLOWS else (None, None)
        )
        local_day, local_hour = local_day_and_hour(at, self.company.time_zone)
        return Made({
            "company_id": self.company.id, "rep_id": caller.id, "lead_id": lead_id, "team_id": caller.team_id,
            "flow_id": flow_id, "flow_step_id": step_id, "direction": Direction.OUTBOUND,
            "from_number": "+12025550199", "to_number": phone, "day": local_day, "hour": local_hour,
            "lead_hour": there, "notes": "", "state": CallState.ENDED, "created_at": at, "ringing_at": at,
            "answered_at": over - timedelta(seconds=talk) if talk else None, "line_ended_at": over,
            "ended_at": chosen_at, "result": ending.result, "ring_seconds": ring, "talk_seconds": talk or None,
            "offered": [], "version": 1 if choice else 0,
            "is_decided": choice is not None,
            "prefilled_id": prefill["outcome_id"] if prefill else None,
            "outcome_id": stands.get("outcome_id"), "outcome_source": stands.get("source"),
            "outcome_by_id": stands.get("by_id"), "outcome_at": stands.get("at"),
            "decided_at": choice["at"] if choice else None,
            "recorded_connect_status": stands.get("connect_status"),
            "recorded_sentiment": stands.get("sentiment"),
        }, prefill, choice)  # fmt: skip

    def _lead_at(self, at: datetime) -> tuple[int, str, int | None]:
        """Somebody at whose place it is not night, if one is found soon, and the hour there."""
        for _ in range(8):
            lead_id, phone = self.chance.choice(self.leads)
            there = hour_of_week(phone, None, at)
            if there is None or there % HOURS_OF_DAY in habits.OFFICE_HOURS:
                break
        return lead_id, phone, there

    def _record(
        self, key: str | None, source: OutcomeSource, by_id: int | None, at: datetime, day: date
    ) -> Row:
        outcome = self.outcomes[key or ""]
        connect_status, sentiment = outcome.connect_status, outcome.sentiment
        if key == habits.EDITED.key and self._part(day) < habits.EDITED.until:
            connect_status, sentiment = habits.EDITED.connect_status, habits.EDITED.sentiment
        assert isinstance(connect_status, ConnectStatus)  # a row of the catalogue has one
        return {"outcome_id": outcome.id, "source": source, "by_id": by_id, "at": at,
                "connect_status": connect_status, "sentiment": sentiment}  # fmt: skip

    def _part(self, day: date) -> float:
        return 1 - (self.until - day).days / self.length


def _weight(ending: habits.Ending, luck: float) -> float:
    answered, won = ending.result is LineResult.ANSWERED, ending.won
    return ending.often * (luck if answered else 1) * (luck if won else 1)
