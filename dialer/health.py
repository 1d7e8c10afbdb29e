"""Is the stack well? The sweep leaves a beat in Redis; when it goes missing, workers or schedule are away."""

from redis import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from dialer import nudges
from dialer.db import EVERYWHERE, reading

BEAT = "dialer:beat"
BEAT_LASTS = 30  # seconds; the sweep comes every few


def beat() -> None:
    """Say that a scheduled job was just run by a worker."""
    nudges.redis().set(BEAT, 1, ex=BEAT_LASTS)


def check() -> dict[str, str]:
    """Each part with ``ok`` or what is wrong with it."""
    return {"database": _database(), **_redis()}


def _database() -> str:
    try:
        with reading(EVERYWHERE) as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return f"away: {type(error).__name__}"
    return "ok"


def _redis() -> dict[str, str]:
    try:
        if nudges.redis().exists(BEAT):
            return {"redis": "ok", "workers": "ok", "schedule": "ok"}
        waiting = nudges.redis().llen(f"rq:queue:{nudges.QUEUE}")
    except RedisError as error:
        away = f"away: {type(error).__name__}"
        return {"redis": away, "workers": "unknown", "schedule": "unknown"}
    if waiting:
        return {"redis": "ok", "workers": "jobs wait and nobody takes them", "schedule": "ok"}
    return {"redis": "ok", "workers": "unknown", "schedule": "no sweep has run lately"}
