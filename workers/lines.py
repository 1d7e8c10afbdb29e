"""Lines: hanging up after the rep ended a call, and asking about calls gone quiet."""

import structlog

from dialer import calls, clock, nudges, reconcile, telephony
from dialer.calls.ending import ASK_ABOUT, HANG_UP
from dialer.db import EVERYWHERE, reading, transaction
from dialer.errors import Unavailable
from dialer.models import Call, CallOffer
from dialer.staff.leaving import STOP_RINGING

log = structlog.get_logger()


def hang_up(call_id: int) -> None:
    """End the leg that dialed the others, and with it the whole line. If this fails, the reconciliation chases the open leg."""
    nudges.begin_job(HANG_UP, call_id)
    with reading(EVERYWHERE) as session:
        call = session.get(Call, call_id)
        company_id = call.company_id if call else None
    if company_id is None:
        return
    with reading(company_id) as session:
        call = session.get_one(Call, call_id)
        leg = calls.leg_with_role(session, call, call.parent_role)
        account = telephony.account_of_company(session)
    if leg is not None:
        telephony.hang_up(account, leg.sid)


def stop_ringing(offer_id: int) -> None:
    """End a rep's leg of a call that still rings; the others go on ringing."""
    nudges.begin_job(STOP_RINGING, offer_id)
    with reading(EVERYWHERE) as session:
        offer = session.get(CallOffer, offer_id)
        company_id = offer.company_id if offer else None
    if offer is None or company_id is None or offer.leg_sid is None:
        return
    with reading(company_id) as session:
        is_ringing = session.get_one(Call, offer.call_id).answered_at is None
        account = telephony.account_of_company(session)
    if is_ringing:
        telephony.hang_up(account, offer.leg_sid)


def reconcile_quiet_calls() -> None:
    """Ask the provider about each call that should have been heard of, one at a time, no row locked meanwhile."""
    with reading(EVERYWHERE) as session:
        waiting = reconcile.quiet_calls(session, now=clock.now())
    for quiet in waiting:
        _reconcile(quiet)


def reconcile_call(call_id: int) -> None:
    """A page says that its line is over: ask the provider about this call now. In its silence the page is believed."""
    nudges.begin_job(ASK_ABOUT, call_id)
    with reading(EVERYWHERE) as session:
        quiet = reconcile.unheard_call(session, call_id)
    if quiet and not _reconcile(quiet):
        with transaction(quiet.company_id) as session:
            reconcile.take_the_pages_word(session, quiet, now=clock.now())


def _reconcile(quiet: reconcile.Quiet) -> bool:
    """Ask and apply. False when the provider could not be asked."""
    try:
        with reading(quiet.company_id) as session:
            account = telephony.account_of_company(session)
        answer = reconcile.ask(account, quiet)
    except Unavailable as error:
        log.warning("reconcile_waits", call_id=quiet.call_id, error=error.detail)
        return False
    with transaction(quiet.company_id) as session:
        reconcile.apply(session, quiet, answer, now=clock.now())
    return True
