"""Keeping sales numbers fresh."""

import time

from sqlalchemy.orm import Session

from dialer import clock, nudges
from dialer.db import transaction
from dialer.sales import generations, recount
from dialer.sales.generations import BUILD
from dialer.sales.marks import RECOUNT
from workers.companies import act, everywhere

LONGEST_SLICE = 2.0  # seconds of a long work after which others have their turn


def recount_stale_sales() -> None:
    """Recount marked days, and those whose meetings came due, until none is left that no other worker is at."""
    nudges.begin_job(RECOUNT)
    for company_id in everywhere(generations.companies_to_begin):
        act(company_id, _begin)
    while any([act(company_id, _recount) for company_id in everywhere(_waiting)]):
        pass


def count_everything() -> None:
    """Count what is counted for the first time or by new time zones, a slice at a time, until it is in force."""
    nudges.begin_job(BUILD)
    until = time.monotonic() + LONGEST_SLICE
    for company_id in everywhere(generations.companies_building):
        while act(company_id, generations.build_day):
            if time.monotonic() > until:
                _go_on(company_id)
                return
        while act(company_id, generations.forget_some):
            pass


def forget_old_sales() -> None:
    """Delete tallies that nobody reads any more, should a crash have left some."""
    for company_id in everywhere(generations.companies_counted):
        while act(company_id, generations.forget_some):
            pass


def _waiting(session: Session) -> list[int]:
    return recount.companies_waiting(session, now=clock.now())


def _begin(session: Session) -> bool:
    return generations.begin(session, now=clock.now())


def _recount(session: Session) -> bool:
    return recount.recount_some(session, now=clock.now())


def _go_on(company_id: int) -> None:
    with transaction(company_id) as session:
        nudges.ask_for(session, BUILD)
