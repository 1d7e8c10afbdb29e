"""Global Data → Appointment Setting: leads by how they stand, what is decided about them, and whose they are (row I9).

Looking is for every plan, so that a downgrade hides nothing; deciding and assigning is for those that have it.
"""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock, leads, people, setting
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.appointment_setting import (
    AssignedOut,
    AssignIn,
    AssignOut,
    OwnersOut,
    QualificationOut,
    QualifyIn,
    SettingFilters,
    SettingLead,
    SettingQuery,
    StandingCounts,
)
from dialer.api.schemas.base import Page
from dialer.api.setting_shapes import named, setting_out
from dialer.db import reading, transaction
from dialer.errors import Invalid
from dialer.meetings.screening import standing_of
from dialer.models import Qualification, User
from policies.meetings import Result
from policies.permissions import Action
from policies.plans import Feature

bp = Blueprint("appointment_setting", __name__, url_prefix="/api")
SAME = ("standing", "owner_id", "last_outcome", "meeting", "do_not_call")


@bp.get("/appointment-setting")
@describe(Page[SettingLead], query=SettingQuery, tag="appointment setting")
@allowed(Action.LOOK)
def list_leads() -> ResponseReturnValue:
    """Leads with how they stand, the newest first. Days are the company's; ``last_outcome`` takes a key, ``none``, or
    ``never_called``."""
    asked, now = wire.query(SettingQuery), clock.now()
    filters, before_id = setting_filters(asked), wire.before_cursor(asked)
    with reading(me().company_id) as session:
        rows = setting.list_leads(session, filters, before_id=before_id, limit=asked.limit + 1, now=now)
        shown, following = wire.page(rows, asked.limit, lambda lead: lead.id)
        items = setting_out(session, setting.rows_of(session, shown, now=now))
    return wire.answer(Page[SettingLead](items=items, next=following))


@bp.get("/appointment-setting/counts")
@describe(StandingCounts, query=SettingFilters, tag="appointment setting")
@allowed(Action.LOOK)
def count_leads() -> ResponseReturnValue:
    """How many leads stand how, of those that the other filters let through."""
    filters = setting_filters(wire.query(SettingFilters))
    with reading(me().company_id) as session:
        counts = setting.count_by_standing(session, filters, now=clock.now())
    return wire.answer(StandingCounts(**{standing.value: count for standing, count in counts.items()}))


@bp.get("/appointment-setting/owners")
@describe(OwnersOut, tag="appointment setting")
@allowed(Action.LOOK)
def list_owners() -> ResponseReturnValue:
    """Who can be given leads, by name."""
    with reading(me().company_id) as session:
        return wire.answer(OwnersOut(items=[named(user) for user in setting.possible_owners(session)]))


@bp.post("/appointment-setting/assign")
@describe(AssignOut, body=AssignIn, tag="appointment setting")
@allowed(Action.ASSIGN_LEADS)
def assign_leads() -> ResponseReturnValue:
    """Give leads to one person, to nobody, or to several who take turns; says what became of each."""
    given = wire.body(AssignIn)
    with transaction(me().company_id) as session:
        _require_plan(session)
        made = setting.assign_leads(session, me(), **given.model_dump(), now=clock.now())
    results = [AssignedOut.model_validate(one, from_attributes=True) for one in made]
    changed = sum(one.changed for one in results)
    return wire.answer(AssignOut(changed=changed, left=len(results) - changed, results=results))


@bp.put("/leads/<int:lead_id>/qualification")
@describe(QualificationOut, body=QualifyIn, tag="appointment setting")
@allowed(Action.QUALIFY_LEADS)
def qualify_lead(lead_id: int) -> ResponseReturnValue:
    """Approve or reject a lead without a discovery call; it counts as one does. 409 ``strategy_booked`` when an
    approval goes while a strategy call is still to come: say ``strategy``, keep or cancel."""
    with transaction(me().company_id) as session:
        lead = leads.find_lead(session, lead_id)
        permit(Action.QUALIFY_LEADS)
        _require_plan(session)
        given = wire.body(QualifyIn)
        result = Result(given.outcome, given.reason, notes=given.notes)
        made = setting.qualify_lead(session, me(), lead, result, then=given.strategy, now=clock.now())
        return wire.answer(_qualification(session, made))


def setting_filters(asked: SettingFilters) -> setting.Filters:
    """What the address asks for. Raises Invalid for a period that runs backwards."""
    if asked.from_ and asked.to and asked.to < asked.from_:
        raise Invalid("'to' is before 'from'.")
    same = {name: getattr(asked, name) for name in SAME}
    return setting.Filters(**same, text=asked.q, first_day=asked.from_, last_day=asked.to)


def _require_plan(session: Session) -> None:
    people.require_feature(people.company_of(session, me().company_id), Feature.APPOINTMENT_SETTING)


def _qualification(session: Session, made: Qualification) -> QualificationOut:
    return QualificationOut(
        id=made.id,
        lead_id=made.lead_id,
        outcome=made.outcome,
        reason=made.reason,
        notes=made.notes,
        by=named(session.get_one(User, made.by_id)),
        at=made.at,
        standing=standing_of(session, made.lead_id),
    )
