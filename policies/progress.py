"""Leg events -> where the line is, its times and its result.

Callbacks come late, twice, out of order or never, so nothing here depends on the order of the events or on
how often one is given: the fold reads them as a set keyed by leg, kind and status. The rules for reading a
failed leg follow Twilio's error and SIP code pages (https://www.twilio.com/docs/api/errors, RFC 3261).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from policies.vocabulary import AnsweredBy, CallState, EventKind, LegRole, LegStatus, LineResult

NOT_IN_SERVICE_SIP = frozenset({404, 410, 484, 604})
NOT_IN_SERVICE_ERRORS = frozenset({13223, 13226, 21211, 21217, 31484})
BLOCKED_SIP = frozenset({603, 607, 608})
BLOCKED_ERRORS = frozenset({32017})
OVER = (LegStatus.COMPLETED, LegStatus.BUSY, LegStatus.FAILED, LegStatus.NO_ANSWER, LegStatus.CANCELED)
MACHINE_VERDICTS = frozenset(
    {
        AnsweredBy.MACHINE_START,
        AnsweredBy.MACHINE_END_BEEP,
        AnsweredBy.MACHINE_END_SILENCE,
        AnsweredBy.MACHINE_END_OTHER,
    }
)
# Of several verdicts the one that says most: the message can only be left after the beep.
VERDICT_WEIGHT = (
    AnsweredBy.MACHINE_END_BEEP,
    AnsweredBy.MACHINE_END_SILENCE,
    AnsweredBy.MACHINE_END_OTHER,
    AnsweredBy.MACHINE_START,
    AnsweredBy.FAX,
    AnsweredBy.HUMAN,
    AnsweredBy.UNKNOWN,
)
ACCOUNT_SIP = frozenset({401, 403, 407, 488})
ACCOUNT_ERRORS = frozenset(
    {10001, 10004, 13214, 13225, 13227, 13247, 20003, 21210, 21212, 21215, 21216, 21219, 22001, 22005}
    | {32203, 32204, 32205, 32206, 32224, 573005}
)


@dataclass(frozen=True, slots=True)
class LegEvent:
    """One thing that was said about one leg. ``at`` is the provider's time, or ours when it gave none."""

    leg: LegRole
    kind: EventKind
    status: LegStatus | AnsweredBy
    at: datetime
    sip_code: int | None = None
    error_code: int | None = None
    duration: int | None = None  # seconds the leg was answered, when the provider says so
    note: str | None = None  # a sentence for a person, from a rep's page


@dataclass(frozen=True, slots=True)
class Progress:
    """What the events say so far. Seconds are whole; times are UTC instants."""

    state: CallState = CallState.DIALING  # never ``ended``: only the rep ends a call
    ringing_at: datetime | None = None
    answered_at: datetime | None = None
    line_ended_at: datetime | None = None
    verdict_at: datetime | None = None
    result: LineResult | None = None
    reason: str | None = None
    sip_code: int | None = None
    answered_by: AnsweredBy | None = None
    ring_seconds: int | None = None
    talk_seconds: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether the line is over, so that only wrap-up is left."""
        return self.line_ended_at is not None


@dataclass(slots=True)
class _Facts:
    """The events sorted into drawers; the earliest of each status counts."""

    lead: dict[LegStatus, LegEvent] = field(default_factory=dict)
    dial: dict[LegStatus, LegEvent] = field(default_factory=dict)
    rep: dict[LegStatus, LegEvent] = field(default_factory=dict)
    action: dict[LegStatus, LegEvent] = field(default_factory=dict)
    verdicts: dict[AnsweredBy, LegEvent] = field(default_factory=dict)

    def over(self) -> LegEvent | None:
        """The terminal word about the lead's leg: its own before the dial's, which may add the codes."""
        own, dial = _strongest(self.lead), _strongest(self.dial)
        if own is None or dial is None or own.status != dial.status:
            return own or dial
        return replace(
            own,
            sip_code=own.sip_code or dial.sip_code,
            error_code=own.error_code or dial.error_code,
            duration=own.duration or dial.duration,
        )

    def rep_gone(self) -> LegEvent | None:
        """The earliest sign that the rep is off the line."""
        gone = [event for status, event in self.rep.items() if status in OVER or status == LegStatus.LOST]
        gone += [self.action[s] for s in (LegStatus.HUNG_UP, LegStatus.LINE_FAILED) if s in self.action]
        return min(gone, key=_age, default=None)

    def was_answered(self) -> bool:
        """A verdict or a completed leg proves an answer even when the answer itself was never reported."""
        proofs = (
            LegStatus.ANSWERED in self.lead,
            LegStatus.COMPLETED in self.lead,
            LegStatus.COMPLETED in self.dial,
        )
        return any(proofs) or bool(self.verdicts)

    def reached_lead(self) -> bool:
        """Whether anything at all was heard of the lead's leg."""
        return bool(self.lead or self.dial or self.verdicts)


def fold(events: Iterable[LegEvent]) -> Progress:
    """Compute a call's progress from everything that was said about its legs, in any order."""
    facts = _sort(events)
    over, gone = facts.over(), facts.rep_gone()
    ended = over or gone
    verdict = _verdict(facts)
    answered_at = _answered_at(facts, over)
    line_ended_at = _line_ended_at(over, gone, answered_at)
    ringing = facts.lead.get(LegStatus.RINGING)
    initiated = facts.lead.get(LegStatus.INITIATED)
    result, reason = _result(facts, over, gone, verdict)
    return Progress(
        state=_state(facts, is_over=ended is not None),
        ringing_at=ringing.at if ringing else None,
        answered_at=answered_at,
        line_ended_at=line_ended_at,
        verdict_at=verdict.at if verdict else None,
        result=result,
        reason=reason,
        sip_code=over.sip_code if over else None,
        answered_by=AnsweredBy(verdict.status) if verdict else None,
        ring_seconds=_seconds(
            ringing.at if ringing else initiated.at if initiated else None, answered_at or line_ended_at
        ),
        talk_seconds=_seconds(answered_at, line_ended_at),
    )


