"""A day's sums by hour, kept in one text: ``9:3:120:2:1:105,14:1:0:0:1`` is hour, calls, talk, by person, pre-filled.

The sixth part is the hour of the week on the leads' clocks; it is left out where that is not known. Sums over many
days know the leads' clocks alone, and leave the first part empty. A row for each rep, hour and outcome would be six
rows in ten calls; the text keeps it at two.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, literal

ByHour = tuple[int, int, int, int, int]
ByLeadHour = dict[int | None, list[int]]  # calls, talk, by person, pre-filled


def packed(columns: tuple[ColumnElement[Any], ...], lead_hour: ColumnElement[Any]) -> ColumnElement[str]:
    """The text of a group of rows, made in the database."""
    first, *others = (cast(column, String) for column in columns)
    entry: ColumnElement[str] = first
    for column in others:
        entry = entry.concat(":").concat(column)
    there = func.coalesce(literal(":").concat(cast(lead_hour, String)), "")
    text: ColumnElement[str] = func.aggregate_strings(entry.concat(there), ",")
    return text


def unpacked(text: str) -> Iterator[ByHour]:
    """The sums of each of the company's hours; an hour may come several times."""
    for entry in text.split(","):
        hour, calls, talk, chosen, prefilled, *_ = entry.split(":")
        yield int(hour), int(calls), int(talk), int(chosen), int(prefilled)


def unpacked_there(text: str) -> Iterator[tuple[int | None, list[int]]]:
    """The sums of each hour of the week on the leads' clocks; an hour may come several times."""
    for entry in text.split(","):
        _, calls, talk, chosen, prefilled, *there = entry.split(":")
        yield (int(there[0]) if there else None), [int(calls), int(talk), int(chosen), int(prefilled)]


def summed_there(texts: Iterable[str]) -> str:
    """One text of several, by the leads' clocks alone."""
    sums: ByLeadHour = {}
    for text in texts:
        for hour, values in unpacked_there(text):
            if known := sums.get(hour):
                known[:] = [a + b for a, b in zip(known, values, strict=True)]
            else:
                sums[hour] = values
    return ",".join(
        ":".join(["", *map(str, values), *([] if hour is None else [str(hour)])])
        for hour, values in sums.items()
    )
