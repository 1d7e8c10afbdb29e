"""Caller IDs: whether Twilio still knows them."""

import structlog
from sqlalchemy import select

from dialer import caller_ids, clock, telephony
from dialer.db import EVERYWHERE, reading, transaction
from dialer.errors import Unavailable
from dialer.models import TwilioAccount

log = structlog.get_logger()


def check_caller_ids() -> None:
    """Ask each company's account which numbers it has, one account at a time and no row locked meanwhile."""
    with reading(EVERYWHERE) as session:
        company_ids = list(session.scalars(select(TwilioAccount.company_id)))
    for company_id in company_ids:
        try:
            with reading(company_id) as session:
                account = telephony.account_of_company(session)
            known = telephony.list_numbers(account)
        except Unavailable as error:
            log.warning("caller_ids_wait", company_id=company_id, error=error.detail)
            continue
        with transaction(company_id) as session:
            caller_ids.note_known(session, known, now=clock.now())
