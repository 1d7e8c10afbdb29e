"""The filters of a list of meetings, read from an address."""

from dialer.api.schemas.meetings import MeetingFilters
from dialer.errors import Invalid
from dialer.meetings.listing import Filters

SAME = (
    *("past", "missing_outcome", "cancelled", "host_id", "lead_id", "call_id", "event_type_id"),
    *("kind", "outcome", "reason", "objection", "setter_id", "product_id"),
)


def meeting_filters(asked: MeetingFilters) -> Filters:
    """What the address asks for. Raises Invalid for a period that runs backwards."""
    if asked.from_ and asked.to and asked.to < asked.from_:
        raise Invalid("'to' is before 'from'.")
    same = {name: getattr(asked, name) for name in SAME}
    return Filters(**same, parts=asked.sales, text=asked.q, first_day=asked.from_, last_day=asked.to)
