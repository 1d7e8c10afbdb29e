"""Giving the demo company a past."""

import time
from functools import cache

from dialer import clock, demo_booking, demo_history, nudges
from dialer.config import settings
from dialer.db import EVERYWHERE, reading, transaction
from dialer.models import Company

LONGEST_SLICE = 0.5  # seconds after which others have their turn


@cache
def begin() -> None:
    """Ask for it, once a process, if it is wanted: after the first sweep, for which a starting stack waits."""
    _offer_meetings()
    days = settings().demo_days
    if days == 0:
        return
    with reading(EVERYWHERE) as session:
        company = demo_history.company_without_history(session, days)
    if company is not None:
        _go_on(company)


def remember() -> None:
    """Write the demo company's last months, once, a slice at a time."""
    nudges.begin_job(demo_history.JOB)
    days, until = settings().demo_days, time.monotonic() + LONGEST_SLICE
    with reading(EVERYWHERE) as session:
        company = demo_history.company_without_history(session, days)
    while company is not None and _remember_some(company, days):
        if time.monotonic() > until:
            _go_on(company)
            return


def _offer_meetings() -> None:
    with reading(EVERYWHERE) as session:
        company = demo_booking.demo_without_offers(session)
    if company is not None:
        with transaction(company.id) as session:
            demo_booking.offer_meetings(session, company, now=clock.now())


def _go_on(company: Company) -> None:
    with transaction(company.id) as session:
        nudges.ask_for(session, demo_history.JOB)


def _remember_some(company: Company, days: int) -> bool:
    with transaction(company.id) as session:
        return demo_history.remember_some(session, company, days=days, now=clock.now())
