"""As much of SOQL and SOSL as is asked here."""

import re
from dataclasses import dataclass

SOQL = re.compile(
    r"SELECT (?P<fields>[\w, ]+?) FROM (?P<object>\w+)(?: WHERE (?P<where>.+?))?"
    r"(?: ORDER BY (?P<order>\w+))?(?: LIMIT (?P<limit>\d+))?",
    re.DOTALL,
)
CONDITION = re.compile(r"(\w+) = '((?:[^'\\]|\\.)*)'(?: AND )?")
SOSL = re.compile(
    r"FIND \{(?P<what>.+)\} IN (?P<where>EMAIL|PHONE) FIELDS RETURNING (?P<returning>.+)", re.DOTALL
)


class Malformed(Exception):
    """It cannot be read."""


@dataclass(frozen=True)
class Select:
    """A query that could be read."""

    fields: list[str]
    table: str
    where: dict[str, str]
    order: str | None
    limit: int


def read_soql(text: str) -> Select:
    """Raises Malformed."""
    found = SOQL.fullmatch(text.strip())
    if found is None:
        raise Malformed("unexpected token")
    where = found["where"] or ""
    conditions = CONDITION.findall(where)
    if CONDITION.sub("", where).strip():
        raise Malformed(f"unexpected token: '{where[:40]}'")
    return Select(
        fields=[each.strip() for each in found["fields"].split(",")],
        table=found["object"],
        where={name: re.sub(r"\\(.)", r"\1", value) for name, value in conditions},
        order=found["order"],
        limit=int(found["limit"] or 2_000),
    )


def read_sosl(text: str) -> tuple[str, str]:
    """What is looked for and where. Raises Malformed."""
    found = SOSL.fullmatch(text.strip())
    if found is None:
        raise Malformed("unexpected token")
    return re.sub(r"\\(.)", r"\1", found["what"]).strip('"'), found["where"]
