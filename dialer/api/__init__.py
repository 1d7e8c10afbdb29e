"""JSON for the browser and for other programs, one file a noun."""

from typing import Any

from flask import Flask

from dialer.api import (
    analytics,
    appointment_setting,
    appointment_setting_csv,
    audit,
    availability,
    booking,
    caller_ids,
    calls,
    calls_csv,
    company,
    crm,
    deals,
    deals_csv,
    do_not_call,
    docs,
    event_types,
    flows,
    incoming,
    invitations,
    join,
    journey,
    leads,
    mail,
    meeting_outcomes,
    meetings,
    meetings_csv,
    open,
    outcomes,
    owed,
    pages,
    payments,
    people,
    products,
    public_booking,
    recordings,
    reports,
    sales,
    saved_views,
    session,
    tasks,
    tokens,
    transactions,
    webhook_log,
    webhooks,
)
from dialer.api.doc import spec

BLUEPRINTS = (
    session.bp,
    join.bp,
    calls.bp,
    calls_csv.bp,
    incoming.bp,
    owed.bp,
    recordings.bp,
    leads.bp,
    flows.bp,
    appointment_setting.bp,
    appointment_setting_csv.bp,
    journey.bp,
    tasks.bp,
    meetings.bp,
    meetings_csv.bp,
    meeting_outcomes.bp,
    event_types.bp,
    availability.bp,
    booking.bp,
    do_not_call.bp,
    deals.bp,
    deals_csv.bp,
    products.bp,
    transactions.bp,
    payments.bp,
    company.bp,
    crm.bp,
    mail.bp,
    public_booking.bp,
    outcomes.bp,
    caller_ids.bp,
    people.bp,
    invitations.bp,
    tokens.bp,
    webhooks.bp,
    webhook_log.bp,
    audit.bp,
    analytics.bp,
    sales.bp,
    reports.bp,
    saved_views.bp,
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
