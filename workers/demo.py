"""Giving the demo company a past."""

from dialer import clock, demo_history, nudges
from dialer.config import settings
from dialer.db import EVERYWHERE, reading, transaction
from dialer.models import Company


def remember() -> None:
    """Write the demo company's last months, once."""
    nudges.begin_job(demo_history.JOB)
    days = settings().demo_days
    with reading(EVERYWHERE) as session:
        company = demo_history.company_without_history(session, days)
    while company is not None and _remember_some(company, days):
        pass


def _remember_some(company: Company, days: int) -> bool:
    with transaction(company.id) as session:
        return demo_history.remember_some(session, company, days=days, now=clock.now())
