"""The calendar file of a meeting: the same entry through every change, told apart by its sequence number."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from icalendar import Calendar, Event, vCalAddress, vText

from dialer.config import settings


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is invited."""

    name: str  # empty: not said
    email: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in somebody's calendar. Of the host only the name: the file goes to strangers."""

    meeting_id: int
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    location: str
    details: str
    organiser: str
    guests: tuple[Guest, ...]
    is_cancelled: bool = False


def calendar_file(entry: Entry, *, now: datetime) -> str:
    """The file, as mail programs read it: an invitation, a change, or a cancellation."""
    made = Calendar()
    made.add("prodid", "-//Dialer//Meetings//EN")
    made.add("version", "2.0")
    made.add("method", "CANCEL" if entry.is_cancelled else "REQUEST")
    made.add_component(_event(entry, now))
    written: bytes = made.to_ical()
    return written.decode()


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"meeting-{entry.meeting_id}@{urlsplit(settings().public_url).hostname}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", entry.title)
    event.add("description", entry.details)
    if entry.location:
        event.add("location", entry.location)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("organizer", _address(Guest(entry.organiser, parseaddr(settings().sender)[1])), encode=False)
    for guest in entry.guests:
        invited = _address(guest)
        invited.params["PARTSTAT"] = vText("NEEDS-ACTION")
        invited.params["ROLE"] = vText("REQ-PARTICIPANT")
        event.add("attendee", invited, encode=False)
    return event


def _address(guest: Guest) -> vCalAddress:
    made = vCalAddress(f"mailto:{guest.email}")
    if guest.name:
        made.params["CN"] = vText(guest.name)
    return made
