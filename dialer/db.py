"""The database: engines, the one transaction, and the fence around a company.

``transaction`` holds the program's only ``commit``. Nudges collected on the session leave after it and vanish
with a rollback. Every session belongs to one company, or says out loud that it looks ``EVERYWHERE``.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib import import_module
from threading import Lock
from typing import Any, Final, Protocol

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import LoaderCriteriaOption, ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.pool import ConnectionPoolEntry

from dialer import nudges
from dialer.config import settings
from dialer.direct import Direct, translated
from dialer.models.base import Scoped
from dialer.sales.marks import leave_marks

EVERYWHERE: Final = None
BUSY_TIMEOUT = 10  # seconds a SQLite writer waits for another
TRUSTED = 1.0  # seconds for which an idle connection is believed to stand; a server that restarts is away for longer


class CrossesCompanies(RuntimeError):
    """A row of one company was about to be read or written in the name of another: a bug of ours."""


class Rider(Protocol):
    """Somebody who writes along: first and last in each transaction that a door opens meanwhile."""

    def begin(self, session: Session) -> None:
        """The transaction begins."""

    def end(self, session: Session) -> None:
        """It is about to be kept."""


_rider: ContextVar[Rider | None] = ContextVar("rider", default=None)


@contextmanager
def ride(rider: Rider) -> Iterator[None]:
    """Let somebody write along in the transactions of this block."""
    token = _rider.set(rider)
    try:
        yield
    finally:
        _rider.reset(token)


def engine() -> Engine:
    """The engine of this process's database."""
    return engine_for(settings().database)


def engine_for(url: str) -> Engine:
    """The engine of a database, one a process."""
    return _engines(url)[False]


@lru_cache(maxsize=8)
def _engines(url: str) -> dict[bool, Engine]:
    """One that looks and one that writes, with one pool of connections."""
    made = _make_engine(url)
    return {False: made, True: made.execution_options(writes=True)}


def _make_engine(url: str) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url)
    return _postgresql(url)


def _postgresql(url: str) -> Engine:
    made = create_engine(make_url(url).set(drivername="postgresql+psycopg"), pool_size=20)

    @event.listens_for(made, "checkin")
    def note(_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        record.info["idle_since"] = time.monotonic()

    @event.listens_for(made, "checkout")
    def ask(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        # Asking each time would cost a busy server two ways to the database in every callback.
        if time.monotonic() - record.info.pop("idle_since", time.monotonic()) < TRUSTED:
            return
        try:
            made.dialect.do_ping(connection)
        except made.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    return made


def _sqlite(url: str) -> Engine:
    made = create_engine(url, module=_sqlite_module(), connect_args={"timeout": BUSY_TIMEOUT}, pool_size=20)

    @event.listens_for(made, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        # Writers queue at the start; a deferred writer would fail on its upgrade instead of waiting.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def _sqlite_module() -> Any:
    """The wheel's SQLite: Python's own may predate 3.51.3 and its fix of a WAL corruption."""
    try:
        return import_module("pysqlite3.dbapi2")
    except ImportError:  # no wheel for this machine
        return import_module("sqlite3")


def dispose() -> None:
    """Drop pooled connections, after a fork or before the database goes away."""
    engine().dispose()


@contextmanager
def transaction(company_id: int | None) -> Iterator[Session]:
    """One unit of work that writes: commits at the end, rolls back on any exception, then sends the nudges."""
    rider = _rider.get()
    with _turn(), _session(company_id, writes=True) as session:
        if rider is not None:
            rider.begin(session)
        yield session
        if rider is not None:
            rider.end(session)
        _keep(session)
    nudges.send(nudges.collected(session))


@contextmanager
def lean_transaction(company_id: int) -> Iterator[Direct]:
    """The same without the ORM, for where its cost is felt: Twilio's callbacks."""
    with _turn(), _lean(company_id) as work, work.pipeline():
        if work.is_sqlite:  # elsewhere the driver says it
            work.connection.cursor().execute("BEGIN IMMEDIATE")
        yield work
        _keep(work.connection)
    nudges.send(nudges.collected(work))


def _keep(work: Session | DBAPIConnection) -> None:
    work.commit()


@contextmanager
def reading(company_id: int | None) -> Iterator[Session]:
    """A look at one consistent state; nothing can be written through it."""
    with _session(company_id, writes=False) as session:
        yield session


@contextmanager
def lean_reading(company_id: int | None) -> Iterator[Direct]:
    """Single looks without the ORM, each at the newest state: no transaction is opened around them."""
    with _lean(company_id) as work, work.no_transaction():
        yield work


@contextmanager
def _lean(company_id: int | None) -> Iterator[Direct]:
    """A connection from the pool; what was not committed is rolled back when it returns there."""
    source = engine()
    with translated(source.dialect):
        connection = source.raw_connection()
        try:
            assert connection.dbapi_connection is not None  # it was just checked out
            yield Direct(connection.dbapi_connection, source.dialect, company_id)
        finally:
            connection.close()


@contextmanager
def _turn() -> Iterator[None]:
    """Writers of one process queue here for a SQLite file; waiting inside SQLite they would sleep, not queue."""
    if engine().dialect.name != "sqlite":
        yield
        return
    if not _writer.acquire(timeout=BUSY_TIMEOUT):
        raise PoolTimeout(f"another writer held the database for {BUSY_TIMEOUT} seconds")
    try:
        yield
    finally:
        _writer.release()


_writer = Lock()


@contextmanager
def _session(company_id: int | None, *, writes: bool) -> Iterator[Session]:
    session = Session(_engines(settings().database)[writes], expire_on_commit=False, autoflush=writes)
    session.info.update(company_id=company_id, writes=writes)
    try:
        yield session
    finally:
        session.close()


def direct(work: Session | Direct) -> Direct:
    """Statements without the ORM in this session's transaction, after what the session still had to write."""
    if isinstance(work, Direct):
        return work
    work.flush()
    made: Direct | None = work.info.get("direct")
    if made is None:
        company_id = work.info["company_id"]
        if company_id is EVERYWHERE:
            raise CrossesCompanies("statements without the ORM belong to one company")
        connection = work.connection()
        raw = connection.connection.dbapi_connection
        assert raw is not None  # it was just checked out
        made = work.info["direct"] = Direct(raw, connection.dialect, company_id, work.info)
    return made


@event.listens_for(Session, "do_orm_execute")
def _fence_reads(state: ORMExecuteState) -> None:
    company_id = state.session.info.get("company_id")
    if company_id is EVERYWHERE or state.is_insert:
        return
    state.statement = state.statement.options(_fence(company_id))


@lru_cache(maxsize=4096)
def _fence(company_id: int) -> LoaderCriteriaOption:
    """The condition on every table; making it anew for each query would cost as much as the query."""
    return with_loader_criteria(Scoped, lambda table: table.company_id == company_id, include_aliases=True)


@event.listens_for(Session, "before_flush")
def _fence_writes(session: Session, *_: Any) -> None:
    company_id = session.info.get("company_id")
    if not session.info.get("writes"):
        raise RuntimeError("a reading session was asked to write")
    for row in [*session.new, *session.dirty, *session.deleted]:
        if not isinstance(row, Scoped) or company_id is EVERYWHERE:
            continue
        if row.company_id is None:
            row.company_id = company_id
        if row.company_id != company_id:
            raise CrossesCompanies(
                f"{type(row).__name__} of company {row.company_id} written for {company_id}"
            )


@event.listens_for(Session, "after_flush")
def _leave_marks(session: Session, _: Any) -> None:
    leave_marks(session)
