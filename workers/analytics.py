"""Keeping the numbers fresh."""

from dialer import clock, nudges
from dialer.analytics import recount
from dialer.analytics.marks import RECOUNT
from dialer.db import EVERYWHERE, reading, transaction


def recount_stale_days() -> None:
    """Recount marked days until none is left. Each day is its own transaction; a crash leaves its marks."""
    nudges.begin_job(RECOUNT)
    while True:
        with reading(EVERYWHERE) as session:
            mark = recount.next_stale_day(session)
        if mark is None:
            return
        with transaction(mark.company_id) as session:
            recount.recount_day(session, mark.rep_id, mark.day, now=clock.now())
