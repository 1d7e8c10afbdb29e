"""Leads, whom to call next, and numbers not to call."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from dialer.api.schemas.base import In, Line, Out, PageQuery, Text
from dialer.api.schemas.flows import StepOut
from dialer.api.schemas.session import Named
from policies.vocabulary import LineResult, Sentiment


class OutcomeBrief(Out):
    key: str
    label: str
    sentiment: Sentiment
    deleted: bool


class DoNotCallOut(Out):
    reason: str
    at: datetime


class LastCall(Out):
    id: int
    at: datetime
    outcome: OutcomeBrief | None
    result: LineResult | None


class LeadFlow(Out):
    id: int
    name: str
    step: StepOut
    steps: int


class LeadOut(Out):
    id: int
    name: str
    organisation: str
    title: str
    phone: str
    email: str
    time_zone: str | None
    notes: str
    owner: Named | None
    flow: LeadFlow | None
    created_at: datetime
    do_not_call: DoNotCallOut | None
    last_call: LastCall | None


class QueueItem(Out):
    lead: LeadOut
    reason: str


class LeadQuery(PageQuery):
    q: str = Field("", max_length=200)


class LeadIn(In):
    name: Line
    phone: Line
    organisation: Annotated[str, StringConstraints(max_length=200)] = ""
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    email: Annotated[str, StringConstraints(max_length=254)] = ""
    time_zone: Annotated[str, StringConstraints(max_length=64)] | None = None
    notes: Text = ""


class LeadChange(In):
    name: Line | None = None
    phone: Line | None = None
    organisation: Annotated[str, StringConstraints(max_length=200)] | None = None
    title: Annotated[str, StringConstraints(max_length=200)] | None = None
    email: Annotated[str, StringConstraints(max_length=254)] | None = None
    time_zone: Annotated[str, StringConstraints(max_length=64)] | None = None
    notes: Text | None = None


class BarIn(In):
    phone: Line
    reason: Line


class LiftIn(In):
    reason: Line


class BarOut(Out):
    id: int
    phone: str
    reason: str
    set_at: datetime
    lifted_at: datetime | None
    lift_reason: str
