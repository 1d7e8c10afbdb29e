"""Flows, and where in them a lead is."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from dialer.api.schemas.base import DatabaseId, In, Out

FlowName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
StepNames = Annotated[list[FlowName], Field(min_length=1, max_length=30)]


class StepOut(Out):
    id: int
    position: int
    name: str


class FlowOut(Out):
    id: int
    name: str
    created_at: datetime
    steps: list[StepOut]
    leads: int


class FlowIn(In):
    name: FlowName
    steps: StepNames


class FlowChange(In):
    name: FlowName | None = None
    steps: StepNames | None = None


class PlaceIn(In):
    flow_step_id: DatabaseId | None
