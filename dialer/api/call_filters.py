"""The filters of a list of calls, read from an address."""

from dialer import calls
from dialer.api.schemas.calls import CallFilters
from dialer.errors import Invalid

SAME = (
    *("state", "missing_outcome", "rep_id", "lead_id", "team_id", "flow_id", "flow_step_id", "in_flow"),
    *("direction", "missed", "placed", "outcome", "meaning", "sentiment", "connect_status", "books"),
    *("chosen_by", "result", "prefilled", "overruled", "alarm", "wrapped_up", "hour", "weekday", "clock"),
)
LONGEST_HOURLY = 3 * 366  # days within which an hour is looked for


def call_filters(asked: CallFilters) -> calls.Filters:
    """What the address asks for. Raises Invalid for a period that runs backwards."""
    if asked.from_ and asked.to:
        if asked.to < asked.from_:
            raise Invalid("'to' is before 'from'.")
        by_hour = asked.hour is not None or asked.weekday is not None
        if by_hour and (asked.to - asked.from_).days > LONGEST_HOURLY:
            raise Invalid("The period is longer than three years.")
    same = {name: getattr(asked, name) for name in SAME}
    return calls.Filters(**same, first_day=asked.from_, last_day=asked.to)