def _age(event: LegEvent) -> tuple[datetime, str, str]:
    return event.at, event.kind.value, event.status.value


def _sort(events: Iterable[LegEvent]) -> _Facts:
    facts = _Facts()
    for event in sorted(set(events), key=lambda e: (*_age(e), repr(e))):
        if event.kind is EventKind.ANSWERED_BY:
            facts.verdicts.setdefault(AnsweredBy(event.status), event)
        elif event.kind is EventKind.REP_ACTION:
            facts.action.setdefault(LegStatus(event.status), event)
        elif event.kind is EventKind.DIAL_RESULT:
            facts.dial.setdefault(LegStatus(event.status), event)
        else:
            drawer = facts.lead if event.leg is LegRole.LEAD else facts.rep
            drawer.setdefault(LegStatus(event.status), event)
    return facts


def _strongest(drawer: dict[LegStatus, LegEvent]) -> LegEvent | None:
    return next((drawer[status] for status in OVER if status in drawer), None)


def _verdict(facts: _Facts) -> LegEvent | None:
    return next((facts.verdicts[word] for word in VERDICT_WEIGHT if word in facts.verdicts), None)


def _state(facts: _Facts, *, is_over: bool) -> CallState:
    if is_over:
        return CallState.WRAP_UP
    if facts.was_answered():
        return CallState.LIVE
    return CallState.RINGING if LegStatus.RINGING in facts.lead else CallState.DIALING


def _answered_at(facts: _Facts, over: LegEvent | None) -> datetime | None:
    """The answer's own time; unreported, the earlier of the verdict's and the end less the duration."""
    if not facts.was_answered():
        return None
    if answered := facts.lead.get(LegStatus.ANSWERED):
        return answered.at
    signs = [event.at for event in facts.verdicts.values()]
    if over:
        signs.append(over.at - timedelta(seconds=over.duration or 0))
    return min(signs)


def _line_ended_at(
    over: LegEvent | None, gone: LegEvent | None, answered_at: datetime | None
) -> datetime | None:
    """The end of the lead's leg or of the rep's, whichever came first; never before the answer."""
    ends = [event.at for event in (over, gone) if event]
    if not ends:
        return None
    return max(min(ends), answered_at) if answered_at else min(ends)


def _seconds(start: datetime | None, end: datetime | None) -> int | None:
    if start is None or end is None:
        return None
    return max(0, round((end - start).total_seconds()))


def _result(
    facts: _Facts, over: LegEvent | None, gone: LegEvent | None, verdict: LegEvent | None
) -> tuple[LineResult | None, str | None]:
    if over is None and gone is None:
        return None, None
    if facts.was_answered():
        return _answered_result(verdict), None
    if over is not None:
        return _unanswered_result(facts, over)
    assert gone is not None  # ruled out above
    if LegStatus.LINE_FAILED in facts.action and not facts.reached_lead():
        return LineResult.NOT_PLACED, facts.action[LegStatus.LINE_FAILED].note
    if not facts.reached_lead():
        return LineResult.NOT_PLACED, "The call ended before the lead's number was dialed."
    return LineResult.CANCELED, None


def _answered_result(verdict: LegEvent | None) -> LineResult:
    if verdict is None:
        return LineResult.ANSWERED
    if verdict.status in MACHINE_VERDICTS:
        return LineResult.MACHINE
    return LineResult.FAX if verdict.status == AnsweredBy.FAX else LineResult.ANSWERED


def _unanswered_result(facts: _Facts, over: LegEvent) -> tuple[LineResult, str | None]:
    """Classify by who refused: a block, the number, the network or our account, before the lead's own state."""
    if over.sip_code in BLOCKED_SIP or over.error_code in BLOCKED_ERRORS:
        return LineResult.BLOCKED, "The call was blocked or declined; that says nothing about the number."
    if over.status == LegStatus.BUSY:
        return LineResult.BUSY, None
    if over.status == LegStatus.FAILED:
        return _failed_result(over)
    if over.status == LegStatus.CANCELED or _rep_left_first(facts, over):
        return LineResult.CANCELED, None
    return LineResult.NO_ANSWER, None


def _failed_result(over: LegEvent) -> tuple[LineResult, str | None]:
    if over.error_code in ACCOUNT_ERRORS or over.sip_code in ACCOUNT_SIP:
        return LineResult.NOT_PLACED, f"Our account may not place this call{_codes(over)}. Ask an admin."
    if over.sip_code in NOT_IN_SERVICE_SIP or over.error_code in NOT_IN_SERVICE_ERRORS:
        return LineResult.NOT_IN_SERVICE, None
    if over.error_code in (13224, 21214):
        return LineResult.NOT_PLACED, f"No carrier could reach this number{_codes(over)}. Check the number."
    return LineResult.NOT_PLACED, f"The network could not place the call{_codes(over)}. Try again."


def _rep_left_first(facts: _Facts, over: LegEvent) -> bool:
    """Ending is only asked of a line that is up; a leg's end is compared in the provider's whole seconds."""
    left = [event.at for status, event in facts.rep.items() if status in OVER]
    return LegStatus.HUNG_UP in facts.action or any(at < over.at for at in left)


def _codes(over: LegEvent) -> str:
    codes = [
        f"SIP {over.sip_code}" if over.sip_code else "",
        f"error {over.error_code}" if over.error_code else "",
    ]
    named = ", ".join(code for code in codes if code)
    return f" ({named})" if named else ""
