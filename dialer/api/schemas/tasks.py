"""Tasks."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, StringConstraints

from dialer.api.schemas.base import DatabaseId, In, Out, PageQuery
from dialer.api.schemas.calls import CallLead
from dialer.api.schemas.session import Named
from dialer.tasks import TaskState
from policies.vocabulary import TaskKind

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class TaskOut(Out):
    id: int
    kind: TaskKind
    owner: Named
    lead: CallLead | None
    number: str | None
    call_id: int | None
    outcome: str | None
    note: str
    do_not_call: bool
    due_at: datetime
    created_at: datetime
    done_at: datetime | None
    cancelled_at: datetime | None


class TaskQuery(PageQuery):
    state: TaskState = TaskState.OPEN
    owner_id: DatabaseId | None = None
    team: bool = False


class TaskIn(In):
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
    due_at: AwareDatetime
    lead_id: DatabaseId | None = None
    owner_id: DatabaseId | None = None


class TaskChange(In):
    done: bool | None = None
    due_at: AwareDatetime | None = None
    note: Note | None = None


class DueTasks(Out):
    count: int
