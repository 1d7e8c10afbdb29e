"""Alembic's way in: runs the migrations of the database it is given."""

from alembic import context
from sqlalchemy import Connection

from dialer.db import engine_for
from dialer.models import Base

engine = engine_for(context.config.attributes["database_url"]).execution_options(writes=True)


def say(connection: Connection, pragma: str) -> list[tuple[object, ...]]:
    """Give SQLite a pragma outside of any transaction, where alone this one works."""
    driver = connection.connection.driver_connection
    assert driver is not None
    return list(driver.execute(f"PRAGMA {pragma}"))


def run(connection: Connection, *, is_sqlite: bool) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=is_sqlite,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if is_sqlite and (lost := list(connection.exec_driver_sql("PRAGMA foreign_key_check"))):
            raise RuntimeError(f"the migration left references to nowhere: {lost[:3]}")


with engine.connect() as connection:
    if connection.dialect.name != "sqlite":
        run(connection, is_sqlite=False)
    else:
        # A table that SQLite changes by copying it is dropped, and with it, were this on, what refers to it.
        say(connection, "foreign_keys=OFF")
        try:
            run(connection, is_sqlite=True)
        finally:
            say(connection, "foreign_keys=ON")
