"""Rate limits, counted in Redis; while it is away each process counts by itself, and tokens are not counted."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from flask import Flask, Response, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from redis import RedisError

from dialer import nudges
from dialer.config import Settings, settings
from dialer.errors import TooMany

WINDOW = 60  # seconds

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Spent:
    """How a token stands in this minute."""

    limit: int
    left: int
    seconds_to_next: int


def _who() -> str:
    """The address and, for signing in, the name tried: one office is not locked out by one typing error."""
    given = request.get_json(silent=True, force=True) if request.method == "POST" else None
    email = str(given.get("email", ""))[:254] if isinstance(given, dict) else ""
    return f"{get_remote_address()}|{email.strip().lower()}"


limiter = Limiter(key_func=_who, swallow_errors=True, in_memory_fallback_enabled=True)


def limit_rates(app: Flask, settings: Settings) -> None:
    """Start limiting."""
    redis = settings.redis
    app.config["RATELIMIT_STORAGE_URI"] = f"redis+{redis}" if redis.startswith("unix:") else redis
    app.config["RATELIMIT_KEY_PREFIX"] = "dialer:limit"
    limiter.init_app(app)
    app.after_request(_say_what_is_left)


def count_request(token_id: int, *, now: datetime) -> None:
    """Count a token's request. Raises TooMany when it has had as many as a minute allows."""
    minute, second = divmod(int(now.timestamp()), WINDOW)
    limit = settings().api_requests_per_minute
    try:
        with nudges.redis().pipeline(transaction=False) as pipe:
            key = f"dialer:token:{token_id}:{minute}"
            pipe.incr(key)
            pipe.expire(key, 2 * WINDOW)
            count = int(pipe.execute()[0])
    except RedisError as error:
        log.warning("token_not_counted", error=str(error))
        return
    g.spent = Spent(limit, max(0, limit - count), WINDOW - second)
    if count > limit:
        detail = f"This token may ask {limit} times a minute. Wait {g.spent.seconds_to_next} seconds."
        raise TooMany(detail, code="too_many_requests")


def _say_what_is_left(answer: Response) -> Response:
    spent: Spent | None = g.get("spent")
    if spent is not None:
        answer.headers["RateLimit-Limit"] = str(spent.limit)
        answer.headers["RateLimit-Remaining"] = str(spent.left)
        answer.headers["RateLimit-Reset"] = str(spent.seconds_to_next)
        answer.headers["RateLimit-Policy"] = f"{spent.limit};w={WINDOW}"
        if answer.status_code == 429:
            answer.headers["Retry-After"] = str(spent.seconds_to_next)
    return answer
