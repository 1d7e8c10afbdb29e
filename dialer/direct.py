"""Statements on the driver's own cursor, for a path where the cost of the ORM, and of SQLAlchemy itself, is felt.

They are written with SQLAlchemy like all others and compiled once for a database; running one costs a fifth.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import BindParameter, ClauseElement, Dialect, Select, Table, Update, bindparam, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]

# What every statement given to ``Direct`` compares its table's company with.
OF_COMPANY: BindParameter[int] = bindparam("of_company")


class Found(Protocol):
    """A row; its columns are its attributes."""

    def __getattr__(self, name: str, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Direct:
    """The statements of one transaction of one company; ``info`` is what it collects until it is over.

    The fence does not see them: each compares its table's company with ``OF_COMPANY``, which a test holds.
    """

    connection: DBAPIConnection
    dialect: Dialect
    company_id: int | None
    info: dict[Any, Any] = field(default_factory=dict)

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a SQLite file, where only BEGIN opens a transaction."""
        return self.dialect.name == "sqlite"

    @contextmanager
    def no_transaction(self) -> Iterator[None]:
        """Each statement stands alone."""
        if self.is_sqlite:
            yield
            return
        connection: Any = self.connection
        connection.autocommit = True
        try:
            yield
        finally:
            connection.autocommit = False

    def pipeline(self) -> AbstractContextManager[Any]:
        """What asks for no rows waits for the next that does, or for the end, and shares its way to the server."""
        connection: Any = self.connection
        return nullcontext() if self.is_sqlite else connection.pipeline()

    def rows(self, query: Select[Any], **values: Any) -> list[Found]:
        """All rows."""
        return self._run(_prepared(query, self.dialect), {"of_company": self.company_id, **values})

    def row(self, query: Select[Any], **values: Any) -> Found | None:
        """The first row, if there is one."""
        found = self.rows(query, **values)
        return found[0] if found else None

    def change(self, statement: Update, **values: Any) -> None:
        """Change rows of this company."""
        self._run(_prepared(statement, self.dialect), {"of_company": self.company_id, **values})

    def insert(self, table: Table, **values: Any) -> int | None:
        """Insert a row of this company; its id, or None when a unique constraint has it already."""
        given = {"company_id": self.company_id, **_defaults(table), **values}
        made = self._run(_prepared_insert(table, tuple(given), self.dialect), given)
        return int(made[0].id) if made else None

    def add(self, table: Table, **values: Any) -> None:
        """Insert a row of this company that nothing can stand in the way of."""
        given = {"company_id": self.company_id, **_defaults(table), **values}
        self._run(_prepared_addition(table, tuple(given), self.dialect), given)

    def _run(self, statement: "_Prepared", values: dict[str, Any]) -> list[Found]:
        with translated(self.dialect):
            return statement.run(self.connection, values)


@contextmanager
def translated(dialect: Dialect) -> Iterator[None]:
    """The driver's errors become SQLAlchemy's, as they do on every other path."""
    driver: Any = dialect.loaded_dbapi
    try:
        yield
    except driver.Error as error:
        raise DBAPIError.instance(None, None, error, driver.Error, dialect=dialect) from error


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement in the driver's words, and what turns our values into the driver's and back."""

    sql: str
    order: tuple[str, ...] | None  # of the parameters, where the driver wants them by place
    inward: tuple[tuple[str, Convert], ...]
    outward: tuple[tuple[int, Convert], ...]
    row: Convert | None  # None where there are no rows

    def run(self, connection: DBAPIConnection, values: dict[str, Any]) -> list[Found]:
        for name, convert in self.inward:
            values[name] = convert(values[name])
        cursor = connection.cursor()
        try:
            cursor.execute(self.sql, [values[name] for name in self.order] if self.order else values)
            return [self.read(found) for found in cursor.fetchall()] if self.row else []
        finally:
            cursor.close()

    def read(self, found: Any) -> Found:
        columns = list(found)
        for place, convert in self.outward:
            columns[place] = convert(columns[place])
        assert self.row is not None
        made: Found = self.row(columns)
        return made


@lru_cache(maxsize=64)
def _defaults(table: Table) -> dict[str, Any]:
    """What a row has that does not say otherwise. Defaults that must be called are not for this path."""
    known = ((column.name, column.default) for column in table.columns)
    return {name: default.arg for name, default in known if isinstance(default, ScalarElementColumnDefault)}


@lru_cache(maxsize=256)
def _prepared(statement: Select[Any] | Update, dialect: Dialect) -> _Prepared:
    columns = list(statement.selected_columns) if isinstance(statement, Select) else []
    return _prepare(statement, columns, (), dialect)


@lru_cache(maxsize=256)
def _prepared_insert(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Prepared:
    of_its_kind = sqlite.insert if dialect.name == "sqlite" else postgresql.insert
    made: Any = of_its_kind(table).on_conflict_do_nothing().returning(table.c.id)
    return _prepare(made, [table.c.id], names, dialect)


@lru_cache(maxsize=256)
def _prepared_addition(table: Table, names: tuple[str, ...], dialect: Dialect) -> _Prepared:
    return _prepare(insert(table).inline(), [], names, dialect)


def _prepare(
    statement: ClauseElement, columns: list[Any], names: tuple[str, ...], dialect: Dialect
) -> _Prepared:
    compiled: Any = statement.compile(dialect=dialect, column_keys=names or None)
    converts = {name: _convert(bound.type, dialect, "bind") for name, bound in compiled.binds.items()}
    back = [_convert(column.type, dialect, "result") for column in columns]
    return _Prepared(
        sql=str(compiled),
        order=tuple(compiled.positiontup) if compiled.positional else None,
        inward=tuple((name, convert) for name, convert in converts.items() if convert),
        outward=tuple((place, convert) for place, convert in enumerate(back) if convert),
        row=_row([column.key for column in columns]) if columns else None,
    )


def _row(names: list[str]) -> Convert:
    made: Any = namedtuple("Row", names)  # type: ignore[misc]
    return made._make


def _convert(kind: TypeEngine[Any], dialect: Dialect, way: str) -> Convert | None:
    ours = kind.dialect_impl(dialect)
    made: Any = ours.bind_processor(dialect) if way == "bind" else ours.result_processor(dialect, None)
    return made  # type: ignore[no-any-return]
