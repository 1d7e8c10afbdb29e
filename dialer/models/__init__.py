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
from dialer.models.leads import DoNotCall, Flow, FlowStep, Lead
from dialer.models.outcomes import Outcome, OutcomeRecord
from dialer.models.people import ApiToken, AuditEntry, Company, SignIn, Team, TwilioAccount, User

__all__ = [
    "HIDDEN_NUMBER",
    "ApiToken",
    "AuditEntry",
    "Base",
    "Calendar",
    "Call",
    "CallOffer",
    "Company",
    "CompanyDay",
    "CompanyHour",
    "DayTally",
    "Delivery",
    "DoNotCall",
    "Flow",
    "FlowStep",
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
    "Team",
    "TeamDay",
    "TeamHour",
    "TeamMonth",
    "TwilioAccount",
    "User",
]
