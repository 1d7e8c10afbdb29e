"""Leads of Appointment Setting as the API shows them."""

from sqlalchemy.orm import Session

from dialer.api import shapes
from dialer.api.schemas.appointment_setting import DecisionOut, NextMeeting, SettingLead
from dialer.api.schemas.session import Named
from dialer.models import Meeting, User
from dialer.setting import SettingRow
from dialer.setting.rows import Decided


def setting_out(session: Session, rows: list[SettingRow]) -> list[SettingLead]:
    """Several leads with how they stand."""
    leads = shapes.leads_out(session, [row.lead for row in rows])
    return [
        SettingLead(
            lead=lead,
            standing=row.standing,
            decision=decision_out(row.decision) if row.decision else None,
            next_meeting=next_meeting(row.next_meeting) if row.next_meeting else None,
            is_customer=row.is_customer,
        )
        for lead, row in zip(leads, rows, strict=True)
    ]


def decision_out(made: Decided) -> DecisionOut:
    """What a lead stands by."""
    return DecisionOut(
        outcome=made.outcome,
        reason=made.reason,
        notes=made.notes,
        at=made.at,
        by=named(made.by) if made.by else None,
        meeting_id=made.meeting_id,
    )


def next_meeting(meeting: Meeting) -> NextMeeting:
    """A meeting as a row of a list shows it."""
    return NextMeeting(
        id=meeting.id,
        kind=meeting.kind,
        event_type=Named(id=meeting.event_type.id, name=meeting.event_type.name),
        host=named(meeting.host),
        starts_at=meeting.starts_at,
    )


def named(user: User) -> Named:
    """A person by name."""
    return Named(id=user.id, name=user.name)
