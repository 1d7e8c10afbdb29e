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
from dialer.models.leads import DoNotCall, Flow, FlowStep, Lead
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

__all__ = [
    "HIDDEN_NUMBER",
    "ApiToken",
    "AuditEntry",
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
    "Flow",
    "FlowStep",
    "Invitation",
    "Lead",
    "Leg",
    "Outcome",
    "OutcomeRecord",
    "PrefillTally",
    "Recording",
    "RepMonth",
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
