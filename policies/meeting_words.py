"""What outcomes, reasons and objections of meetings are called, and what each means in a line."""

from policies import meetings
from policies.meetings import RULES, Flaw, Result
from policies.vocabulary import MeetingKind, MeetingOutcome, MeetingReason, Objection

KINDS = {MeetingKind.STRATEGY: "Strategy call", MeetingKind.DISCOVERY: "Discovery call"}
OUTCOMES = {
    MeetingOutcome.SALE: ("Sale", "They bought. The lead is a customer from now on."),
    MeetingOutcome.NO_SALE: ("No sale", "They did not buy, at least not on this call."),
    MeetingOutcome.APPROVED: ("Approved", "The lead fits: a strategy call with a closer comes next."),
    MeetingOutcome.REJECTED: ("Rejected", "The lead does not go on to a closer."),
}
REASONS = {
    MeetingReason.UNQUALIFIED: ("Unqualified", "They cannot buy or should not: not somebody we can serve."),
    MeetingReason.FOLLOW_UP_SCHEDULED: (
        "Follow up scheduled",
        "Still open: another talk has been agreed on.",
    ),
    MeetingReason.NO_SHOW: ("No show", "Nobody came."),
    MeetingReason.NOT_INTERESTED: (
        "Not interested",
        "They do not want it, whether they said so or just faded.",
    ),
    MeetingReason.CONTACT_CANCELLED: ("Contact cancelled", "The lead called it off."),
    MeetingReason.ADMIN_CANCELLED: ("Admin cancelled", "One of us called it off."),
    MeetingReason.BAD_FIT: ("Bad fit", "What they need and what we have do not match."),
    MeetingReason.OTHERS: ("Others", "None of these; the notes say what it was."),
}
# Said of a sale an objection was overcome, said of no sale it was not.
OVERCOME = {
    Objection.MONEY: ("Money", "Price or funds were the worry, and it was settled."),
    Objection.LOGISTIC: (
        "Logistic",
        "Something outside their hands was in the way, and a way round it was found.",
    ),
    Objection.PARTNER: ("Partner", "Somebody else had to agree, and in the end they did."),
    Objection.FEAR: ("Fear", "They doubted that it would work for them, and were reassured."),
    Objection.SMOKE_SCREEN: ("Smoke screen", "The real worry never came out, and they bought all the same."),
    Objection.NO_OBJECTION: ("No objection", "Nothing stood in the way."),
}
UNRESOLVED = {
    Objection.MONEY: ("Money", "Price or funds stood in the way."),
    Objection.LOGISTIC: ("Logistic", "Something outside their hands stood in the way."),
    Objection.PARTNER: ("Partner", "Somebody else has to agree first."),
    Objection.FEAR: ("Fear", "They doubt that it will work for them."),
    Objection.SMOKE_SCREEN: ("Smoke screen", "The real worry never came out."),
    Objection.NO_OBJECTION: ("No objection", "They held nothing against it."),
}


def objections(outcome: MeetingOutcome) -> dict[Objection, tuple[str, str]]:
    """The six as they read beside an outcome."""
    return OVERCOME if outcome is MeetingOutcome.SALE else UNRESOLVED


def sentence(kind: MeetingKind, result: Result, flaw: Flaw) -> str:
    """What is wrong with a result, and what to give instead."""
    label = _said(result)
    names = _list([OUTCOMES[each][0] for each in meetings.OUTCOMES[kind]])
    reasons = _list([REASONS[each][0] for each in RULES[result.outcome] if each])
    no_reason = f"{OUTCOMES[result.outcome][0]} takes no reason. Leave it out."
    return {
        Flaw.OUTCOME_NOT_OFFERED: f"A {KINDS[kind].lower()} ends with {names}.",
        Flaw.REASON_REQUIRED: f"{label} needs a reason: {reasons}.",
        Flaw.REASON_NOT_OFFERED: f"Choose a reason that goes with it: {reasons}." if reasons else no_reason,
        Flaw.OBJECTION_REQUIRED: f"{label} needs an objection: {_list([name for name, _ in OVERCOME.values()])}.",
        Flaw.OBJECTION_NOT_OFFERED: f"{label} takes no objection. Leave it out.",
        Flaw.NOTES_REQUIRED: f"{label} needs notes: say what it was.",
    }[flaw]


def _said(result: Result) -> str:
    outcome = OUTCOMES[result.outcome][0]
    return f"{outcome} with reason {REASONS[result.reason][0]}" if result.reason else outcome


def _list(words: list[str]) -> str:
    *most, last = words or [""]
    return f"{', '.join(most)} or {last}" if most else last
