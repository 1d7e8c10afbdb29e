"""Whether DATABASE_URL names a database that can be used, said in one sentence when it does not."""

from pathlib import Path

from sqlalchemy import create_engine, inspect, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from dialer.config import ConfigError

DRIVERS = {"sqlite": {"pysqlite"}, "postgresql": {"psycopg"}}
CONNECT_SECONDS = 5


def check_database(url: str) -> None:
    """Connect once. Raises ConfigError; its sentence never contains the password."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise ConfigError(
            "DATABASE_URL is not a database address such as postgresql://user@host/name"
        ) from error
    kind, _, driver = parsed.drivername.partition("+")
    if kind not in DRIVERS or (driver and driver not in DRIVERS[kind]):
        raise ConfigError(f"DATABASE_URL names the driver {parsed.drivername!r}; use sqlite or postgresql")
    options = {} if kind == "sqlite" else {"connect_timeout": CONNECT_SECONDS}
    full = parsed if kind == "sqlite" else parsed.set(drivername="postgresql+psycopg")
    try:
        create_engine(full, connect_args=options, poolclass=NullPool).connect().close()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        where = parsed.render_as_string(hide_password=True)
        raise ConfigError(f"the database at {where} cannot be reached: {reason}") from error


def require_tables(url: str) -> None:
    """Raises ConfigError for a database that nothing was ever kept in. Makes no file."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and bool(parsed.database)
    if not is_file or Path(str(parsed.database)).exists():
        check_database(url)
        full = parsed if is_file else parsed.set(drivername="postgresql+psycopg")
        if inspect(create_engine(full, poolclass=NullPool)).has_table("companies"):
            return
    where = parsed.render_as_string(hide_password=True)
    raise ConfigError(
        f"there is nothing in the database at {where} yet. Name the right folder with --data-dir, or run dialer init"
    )
