"""Rate limits, counted in Redis; while it is away each process counts by itself."""

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from dialer.config import Settings


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
