"""A year's sales dashboard on many meetings against a hundredth of them, with as many closers, setters and products.

``BENCH_MEETINGS`` says how many; every third became a deal.
"""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select

from dialer import db, people
from dialer.models import Deal, EventType, Lead, Meeting, Product, User
from dialer.models.base import table_of
from dialer.people import Principal, principal_of
from dialer.sales import generations
from dialer.sales.report import SalesBy, SalesScope, sales_report
from policies.vocabulary import (
    BookingSource,
    MeetingKind,
    MeetingOutcome,
    MeetingReason,
    Objection,
    PaymentType,
    Role,
)
from tests.bench.place import DATABASES, furnished
from tests.bench.table import Result
from workers.companies import everywhere
from workers.sales import count_everything, recount_stale_sales

MEETINGS = int(os.environ.get("BENCH_MEETINGS", "20000"))
FEWER = 100
CLOSERS, SETTERS, TYPES, PRODUCTS = 40, 40, 6, 8
ROUNDS, CHUNK, COMPANY = 5, 10_000, 1
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
BEGINS, NOW = datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
CHARTS = (SalesBy.CLOSER, SalesBy.PRODUCT, SalesBy.OBJECTION, SalesBy.REASON, SalesBy.MONTH)
LOST_BY = (MeetingReason.UNQUALIFIED, MeetingReason.NO_SHOW, MeetingReason.NOT_INTERESTED)
Row = dict[str, Any]


def measure() -> list[Result]:
    """On either database."""
    return [_on(database) for database in DATABASES]


def _on(database: str) -> Result:
    few, many = (_seconds(database, meetings) for meetings in (max(1, MEETINGS // FEWER), MEETINGS))
    ratios = [all_of / single for all_of, single in zip(many, few, strict=True)]
    on = f"{database}, {MEETINGS:,} meetings"
    return Result(
        "a year's sales dashboard",
        on,
        "s",
        many,
        f"{FEWER} times fewer meetings",
        ratios,
        "how often as long",
    )


def _seconds(database: str, meetings: int) -> list[float]:
    with furnished(database):
        _write(meetings)
        began = time.perf_counter()
        count_all()
        print(f"{database}: {meetings:,} meetings counted in {time.perf_counter() - began:.1f} s", flush=True)
        with db.reading(COMPANY) as session:
            admin = principal_of(session.scalars(select(User).where(User.email == "admin@demo.test")).one())
        _dashboard(admin)
        return [_timed(admin) for _ in range(ROUNDS)]


def count_all() -> None:
    """Let the worker count everything for the first time."""
    recount_stale_sales()
    while everywhere(generations.companies_building):
        count_everything()


def _timed(admin: Principal) -> float:
    began = time.perf_counter()
    _dashboard(admin)
    return time.perf_counter() - began


def _dashboard(admin: Principal) -> None:
    with db.reading(COMPANY) as session:
        for group_by in CHARTS:
            sales_report(session, admin, SalesScope(FIRST, LAST, group_by), now=NOW)


def _write(meetings: int) -> None:
    chance = Random(meetings)
    with db.transaction(COMPANY) as session:
        company = people.company_of(session, COMPANY)
        hosts = [_hire(session, company, f"c{n}", Role.CLOSER) for n in range(CLOSERS)]
        setters = [_hire(session, company, f"s{n}", Role.SETTER) for n in range(SETTERS)]
        types = [
            EventType(kind=MeetingKind.STRATEGY, slug=f"b{n}", name=f"B{n}", minutes=30, created_at=BEGINS)
            for n in range(TYPES)
        ]
        products = [Product(name=f"P{n}", name_key=f"p{n}", created_at=BEGINS) for n in range(PRODUCTS)]
        session.add_all([*types, *products])
        session.flush()
        lead_id = session.scalars(select(Lead.id).limit(1)).one()
        known = {"host_id": hosts, "booked_by_id": setters, "event_type_id": [one.id for one in types]}
        ids = [one.id for one in products]
    for first in range(0, meetings, CHUNK):
        with db.transaction(COMPANY) as session:
            rows = [_meeting(chance, known, lead_id) for _ in range(min(CHUNK, meetings - first))]
            table = table_of(Meeting)
            made = session.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)
            if deals := list(_deals(chance, zip(made, rows, strict=True), ids)):
                session.execute(insert(table_of(Deal)), deals)


def _hire(session: Any, company: Any, name: str, role: Role) -> int:
    user = people.create_user(
        session, company=company, email=f"{name}@bench.test", name=name, password="", password_hash="-",
        roles=[role], team=None, now=BEGINS,
    )  # fmt: skip
    session.flush()
    return user.id


def _meeting(chance: Random, known: dict[str, list[int]], lead_id: int) -> Row:
    at = BEGINS + timedelta(minutes=30 * chance.randrange(365 * 48))
    is_sale = chance.random() < 0.36
    return {
        "company_id": COMPANY, "kind": MeetingKind.STRATEGY, "lead_id": lead_id,
        "source": BookingSource.LEAD, "starts_at": at, "ends_at": at + timedelta(minutes=30),
        "invitee_zone": "UTC", "notes": "", "booked_at": BEGINS, "moves": 0, "outcome_notes": "",
        "outcome": MeetingOutcome.SALE if is_sale else MeetingOutcome.NO_SALE,
        "reason": None if is_sale else chance.choice(LOST_BY), "outcome_at": at, "version": 1,
        "objection": chance.choice([*Objection]) if is_sale else None,
        **{name: chance.choice(ids) for name, ids in known.items()},
    }  # fmt: skip


def _deals(chance: Random, meetings: Any, products: list[int]) -> Iterator[Row]:
    for meeting_id, row in meetings:
        if row["outcome"] is MeetingOutcome.SALE and chance.random() < 0.95:
            yield {
                "company_id": COMPANY, "lead_id": row["lead_id"], "closer_id": row["host_id"],
                "product_id": chance.choice(products), "meeting_id": meeting_id,
                "payment_type": chance.choice([*PaymentType]), "value": chance.randint(10_000, 900_000),
                "currency": "USD", "day": row["starts_at"].date(), "created_at": row["starts_at"],
                "void_reason": "", "version": 1,
            }  # fmt: skip
