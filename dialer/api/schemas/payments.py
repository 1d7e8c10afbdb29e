"""Transactions, the doors they come through, and what arrived."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from dialer.api.schemas.base import DatabaseId, In, Out, PageQuery
from dialer.api.schemas.session import Named
from policies.vocabulary import Dispute, PaymentFate, PaymentWord, Processor


class TransactionOut(Out):
    id: int
    processor: Processor
    external_id: str
    amount: str
    returned: str
    currency: str
    dispute: Dispute | None
    email: str
    phone: str
    name: str
    description: str
    paid_at: datetime
    lead: Named | None
    matched_by_hand: bool
    deal_id: int | None


class TransactionQuery(PageQuery):
    unused: bool | None = None
    matched: bool | None = None
    lead_id: DatabaseId | None = None
    q: str = Field("", max_length=200)
    from_: date | None = Field(None, alias="from")
    to: date | None = None


class MatchIn(In):
    """``null`` takes the lead off again."""

    lead_id: DatabaseId | None


class SecretOut(Out):
    id: str
    hint: str
    added_at: datetime


class DoorOut(Out):
    processor: Processor
    url: str | None
    secrets: list[SecretOut]
    heard_at: datetime | None


class RefusedOut(Out):
    """Something that was not signed as it should be, or could not be read."""

    id: int
    at: datetime
    path: str
    reason: str


class PaymentDoorsOut(Out):
    doors: list[DoorOut]
    refused: list[RefusedOut]


class SecretIn(In):
    """``secret`` is Stripe's own; the generic door's is made here, and shown in the answer only."""

    secret: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] | None = None


class SecretMade(Out):
    door: DoorOut
    secret: str


class NoticeOut(Out):
    id: int
    processor: Processor
    said: str
    kind: PaymentWord
    external_id: str
    received_at: datetime
    times: int
    fate: PaymentFate
    reason: str
