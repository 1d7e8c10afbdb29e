"""The customer database as the API shows it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer import clock, outcomes, people
from dialer.api.schemas.crm import (
    CrmBanner,
    CrmChange,
    CrmConnectionOut,
    CrmField,
    CrmLinkOut,
    CrmLinksOut,
    CrmOut,
    CrmTaskOut,
    CrmValueOut,
)
from dialer.api.schemas.session import Named
from dialer.config import settings
from dialer.crm import links, oauth, sync
from dialer.crm.connection import ONLY_SALESFORCE, connection_of
from dialer.crm.health import banner_of
from dialer.crm.settle import count_tasks
from dialer.models import Call, CrmConnection, CrmTask, CrmValue, Outcome, User
from dialer.models.crm import CrmLink
from dialer.people import Principal
from policies.vocabulary import Crm, CrmTaskState

WITH_SALESFORCE = (
    "Outcomes can be created, edited and deleted, follow Salesforce's list of call results, and ended calls are "
    "logged there as completed tasks."
)


def crm_out(session: Session, by: Principal) -> CrmOut:
    """How the connection stands."""
    company, row, counts = (
        people.company_of(session, by.company_id),
        connection_of(session),
        count_tasks(session),
    )
    is_salesforce = company.crm is Crm.SALESFORCE
    banner = banner_of(session) if is_salesforce else None
    return CrmOut(
        kind=company.crm,
        manages_outcomes=is_salesforce,
        note=WITH_SALESFORCE if is_salesforce else ONLY_SALESFORCE,
        set_up=bool(settings().salesforce_client_id),
        callback_url=oauth.callback_url(),
        login_url=settings().salesforce_login_url,
        connection=_connection(session, row) if row else None,
        waiting=counts.get(CrmTaskState.WAITING, 0),
        dead=counts.get(CrmTaskState.DEAD, 0),
        sent=counts.get(CrmTaskState.SENT, 0),
        banner=CrmBanner.model_validate(banner, from_attributes=True) if banner else None,
    )


def links_out(session: Session) -> CrmLinksOut:
    """Every outcome that can be picked or once was a value, and the values that are no outcome."""
    row, known = connection_of(session), links.links_by_outcome(session)
    shown = [
        _link(outcome, known.get(outcome.id))
        for outcome in outcomes.catalogue(session)
        if outcome.deleted_at is None or outcome.id in known
    ]
    inactive = session.scalar(select(func.count()).select_from(CrmValue).where(CrmValue.active.is_(False)))
    left = links.open_values(session) if row else []
    return CrmLinksOut(outcomes=shown, open_values=[_value(each) for each in left], inactive=inactive or 0)


def task_out(session: Session, row: CrmTask) -> CrmTaskOut:
    """A row of the outbox, with the call it is about."""
    call, connection = session.get_one(Call, row.call_id), connection_of(session)
    at_org = connection.instance_url if connection else ""
    return CrmTaskOut(
        id=row.id,
        call_id=row.call_id,
        lead=Named(id=call.lead.id, name=call.lead.name) if call.lead else None,
        number=call.lead_number,
        rep=Named(id=call.rep.id, name=call.rep.name) if call.rep else None,
        outcome=call.outcome.label if call.outcome else None,
        called_at=call.created_at,
        state=row.state,
        attempts=row.attempts,
        next_at=row.next_at,
        waiting_since=row.waiting_since,
        sent_at=row.sent_at,
        error_code=row.error_code,
        error=row.error,
        url=f"{at_org}/{row.task_id}" if row.task_id and at_org.startswith("https:") else None,
    )


def _connection(session: Session, row: CrmConnection) -> CrmConnectionOut:
    who = session.get(User, row.connected_by_id) if row.connected_by_id else None
    names = [name for name in CrmConnectionOut.model_fields if hasattr(row, name)]
    plain = {name: getattr(row, name) for name in names}
    return CrmConnectionOut(
        **plain
        | {
            "connected_by": Named(id=who.id, name=who.name) if who else None,
            "fields": [CrmField(name=name, label=label) for name, label in row.fields],
            "started": row.started_at is not None,
            "syncing": sync.is_under_way(row, now=clock.now()),
            "changes": [CrmChange(**each) for each in row.changes],
        }
    )


def _link(outcome: Outcome, link: CrmLink | None) -> CrmLinkOut:
    return CrmLinkOut(
        key=outcome.key,
        label=outcome.label,
        group=outcome.group,
        deleted=outcome.deleted_at is not None,
        state=link.state if link else None,
        value=link.api_name if link else None,
        label_there=link.label if link else "",
        is_new=link.is_new if link else False,
        gone_at=link.gone_at if link else None,
        reason=link.reason if link else "",
    )


def _value(row: CrmValue) -> CrmValueOut:
    return CrmValueOut(value=row.api_name, label=row.label, active=row.active, reason=row.reason)
