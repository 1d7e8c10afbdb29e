"""A thousand events to ten slow receivers delay nobody else.

A quick receiver is told a hundred events: alone, and while ten others, which take five seconds for each answer, have a
hundred waiting each. Both by one worker, on the same database; the clock stops at the quick one's last.
"""

import asyncio
import time
from datetime import UTC, datetime

from sqlalchemy import update

from dialer.db import transaction
from dialer.hooks import HookKind
from dialer.hooks.outbox import put
from dialer.models import Hook
from dialer.telephony import seal
from tests.bench.place import DATABASES, find_rep, furnished
from tests.bench.table import Result, figure
from tests.receiver import Receiver, receiving
from workers.hooks import Courier

ROUNDS = 5
SLOW, EVENTS = 10, 100
PATIENCE = 120  # seconds


def measure() -> list[Result]:
    """A row a database."""
    return [_on(database) for database in DATABASES]


def _on(database: str) -> Result:
    with receiving() as receiver, furnished(database, webhook_private_targets=receiver.place):
        company_id = find_rep().company_id
        _round(company_id, receiver, 0)  # connections are made and imports done
        rounds = [
            (_round(company_id, receiver, 0), _round(company_id, receiver, SLOW)) for _ in range(ROUNDS)
        ]
    slow = [beside for _, beside in rounds]
    return Result(
        measure=f"{EVENTS} events to a quick receiver beside {SLOW * EVENTS} to {SLOW} slow ones",
        on=database,
        unit="s",
        values=slow,
        against="the quick one alone",
        ratios=[beside / alone for alone, beside in rounds],
        note=f"alone {figure(sorted(alone for alone, _ in rounds)[ROUNDS // 2])} s",
    )


def _round(company_id: int, receiver: Receiver, slow: int) -> float:
    receiver.requests.clear()
    now = datetime.now(UTC)
    with transaction(company_id) as session:
        session.execute(update(Hook).values(deleted_at=now))
        paths = [*(f"/late?{n}" for n in range(slow)), "/ok"]
        hooks = [
            Hook(
                url=receiver.url(path), secret_sealed=seal("whsec_c2VjcmV0"), created_at=now, leased_until=now
            )
            for path in paths
        ]
        session.add_all(hooks)
        session.flush()
        for n in range(EVENTS):
            put(session, HookKind.CALL_ENDED, {"n": n}, [hook.id for hook in hooks], now=now)
    return asyncio.run(_seconds_until_told(receiver))


async def _seconds_until_told(receiver: Receiver) -> float:
    courier = Courier()
    began = time.perf_counter()
    running = asyncio.create_task(courier.run())
    while len(receiver.at("/ok")) < EVENTS:
        await asyncio.sleep(0.005)
        assert time.perf_counter() - began < PATIENCE, "the quick receiver was not told in time"
    spent = time.perf_counter() - began
    courier.stop.set()
    await running
    return spent
