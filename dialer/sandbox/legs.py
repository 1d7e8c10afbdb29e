"""A leg: one telephone connection. The rep's browser is the parent, the lead's phone the child."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

from dialer.sandbox.signature import new_sid, now

TERMINAL = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})

_MOMENTS = ("created_at", "updated_at", "answered_at", "ended_at")


@dataclass
class Leg:
    """What is known of one leg. `status` uses the words of Twilio's callbacks."""

    account_sid: str
    from_: str
    to: str
    direction: str
    status: str
    parent_sid: str | None = None
    sid: str = field(default_factory=lambda: new_sid("CA"))
    created_at: datetime = field(default_factory=now)
    updated_at: datetime = field(default_factory=now)
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    answered_by: str | None = None
    sip_code: int | None = None
    error: str | None = None
    """Twilio's error code and sentence, where the network or the account refused: `13227 Geo permissions ...`."""

    @property
    def over(self) -> bool:
        """A terminal status never changes."""
        return self.status in TERMINAL

    @property
    def seconds(self) -> int:
        """Talk time in whole seconds, 0 for a leg nobody answered."""
        if not self.answered_at or not self.ended_at:
            return 0
        return round((self.ended_at - self.answered_at).total_seconds())

    def move(self, status: str) -> None:
        """Take a new status, with its times. A terminal one never changes."""
        if self.over:
            return
        self.status, self.updated_at = status, now()
        if status == "in-progress":
            self.answered_at = self.updated_at
        if self.over:
            self.ended_at = self.updated_at

    def to_json(self) -> dict[str, Any]:
        """Plain values, as kept in the file."""
        plain = asdict(self)
        return plain | {name: plain[name] and plain[name].isoformat() for name in _MOMENTS}

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Self:
        """The leg that `to_json` wrote."""
        moments = {name: plain[name] and datetime.fromisoformat(plain[name]) for name in _MOMENTS}
        return cls(**(plain | moments))

    def standard_fields(self) -> dict[str, str]:
        """The fields of every request about this leg (documented); the parent's sid on a child only."""
        fields = {
            "AccountSid": self.account_sid,
            "ApiVersion": "2010-04-01",
            "CallSid": self.sid,
            "CallStatus": self.status,
            "Direction": self.direction,
            "From": self.from_,
            "Caller": self.from_,
            "To": self.to,
            "Called": self.to,
        }
        return fields | ({"ParentCallSid": self.parent_sid} if self.parent_sid else {})

    def ending_fields(self) -> dict[str, str]:
        """What only the last event tells: seconds, billed minutes, the SIP answer (captured: zeros when unanswered)."""
        fields = {"CallDuration": str(self.seconds), "Duration": str(-(-self.seconds // 60))}
        if self.sip_code:
            fields["SipResponseCode"] = str(self.sip_code)
        return fields | self.error_fields()

    def error_fields(self) -> dict[str, str]:
        """Seen in the wild on refused legs, promised nowhere."""
        if not self.error:
            return {}
        code, _, message = self.error.partition(" ")
        return {"ErrorCode": code, "ErrorMessage": message}
