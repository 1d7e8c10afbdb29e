"""Calls: starting, following the line, recording the outcome, ending, releasing."""

from dialer.calls.bulk import Done, Item, record_many
from dialer.calls.dial import make_room, start_call
from dialer.calls.effects import effects_of
from dialer.calls.ending import (
    Choice,
    ask_about_line,
    end_call,
    fail_line,
    release_call,
    release_open_calls,
    require_open,
)
from dialer.calls.export import HEADINGS, export_page
from dialer.calls.follow import (
    FoundLeg,
    add_event,
    add_leg,
    find_leg,
    hold,
    label_of,
    leg_with_role,
    legs_of,
    meet_lead,
    settle,
    settle_held,
)
from dialer.calls.follow_inbound import offers_of, settle_inbound
from dialer.calls.held import LastWeek, count_would_be_held
from dialer.calls.inbound import find_offer, offers_to, receive_call
from dialer.calls.listing import NOBODY, Filters, Place, count_calls, list_calls, place_of
from dialer.calls.owed import Owed, OwedByRep, owed_by_rep, owed_total, reminders_for
from dialer.calls.queries import (
    facts_of,
    find_call,
    history_of,
    lock_call,
    missing_outcome,
    needs_outcome,
    open_calls,
)
from dialer.calls.record import clear_outcome, record_outcome, require_changer, write_notes
from dialer.calls.undo import undo_outcome

__all__ = [
    "HEADINGS",
    "NOBODY",
    "Choice",
    "Done",
    "Filters",
    "FoundLeg",
    "Item",
    "LastWeek",
    "Owed",
    "OwedByRep",
    "Place",
    "add_event",
    "add_leg",
    "ask_about_line",
    "clear_outcome",
    "count_calls",
    "count_would_be_held",
    "effects_of",
    "end_call",
    "export_page",
    "facts_of",
    "fail_line",
    "find_call",
    "find_leg",
    "find_offer",
    "history_of",
    "hold",
    "label_of",
    "leg_with_role",
    "legs_of",
    "list_calls",
    "lock_call",
    "make_room",
    "meet_lead",
    "missing_outcome",
    "needs_outcome",
    "offers_of",
    "offers_to",
    "open_calls",
    "owed_by_rep",
    "owed_total",
    "place_of",
    "receive_call",
    "record_many",
    "record_outcome",
    "release_call",
    "release_open_calls",
    "reminders_for",
    "require_changer",
    "require_open",
    "settle",
    "settle_held",
    "settle_inbound",
    "start_call",
    "undo_outcome",
    "write_notes",
]
