"""Outgoing webhooks. Whoever changes a fact says so with ``tell``, in the same transaction; workers send it on.

``tell(session, HookKind.MEETING_BOOKED, lambda: {...}, now=now)``: what there is to tell is only put together when
somebody wants it.
"""

from dialer.hooks.outbox import tell
from dialer.hooks.stories import tell_bar, tell_ended, tell_outcome
from policies.hooks import HookKind

__all__ = ["HookKind", "tell", "tell_bar", "tell_ended", "tell_outcome"]
