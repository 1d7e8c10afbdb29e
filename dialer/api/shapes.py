"""Rows -> what the API answers."""

from datetime import date

from sqlalchemy.orm import Session

from dialer import calls, flows, leads, outcomes, people
from dialer.api.schemas.analytics import BySentiment
from dialer.api.schemas.calls import (
    CallLead,
    CallOut,
    CallOutcome,
    Incoming,
    LineOut,
    RecordingOut,
    Released,
    Suggested,
)
from dialer.api.schemas.flows import StepOut
from dialer.api.schemas.leads import DoNotCallOut, LastCall, LeadFlow, LeadOut, OutcomeBrief
from dialer.api.schemas.outcomes import (
    Colours,
    Effects,
    ImpactFigures,
    ImpactOut,
    MovedPrefill,
    OutcomeOut,
    ShadeChoice,
    ShadesOut,
)
from dialer.api.schemas.session import Named
from dialer.models import Call, CallOffer, Company, DoNotCall, Flow, FlowStep, Lead, Outcome, User
from dialer.outcomes.impact import Impact
from policies import shades
from policies.connect import Counts
from policies.vocabulary import Sentiment


def call_out(call: Call, company: Company) -> CallOut:
    """A call as the contract with its readers says."""
    return CallOut(
        id=call.id,
        state=call.state,
        direction=call.direction,
        to=call.to_number,
        from_=call.from_number,
        lead=CallLead.model_validate(call.lead, from_attributes=True) if call.lead else None,
        rep=_named(call.rep) if call.rep else None,
        flow=_named(call.flow) if call.flow else None,
        flow_step=_named(call.flow_step) if call.flow_step else None,
        line=_line(call),
        suggested=_suggested(call),
        offered=call.offered_words,
        outcome=_call_outcome(call.outcome) if call.outcome else None,
        outcome_source=call.outcome_source,
        outcome_by=_named(call.outcome_by) if call.outcome_by else None,
        outcome_at=call.outcome_at,
        notes=call.notes,
        needs_outcome=calls.needs_outcome(call, company),
        missing_outcome=calls.missing_outcome(call),
        missed=call.is_missed,
        recording=_recording(call),
        released=_released(call),
        created_at=call.created_at,
        ringing_at=call.ringing_at,
        answered_at=call.answered_at,
        line_ended_at=call.line_ended_at,
        ended_at=call.ended_at,
        version=call.version,
    )


def calls_out(session: Session, company_id: int, rows: list[Call]) -> list[CallOut]:
    """Several calls of one company."""
    company = people.company_of(session, company_id)
    return [call_out(call, company) for call in rows]


def outcomes_out(session: Session) -> list[OutcomeOut]:
    """The whole catalogue: which shade is automatic for one depends on the others."""
    rows = outcomes.catalogue(session)
    by_id = {row.id: row for row in rows}
    chosen = _shades([row for row in rows if row.deleted_at is None])
    return [_outcome(row, by_id, chosen.get(row.id, row.shade or 0)) for row in rows]


def _shades(in_use: list[Outcome]) -> dict[int, int]:
    found: dict[int, int] = {}
    for sentiment in Sentiment:
        kin = [row for row in in_use if row.sentiment is sentiment]
        spread = shades.spread(sentiment, [row.shade for row in kin])
        found |= {row.id: shade for row, shade in zip(kin, spread, strict=True)}
    return found


def _outcome(row: Outcome, by_id: dict[int, Outcome], shade: int) -> OutcomeOut:
    names = ("key", "label", "description", "group", "connect_status", "sentiment", "prefills")
    more = ("position", "shade", "shortcut", "deleted_at")
    return OutcomeOut(
        **{name: getattr(row, name) for name in (*names, *more)},
        effects=Effects.model_validate(row, from_attributes=True),
        colours=colours_out(row.sentiment, shade),
        deleted=row.deleted_at is not None,
        merged_into=by_id[row.merged_into_id].key if row.merged_into_id else None,
    )


def colours_out(sentiment: Sentiment, shade: int) -> Colours:
    """A shade in both themes."""
    made = {theme.value: shades.colour(sentiment, shade, theme) for theme in shades.Theme}
    return Colours.model_validate(made, from_attributes=True)


def shades_out() -> ShadesOut:
    """What can be chosen for each sentiment."""
    choices = {
        sentiment.value: [
            ShadeChoice(shade=shade, colours=colours_out(sentiment, shade))
            for shade in shades.passing(sentiment)
        ]
        for sentiment in Sentiment
    }
    return ShadesOut(**choices)


