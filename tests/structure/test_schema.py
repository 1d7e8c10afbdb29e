"""Tables: one history of migrations, models that match it, words kept by value."""

from enum import StrEnum

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Enum, create_engine, inspect, text

from dialer.migrate import alembic_config, upgrade
from dialer.models import Base, Scoped
from tests.people import Person
from tests.scenarios import TALKED
from tests.twilio_client import Twilio, after
from tests.world import World


def test_there_is_one_history() -> None:
    scripts = ScriptDirectory.from_config(alembic_config("sqlite://"))
    assert len(scripts.get_heads()) == 1
    assert len(scripts.get_bases()) == 1


def test_migrations_are_numbered_without_gaps() -> None:
    scripts = ScriptDirectory.from_config(alembic_config("sqlite://"))
    numbers = [int(script.revision[:4]) for script in scripts.walk_revisions()]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_the_models_match_the_migrations(database_url: str) -> None:
    command.check(alembic_config(database_url))


def test_migrating_twice_is_harmless(database_url: str) -> None:
    upgrade(database_url)
    upgrade(database_url)


def test_every_table_but_the_companies_belongs_to_a_company() -> None:
    own = {mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, Scoped)}
    assert {table.name for table in Base.metadata.sorted_tables} - own == {"companies"}


def test_every_enum_keeps_its_values() -> None:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Enum):
                assert issubclass(column.type.enum_class, StrEnum)
                assert column.type.enums == [member.value for member in column.type.enum_class], column
                assert not column.type.native_enum


def test_the_database_reads_like_the_api(rep: Person, twilio: Twilio, world: World) -> None:
    rep.end(after(rep, twilio, TALKED), outcome="follow_up")
    with create_engine(world.settings.database).connect() as connection:
        query = "SELECT state, direction, result, outcome_source, recorded_connect_status FROM calls"
        assert tuple(connection.execute(text(query)).one()) == (
            "ended", "outbound", "answered", "rep", "connected",
        )  # fmt: skip


def test_a_rep_has_one_open_outbound_call(database_url: str) -> None:
    indexes = inspect(create_engine(database_url)).get_indexes("calls")
    (index,) = [one for one in indexes if one["name"] == "uq_calls_one_open_outbound"]
    assert index["unique"]
    assert index["column_names"] == ["rep_id"]
