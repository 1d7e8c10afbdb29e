"""The catalogue of call outcomes: everybody reads it, admins change it, and see first what a change would do."""

from datetime import date, timedelta

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock, outcomes, people
from dialer.api import shapes, wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.outcomes import (
    DeletionQuery,
    ImpactOut,
    ImpactQuery,
    OutcomeChange,
    OutcomeIn,
    OutcomeOrder,
    OutcomeOut,
    OutcomeUsage,
    ShadesOut,
    UsageOut,
)
from dialer.db import reading, transaction
from dialer.errors import Invalid
from dialer.models import Outcome
from dialer.outcomes.impact import USAGE_DAYS, Change, measure_impact, usage
from policies.permissions import Action
from policies.vocabulary import Trigger

DEFAULT_DAYS = 30
LONGEST_PERIOD = 3 * 366  # days
bp = Blueprint("outcomes", __name__, url_prefix="/api/outcomes")


@bp.get("")
@describe(Page[OutcomeOut], tag="outcomes")
@allowed(Action.LOOK)
def list_outcomes() -> ResponseReturnValue:
    """The catalogue in its order, deleted ones included."""
    with reading(me().company_id) as session:
        return _catalogue(session)


@bp.post("")
@describe(OutcomeOut, status=201, body=OutcomeIn, tag="outcomes")
@allowed(Action.MANAGE_OUTCOMES)
def create_outcome() -> ResponseReturnValue:
    """Add an outcome. Past numbers stay as they are."""
    with transaction(me().company_id) as session:
        outcomes.require_managed(session, me())
        given = wire.body(OutcomeIn)
        fields = {**given.model_dump(exclude={"effects"}), **given.effects.model_dump()}
        new = outcomes.NewOutcome(**{**fields, "prefills": tuple(given.prefills)})
        made = outcomes.create_outcome(session, me(), new, now=clock.now())
        return _one(session, made, 201)


@bp.put("/order")
@describe(Page[OutcomeOut], body=OutcomeOrder, tag="outcomes")
@allowed(Action.MANAGE_OUTCOMES)
def order_outcomes() -> ResponseReturnValue:
    """Put the outcomes in this order; those not named follow."""
    with transaction(me().company_id) as session:
        outcomes.require_managed(session, me())
        outcomes.order_outcomes(session, me(), wire.body(OutcomeOrder).keys, now=clock.now())
        return _catalogue(session)


@bp.get("/usage")
@describe(UsageOut, tag="outcomes")
@allowed(Action.MANAGE_OUTCOMES)
def outcome_usage() -> ResponseReturnValue:
    """How often each outcome was recorded of late, and by how many reps."""
    with reading(me().company_id) as session:
        company = people.company_of(session, me().company_id)
        used = usage(session, today=clock.local_day_and_hour(clock.now(), company.time_zone)[0])
        items = [
            OutcomeUsage(key=one.key, calls=used[one.id].calls, reps=len(used[one.id].reps))
            for one in outcomes.catalogue(session)
            if one.id in used
        ]
    return wire.answer(UsageOut(days=USAGE_DAYS, items=items))


@bp.get("/shades")
@describe(ShadesOut, tag="outcomes")
@allowed(Action.MANAGE_OUTCOMES)
def outcome_shades() -> ResponseReturnValue:
    """The shades that an outcome of each sentiment can have, the strongest first."""
    return wire.answer(shapes.shades_out())


@bp.patch("/<key>")
@describe(OutcomeOut, body=OutcomeChange, tag="outcomes")
@allowed(Action.MANAGE_OUTCOMES)
def edit_outcome(key: str) -> ResponseReturnValue:
    """Change an outcome. Another connect status or sentiment moves the team's history, never a flow's."""
    with transaction(me().company_id) as session:
        outcome = _find(session, key)
        outcomes.require_managed(session, me())
        outcomes.require_in_use(outcome)
        given = wire.body(OutcomeChange)
        changes = given.model_dump(exclude={"effects"}, exclude_unset=True)
        changes |= given.effects.model_dump(exclude_unset=True) if "effects" in given.model_fields_set else {}
        outcomes.edit_outcome(session, outcome, me(), changes, now=clock.now())
        return _one(session, outcome)


