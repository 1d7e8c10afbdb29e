"""Keeping the numbers fresh."""

from dialer import nudges
from dialer.analytics import recount
from dialer.analytics.marks import RECOUNT
from dialer.db import EVERYWHERE, reading, transaction


def recount_stale_days() -> None:
    """Recount marked days until none is left that no other worker is at. A crash leaves a transaction's marks."""
    nudges.begin_job(RECOUNT)
    while any([_recount_some(company_id) for company_id in _companies_waiting()]):
        pass


def _companies_waiting() -> list[int]:
    with reading(EVERYWHERE) as session:
        return recount.companies_waiting(session)


def _recount_some(company_id: int) -> bool:
    with transaction(company_id) as session:
        return recount.recount_some(session)
