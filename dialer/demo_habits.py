"""How the demo company's people call: who they are, in which flows, how well, at which hours, and what comes of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from policies.vocabulary import ConnectStatus, LineResult, OutcomeGroup, OutcomeSource, Role, Sentiment

TEAMS = ("Enterprise", "Partners")  # beside the one that the demo starts with
FLOWS: dict[str, tuple[str, ...]] = {
    "New business": ("First call", "Second call", "Last try", "Long shot"),
    "Event follow-up": ("Thank you", "Any questions", "Decision"),
    "Win-back": ("How are you", "What changed", "Offer"),
}

IN_FLOWS = 0.7  # of leads, and of calls


@dataclass(frozen=True, slots=True)
class Habits:
    """A person: calls a working day, and how often somebody picks up and likes it, against the average."""

    email: str
    name: str
    role: Role
    team: str
    calls: int
    skill: float
    owes: int = 0  # calls without an outcome that are left over


STARTED = (
    Habits("rep@demo.test", "Robin Vale", Role.REP, "Outbound", 29, 1.1),
    Habits("setter@demo.test", "Sasha Ortiz", Role.SETTER, "Outbound", 33, 0.95),
    Habits("closer@demo.test", "Cleo Marsh", Role.CLOSER, "Outbound", 14, 1.35),
    Habits("manager@demo.test", "Morgan Lind", Role.MANAGER, "Outbound", 6, 1.2),
)
JOINED = (
    Habits("ines@demo.test", "Ines Moreau", Role.REP, "Enterprise", 30, 1.15, owes=1),
    Habits("theo@demo.test", "Theo Brandt", Role.REP, "Enterprise", 36, 0.85, owes=2),
    Habits("yuki@demo.test", "Yuki Sato", Role.SETTER, "Enterprise", 41, 1.0),
    Habits("noor@demo.test", "Noor Rahman", Role.CLOSER, "Enterprise", 17, 1.3),
    Habits("emil@demo.test", "Emil Novak", Role.REP, "Partners", 32, 0.9, owes=1),
    Habits("lola@demo.test", "Lola Quinn", Role.REP, "Partners", 35, 1.05),
    Habits("sven@demo.test", "Sven Dahl", Role.SETTER, "Partners", 30, 0.75, owes=1),
    Habits("abena@demo.test", "Abena Mensah", Role.SETTER, "Partners", 27, 1.25),
)
PEOPLE = (*STARTED, *JOINED)


@dataclass(frozen=True, slots=True)
class Ending:
    """One way a call goes: what the line did, what it filled in, what the call came to, and how often.

    Who is better at it has it more often where ``won`` is set. Source None: nobody recorded anything.
    """

    often: int
    result: LineResult
    outcome: str | None
    prefilled: str | None = None
    source: OutcomeSource | None = OutcomeSource.REP
    won: bool = False
    talk: tuple[int, int] = (0, 0)


REP, LINE = OutcomeSource.REP, OutcomeSource.WEBHOOK
NO_ANSWER, MACHINE, BUSY = LineResult.NO_ANSWER, LineResult.MACHINE, LineResult.BUSY
GONE, ANSWERED = LineResult.NOT_IN_SERVICE, LineResult.ANSWERED
GREETING, TALK, CHAT = (9, 42), (18, 150), (90, 540)
DELETED = "callback_requested"
ENDINGS = (
    Ending(430, NO_ANSWER, "no_voicemail", "no_voicemail", LINE),
    Ending(95, NO_ANSWER, "no_voicemail", "no_voicemail", REP),
    Ending(9, NO_ANSWER, "gatekeeper", "no_voicemail", REP),
    Ending(150, MACHINE, "no_voicemail", "no_voicemail", LINE, talk=GREETING),
    Ending(150, MACHINE, "left_voicemail", "no_voicemail", REP, talk=GREETING),
    Ending(9, MACHINE, "follow_up", "no_voicemail", REP, won=True, talk=CHAT),
    Ending(85, BUSY, "busy", "busy", LINE),
    Ending(9, BUSY, "busy", "busy", REP),
    Ending(36, GONE, "not_in_service", "not_in_service", LINE),
    Ending(3, GONE, "wrong_number", "not_in_service", REP),
    Ending(24, LineResult.CANCELED, "no_voicemail", "no_voicemail", LINE),
    Ending(66, ANSWERED, "follow_up", won=True, talk=CHAT),
    Ending(34, ANSWERED, "meeting_booked", won=True, talk=CHAT),
    Ending(13, ANSWERED, "gave_referral", won=True, talk=TALK),
    Ending(18, ANSWERED, DELETED, won=True, talk=TALK),
    Ending(58, ANSWERED, "bad_timing", talk=TALK),
    Ending(54, ANSWERED, "gatekeeper", talk=TALK),
    Ending(44, ANSWERED, "not_interested_other", talk=TALK),
    Ending(30, ANSWERED, "has_a_solution", talk=TALK),
    Ending(17, ANSWERED, "bad_fit", talk=TALK),
    Ending(13, ANSWERED, "bad_persona", talk=TALK),
    Ending(11, ANSWERED, "wrong_number", talk=(6, 25)),
    Ending(24, ANSWERED, "hung_up", talk=(3, 16)),
    Ending(8, ANSWERED, "opt_out", talk=(10, 60)),
    Ending(2, ANSWERED, "meeting_booked", won=True, talk=(1, 4)),
    Ending(2, ANSWERED, "no_voicemail", talk=(320, 600)),
    Ending(12, LineResult.NOT_PLACED, None, source=None),
)
OWED = Ending(0, ANSWERED, None, source=None, talk=TALK)

# How busy each office hour is, and how readily the phone is picked up in it.
HOURS = {8: 5, 9: 12, 10: 14, 11: 13, 12: 4, 13: 9, 14: 13, 15: 13, 16: 11, 17: 6}
PICKED_UP = {8: 0.9, 9: 1.0, 10: 1.25, 11: 1.15, 12: 0.7, 13: 0.85, 14: 1.0, 15: 1.1, 16: 1.3, 17: 1.05}
WEEKDAYS = (1.0, 1.12, 1.1, 1.02, 0.76)  # Monday to Friday


@dataclass(frozen=True, slots=True)
class Edit:
    """An outcome that once meant something else, until this part of the period was over."""

    key: str
    connect_status: ConnectStatus
    sentiment: Sentiment
    until: float


# Today's catalogue is the one every company starts with; only what was recorded then shows the edit.
EDITED = Edit("gatekeeper", ConnectStatus.NOT_CONNECTED, Sentiment.NEUTRAL, 0.5)
DELETED_AFTER = 0.6  # of the period
DELETED_OUTCOME = {
    "key": DELETED,
    "label": "Callback requested",
    "description": "Asked us to call at another time.",
    "group": OutcomeGroup.ANSWERED,
    "connect_status": ConnectStatus.CONNECTED,
    "sentiment": Sentiment.POSITIVE,
}
ORGANISATIONS = ("Alder", "Birch", "Cedar", "Delta", "Ember", "Fern", "Granite", "Harbor", "Iris", "Juniper")
TRADES = (
    "Foods",
    "Logistics",
    "Dental",
    "Software",
    "Hotels",
    "Media",
    "Energy",
    "Legal",
    "Supply",
    "Studios",
)
FIRST_NAMES = ("Anna", "Boris", "Chiara", "David", "Elif", "Farid", "Greta", "Hiro", "Ivana", "Jamal")
LAST_NAMES = ("Adler", "Baker", "Costa", "Dunn", "Eriksen", "Fischer", "Gomez", "Hansen", "Ito", "Jansen")
# British cities, whose office hours are the company's; American ones; and numbers that may be anywhere.
AREAS = ("+44207946", "+44161496", "+44131496", "+44113496", "+1212555", "+1617555", "+1800555")
OFFICE_HOURS = range(8, 18)


def phones() -> Iterator[str]:
    """Numbers that belong to nobody, and to none of the sandbox's scripted phones."""
    for area, digits in product(AREAS, range(110, 190)):
        yield f"{area}0{digits}"
