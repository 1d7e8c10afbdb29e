"""Deals and products. ``value`` and its like are decimals as text, ``"1200.50"``, in whole units of the currency."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema

from dialer.api.schemas.base import DatabaseId, In, Out, PageQuery
from dialer.api.schemas.payments import TransactionOut
from dialer.api.schemas.session import Named
from dialer.deals import DealState
from policies.vocabulary import DealAct, MeetingReason, Objection, PaymentType

LONGEST_AMOUNT = 60
Day = date  # a field called ``date`` hides the type from its own class


def _as_text(value: Any) -> Any:
    """A number in JSON as it was written, not as a float would show it: 1e15 becomes digits."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("write the amount, such as 1200.50")
    text = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
    if len(text) > LONGEST_AMOUNT:
        raise ValueError("the amount is too long")
    return text


Amount = Annotated[
    str,
    BeforeValidator(_as_text),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "number"}]}),
]
Currency = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, max_length=8)]
Ids = Annotated[list[DatabaseId], Field(max_length=50)]
ProductName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class DealSum(Out):
    deals: int
    value: str
    returned: str
    net: str


class CurrencyTotal(Out):
    currency: str
    all: DealSum
    by_payment_type: dict[PaymentType, DealSum]


class ProductOut(Out):
    """``deals`` counts all that stand; ``sold`` is what those come to that you may see."""

    id: int
    name: str
    archived: bool
    deals: int
    sold: list[CurrencyTotal]
    created_at: datetime


class ProductQuery(In):
    archived: bool = False
    q: str = Field("", max_length=200, description="Part of its name.")


class ProductIn(In):
    name: ProductName


class ProductChange(In):
    name: ProductName | None = None
    archived: bool | None = None


class DealLead(Out):
    id: int
    name: str
    organisation: str
    phone: str


class DealMeeting(Out):
    id: int
    starts_at: datetime


class DealOut(Out):
    id: int
    lead: DealLead
    closer: Named
    product: Named
    meeting: DealMeeting | None
    earlier_deal_id: int | None
    payment_type: PaymentType
    value: str
    returned: str
    net: str
    currency: str
    date: Day
    transactions: int
    disputed: bool
    created_at: datetime
    voided_at: datetime | None
    void_reason: str
    version: int


class DealEntryOut(Out):
    act: DealAct
    by: Named | None
    at: datetime
    reason: str
    before: dict[str, object] | None
    after: dict[str, object] | None


class DealPage(Out):
    """One deal with what it stands on, and whether the person asking may change it."""

    deal: DealOut
    transactions: list[TransactionOut]
    earlier: DealOut | None
    later: list[DealOut]
    history: list[DealEntryOut]
    may_change: bool


class DealFilters(In):
    state: DealState = DealState.LIVE
    q: str = Field("", max_length=200)
    payment_type: PaymentType | None = None
    product_id: DatabaseId | Literal["none"] | None = None
    closer_id: DatabaseId | None = None
    lead_id: DatabaseId | None = None
    meeting_id: DatabaseId | None = None
    from_transactions: bool | None = None
    returned: bool | None = None
    event_type_id: DatabaseId | Literal["none"] | None = None
    setter_id: DatabaseId | Literal["none"] | None = None
    objection: Objection | Literal["none"] | None = None
    reason: MeetingReason | Literal["none"] | None = None
    counted: bool = False
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None


class DealQuery(DealFilters, PageQuery):
    pass


class DealIn(In):
    lead_id: DatabaseId | None = None
    meeting_id: DatabaseId | None = None
    product_id: DatabaseId
    date: Day
    value: Amount | None = None
    currency: Currency | None = None
    transaction_ids: Ids = []
    payment_type: PaymentType | None = None
    earlier_deal_id: DatabaseId | None = None
    closer_id: DatabaseId | None = None


class DealChange(In):
    product_id: DatabaseId | None = None
    date: Day | None = None
    value: Amount | None = None
    currency: Currency | None = None
    transaction_ids: Ids | None = None
    payment_type: PaymentType | None = None
    earlier_deal_id: DatabaseId | None = None
    closer_id: DatabaseId | None = None
    version: Annotated[int, Field(ge=0, le=2**31)] | None = None


class VoidIn(In):
    reason: Reason
    version: Annotated[int, Field(ge=0, le=2**31)] | None = None


class DealTotals(Out):
    items: list[CurrencyTotal]


class OwedDealOut(Out):
    """A sale that was saved without its deal."""

    meeting_id: int
    starts_at: datetime
    outcome_at: datetime | None
    lead: DealLead
    host: Named


class OwedDeals(Out):
    items: list[OwedDealOut]


class ProposalQuery(In):
    lead_id: DatabaseId | None = None
    meeting_id: DatabaseId | None = None


class PaymentTypeMeaning(Out):
    payment_type: PaymentType
    label: str
    meaning: str


class ProposalOut(Out):
    """What the form of a new deal starts with."""

    lead: DealLead
    is_customer: bool
    payment_type: PaymentType
    payment_types: list[PaymentTypeMeaning]
    currency: str
    decimals: int
    today: Day
    earlier: list[DealOut]
