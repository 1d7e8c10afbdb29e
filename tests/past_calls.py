"""Two weeks of calls that the demo company never made, so that its numbers are worth looking at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import config, db
from dialer.analytics.marks import mark_stale
from dialer.models import Call, Company, Lead, Outcome, User
from policies.vocabulary import CallState, Direction, LineResult, OutcomeSource

DAYS = 14
REPS = ("rep@demo.test", "setter@demo.test", "closer@demo.test")
OFFICE_HOURS = range(9, 18)


@dataclass(frozen=True, slots=True)
class Kind:
    """One way a call goes, and how often: the outcome's key, what the line did, and who recorded it."""

    outcome: str | None
    result: LineResult
    often: int
    source: OutcomeSource | None = OutcomeSource.REP


KINDS = (
    Kind("no_voicemail", LineResult.NO_ANSWER, 26, OutcomeSource.WEBHOOK),
    Kind("left_voicemail", LineResult.MACHINE, 14),
    Kind("busy", LineResult.BUSY, 6, OutcomeSource.WEBHOOK),
    Kind("not_in_service", LineResult.NOT_IN_SERVICE, 4, OutcomeSource.WEBHOOK),
    Kind("follow_up", LineResult.ANSWERED, 10),
    Kind("meeting_booked", LineResult.ANSWERED, 7),
    Kind("gave_referral", LineResult.ANSWERED, 2),
    Kind("bad_timing", LineResult.ANSWERED, 8),
    Kind("gatekeeper", LineResult.ANSWERED, 6),
    Kind("not_interested_other", LineResult.ANSWERED, 7),
    Kind("has_a_solution", LineResult.ANSWERED, 4),
    Kind("hung_up", LineResult.ANSWERED, 4),
    Kind(None, LineResult.ANSWERED, 2, None),
)
TALKED = {LineResult.ANSWERED: (15, 420), LineResult.MACHINE: (18, 40)}


def remember_two_weeks(data_dir: Path, *, now: datetime) -> None:
    """Write them into the database of the stack that runs on this folder; its workers count them."""
    config.use(config.read_settings(DIALER_DATA_DIR=data_dir))
    with db.reading(db.EVERYWHERE) as session:
        company = session.scalars(select(Company).order_by(Company.id)).first()
    assert company
    with db.transaction(company.id) as session:
        for call in _calls(session, company.id, now):
            session.add(call)
            session.flush()
            mark_stale(session, call, now=now)
    db.dispose()


def _calls(session: Session, company_id: int, now: datetime) -> Iterator[Call]:
    chance = Random(7)
    reps = session.scalars(select(User).where(User.email.in_(REPS)).order_by(User.id)).all()
    leads = session.scalars(select(Lead).order_by(Lead.id)).all()
    outcomes = {outcome.key: outcome for outcome in session.scalars(select(Outcome))}
    for back in range(DAYS, 0, -1):
        day = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=back)
        for rep in reps if day.weekday() < 5 else ():
            for _ in range(chance.randint(11, 19)):
                (kind,) = chance.choices(KINDS, [kind.often for kind in KINDS])
                at = day + timedelta(hours=chance.choice(OFFICE_HOURS), seconds=chance.randrange(3600))
                yield _call(company_id, rep, chance.choice(leads), outcomes, kind, at, chance)


def _call(
    company_id: int,
    rep: User,
    lead: Lead,
    outcomes: dict[str, Outcome],
    kind: Kind,
    at: datetime,
    chance: Random,
) -> Call:
    ring, talk = chance.randint(2, 25), chance.randint(*TALKED.get(kind.result, (0, 0)))
    over = at + timedelta(seconds=ring + talk)
    outcome = outcomes[kind.outcome] if kind.outcome else None
    return Call(
        company_id=company_id,
        rep_id=rep.id,
        lead_id=lead.id,
        team_id=rep.team_id,
        direction=Direction.OUTBOUND,
        from_number="+12025550199",
        to_number=lead.phone,
        day=at.date(),
        hour=at.hour,
        state=CallState.ENDED,
        created_at=at,
        answered_at=over - timedelta(seconds=talk) if talk else None,
        line_ended_at=over,
        ended_at=over + timedelta(seconds=chance.randint(4, 40)),
        result=kind.result,
        ring_seconds=ring,
        talk_seconds=talk or None,
        offered_words=[],
        outcome_id=outcome.id if outcome else None,
        outcome_source=kind.source,
        outcome_by_id=rep.id if kind.source is OutcomeSource.REP else None,
        outcome_at=over if outcome else None,
        recorded_connect_status=outcome.connect_status if outcome else None,
        recorded_sentiment=outcome.sentiment if outcome else None,
    )
