"""Saying that the task of a call, over in the customer database, must be sent or sent again."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from dialer import db, nudges
from dialer.models import Call, Company, CrmMark
from dialer.models.base import table_of
from policies.vocabulary import Crm

MARKS = table_of(CrmMark)
SEND = "workers.crm.send_tasks"


def mark_for_crm(session: Session, call: Call | Row[Any], *, now: datetime) -> None:
    """Mark an ended call whose outcome, notes or duration changed. A plain insert, like the marks of the numbers.

    An open call needs none: ending it is what marks it first.
    """
    if call.ended_at is None or call.rep_id is None:
        return
    company = session.get(Company, call.company_id)
    if company is None or company.crm is not Crm.SALESFORCE:
        return
    db.direct(session).insert(MARKS, call_id=call.id, marked_at=now)
    nudges.ask_for(session, SEND, call.company_id)
