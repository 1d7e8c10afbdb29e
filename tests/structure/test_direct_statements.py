"""Statements that the ORM's fence does not see keep to the company by themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Join, Select, Update, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.sql.util import find_tables

from dialer import db, nudges
from dialer.analytics.marks import mark_stale
from dialer.calls import add_leg, find_leg, hold, statements
from dialer.db import EVERYWHERE, CrossesCompanies
from dialer.direct import Direct
from dialer.hooks import outbox, stories
from dialer.models import Call, Leg, OutcomeRecord, StaleDay
from policies.vocabulary import LegRole, OutcomeSource
from tests.people import Person
from tests.scenarios import BUSY
from tests.twilio_client import Twilio, after
from tests.world import World

OURS, THEIRS = 1, 2
DIRECT = {
    name: value
    for module in (statements, outbox, stories)
    for name, value in vars(module).items()
    if isinstance(value, Select | Update)
}


@pytest.mark.parametrize("name", sorted(DIRECT))
def test_each_statement_compares_its_company(name: str) -> None:
    statement: Any = DIRECT[name]
    assert "of_company" in statement.compile().params
    tables = statement.get_final_froms() if isinstance(statement, Select) else [statement.table]
    joined = [one for table in tables for one in (find_tables(table) if isinstance(table, Join) else [table])]
    assert joined
    assert all(f"{table.name}.company_id = :of_company" in str(statement) for table in joined)


def test_another_companys_call_and_leg_are_not_found(rep: Person, twilio: Twilio, world: World) -> None:
    after(rep, twilio, BUSY)
    with db.reading(OURS) as session:
        call, leg = session.query(Call).one(), session.query(Leg).filter(Leg.role == LegRole.LEAD).one()
        assert find_leg(session, leg.sid)
    with db.transaction(THEIRS) as session:
        assert hold(session, call.id) is None
        assert find_leg(session, leg.sid) is None
        assert add_leg(session, call.id, LegRole.LEAD, leg.sid, now=world.clock.at) is None


def test_a_look_everywhere_has_no_direct_statements(world: World) -> None:
    with db.reading(EVERYWHERE) as session, pytest.raises(CrossesCompanies):
        db.direct(session)


def record(call_id: int, world: World) -> Callable[[Direct], None]:
    """Write a row that belongs to this call."""
    values = {"call_id": call_id, "outcome_id": None, "source": OutcomeSource.WEBHOOK, "at": world.clock.at}
    return lambda work: work.add(statements.RECORDS, **values)


def stop(_: Direct) -> None:
    raise KeyboardInterrupt


def do(*acts: Callable[[Direct], object]) -> None:
    """These, in one transaction."""
    with db.lean_transaction(OURS) as work:
        for act in acts:
            act(work)


def test_a_row_that_the_database_refuses_takes_the_whole_transaction_with_it(
    rep: Person, twilio: Twilio, world: World
) -> None:
    after(rep, twilio, BUSY)
    (call_id,) = world.rows(select(Call.id))
    before = world.rows(select(OutcomeRecord.id))
    with pytest.raises(IntegrityError):
        do(record(call_id, world), record(10**9, world))
    assert world.rows(select(OutcomeRecord.id)) == before
    do(record(call_id, world))
    assert len(world.rows(select(OutcomeRecord.id))) == len(before) + 1


def test_what_goes_wrong_in_between_leaves_nothing_and_sends_nothing(
    rep: Person, twilio: Twilio, world: World
) -> None:
    after(rep, twilio, BUSY)
    (call,) = world.rows(select(Call))
    nudges.redis().flushall()
    before = world.rows(select(StaleDay.id))
    with pytest.raises(KeyboardInterrupt):
        do(lambda work: mark_stale(work, call, now=world.clock.at), stop)
    assert (world.rows(select(StaleDay.id)), nudges.redis().keys()) == (before, [])


def test_a_connection_that_breaks_is_an_error_like_any_other_and_the_next_one_works(world: World) -> None:
    with pytest.raises(DBAPIError):
        do(lambda work: work.connection.close(), lambda work: find_leg(work, "CA1"))
    do(lambda work: find_leg(work, "CA1"))
