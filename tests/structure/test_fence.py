"""A session of one company reaches no row of another, by any way there is."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialer import db
from dialer.db import CrossesCompanies
from dialer.models import Base, Call, Lead, Outcome, Scoped, User
from tests.crm_rows import make_crm_rows
from tests.deal_rows import make_deal_rows
from tests.hook_rows import make_hook_rows
from tests.inbound import InboundLine, reachable
from tests.meeting_rows import make_meeting_rows
from tests.people import Person
from tests.scenarios import BUSY, TALKED
from tests.twilio_client import Twilio, after
from tests.world import World
from workers.analytics import recount_stale_days
from workers.sales import count_everything, recount_stale_sales

OURS, THEIRS = 1, 2
TABLES = sorted(
    (m.class_ for m in Base.registry.mappers if issubclass(m.class_, Scoped)), key=lambda c: c.__name__
)
RARE = {
    "Flow",
    "FlowPlace",
    "FlowStep",
    "MeetingTally",
    "StaleDay",
    "RepTotal",
    "StaleSale",
    "RepPeriod",
    "FlowPeriod",
    "TeamPeriod",
    "TeamHourPeriod",
    "TeamLeadHoursPeriod",
    "CompanyHourPeriod",
}  # nothing in the story below makes one


@pytest.fixture
def full(rep: Person, admin: Person, manager: Person, twilio: Twilio, world: World) -> World:
    """Our company with a row of nearly everything."""
    rep.end(after(rep, twilio, TALKED), outcome="opt_out")
    line = twilio.connect(rep, rep.dial("+12125550102")).play(BUSY)
    line.hears("lead", "busy")
    admin.require_outcomes(True)
    reachable(rep)
    inbound = InboundLine(twilio, caller="+13125550147")
    told = {"CallSid": inbound.sid, "RecordingSid": "RE" + "7" * 32, "RecordingStatus": "completed"}
    twilio.post(f"/webhooks/twilio/recording?call_id={rep.see('/api/calls')['items'][0]['id']}", told)
    admin.post("/api/tokens", name="Ours")
    rep.post("/api/tasks", note="Ask", due_at="2026-03-03T09:00:00Z")
    admin.post("/api/invitations", email="ann@firm.example", roles=["rep"])
    recount_stale_days()
    make_crm_rows(OURS, rep.see("/api/calls")["items"][0]["id"], now=world.clock())
    make_meeting_rows(OURS, now=world.clock())
    make_hook_rows(OURS, now=world.clock())
    make_deal_rows(OURS, now=world.clock())
    recount_stale_sales()
    count_everything()
    return world


@pytest.fixture
def theirs(full: World) -> Iterator[Session]:
    with db.transaction(THEIRS) as session:
        yield session


@pytest.fixture
def one_of_ours(full: World) -> dict[type[Scoped], Scoped]:
    """A row of ours from each table."""
    with db.reading(OURS) as session:
        found = {table: session.scalars(select(table).limit(1)).first() for table in TABLES}
    missing = {table.__name__ for table, row in found.items() if row is None}
    assert missing <= RARE, f"make a row of these in the fixture above: {missing - RARE}"
    return {table: row for table, row in found.items() if row is not None}


def test_no_way_of_reading_reaches_across(theirs: Session, one_of_ours: dict[type[Scoped], Scoped]) -> None:
    for table, row in one_of_ours.items():
        assert all(one.company_id == THEIRS for one in theirs.scalars(select(table))), table
        assert theirs.get(table, row.id) is None, table
        assert theirs.scalar(select(table.id).where(table.id == row.id)) is None, table
        counted = theirs.scalar(select(func.count()).select_from(table).where(table.company_id == OURS))
        assert counted == 0, table


def test_no_bulk_change_reaches_across(theirs: Session, one_of_ours: dict[type[Scoped], Scoped]) -> None:
    for table, row in one_of_ours.items():
        changed = theirs.execute(update(table).where(table.id == row.id).values(company_id=THEIRS))
        assert changed.rowcount == 0, table
        assert theirs.execute(delete(table).where(table.id == row.id)).rowcount == 0, table


def test_a_subquery_does_not_reach_across(theirs: Session) -> None:
    ours = select(Lead.id).where(Lead.company_id == OURS)
    assert theirs.scalars(select(Lead).where(Lead.id.in_(ours))).all() == []
    assert theirs.scalars(select(Call).join(User, User.id == Call.rep_id)).all() == []


def test_a_relationship_does_not_reach_across(full: World) -> None:
    with db.transaction(db.EVERYWHERE) as session:
        our_call = session.scalars(select(Call).where(Call.company_id == OURS)).first()
        assert our_call is not None
    with db.transaction(THEIRS) as session:
        call = session.merge(our_call, load=False)
        session.expire(call, ["rep", "outcome", "lead"])
        assert (call.rep, call.outcome, call.lead) == (None, None, None)
        session.expunge_all()


def test_a_new_row_is_given_the_sessions_company(theirs: Session, full: World) -> None:
    lead = Lead(name="Ann", phone="+12125550107", created_at=full.clock.at)
    theirs.add(lead)
    theirs.flush()
    assert lead.company_id == THEIRS


def flush_is_refused(session: Session) -> None:
    with pytest.raises(CrossesCompanies):
        session.flush()
    session.rollback()


def test_a_new_row_for_another_company_is_refused(theirs: Session, full: World) -> None:
    theirs.add(Lead(company_id=OURS, name="Ann", phone="+12125550107", created_at=full.clock.at))
    flush_is_refused(theirs)


@pytest.mark.parametrize("harm", ["change", "delete"])
def test_harming_another_companys_row_is_refused(harm: str, full: World) -> None:
    with db.reading(OURS) as session:
        outcome = session.scalars(select(Outcome).order_by(Outcome.id)).first()
    assert outcome
    with db.transaction(THEIRS) as session:
        row = session.merge(outcome, load=False)
        row.label = "Stolen"
        if harm == "delete":
            session.delete(row)
        flush_is_refused(session)
    with db.reading(OURS) as session:
        assert session.get_one(Outcome, outcome.id).label == "No voicemail"


def test_a_reading_session_writes_nothing(full: World) -> None:
    with db.reading(OURS) as session:
        session.add(Lead(name="Ann", phone="+12125550107", created_at=full.clock.at))
        with pytest.raises(RuntimeError, match="asked to write"):
            session.flush()


def test_the_database_itself_refuses_a_reference_across(theirs: Session, full: World) -> None:
    with db.reading(OURS) as session:
        rep_id = session.scalars(select(Call.rep_id).where(Call.rep_id.is_not(None))).first()
    theirs.add(Lead(name="Ann", phone="+12125550107", owner_id=rep_id, created_at=full.clock.at))
    with pytest.raises(IntegrityError):
        theirs.flush()
    theirs.rollback()
