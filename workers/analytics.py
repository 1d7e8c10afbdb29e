"""Keeping the numbers fresh."""

import time

from dialer import clock, nudges
from dialer.analytics import closing, recount, rezone
from dialer.analytics.marks import RECOUNT
from dialer.db import transaction
from workers.companies import act, everywhere

LONGEST_SLICE = 2.0  # seconds of a long work after which others have their turn


def recount_stale_days() -> None:
    """Recount marked days until none is left that no other worker is at. A crash leaves a transaction's marks."""
    nudges.begin_job(RECOUNT)
    while any(
        [act(company_id, recount.recount_some) for company_id in everywhere(recount.companies_waiting)]
    ):
        pass


def build_next_generation() -> None:
    """Count by new time zones, a slice at a time, until they are in force."""
    nudges.begin_job(rezone.BUILD)
    until = time.monotonic() + LONGEST_SLICE
    for company_id in everywhere(rezone.companies_building):
        while act(company_id, lambda session: rezone.build_day(session, now=clock.now())):
            if time.monotonic() > until:
                _go_on(company_id)
                return
        while act(company_id, rezone.forget_some):
            pass


def sum_periods() -> None:
    """Sum up periods that are over."""
    for company_id in everywhere(lambda session: closing.companies_behind(session, now=clock.now())):
        while act(company_id, lambda session: closing.sum_next_period(session, now=clock.now())):
            pass


def forget_old_generations() -> None:
    """Delete tallies that nobody reads any more, should a crash have left some."""
    for company_id in everywhere(rezone.companies_counted):
        while act(company_id, rezone.forget_some):
            pass


def _go_on(company_id: int) -> None:
    with transaction(company_id) as session:
        nudges.ask_for(session, rezone.BUILD)
