"""Meetings: what is to come, what is past, and what each came to."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import clock, people
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.meeting_filters import meeting_filters
from dialer.api.meeting_shapes import choices_out, meeting_detail, meetings_out
from dialer.api.schemas.base import Page
from dialer.api.schemas.meetings import (
    MeetingChoices,
    MeetingDetail,
    MeetingOut,
    MeetingQuery,
    MeetingReminder,
    MeetingsOwedOut,
    MeetingsOwedQuery,
    OwedByHostOut,
)
from dialer.api.schemas.session import Named
from dialer.db import reading
from dialer.meetings import listing, owed
from dialer.meetings.queries import find_meeting
from dialer.models import Meeting
from policies.permissions import Action

bp = Blueprint("meetings", __name__, url_prefix="/api/meetings")


@bp.get("")
@describe(Page[MeetingOut], query=MeetingQuery, tag="meetings")
@allowed(Action.LOOK)
def list_meetings() -> ResponseReturnValue:
    """The meetings you may see, newest first; ``past=false``: those to come, soonest first.

    A meeting is past from its start on, since it can take its outcome from then on. ``missing_outcome=true``: those
    that owe one.
    """
    asked = wire.query(MeetingQuery)
    filters, after, now = meeting_filters(asked), wire.moment_cursor(asked), clock.now()
    with reading(me().company_id) as session:
        place = listing.Place(*after) if after else None
        rows = listing.list_meetings(session, me(), filters, after=place, limit=asked.limit + 1, now=now)
        shown, following = wire.page(rows, asked.limit, lambda row: wire.moment(*listing.place_of(row)))
        return wire.answer(Page[MeetingOut](items=meetings_out(session, shown, now=now), next=following))


@bp.get("/choices")
@describe(MeetingChoices, tag="meetings")
@allowed(Action.LOOK)
def list_choices() -> ResponseReturnValue:
    """What each kind of meeting may come to: outcomes, the reasons and objections that go with each, and meanings."""
    return wire.answer(choices_out())


@bp.get("/owed")
@describe(MeetingsOwedOut, query=MeetingsOwedQuery, tag="meetings")
@allowed(Action.LOOK)
def owed_meetings() -> ResponseReturnValue:
    """How many meetings still owe their outcome, and since when: your own, your team's or the company's.

    ``by=host`` says whose they are. ``reminders`` are your own that have been over for the company's
    ``owed_reminder_minutes``, or for a quarter of an hour where it set none.
    """
    asked, now = wire.query(MeetingsOwedQuery), clock.now()
    with reading(me().company_id) as session:
        company = people.company_of(session, me().company_id)
        total = owed.owed_total(session, me(), now=now)
        late = owed.reminders_for(session, me(), company, now=now)
        by_host = [_by_host(one) for one in owed.owed_by_host(session, me(), now=now)] if asked.by else None
        return wire.answer(
            MeetingsOwedOut(
                count=total.count,
                oldest_at=total.oldest_at,
                by_host=by_host,
                reminders=[_reminder(meeting) for meeting in late],
            )
        )


@bp.get("/<int:meeting_id>")
@describe(MeetingDetail, tag="meetings")
@allowed(Action.LOOK)
def get_meeting(meeting_id: int) -> ResponseReturnValue:
    """One meeting, with everything that was done to it."""
    with reading(me().company_id) as session:
        meeting = find_meeting(session, meeting_id, me())
        permit(Action.LOOK)
        return wire.answer(meeting_detail(session, meeting, me(), now=clock.now()))


def _by_host(one: owed.OwedByHost) -> OwedByHostOut:
    host = Named(id=one.host.id, name=one.host.name)
    return OwedByHostOut(host=host, count=one.count, oldest_at=one.oldest_at)


def _reminder(meeting: Meeting) -> MeetingReminder:
    return MeetingReminder(
        meeting_id=meeting.id,
        kind=meeting.kind,
        lead=meeting.lead.name,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
    )
