"""Round robin: whose turn it is to host (row I5)."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dialer.meetings.event_types import Host
from dialer.models import EventType, Meeting
from policies.booking import Candidate, in_turn


def sort_by_turn(session: Session, event_type: EventType, hosts: Sequence[Host]) -> list[Host]:
    """These hosts in the order in which they are booked: whoever is free and comes first has it."""
    if len(hosts) < 2:
        return list(hosts)
    by_id = {host.id: host for host in hosts}
    turns = select(Meeting.host_id, func.max(Meeting.id)).where(
        Meeting.event_type_id == event_type.id,
        Meeting.host_id.in_(by_id),
        Meeting.cancelled_at.is_(None),
    )
    last = {user_id: turn for user_id, turn in session.execute(turns.group_by(Meeting.host_id))}  # noqa: C416
    order = in_turn(Candidate(host.id, host.priority, last.get(host.id)) for host in hosts)
    return [by_id[each.user_id] for each in order]
