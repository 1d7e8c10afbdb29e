"""Calls: starting, following the line, recording the outcome, ending, releasing."""

from dialer.calls.dial import make_room, start_call
from dialer.calls.ending import end_call, fail_line, release_call, require_open
from dialer.calls.export import HEADINGS, export_page
from dialer.calls.follow import (
    FoundLeg,
    add_event,
    add_leg,
    find_leg,
    hold,
    leg_with_role,
    legs_of,
    settle,
    settle_held,
)
from dialer.calls.follow_inbound import offers_of, settle_inbound
from dialer.calls.inbound import find_offer, offers_to, receive_call
from dialer.calls.listing import NOBODY, Filters, Place, count_calls, list_calls, owed_count, place_of
from dialer.calls.queries import (
    facts_of,
    find_call,
    history_of,
    lock_call,
    missing_outcome,
    needs_outcome,
    open_calls,
)
from dialer.calls.record import clear_outcome, record_outcome, write_notes

__all__ = [
    "HEADINGS",
    "NOBODY",
    "Filters",
    "FoundLeg",
    "Place",
    "add_event",
    "add_leg",
    "clear_outcome",
    "count_calls",
    "end_call",
    "export_page",
    "facts_of",
    "fail_line",
    "find_call",
    "find_leg",
    "find_offer",
    "history_of",
    "hold",
    "leg_with_role",
    "legs_of",
    "list_calls",
    "lock_call",
    "make_room",
    "missing_outcome",
    "needs_outcome",
    "offers_of",
    "offers_to",
    "open_calls",
    "owed_count",
    "place_of",
    "receive_call",
    "record_outcome",
    "release_call",
    "require_open",
    "settle",
    "settle_held",
    "settle_inbound",
    "start_call",
    "write_notes",
]
