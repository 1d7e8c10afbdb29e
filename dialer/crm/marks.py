"""Saying that the task of a call, over in the customer database, must be sent or sent again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import db, nudges
from dialer.direct import OF_COMPANY, Direct, Found
from dialer.models import Call, Company, CrmMark
from dialer.models.base import table_of
from policies.vocabulary import Crm

MARKS = table_of(CrmMark)
SEND = "workers.crm.send_tasks"
SYNC = "workers.crm.sync_values"
CRM_OF = select(table_of(Company).c.crm).where(table_of(Company).c.id == OF_COMPANY)


def mark_for_crm(work: Session | Direct, call: Call | Found, *, now: datetime) -> None:
    """Mark an ended call whose outcome, notes or duration changed. A plain insert, like the marks of the numbers.

    An open call needs none: ending it is what marks it first.
    """
    if call.ended_at is None or call.rep_id is None:
        return
    database = db.direct(work)
    company = database.row(CRM_OF)
    if company is None or company.crm is not Crm.SALESFORCE:
        return
    database.add(MARKS, call_id=call.id, marked_at=now)
    nudges.ask_for(work, SEND, call.company_id)
