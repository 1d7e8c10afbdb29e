"""What can be booked: event types, their rules and who hosts them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dialer import audit, nudges, people
from dialer.errors import Conflict, Invalid, NotFound
from dialer.models import EventType, EventTypeHost, Meeting, User
from dialer.people import Principal
from policies.plans import Feature
from policies.vocabulary import MeetingKind, Role

HOSTED_BY = {MeetingKind.STRATEGY: Role.CLOSER, MeetingKind.DISCOVERY: Role.SETTER}
WITHOUT = "Or let this event type be booked without a discovery call before it."
LONGEST_SLUG = 60
TRIES = 5


@dataclass(frozen=True, slots=True)
class Host:
    """Who hosts an event type. The lowest number is asked first. ``active``: may be booked at all."""

    id: int
    name: str
    priority: int
    active: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody who is to host, and when they are asked."""

    user_id: int
    priority: int


def list_event_types(session: Session, *, archived: bool) -> list[EventType]:
    """The company's, by name; archived ones too if asked for."""
    query = select(EventType).order_by(EventType.name, EventType.id)
    return list(session.scalars(query if archived else query.where(EventType.archived_at.is_(None))))


def find_event_type(session: Session, event_type_id: int) -> EventType:
    """One of them. Raises NotFound."""
    found = session.get(EventType, event_type_id)
    if found is None:
        raise NotFound("There is no such event type.")
    return found


def lock_event_type(session: Session, row: EventType) -> None:
    """Its row as it is now, until the transaction ends: changes come one by one."""
    query = select(EventType).where(EventType.id == row.id).with_for_update(key_share=True)
    session.scalars(query.execution_options(populate_existing=True)).one()


def hosts_of(session: Session, *event_types: EventType) -> dict[int, list[Host]]:
    """Who hosts each of these, in the order in which they are asked."""
    kinds = {each.id: each.kind for each in event_types}
    query = (
        select(EventTypeHost, User)
        .join(User, User.id == EventTypeHost.user_id)
        .where(EventTypeHost.event_type_id.in_(kinds))
        .order_by(EventTypeHost.priority, User.name, User.id)
    )
    found: dict[int, list[Host]] = {each: [] for each in kinds}
    for row, user in session.execute(query):
        active = user.deactivated_at is None and HOSTED_BY[kinds[row.event_type_id]] in user.roles
        found[row.event_type_id].append(Host(user.id, user.name, row.priority, active))
    return found


def bookable_hosts(session: Session, event_type: EventType, host_id: int | None = None) -> list[Host]:
    """Those hosts who work here and still have the role; one of them, if one is asked for."""
    found = [host for host in hosts_of(session, event_type)[event_type.id] if host.active]
    return [host for host in found if host_id in (None, host.id)]


def make_event_type(
    session: Session, by: Principal, fields: Mapping[str, Any], hosts: Sequence[Turn], *, now: datetime
) -> EventType:
    """Make an event type with a public address of its own. Raises Forbidden ``plan_required``, Invalid."""
    row = EventType(created_at=now, slug="", **fields)
    require_plan(session, row)
    _check(row)
    _check_hosts(session, row.kind, hosts)
    _insert(session, row)
    _set_hosts(session, row, hosts)
    after = _shown(session, row)
    audit.write_entry(
        session, by, "event_type.made", f"event_type:{row.id}", before=None, after=after, now=now
    )
    _tell(session, by)
    return row


def change_event_type(
    session: Session,
    by: Principal,
    row: EventType,
    changes: Mapping[str, Any],
    hosts: Sequence[Turn] | None,
    *,
    now: datetime,
) -> None:
    """Change what is given; meetings that were booked stay as they are. Raises Conflict ``kind_in_use``, Invalid."""
    lock_event_type(session, row)
    before = _shown(session, row)
    standing = _turns(session, row)
    known = [turn.user_id for turn in standing]
    if changes.get("kind", row.kind) is not row.kind:
        _require_unbooked(session, row)
        known = []
    turns = hosts if hosts is not None else standing
    for name, value in changes.items():
        setattr(row, name, value)
    if changes.get("kind") or changes.get("needs_discovery"):
        require_plan(session, row)
    _check(row)
    _check_hosts(session, row.kind, turns, known=known)
    if hosts is not None:
        _set_hosts(session, row, hosts)
    session.flush()
    after = _shown(session, row)
    names = [name for name in after if after[name] != before[name]]
    if names:
        was, now_is = ({name: state[name] for name in names} for state in (before, after))
        audit.write_entry(
            session, by, "event_type.changed", f"event_type:{row.id}", before=was, after=now_is, now=now
        )
        _tell(session, by)


