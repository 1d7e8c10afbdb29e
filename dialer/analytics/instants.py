"""Instants in SQL: whole seconds, and the hour and weekday they fall on in a zone. Both databases say the same."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from dialer import clock


class epoch_seconds(GenericFunction[int]):  # noqa: N801 - it reads like the SQL function it stands for
    """Whole seconds since 1970 of an instant."""

    type = BigInteger()
    inherit_cache = True


@compiles(epoch_seconds, "sqlite")
def _sqlite(element: Any, compiler: Any, **options: Any) -> str:
    """Without the fraction, which SQLite would round."""
    return f"unixepoch(substr({compiler.process(element.clauses, **options)}, 1, 19))"


@compiles(epoch_seconds, "postgresql")
def _postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **options)})) AS BIGINT)"


def local_hour(at: Any, first_day: date, last_day: date, time_zone: str) -> ColumnElement[int]:
    """The hour (0-23) of an instant that falls on one of these days."""
    return _local_seconds(at, first_day, last_day, time_zone) // 3600 % 24


def local_weekday(at: Any, first_day: date, last_day: date, time_zone: str) -> ColumnElement[int]:
    """The weekday (1 is Monday) of an instant that falls on one of these days. 1970 began on a Thursday."""
    return (local_day(at, first_day, last_day, time_zone) + 3) % 7 + 1


def local_day(at: Any, first_day: date, last_day: date, time_zone: str) -> ColumnElement[int]:
    """The day, as days since 1970, of an instant that falls on one of these days."""
    return _local_seconds(at, first_day, last_day, time_zone) // 86400


def _local_seconds(at: Any, first_day: date, last_day: date, time_zone: str) -> ColumnElement[int]:
    (_, offset), *later = clock.offsets(first_day, last_day, time_zone)
    if not later:
        return epoch_seconds(at) + offset
    cases = [(at >= instant, seconds) for instant, seconds in reversed(later)]
    return epoch_seconds(at) + case(*cases, else_=offset)
