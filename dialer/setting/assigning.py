"""Whose leads are whose: given to somebody, to nobody, or shared out by turns. Each change is audited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer import audit, nudges
from dialer.errors import Invalid
from dialer.models import Lead, User
from dialer.people import Principal
from policies.assigning import take_turns
from policies.permissions import Action, actions_of

MOST_AT_ONCE = 500
UNKNOWN = "There is no such lead."


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of one lead, and whose it was before and is now."""

    lead_id: int
    changed: bool
    detail: str
    before: User | None = None
    owner: User | None = None


def possible_owners(session: Session) -> list[User]:
    """Who can be given leads: the active people who dial, by name."""
    active = session.scalars(select(User).where(User.deactivated_at.is_(None)).order_by(User.name, User.id))
    return [user for user in active if Action.DIAL in actions_of(user.roles)]


def assign_leads(
    session: Session,
    by: Principal,
    lead_ids: Sequence[int],
    *,
    owner_ids: Sequence[int],
    keep_owners: bool = False,
    now: datetime,
) -> list[Assigned]:
    """Give leads to one person, to nobody, or to several who take turns; says what became of each.

    ``keep_owners`` leaves alone those that have an owner. Raises Invalid for somebody who cannot have leads.
    """
    people = _owners(session, owner_ids)
    leads = _locked(session, lead_ids)
    names = _names(session, {lead.owner_id for lead in leads.values()})
    free = [
        lead_id
        for lead_id in dict.fromkeys(lead_ids)
        if lead_id in leads and not (keep_owners and leads[lead_id].owner_id)
    ]
    turns = dict(zip(free, take_turns(_owned(session, people), len(free)), strict=False))
    result = []
    for lead_id in dict.fromkeys(lead_ids):
        if (lead := leads.get(lead_id)) is None:
            result.append(Assigned(lead_id, changed=False, detail=UNKNOWN))
            continue
        before = names.get(lead.owner_id)
        if lead_id not in free and before is not None:
            kept = f"Left with {before.name}."
            result.append(Assigned(lead_id, changed=False, detail=kept, before=before, owner=before))
            continue
        owner = people.get(turns[lead_id]) if lead_id in turns else None
        result.append(_give(session, by, lead, before, owner, now=now))
    if any(one.changed for one in result):
        nudges.refetch(session, "leads", company_id=by.company_id)
    return result


def _give(
    session: Session, by: Principal, lead: Lead, before: User | None, owner: User | None, *, now: datetime
) -> Assigned:
    if before == owner:
        detail = f"{owner.name} has it already." if owner else "Nobody had it."
        return Assigned(lead.id, changed=False, detail=detail, before=before, owner=owner)
    lead.owner_id = owner.id if owner else None
    audit.write_entry(
        session, by, "lead.assigned", f"lead:{lead.id}", before=_entry(before), after=_entry(owner), now=now
    )
    detail = f"Given to {owner.name}." if owner else "Given to nobody."
    return Assigned(lead.id, changed=True, detail=detail, before=before, owner=owner)


def _owners(session: Session, owner_ids: Sequence[int]) -> dict[int, User]:
    """Those named. Raises Invalid."""
    possible = {user.id: user for user in possible_owners(session)}
    if missing := [owner_id for owner_id in owner_ids if owner_id not in possible]:
        detail = f"Number {missing[0]} names nobody who can have leads: choose active people who dial."
        raise Invalid(detail, code="not_an_owner")
    return {owner_id: possible[owner_id] for owner_id in owner_ids}


def _locked(session: Session, lead_ids: Sequence[int]) -> dict[int, Lead]:
    """The leads, locked in the order of their numbers, so that two who assign never wait for each other."""
    query = select(Lead).where(Lead.id.in_(lead_ids)).order_by(Lead.id).with_for_update(key_share=True)
    return {lead.id: lead for lead in session.scalars(query.execution_options(populate_existing=True))}


def _names(session: Session, ids: set[int | None]) -> dict[int | None, User]:
    return {user.id: user for user in session.scalars(select(User).where(User.id.in_(ids - {None})))}


def _owned(session: Session, people: dict[int, User]) -> dict[int, int]:
    """How many leads each of them has."""
    query = select(Lead.owner_id, func.count()).where(Lead.owner_id.in_(people)).group_by(Lead.owner_id)
    found = {owner_id: count for owner_id, count in session.execute(query)}
    return {person: found.get(person, 0) for person in people}


def _entry(owner: User | None) -> dict[str, int | str | None]:
    return {"owner_id": owner.id if owner else None, "owner": owner.name if owner else None}