def archive(session: Session, by: Principal, row: EventType, *, now: datetime) -> None:
    """Take it out of every list and off its public page. Its meetings go on. Harmless when repeated."""
    if row.archived_at is None:
        row.archived_at = now
        _note_archived(session, by, row, "event_type.archived", now=now)


def restore(session: Session, by: Principal, row: EventType, *, now: datetime) -> None:
    """Let it be booked again. Harmless when repeated. Raises Forbidden ``plan_required``."""
    if row.archived_at is not None:
        require_plan(session, row)
        row.archived_at = None
        _note_archived(session, by, row, "event_type.restored", now=now)


def require_plan(session: Session, row: EventType) -> None:
    """Raises Forbidden ``plan_required`` for what the company's plan has none of."""
    if row.kind is not MeetingKind.DISCOVERY and not row.needs_discovery:
        return
    company = people.company_of(session, session.info["company_id"])
    is_strategy = row.kind is MeetingKind.STRATEGY
    people.require_feature(company, Feature.DISCOVERY_CALLS, way_out=WITHOUT if is_strategy else "")


def to_slug(name: str) -> str:
    """A name as it stands in an address: ``Café call`` → ``cafe-call``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-")
    return slug or "meeting"


def _insert(session: Session, row: EventType) -> None:
    """Give it a slug that nobody has, in any company: the database says whether that is so."""
    wanted = to_slug(row.name)
    for attempt in range(TRIES):
        row.slug = wanted if attempt == 0 else f"{wanted}-{token_hex(3)}"
        try:
            with session.begin_nested():
                session.add(row)
            return
        except IntegrityError:
            continue
    raise Conflict("There are too many event types of this name. Choose another.", code="name_taken")


def _check(row: EventType) -> None:
    if row.needs_discovery and row.kind is MeetingKind.DISCOVERY:
        raise Invalid("A discovery call cannot ask for a discovery call first.", code="discovery_first")


def _check_hosts(
    session: Session, kind: MeetingKind, hosts: Sequence[Turn], *, known: Sequence[int] = ()
) -> None:
    """Raises Invalid for somebody twice, or who may not host this; who hosts already may have left since."""
    ids = [host.user_id for host in hosts]
    if len(set(ids)) < len(ids):
        raise Invalid("Somebody is named twice among the hosts.", code="host_twice")
    users = {user.id: user for user in session.scalars(select(User).where(User.id.in_(ids)))}
    role = HOSTED_BY[kind]
    for user_id in ids:
        user = users.get(user_id)
        if user is None or (user.deactivated_at is not None and user_id not in known):
            raise Invalid(f"Host {user_id} is nobody who works here.", code="unknown_host")
        if role not in user.roles and user_id not in known:
            detail = f"{user.name} is no {role.value}. {kind.value.capitalize()} calls are hosted by {role.value}s."
            raise Invalid(f"{detail} Give them the role first, or choose somebody else.", code="host_role")


def _set_hosts(session: Session, row: EventType, hosts: Sequence[Turn]) -> None:
    session.execute(delete(EventTypeHost).where(EventTypeHost.event_type_id == row.id))
    session.add_all(
        EventTypeHost(event_type_id=row.id, user_id=host.user_id, priority=host.priority) for host in hosts
    )
    session.flush()


def _turns(session: Session, row: EventType) -> list[Turn]:
    return [Turn(host.id, host.priority) for host in hosts_of(session, row)[row.id]]


def _require_unbooked(session: Session, row: EventType) -> None:
    if session.scalar(select(Meeting.id).where(Meeting.event_type_id == row.id).limit(1)):
        detail = f"Meetings were booked as {row.kind.value} calls already. Archive this one and make another."
        raise Conflict(detail, code="kind_in_use")


def _note_archived(session: Session, by: Principal, row: EventType, act: str, *, now: datetime) -> None:
    session.flush()
    audit.write_entry(
        session, by, act, f"event_type:{row.id}", before=None, after={"name": row.name}, now=now
    )
    _tell(session, by)


def _shown(session: Session, row: EventType) -> dict[str, Any]:
    """What the log shows of an event type."""
    names = ("name", "description", "location", "minutes", "buffer_before", "buffer_after", "step_minutes",
             "notice_minutes", "horizon_days", "daily_limit", "needs_discovery", "is_public")  # fmt: skip
    hosts = [f"{host.name} ({host.priority})" for host in hosts_of(session, row)[row.id]]
    return {"kind": row.kind.value, **{name: getattr(row, name) for name in names}, "hosts": hosts}


def _tell(session: Session, by: Principal) -> None:
    nudges.refetch(session, "event-types", company_id=by.company_id)
