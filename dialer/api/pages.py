"""The single page, its files, and the headers that keep other people's scripts out."""

from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, send_from_directory
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from dialer.api.guards import public
from dialer.config import Settings, settings

STATIC = Path(__file__).parent.parent / "static"
VOICE_HOSTS = "wss://*.twilio.com https://*.twilio.com"
NOT_BUILT = "The page has not been built yet. Run `make`, then reload."
bp = Blueprint("pages", __name__)


@bp.get("/", defaults={"path": ""})
@bp.get("/<path:path>")
@public
def page(path: str) -> ResponseReturnValue:
    """The page, whatever its address inside; unknown addresses under /api stay 404."""
    if path.startswith(("api/", "webhooks/", "static/")):
        raise NotFound
    index = STATIC / "index.html"
    if not index.is_file():
        return Response(NOT_BUILT, status=503, content_type="text/plain")
    html = index.read_text()
    if sandbox := settings().sandbox_url:
        html = html.replace("<head>", f'<head>\n    <script src="{sandbox}/voice-edge.js"></script>', 1)
    answer = Response(html, content_type="text/html; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/static/<path:path>")
@public
def static_file(path: str) -> ResponseReturnValue:
    """A built file. Its name changes with its content, so it may be kept for ever."""
    return send_from_directory(STATIC, path, max_age=31_536_000 if path.startswith("assets/") else 0)


def add_headers(app: Flask, chosen: Settings) -> None:
    """Security headers on every answer."""
    policy = _content_security_policy(chosen)

    @app.after_request
    def secure(answer: Response) -> Response:
        answer.headers.setdefault("Content-Security-Policy", policy)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["X-Frame-Options"] = "DENY"
        answer.headers["Referrer-Policy"] = "same-origin"
        answer.headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=()"
        if chosen.public_url.startswith("https:"):
            answer.headers["Strict-Transport-Security"] = "max-age=31536000"
        if not answer.headers.get("Cache-Control"):
            answer.headers["Cache-Control"] = "no-store"
        return answer


def _content_security_policy(chosen: Settings) -> str:
    sandbox = ""
    if chosen.sandbox_url:
        sandbox = f" {chosen.sandbox_url} ws://{urlsplit(chosen.sandbox_url).netloc}"
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self'{sandbox}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            f"connect-src 'self' {VOICE_HOSTS}{sandbox}",
            f"media-src 'self' blob: https://sdk.twilio.com{sandbox}",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ]
    )