@bp.delete("/<key>")
@describe(OutcomeOut, query=DeletionQuery, tag="outcomes")
@allowed(Action.MANAGE_OUTCOMES)
def delete_outcome(key: str) -> ResponseReturnValue:
    """Take an outcome out of use; ``merge_into`` another, and team numbers count its calls as that one's."""
    with transaction(me().company_id) as session:
        outcome = _find(session, key)
        outcomes.require_managed(session, me())
        if outcome.deleted_at is None:
            outcomes.require_deletable(session, outcome, me())
        asked = wire.query(DeletionQuery)
        heir = outcomes.find_usable(session, asked.merge_into) if asked.merge_into else None
        outcomes.delete_outcome(session, outcome, me(), merge_into=heir, now=clock.now())
        return _one(session, outcome)


@bp.post("/<key>/restore")
@describe(OutcomeOut, tag="outcomes")
@allowed(Action.MANAGE_OUTCOMES)
def restore_outcome(key: str) -> ResponseReturnValue:
    """Bring a deleted outcome back, with all its calls."""
    with transaction(me().company_id) as session:
        outcome = _find(session, key)
        outcomes.restore_outcome(session, outcome, me(), now=clock.now())
        return _one(session, outcome)


@bp.get("/<key>/impact")
@describe(ImpactOut, query=ImpactQuery, tag="outcomes")
@allowed(Action.MANAGE_OUTCOMES)
def outcome_impact(key: str) -> ResponseReturnValue:
    """What a change or a deletion would do to the team's numbers of a period: the last 30 days unless given."""
    with reading(me().company_id) as session:
        outcome = _find(session, key)
        outcomes.require_managed(session, me())
        asked = wire.query(ImpactQuery)
        company = people.company_of(session, me().company_id)
        last_day = asked.to or clock.local_day_and_hour(clock.now(), company.time_zone)[0]
        first_day = asked.from_ or date.fromordinal(max(1, last_day.toordinal() - DEFAULT_DAYS + 1))
        if not timedelta(0) <= last_day - first_day <= timedelta(days=LONGEST_PERIOD):
            raise Invalid("The period runs backwards or is longer than three years.")
        found = measure_impact(
            session,
            outcome,
            me(),
            _asked_change(session, outcome, asked),
            first_day=first_day,
            last_day=last_day,
            direction=asked.direction,
            now=clock.now(),
        )
    return wire.answer(shapes.impact_out(found, first_day, last_day))


def _asked_change(session: Session, outcome: Outcome, asked: ImpactQuery) -> Change:
    heir = outcomes.find_usable(session, asked.merge_into) if asked.merge_into else None
    if heir is outcome:
        raise Invalid("An outcome cannot be merged into itself.", code="merged_into_itself")
    words = None if asked.prefills is None else [word for word in asked.prefills.split(",") if word]
    if unknown := [word for word in words or () if word not in set(Trigger)]:
        raise Invalid(f"{unknown[0]!r} is nothing that the line can know.")
    return Change(
        delete=asked.delete or heir is not None,
        merge_into=heir,
        connect_status=asked.connect_status,
        sentiment=asked.sentiment,
        prefills=None if words is None else tuple(map(Trigger, words)),
    )


def _find(session: Session, key: str) -> Outcome:
    """The outcome, for an admin: 404 comes before 403."""
    outcome = outcomes.find_outcome(session, key)
    permit(Action.MANAGE_OUTCOMES)
    return outcome


def _catalogue(session: Session) -> ResponseReturnValue:
    return wire.answer(Page[OutcomeOut](items=shapes.outcomes_out(session), next=None))


def _one(session: Session, outcome: Outcome, status: int = 200) -> ResponseReturnValue:
    session.flush()
    shown = next(one for one in shapes.outcomes_out(session) if one.key == outcome.key)
    return wire.answer(shown, status)
