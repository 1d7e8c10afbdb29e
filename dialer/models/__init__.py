"""The tables, one file a noun."""

from dialer.models.analytics import DayTally, RepDay, StaleDay
from dialer.models.base import Base, Scoped
from dialer.models.calls import Call, Delivery, Leg, StoredLegEvent
from dialer.models.leads import DoNotCall, Flow, FlowStep, Lead
from dialer.models.outcomes import Outcome, OutcomeRecord
from dialer.models.people import ApiToken, AuditEntry, Company, SignIn, Team, TwilioAccount, User

__all__ = [
    "ApiToken",
    "AuditEntry",
    "Base",
    "Call",
    "Company",
    "DayTally",
    "Delivery",
    "DoNotCall",
    "Flow",
    "FlowStep",
    "Lead",
    "Leg",
    "Outcome",
    "OutcomeRecord",
    "RepDay",
    "Scoped",
    "SignIn",
    "StaleDay",
    "StoredLegEvent",
    "Team",
    "TwilioAccount",
    "User",
]
