"""The addresses that processors send to, and the secrets they sign with."""

import json
import re
import secrets
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import audit
from dialer.errors import Conflict, Invalid, NotFound
from dialer.hooks.endpoints import SECRET_PREFIX
from dialer.models import PaymentDoor
from dialer.people import Principal
from dialer.telephony import seal, unseal
from policies.vocabulary import Processor

MOST_SECRETS = 3
STRIPE_SECRET = re.compile(r"whsec_[A-Za-z0-9+/=_-]{16,200}")
SHOWN = 4  # characters of a secret that tell it from another
SHORTEST_KEY = 16  # bytes


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret that is accepted, and since when."""

    id: str
    secret: str
    at: datetime

    @property
    def hint(self) -> str:
        """Enough of it to know it again."""
        return f"…{self.secret[-SHOWN:]}"


@dataclass(frozen=True, slots=True)
class Door:
    """Where a processor knocks, with its secrets in the clear, the newest first."""

    company_id: int
    processor: Processor
    public_id: str
    secrets: tuple[Secret, ...]
    heard_at: datetime | None


def door_by_public_id(session: Session, public_id: str, processor: Processor) -> Door | None:
    """Whose door this is, looking everywhere."""
    query = select(PaymentDoor).where(PaymentDoor.public_id == public_id, PaymentDoor.processor == processor)
    row = session.scalar(query)
    return _open(row) if row else None


def list_doors(session: Session) -> list[Door]:
    """The company's doors; one that was never opened is not among them."""
    return [_open(row) for row in session.scalars(select(PaymentDoor).order_by(PaymentDoor.id))]


def keep_secret(
    session: Session, by: Principal, processor: Processor, secret: str, *, now: datetime, public_id: str = ""
) -> tuple[Door, Secret]:
    """Accept a secret, beside those that are accepted already. Harmless when repeated. Raises Invalid, Conflict."""
    _check(processor, secret)
    row = _lock(session, processor)
    if row is None:
        row = PaymentDoor(processor=processor, public_id=public_id or f"pay_{secrets.token_hex(12)}")
        row.secrets_sealed, row.created_at = seal("[]"), now
        session.add(row)
    known = _secrets(row)
    if same := next((each for each in known if each.secret == secret), None):
        return _open(row), same
    if len(known) >= MOST_SECRETS:
        raise Conflict(
            f"{MOST_SECRETS} secrets are accepted already. Remove one that is no longer used first.",
            code="too_many_secrets",
        )
    made = Secret(id=secrets.token_hex(4), secret=secret, at=now)
    _keep(session, by, row, [made, *known], "added", made, now=now)
    return _open(row), made


def forget_secret(
    session: Session, by: Principal, processor: Processor, secret_id: str, *, now: datetime
) -> None:
    """Accept a secret no longer. Raises NotFound."""
    row = _lock(session, processor)
    known = _secrets(row) if row else []
    gone = next((each for each in known if each.id == secret_id), None)
    if row is None or gone is None:
        raise NotFound("There is no such secret.", code="unknown_secret")
    _keep(session, by, row, [each for each in known if each is not gone], "removed", gone, now=now)


def _check(processor: Processor, secret: str) -> None:
    if processor is Processor.STRIPE and not STRIPE_SECRET.fullmatch(secret):
        raise Invalid(
            "secret: write the endpoint's signing secret from Stripe's dashboard; it begins with whsec_."
        )
    if processor is Processor.WEBHOOK:
        try:
            is_long = len(b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)) >= SHORTEST_KEY
        except (NotBase64, ValueError):
            is_long = False
        if not secret.startswith(SECRET_PREFIX) or not is_long:
            raise Invalid("secret: write whsec_ and then at least 16 bytes in base64.")


def _lock(session: Session, processor: Processor) -> PaymentDoor | None:
    return session.scalar(select(PaymentDoor).where(PaymentDoor.processor == processor).with_for_update())


def _keep(
    session: Session,
    by: Principal,
    row: PaymentDoor,
    kept: list[Secret],
    what: str,
    which: Secret,
    *,
    now: datetime,
) -> None:
    before = [each.hint for each in _secrets(row)]
    row.secrets_sealed = seal(json.dumps([[each.id, each.secret, each.at.isoformat()] for each in kept]))
    session.flush()
    after = [each.hint for each in kept]
    subject = f"payments:{row.processor.value}"
    audit.write_entry(session, by, f"payment_secret.{what}", subject, before=before, after=after, now=now)


def _open(row: PaymentDoor) -> Door:
    return Door(row.company_id, row.processor, row.public_id, tuple(_secrets(row)), row.heard_at)


def _secrets(row: PaymentDoor) -> list[Secret]:
    return [
        Secret(each, secret, datetime.fromisoformat(at))
        for each, secret, at in json.loads(unseal(row.secrets_sealed))
    ]
