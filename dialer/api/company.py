"""The company's settings and deliveries."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import calls, clock, company_settings, deliveries, people
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me
from dialer.api.schemas.base import Page, PageQuery
from dialer.api.schemas.company import (
    LONGEST_RING,
    SHORTEST_RING,
    DeliveryOut,
    PlanIn,
    RequiredImpactOut,
    SettingChoices,
    SettingsChange,
    SettingsOut,
)
from dialer.db import reading, transaction
from dialer.errors import Invalid
from policies.currencies import CURRENCIES
from policies.permissions import Action

bp = Blueprint("company", __name__, url_prefix="/api")


@bp.get("/settings")
@describe(SettingsOut, tag="company")
@allowed(Action.LOOK)
def get_settings() -> ResponseReturnValue:
    """What the company has set."""
    with reading(me().company_id) as session:
        company = people.company_of(session, me().company_id)
        return wire.answer(SettingsOut.model_validate(company, from_attributes=True))


@bp.patch("/settings")
@describe(SettingsOut, body=SettingsChange, tag="company")
@allowed(Action.CHANGE_SETTINGS)
def change_settings() -> ResponseReturnValue:
    """Change settings; every open page follows at once. ``owed_reminder_minutes: null`` turns reminders off."""
    given = wire.body(SettingsChange).model_dump(exclude_unset=True)
    off = company_settings.CAN_BE_OFF
    if empty := [name for name, value in given.items() if value is None and name not in off]:
        raise Invalid(f"{empty[0]} cannot be null; leave it out to keep it as it is.")
    with transaction(me().company_id) as session:
        company = people.company_of(session, me().company_id)
        company_settings.change_settings(session, company, me(), given, now=clock.now())
        return wire.answer(SettingsOut.model_validate(company, from_attributes=True))


@bp.get("/settings/choices")
@describe(SettingChoices, tag="company")
@allowed(Action.CHANGE_SETTINGS)
def setting_choices() -> ResponseReturnValue:
    """What there is to choose from."""
    return wire.answer(
        SettingChoices(
            time_zones=company_settings.time_zones(),
            currencies=sorted(CURRENCIES),
            shortest_ring=SHORTEST_RING,
            longest_ring=LONGEST_RING,
        )
    )


@bp.put("/settings/plan")
@describe(SettingsOut, body=PlanIn, tag="company")
@allowed(Action.CHANGE_PLAN)
def change_plan() -> ResponseReturnValue:
    """Change what the company has bought; tech admins only."""
    plan = wire.body(PlanIn).plan
    with transaction(me().company_id) as session:
        company = people.company_of(session, me().company_id)
        company_settings.change_settings(session, company, me(), {"plan": plan}, now=clock.now())
        return wire.answer(SettingsOut.model_validate(company, from_attributes=True))


@bp.get("/settings/required-impact")
@describe(RequiredImpactOut, tag="company")
@allowed(Action.CHANGE_SETTINGS)
def required_impact() -> ResponseReturnValue:
    """How many of last week's calls the required switch would have held, had it been on."""
    with reading(me().company_id) as session:
        found = calls.count_would_be_held(session, now=clock.now())
        return wire.answer(RequiredImpactOut.model_validate(found, from_attributes=True))


@bp.get("/deliveries")
@describe(Page[DeliveryOut], query=PageQuery, tag="company")
@allowed(Action.SEE_AUDIT)
def list_deliveries() -> ResponseReturnValue:
    """Webhook deliveries that changed nothing, and why; newest first."""
    asked = wire.query(PageQuery)
    with reading(me().company_id) as session:
        rows = deliveries.list_deliveries(session, before_id=wire.before_cursor(asked), limit=asked.limit + 1)
        shown, following = wire.page(rows, asked.limit, lambda row: row.id)
        items = [DeliveryOut.model_validate(row, from_attributes=True) for row in shown]
    return wire.answer(Page[DeliveryOut](items=items, next=following))
