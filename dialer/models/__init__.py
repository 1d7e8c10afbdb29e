"""The tables, one file a noun."""

from dialer.models.analytics import (
    Calendar,
    CompanyDay,
    CompanyHour,
    DayTally,
    PrefillTally,
    RepMonth,
    StaleDay,
    TeamDay,
    TeamHour,
    TeamMonth,
)
from dialer.models.base import Base, Scoped
from dialer.models.calls import HIDDEN_NUMBER, Call, CallOffer, Delivery, Leg, Recording, StoredLegEvent
from dialer.models.crm import CrmConnection, CrmLink, CrmMark, CrmPending, CrmTask, CrmValue
from dialer.models.hooks import Hook, HookDelivery, HookEvent, HookTry, KeptAnswer
from dialer.models.leads import DoNotCall, Flow, FlowStep, Lead
from dialer.models.mails import Mail
from dialer.models.meetings import (
    Availability,
    EventType,
    EventTypeHost,
    Meeting,
    MeetingEntry,
    MeetingHold,
    Qualification,
)
from dialer.models.outcomes import Outcome, OutcomeRecord
from dialer.models.people import (
    ApiToken,
    AuditEntry,
    CallerId,
    Company,
    Invitation,
    SignIn,
    Team,
    TwilioAccount,
    User,
)
from dialer.models.tasks import CallEffect, Task
from dialer.models.views import SavedView

__all__ = [
    "HIDDEN_NUMBER",
    "ApiToken",
    "AuditEntry",
    "Availability",
    "Base",
    "Calendar",
    "Call",
    "CallEffect",
    "CallOffer",
    "CallerId",
    "Company",
    "CompanyDay",
    "CompanyHour",
    "CrmConnection",
    "CrmLink",
    "CrmMark",
    "CrmPending",
    "CrmTask",
    "CrmValue",
    "DayTally",
    "Delivery",
    "DoNotCall",
    "EventType",
    "EventTypeHost",
    "Flow",
    "FlowStep",
    "Hook",
    "HookDelivery",
    "HookEvent",
    "HookTry",
    "Invitation",
    "KeptAnswer",
    "Lead",
    "Leg",
    "Mail",
    "Meeting",
    "MeetingEntry",
    "MeetingHold",
    "Outcome",
    "OutcomeRecord",
    "PrefillTally",
    "Qualification",
    "Recording",
    "RepMonth",
    "SavedView",
    "Scoped",
    "SignIn",
    "StaleDay",
    "StoredLegEvent",
    "Task",
    "Team",
    "TeamDay",
    "TeamHour",
    "TeamMonth",
    "TwilioAccount",
    "User",
]
