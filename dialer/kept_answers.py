"""Answers kept for a day, so that a request may be repeated with the same ``Idempotency-Key`` and is done once.

The key is written first of all in the very transaction of what the request does, and the answer last: so of two that
race, the second waits for the first and then finds its answer. A request that was refused leaves nothing behind.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from dialer import db
from dialer.errors import Conflict, Invalid
from dialer.models import KeptAnswer
from dialer.models.base import table_of
from dialer.people import Principal
from dialer.telephony import seal, unseal

KEPT: Final = timedelta(days=1)
LONGEST_KEY: Final = 255
ANSWERS: Final = table_of(KeptAnswer)


class Taken(Exception):
    """Another request with this key was done meanwhile."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered."""

    status: int
    body: str


class Once:
    """One request with a key: rides along in its first transaction that writes (see ``db.ride``)."""

    def __init__(self, by: Principal, key: str, request: bytes, *, now: datetime) -> None:
        if not (1 <= len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
            detail = f"An Idempotency-Key has 1 to {LONGEST_KEY} printable ASCII characters."
            raise Invalid(detail, code="bad_idempotency_key")
        self.company_id, self.owner, self.key, self.now = by.company_id, by.owner, key, now
        self.digest = hashlib.sha256(request).hexdigest()
        self.answer: Answer | None = None
        self.is_written = False  # the key is in the database, or about to be
        self.is_kept = False  # and so is the answer

    def begin(self, session: Session) -> None:
        """Take the key. Raises Taken."""
        if self.is_written or session.info["company_id"] != self.company_id:
            return
        old = KeptAnswer.made_at <= self.now - KEPT
        session.execute(delete(KeptAnswer).where(*self._mine(), old))
        mine = {"owner": self.owner, "key": self.key, "request_digest": self.digest, "made_at": self.now}
        if db.direct(session).insert(ANSWERS, **mine) is None:
            raise Taken
        self.is_written = True

    def end(self, session: Session) -> None:
        """Keep the answer beside what was done."""
        if self.is_written and self.answer and session.info["company_id"] == self.company_id:
            kept = {"status": self.answer.status, "body_sealed": seal(self.answer.body)}
            session.execute(update(KeptAnswer).where(*self._mine()).values(**kept))
            self.is_kept = True

    def found(self, session: Session) -> Answer | None:
        """What this request was answered before. Raises Invalid for another request with this key."""
        row = session.scalar(select(KeptAnswer).where(*self._mine(), KeptAnswer.made_at > self.now - KEPT))
        if row is None:
            return None
        if row.request_digest != self.digest:
            detail = "This Idempotency-Key was used for another request. Take a new key for a new request."
            raise Invalid(detail, code="idempotency_key_reused")
        if row.status is None or row.body_sealed is None:
            detail = "This request was done before, and its answer was lost. Look at what is there."
            raise Conflict(detail, code="idempotency_answer_lost")
        return Answer(row.status, unseal(row.body_sealed))

    def _mine(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return KeptAnswer.owner == self.owner, KeptAnswer.key == self.key
