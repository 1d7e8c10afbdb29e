"""The numbers that those we call see. Twilio is asked before a transaction, never inside one."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import caller_ids, clock, leads, telephony
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.caller_ids import CallerIdChange, CallerIdIn, CallerIdOut, KnownNumber, KnownNumbers
from dialer.db import reading, transaction
from dialer.models import CallerId
from policies.permissions import Action

bp = Blueprint("caller_ids", __name__, url_prefix="/api/caller-ids")


@bp.get("")
@describe(Page[CallerIdOut], tag="company")
@allowed(Action.CHANGE_SETTINGS)
def list_caller_ids() -> ResponseReturnValue:
    """The company's caller IDs, the default first."""
    with reading(me().company_id) as session:
        items = [_out(row) for row in caller_ids.list_caller_ids(session)]
    return wire.answer(Page[CallerIdOut](items=items, next=None))


@bp.post("")
@describe(CallerIdOut, status=201, body=CallerIdIn, tag="company")
@allowed(Action.CHANGE_SETTINGS)
def add_caller_id() -> ResponseReturnValue:
    """Add a number that the company's Twilio account has."""
    given = wire.body(CallerIdIn)
    number = leads.to_e164(given.number)
    known = _ask_twilio()
    with transaction(me().company_id) as session:
        row = caller_ids.add_caller_id(session, me(), number, given.label, known, now=clock.now())
        return wire.answer(_out(row), 201)


@bp.post("/check")
@describe(KnownNumbers, tag="company")
@allowed(Action.CHANGE_SETTINGS)
def check_caller_ids() -> ResponseReturnValue:
    """Ask Twilio which numbers the account has; ours that it does not know any more are marked."""
    known = _ask_twilio()
    with transaction(me().company_id) as session:
        caller_ids.note_known(session, known, now=clock.now())
        added = {row.number for row in caller_ids.list_caller_ids(session)}
    items = [
        KnownNumber(number=number, name=known[number], added=number in added) for number in sorted(known)
    ]
    return wire.answer(KnownNumbers(items=items))


@bp.patch("/<int:caller_id_id>")
@describe(CallerIdOut, body=CallerIdChange, tag="company")
@allowed(Action.CHANGE_SETTINGS)
def change_caller_id(caller_id_id: int) -> ResponseReturnValue:
    """Label a number, or make it the default."""
    with transaction(me().company_id) as session:
        row = caller_ids.find_caller_id(session, caller_id_id)
        permit(Action.CHANGE_SETTINGS)
        given = wire.body(CallerIdChange)
        caller_ids.change_caller_id(
            session, me(), row, label=given.label, default=given.default, now=clock.now()
        )
        return wire.answer(_out(row))


@bp.delete("/<int:caller_id_id>")
@describe(status=204, tag="company")
@allowed(Action.CHANGE_SETTINGS)
def remove_caller_id(caller_id_id: int) -> ResponseReturnValue:
    """Take a number off the list."""
    with transaction(me().company_id) as session:
        row = caller_ids.find_caller_id(session, caller_id_id)
        permit(Action.CHANGE_SETTINGS)
        caller_ids.remove_caller_id(session, me(), row, now=clock.now())
    return wire.nothing()


def _ask_twilio() -> dict[str, str]:
    with reading(me().company_id) as session:
        account = telephony.account_of_company(session)
    return telephony.list_numbers(account)


def _out(row: CallerId) -> CallerIdOut:
    return CallerIdOut(
        id=row.id,
        number=row.number,
        label=row.label,
        default=row.is_default,
        checked_at=row.checked_at,
        missing_since=row.missing_since,
    )
