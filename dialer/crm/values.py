"""Whether the value that an outcome is can still be picked over there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.errors import Conflict
from dialer.models import CrmConnection, CrmLink, CrmValue, Outcome
from policies.vocabulary import CrmState, LinkState


def require_value(session: Session, outcome: Outcome) -> None:
    """Raises Conflict ``value_inactive`` for an outcome whose value is gone or inactive, while connected."""
    connection = session.scalar(select(CrmConnection))
    link = session.scalar(select(CrmLink).where(CrmLink.outcome_id == outcome.id))
    if connection is None or connection.state is CrmState.DISCONNECTED or connection.synced_at is None:
        return
    if link is None or link.state is not LinkState.LINKED:
        return
    if session.scalar(select(CrmValue.id).where(CrmValue.api_name == link.api_name, CrmValue.active)):
        return
    detail = f"Its value “{link.label}” is gone from Salesforce or inactive there. Activate it there and sync first."
    raise Conflict(detail, code="value_inactive")
