"""What is there without a view of its own: live events, health, the OpenAPI document."""

from flask import Blueprint, Response, current_app, json
from flask.typing import ResponseReturnValue

from dialer import health, live
from dialer.api import wire
from dialer.api.doc import openapi
from dialer.api.guards import allowed, me, public
from dialer.api.schemas.company import Readiness
from policies.permissions import Action

bp = Blueprint("open", __name__)


@bp.get("/api/live")
@allowed(Action.LOOK)
def live_events() -> ResponseReturnValue:
    """Server-sent events, each ``{"refetch": [topics]}``."""
    # Not ``describe``d: its wrapper would collect the whole stream before sending any of it.
    answer = Response(live.stream(me()), content_type="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process is up."""
    return {"status": "ok"}


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Database, Redis, workers and schedule are well, or which is not."""
    parts = health.check()
    return wire.answer(Readiness(**parts), 200 if set(parts.values()) == {"ok"} else 503)


@bp.get("/api/openapi.json")
@public
def openapi_json() -> ResponseReturnValue:
    """This document."""
    return Response(json.dumps(openapi(current_app)), content_type="application/json")
