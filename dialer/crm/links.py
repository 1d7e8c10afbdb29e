"""Which outcome is which value, as an admin decides and as both lists move."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import audit
from dialer.crm.connection import ask_sync, require_connected
from dialer.errors import Conflict, Invalid
from dialer.models import Call, CrmLink, CrmMark, CrmTask, CrmValue, Outcome
from dialer.people import Principal
from policies.picklist import Value
from policies.vocabulary import CrmTaskState, FieldKind, LinkState


@dataclass(frozen=True, slots=True)
class Choice:
    """What an admin decides for an outcome: a value it is, to add it to the list, or to leave it out."""

    key: str
    what: LinkState  # LINKED, WANTED or LEFT
    api_name: str | None = None


def links_by_outcome(session: Session) -> dict[int, CrmLink]:
    """Every link there is, by its outcome."""
    return {link.outcome_id: link for link in session.scalars(select(CrmLink))}


def usable_outcomes(session: Session) -> list[Outcome]:
    """Outcomes that can be picked today, in their order."""
    query = select(Outcome).where(Outcome.deleted_at.is_(None)).order_by(Outcome.position, Outcome.id)
    return list(session.scalars(query))


def put_link(
    session: Session,
    outcome_id: int,
    state: LinkState,
    *,
    value: Value | None = None,
    is_new: bool = False,
    reason: str = "",
    now: datetime,
) -> None:
    """Say how an outcome stands to the list. Tasks of its calls that lacked the value are sent again."""
    link = session.scalar(select(CrmLink).where(CrmLink.outcome_id == outcome_id))
    if link is None:
        link = CrmLink(outcome_id=outcome_id)
        session.add(link)
    link.state, link.is_new, link.reason, link.gone_at = state, is_new, reason, None
    link.api_name, link.label = (value.api_name, value.label) if value else (None, "")
    session.flush()
    if value is not None:
        _send_again(session, outcome_id, now=now)


def decide_links(session: Session, by: Principal, choices: Iterable[Choice], *, now: datetime) -> None:
    """An admin links; whatever values are left become outcomes from now on.

    Raises Conflict when the list has not been read, or a value is some other outcome's; Invalid.
    """
    row = require_connected(session)
    if row.field_kind is not FieldKind.PICKLIST or row.synced_at is None:
        raise Conflict("The list has not been read from Salesforce yet. Sync first.", code="crm_not_read")
    outcomes = {outcome.key: outcome for outcome in usable_outcomes(session)}
    for choice in choices:
        if choice.key not in outcomes:
            raise Invalid(f"There is no outcome {choice.key!r} to link.", code="unknown_outcome")
        _decide(session, outcomes[choice.key], choice, now=now)
    after = {choice.key: choice.api_name or choice.what.value for choice in choices}
    audit.write_entry(session, by, "crm.linked", "salesforce", before=None, after=after, now=now)
    row.started_at = row.started_at or now
    ask_sync(session, row, now=now)


def accept_new(session: Session, link: CrmLink) -> None:
    """An admin has looked at an outcome that came from over there."""
    link.is_new = False


def _decide(session: Session, outcome: Outcome, choice: Choice, *, now: datetime) -> None:
    if choice.what is not LinkState.LINKED:
        put_link(session, outcome.id, choice.what, now=now)
        return
    found = session.scalar(select(CrmValue).where(CrmValue.api_name == choice.api_name))
    if found is None or not found.active:
        raise Invalid(f"{choice.api_name!r} is not an active value in Salesforce.", code="unknown_value")
    taken = session.scalar(
        select(CrmLink).where(CrmLink.api_name == found.api_name, CrmLink.outcome_id != outcome.id)
    )
    if taken is not None:
        detail = f"“{found.label}” is linked to {taken.outcome.label} already."
        raise Conflict(detail, code="value_linked")
    put_link(
        session, outcome.id, LinkState.LINKED, value=Value(found.api_name, found.label, active=True), now=now
    )


def _send_again(session: Session, outcome_id: int, *, now: datetime) -> None:
    query = (
        select(CrmTask.call_id)
        .join(Call, Call.id == CrmTask.call_id)
        .where(Call.outcome_id == outcome_id, CrmTask.state == CrmTaskState.SENT)
    )
    session.add_all(CrmMark(call_id=call_id, marked_at=now) for call_id in session.scalars(query))


def open_values(session: Session) -> list[CrmValue]:
    """Active values that are no outcome here."""
    linked = select(CrmLink.api_name).where(CrmLink.api_name.is_not(None))
    query = select(CrmValue).where(CrmValue.active, CrmValue.api_name.not_in(linked))
    return list(session.scalars(query.order_by(CrmValue.position)))
