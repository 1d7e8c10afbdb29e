"""The outcomes that every company starts with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.models import Company, Outcome
from policies.vocabulary import ConnectStatus, OutcomeGroup, Sentiment, Trigger

NO_ANSWER, ANSWERED = OutcomeGroup.NO_ANSWER, OutcomeGroup.ANSWERED
POSITIVE, NEUTRAL, NEGATIVE = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE


@dataclass(frozen=True, slots=True)
class Default:
    """One of the outcomes every company starts with (rows G1, G2 and their readings)."""

    key: str
    label: str
    group: OutcomeGroup
    sentiment: Sentiment
    description: str
    prefills: tuple[Trigger, ...] = ()
    marks_do_not_call: bool = False
    follow_up_days: int | None = None
    opens_booking: bool = False

    @property
    def connect_status(self) -> ConnectStatus:
        """Answered outcomes start out Connected, the others Not connected."""
        return ConnectStatus.CONNECTED if self.group is ANSWERED else ConnectStatus.NOT_CONNECTED


DEFAULT_OUTCOMES = (
    Default("no_voicemail", "No voicemail", NO_ANSWER, NEUTRAL, "Nobody answered and you left no message.",
            prefills=(Trigger.NO_ANSWER, Trigger.CANCELED, Trigger.MACHINE)),
    Default("left_voicemail", "Left voicemail", NO_ANSWER, NEUTRAL, "You left a message on their voicemail.",
            prefills=(Trigger.VOICEMAIL_LEFT,)),
    Default("not_in_service", "Not in service", NO_ANSWER, NEUTRAL, "The number does not exist or is switched off for good.",
            prefills=(Trigger.NOT_IN_SERVICE,)),
    Default("busy", "Busy", NO_ANSWER, NEUTRAL, "Their line was engaged.", prefills=(Trigger.BUSY,)),
    Default("follow_up", "Follow up", ANSWERED, POSITIVE, "Still thinking: wants details or another call.",
            follow_up_days=3),
    Default("meeting_booked", "Meeting booked", ANSWERED, POSITIVE, "Agreed to meet, or an invitation is on its way.",
            opens_booking=True),
    Default("bad_timing", "Bad timing", ANSWERED, NEUTRAL, "Not now, and not in the near future."),
    Default("has_a_solution", "Has a solution", ANSWERED, NEGATIVE, "Uses a competitor's product already."),
    Default("bad_persona", "Bad persona", ANSWERED, NEUTRAL, "The wrong person, who named nobody else."),
    Default("wrong_number", "Wrong number", ANSWERED, NEUTRAL, "This number belongs to someone else."),
    Default("gave_referral", "Gave referral", ANSWERED, POSITIVE, "Pointed you to somebody else."),
    Default("bad_fit", "Bad fit", ANSWERED, NEGATIVE, "One side found that it does not fit."),
    Default("opt_out", "Opt out", ANSWERED, NEGATIVE, "Does not want to be contacted again.", marks_do_not_call=True),
    Default("hung_up", "Hung up", ANSWERED, NEGATIVE, "They ended the call on you."),
    Default("gatekeeper", "Gatekeeper", ANSWERED, NEUTRAL, "Someone else answered and did not put you through."),
    Default("not_interested_other", "Not interested (other)", ANSWERED, NEGATIVE, "No interest, for another reason."),
)  # fmt: skip


def install_defaults(session: Session, company: Company, *, now: datetime) -> None:
    """Add the default outcomes that a company has never had. Harmless when repeated."""
    known = set(session.scalars(select(Outcome.key).where(Outcome.company_id == company.id)))
    for position, default in enumerate(DEFAULT_OUTCOMES, start=1):
        if default.key not in known:
            session.add(_row(company, default, position, now))
    session.flush()


def _row(company: Company, default: Default, position: int, now: datetime) -> Outcome:
    return Outcome(
        company_id=company.id,
        key=default.key,
        label=default.label,
        description=default.description,
        group=default.group,
        connect_status=default.connect_status,
        sentiment=default.sentiment,
        position=position,
        trigger_words=[trigger.value for trigger in default.prefills],
        marks_do_not_call=default.marks_do_not_call,
        follow_up_days=default.follow_up_days,
        opens_booking=default.opens_booking,
        created_at=now,
    )
