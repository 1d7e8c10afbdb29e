"""JSON for the browser and for other programs, one file a noun."""

from typing import Any

from flask import Flask

from dialer.api import (
    analytics,
    calls,
    calls_csv,
    company,
    do_not_call,
    docs,
    incoming,
    leads,
    open,
    pages,
    recordings,
    reports,
    session,
)
from dialer.api.doc import spec

BLUEPRINTS = (
    session.bp,
    calls.bp,
    calls_csv.bp,
    incoming.bp,
    recordings.bp,
    leads.bp,
    do_not_call.bp,
    company.bp,
    analytics.bp,
    reports.bp,
    open.bp,
    docs.bp,
    pages.bp,
)


def register(app: Flask) -> None:
    """Hang the API and the page into the application."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    spec.app = app


def openapi_document(app: Flask) -> dict[str, Any]:
    """The OpenAPI document."""
    from dialer.api.doc import openapi

    return openapi(app)
