"""What has to happen every few seconds whether or not anybody nudged."""

from dialer import clock, deliveries, health, telephony
from dialer.db import EVERYWHERE, transaction
from dialer.hooks import log as hooks_log
from workers import demo
from workers.analytics import build_next_generation, forget_old_generations, recount_stale_days, sum_periods
from workers.sales import count_everything, forget_old_sales, recount_stale_sales


def sweep() -> None:
    """Find what waits in the database, so that a lost nudge costs seconds and never a number."""
    health.beat()
    recount_stale_days()
    recount_stale_sales()
    build_next_generation()
    count_everything()
    demo.begin()


def tidy() -> None:
    """Forget old deliveries, in and out, and auth tokens retired long ago; sum up periods that are over."""
    with transaction(EVERYWHERE) as session:
        deliveries.prune(session)
        telephony.forget_retired_tokens(session, now=clock.now())
        hooks_log.prune(session, now=clock.now())
    sum_periods()
    forget_old_generations()
    forget_old_sales()
