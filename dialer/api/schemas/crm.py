"""The customer database: its state, links and outbox."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dialer.api.schemas.base import In, Line, Out, PageQuery
from dialer.api.schemas.session import Named
from policies.vocabulary import (
    Crm,
    CrmLogin,
    CrmState,
    CrmTaskState,
    CrmTrouble,
    FieldKind,
    LinkState,
    OutcomeGroup,
)

FieldName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]\w{0,79}$")]


class CrmBanner(Out):
    code: str
    title: str
    what_to_do: str
    is_urgent: bool


class CrmField(Out):
    name: str
    label: str


class CrmChange(Out):
    what: str
    label: str
    detail: str


class CrmConnectionOut(Out):
    state: CrmState
    login: CrmLogin
    instance_url: str
    org_id: str
    username: str
    connected_at: datetime
    connected_by: Named | None
    field: str
    field_kind: FieldKind | None
    fields: list[CrmField]
    started: bool
    syncing: bool
    synced_at: datetime | None
    tried_at: datetime | None
    changes: list[CrmChange]
    changed_at: datetime | None
    trouble: CrmTrouble | None
    trouble_said: str | None
    trouble_at: datetime | None
    paused_until: datetime | None
    calls_used: int | None
    calls_limit: int | None


class CrmOut(Out):
    kind: Crm
    manages_outcomes: bool
    note: str
    set_up: bool
    callback_url: str
    login_url: str
    connection: CrmConnectionOut | None
    waiting: int
    dead: int
    sent: int
    banner: CrmBanner | None


class CrmSettings(In):
    kind: Crm | None = None
    field: FieldName | None = None


class CrmConnectOut(Out):
    url: str


class CrmKeyIn(In):
    login_url: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = ""
    client_id: Line
    username: Line
    private_key: Annotated[str, StringConstraints(min_length=1, max_length=10_000)]


class CrmLinkOut(Out):
    key: str
    label: str
    group: OutcomeGroup
    deleted: bool
    state: LinkState | None
    value: str | None
    label_there: str
    is_new: bool
    gone_at: datetime | None
    reason: str


class CrmValueOut(Out):
    value: str
    label: str
    active: bool
    reason: str


class CrmLinksOut(Out):
    outcomes: list[CrmLinkOut]
    open_values: list[CrmValueOut]
    inactive: int


class CrmLinkIn(In):
    outcome: Annotated[str, StringConstraints(max_length=64)]
    what: Literal["linked", "wanted", "left"]
    value: Annotated[str, StringConstraints(max_length=255)] | None = None


class CrmLinksIn(In):
    links: list[CrmLinkIn] = Field(max_length=500)


class OutboxQuery(PageQuery):
    state: CrmTaskState | None = None


class CrmTaskOut(Out):
    id: int
    call_id: int
    lead: Named | None
    number: str
    rep: Named | None
    outcome: str | None
    called_at: datetime
    state: CrmTaskState
    attempts: int
    next_at: datetime
    waiting_since: datetime
    sent_at: datetime | None
    error_code: str | None
    error: str | None
    url: str | None


class CrmRetried(Out):
    retried: int
