"""How the demo company's meetings end, how often, and what is written about them."""

from dataclasses import dataclass

from policies.vocabulary import MeetingOutcome, MeetingReason, Objection

APPROVED_SOON = 0.85  # of those approved, whose strategy call was booked at once
FREE = 0.6  # bookings a day on the public page
NOTES = (
    "",
    "Wants to see it with their own numbers.",
    "Asked for references from the same trade.",
    "Decides together with the co-owner.",
    "Has a contract elsewhere until the end of the year.",
    "Would start with one location.",
)


@dataclass(frozen=True, slots=True)
class Ending:
    """One way a meeting ends, and how often."""

    often: int
    outcome: MeetingOutcome | None
    reason: MeetingReason | None = None
    objections: tuple[Objection | None, ...] = ()
    notes: tuple[str, ...] = ("",)
    cancelled: bool = False


SALE, NO_SALE = MeetingOutcome.SALE, MeetingOutcome.NO_SALE
NONE = Objection.NO_OBJECTION
APPROVED, REJECTED = MeetingOutcome.APPROVED, MeetingOutcome.REJECTED
DISCOVERY_ENDINGS = (
    Ending(56, APPROVED, notes=("", "Budget is there, wants to begin soon.", "Fits well: two offices.")),
    Ending(15, REJECTED, MeetingReason.NO_SHOW),
    Ending(12, REJECTED, MeetingReason.NOT_INTERESTED),
    Ending(9, REJECTED, MeetingReason.BAD_FIT, notes=("", "Too small for us yet.")),
    Ending(3, REJECTED, MeetingReason.OTHERS, notes=("Works for a competitor.", "Retires next month.")),
    Ending(5, None, cancelled=True),
)
STRATEGY_ENDINGS = (
    Ending(36, SALE, objections=(NONE, NONE, Objection.MONEY, Objection.PARTNER),
           notes=("", "Signed during the call.", "Starts on the first of the month.")),
    Ending(10, NO_SALE, MeetingReason.UNQUALIFIED, (None, Objection.MONEY, Objection.LOGISTIC)),
    Ending(17, NO_SALE, MeetingReason.FOLLOW_UP_SCHEDULED,
           (None, Objection.PARTNER, Objection.FEAR, Objection.SMOKE_SCREEN)),
    Ending(13, NO_SALE, MeetingReason.NO_SHOW),
    Ending(15, NO_SALE, MeetingReason.NOT_INTERESTED),
    Ending(5, NO_SALE, MeetingReason.CONTACT_CANCELLED, cancelled=True),
    Ending(4, NO_SALE, MeetingReason.ADMIN_CANCELLED, cancelled=True),
)  # fmt: skip