def impact_out(found: Impact, first_day: date, last_day: date) -> ImpactOut:
    """What a change of the catalogue would do."""
    return ImpactOut(
        from_=first_day,
        to=last_day,
        calls=found.calls,
        reps=found.reps,
        before=_impact_figures(found.before),
        after=_impact_figures(found.after),
        prefills=[
            MovedPrefill(trigger=one.trigger, from_=one.holder.key, to=one.taker.key if one.taker else None)
            for one in found.prefills
        ],
        effects_lost=found.effects,
        as_of=found.as_of,
        waiting=found.waiting,
    )


def _impact_figures(counts: Counts) -> ImpactFigures:
    names = ("calls", "connected_calls", "connect_rate", "average_call_seconds", "manual_connected_outcomes")
    split = BySentiment(positive=counts.positive, neutral=counts.neutral, negative=counts.negative)
    return ImpactFigures(**{name: getattr(counts, name) for name in names}, by_sentiment=split)


def outcome_brief(outcome: Outcome | None) -> OutcomeBrief | None:
    """An outcome as lists show it."""
    if outcome is None:
        return None
    return OutcomeBrief(
        key=outcome.key,
        label=outcome.label,
        sentiment=outcome.sentiment,
        deleted=outcome.deleted_at is not None,
    )


def leads_out(session: Session, rows: list[Lead]) -> list[LeadOut]:
    """Leads with their last call and whether they may be called."""
    last = leads.last_calls(session, [lead.id for lead in rows])
    bars = leads.bars_in_force(session, [lead.phone for lead in rows])
    owners = leads.owners_of(session, rows)
    places = flows.standings(session, [lead.id for lead in rows])
    return [
        _lead(lead, owners.get(lead.owner_id), last.get(lead.id), bars.get(lead.phone), places.get(lead.id))
        for lead in rows
    ]


def _lead(
    lead: Lead, owner: User | None, last: Call | None, bar: DoNotCall | None, place: flows.Standing | None
) -> LeadOut:
    names = ("id", "name", "organisation", "title", "phone", "email", "time_zone", "notes", "created_at")
    return LeadOut(
        **{name: getattr(lead, name) for name in names},
        owner=_named(owner) if owner else None,
        flow=_lead_flow(place) if place else None,
        do_not_call=DoNotCallOut(reason=bar.reason, at=bar.set_at) if bar else None,
        last_call=_last_call(last) if last else None,
    )


def _lead_flow(place: flows.Standing) -> LeadFlow:
    step = StepOut(id=place.step.id, position=place.step.position, name=place.step.name)
    return LeadFlow(id=place.flow.id, name=place.flow.name, step=step, steps=place.steps)


def _last_call(call: Call) -> LastCall:
    return LastCall(id=call.id, at=call.created_at, outcome=outcome_brief(call.outcome), result=call.result)


def _named(row: User | Flow | FlowStep) -> Named:
    return Named(id=row.id, name=row.name)


def _line(call: Call) -> LineOut:
    return LineOut(
        result=call.result,
        reason=call.result_reason,
        sip_code=call.sip_code,
        answered_by=call.answered_by,
        ring_seconds=call.ring_seconds,
        talk_seconds=call.talk_seconds,
    )


def incoming_out(offer: CallOffer, call: Call) -> Incoming:
    """A call that rings, or has just rung, at the rep who asks."""
    return Incoming(
        call_id=call.id,
        state=call.state,
        reason=offer.reason,
        lead=CallLead.model_validate(call.lead, from_attributes=True) if call.lead else None,
        from_=call.from_number,
        taken_by=_named(call.rep) if call.rep else None,
        missed=call.is_missed,
        created_at=call.created_at,
    )


def _recording(call: Call) -> RecordingOut | None:
    newest = call.recordings[-1] if call.recordings else None
    return RecordingOut.model_validate(newest, from_attributes=True) if newest else None


def _suggested(call: Call) -> Suggested | None:
    if call.suggested is None:
        return None
    return Suggested(outcome=call.suggested.key, reason=call.suggested_reason or "")


def _call_outcome(outcome: Outcome) -> CallOutcome:
    return CallOutcome(
        key=outcome.key,
        label=outcome.label,
        group=outcome.group,
        connect_status=outcome.connect_status,
        sentiment=outcome.sentiment,
        deleted=outcome.deleted_at is not None,
    )


def _released(call: Call) -> Released | None:
    if call.released_at is None:
        return None
    by = _named(call.released_by) if call.released_by else None
    return Released(by=by, at=call.released_at, reason=call.release_reason or "")
