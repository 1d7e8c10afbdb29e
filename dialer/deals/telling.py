"""What webhooks are told of a deal: how it stands, what it was before, and who did it."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from dialer import hooks
from dialer.deals.shape import shape
from dialer.hooks import HookKind
from dialer.models import Deal, User
from dialer.people import Principal
from policies.vocabulary import DealAct

KINDS: Final = {
    DealAct.MADE: HookKind.DEAL_MADE,
    DealAct.CHANGED: HookKind.DEAL_CHANGED,
    DealAct.VOIDED: HookKind.DEAL_VOIDED,
}
NAMED: Final = ("lead", "closer", "product", "meeting")


def tell(
    session: Session, act: DealAct, deal: Deal, by: Principal, *, previous: Any, reason: str, now: datetime
) -> None:
    """It was just done to the deal."""

    def story() -> dict[str, Any]:
        session.expire(deal, NAMED)  # they may be others than they were
        user = session.get(User, by.user_id) if by.user_id else None
        return {
            "deal": shape(session, [deal])[0],
            "previous": previous,
            "reason": reason or None,
            "by": {"id": user.id, "name": user.name} if user else None,
        }

    hooks.tell(session, KINDS[act], story, now=now)
