"""Statements that the ORM's fence does not see keep to the company by themselves."""

from typing import Any

import pytest
from sqlalchemy import Select, Update

from dialer import db
from dialer.calls import add_leg, find_leg, hold, statements
from dialer.db import EVERYWHERE, CrossesCompanies
from dialer.models import Call, Leg
from policies.vocabulary import LegRole
from tests.people import Person
from tests.scenarios import BUSY
from tests.twilio_client import Twilio, after
from tests.world import World

OURS, THEIRS = 1, 2
DIRECT = {name: value for name, value in vars(statements).items() if isinstance(value, Select | Update)}


@pytest.mark.parametrize("name", sorted(DIRECT))
def test_each_statement_compares_its_company(name: str) -> None:
    statement: Any = DIRECT[name]
    assert "of_company" in statement.compile().params
    tables = statement.get_final_froms() if isinstance(statement, Select) else [statement.table]
    assert [f"{table.name}.company_id = :of_company" in str(statement) for table in tables] == [True]


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
