"""What messages say: plain words, times as the reader's clocks show them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from policies.vocabulary import MailKind

SUBJECTS = {
    MailKind.INVITATION: "{title} on {day}",
    MailKind.MOVED: "Changed: {title} is now on {day}",
    MailKind.CANCELLED: "Cancelled: {title} on {day}",
    MailKind.DAY_BEFORE: "Reminder: {title} on {day}",
    MailKind.HOUR_BEFORE: "Soon: {title} at {hour}",
    MailKind.HOST_INVITATION: "Booked: {title} with {guest} on {day}",
    MailKind.HOST_MOVED: "Changed: {title} with {guest} is now on {day}",
    MailKind.HOST_CANCELLED: "Cancelled: {title} with {guest} on {day}",
    MailKind.OUTCOME_OWED: "How did {title} with {guest} go?",
}
OPENINGS = {
    MailKind.INVITATION: "Your meeting with {host} of {company} is booked.",
    MailKind.MOVED: "Your meeting with {host} of {company} was changed. This is how it stands now.",
    MailKind.CANCELLED: "Your meeting with {host} of {company} was cancelled. Nothing is left to do for you.",
    MailKind.DAY_BEFORE: "This is a reminder of your meeting with {host} of {company}.",
    MailKind.HOUR_BEFORE: "Your meeting with {host} of {company} begins soon.",
    MailKind.HOST_INVITATION: "A meeting with {guest} was booked with you.",
    MailKind.HOST_MOVED: "Your meeting with {guest} was changed. This is how it stands now.",
    MailKind.HOST_CANCELLED: "Your meeting with {guest} was cancelled, or is somebody else's now. The time is free again.",
    MailKind.OUTCOME_OWED: "Your meeting with {guest} is over and has no outcome yet. Record how it went.",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message is about. ``host`` and ``guest`` are names."""

    title: str
    company: str
    host: str
    guest: str
    starts_at: datetime
    ends_at: datetime
    zone: str  # the reader's
    location: str
    who: str  # for the host: how to reach the guest
    notes: str
    links: tuple[tuple[str, str], ...]  # what each is for, and its address


def subject_of(kind: MailKind, facts: Facts) -> str:
    """The subject line."""
    local = facts.starts_at.astimezone(ZoneInfo(facts.zone))
    return SUBJECTS[kind].format(
        title=facts.title, guest=facts.guest, day=day_words(local), hour=f"{local:%H:%M}"
    )


def text_of(kind: MailKind, facts: Facts) -> str:
    """The whole message."""
    opening = OPENINGS[kind].format(host=facts.host, company=facts.company, guest=facts.guest)
    lines = [("What", facts.title), ("When", when(facts.starts_at, facts.ends_at, facts.zone))]
    lines += [("Who", facts.who)] if facts.who else []
    lines += [("Where", facts.location)] if facts.location else []
    # Set in, so that what a stranger wrote is never taken for a line of ours.
    lines += [("Notes", facts.notes.replace("\n", "\n       "))] if facts.notes else []
    details = "\n".join(f"{name + ':':7}{value}" for name, value in lines)
    links = "\n\n".join(f"{purpose}:\n{address}" for purpose, address in facts.links)
    return "\n\n".join(part for part in (opening, details, links) if part) + "\n"


def when(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """From when to when on the clocks of a zone, as in *Tuesday, 3 March 2026, 14:00 to 14:30 (Europe/Zurich, UTC+01:00)*."""
    first, last = starts_at.astimezone(ZoneInfo(zone)), ends_at.astimezone(ZoneInfo(zone))
    until = f"{last:%H:%M}" if last.date() == first.date() else f"{day_words(last)}, {last:%H:%M}"
    return f"{day_words(first)}, {first:%H:%M} to {until} ({zone.replace('_', ' ')}, {_offset(first)})"


def day_words(local: datetime) -> str:
    """A day of somebody's calendar, as in *Tuesday, 3 March 2026*."""
    return f"{local:%A}, {local.day} {local:%B %Y}"


def _offset(local: datetime) -> str:
    shift = f"{local:%z}"
    return "UTC" if shift in ("+0000", "") else f"UTC{shift[:3]}:{shift[3:5]}"
