"""A day's sums by hour, kept in one text: ``9:3:120:2:1,14:1:0:0:1`` is hour, calls, talk, by person, pre-filled.

A row for each rep, hour and outcome would be six rows in ten calls; the text keeps it at two.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func

ByHour = tuple[int, int, int, int, int]


def packed(columns: tuple[ColumnElement[Any], ...]) -> ColumnElement[str]:
    """The text of a group of rows, made in the database."""
    first, *others = (cast(column, String) for column in columns)
    entry: ColumnElement[str] = first
    for column in others:
        entry = entry.concat(":").concat(column)
    text: ColumnElement[str] = func.aggregate_strings(entry, ",")
    return text


def unpacked(text: str) -> Iterator[ByHour]:
    """The sums of each hour."""
    for entry in text.split(","):
        hour, calls, talk, chosen, prefilled = entry.split(":")
        yield int(hour), int(calls), int(talk), int(chosen), int(prefilled)
