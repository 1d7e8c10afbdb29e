"""What an admin must know of the connection at once, and what to do about it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from dialer.crm.connection import connection_of
from dialer.crm.settle import count_tasks
from dialer.crm.sync import count_left_out, left_out
from dialer.models import CrmConnection
from policies import catalogue as policy
from policies.vocabulary import CrmState, CrmTaskState, CrmTrouble, FieldKind

NEEDS_A_PERSON = (CrmTrouble.LOGIN, CrmTrouble.FIELD_GONE)  # until then, retrying a call is of no use


@dataclass(frozen=True, slots=True)
class Banner:
    """One sentence that says what is wrong, and one that says what to do."""

    code: str
    title: str
    what_to_do: str
    is_urgent: bool = True


def banner_of(session: Session) -> Banner | None:
    """The most pressing one, if there is any."""
    row = connection_of(session)
    if row is None or row.state is CrmState.DISCONNECTED:
        return None
    counts = count_tasks(session)
    waiting, dead = counts.get(CrmTaskState.WAITING, 0), counts.get(CrmTaskState.DEAD, 0)
    if row.trouble is not None and (row.trouble in NEEDS_A_PERSON or not dead):
        return _trouble(row, _waiting(waiting, dead))
    if dead:
        title = f"{_calls(dead)} could not be logged in Salesforce"
        return Banner("dead_letters", title, "Look at the outbox: each says why. Then retry or drop it.")
    if row.started_at is None and row.field_kind is FieldKind.PICKLIST:
        what = "Link your outcomes to its values; until then nothing changes for your reps."
        return Banner("link_first", "Salesforce is connected, and waits for you", what, is_urgent=False)
    if left := count_left_out(session):
        what = f"{policy.FULL} Or have values made inactive in Salesforce, then sync."
        return Banner("values_left_out", left_out(left), what, is_urgent=False)
    return None


def _trouble(row: CrmConnection, waiting: str) -> Banner:
    if row.trouble is CrmTrouble.LOGIN:
        return Banner("login", "Salesforce no longer lets us in", f"Connect again. {waiting}")
    if row.trouble is CrmTrouble.FIELD_GONE:
        title = f"The field {row.field} is gone from Salesforce's tasks"
        return Banner("field_gone", title, f"Choose another field, or have it restored and sync. {waiting}")
    if row.trouble is CrmTrouble.LIMIT:
        what = f"Sending goes on by itself. {waiting} If this happens often, have the limit raised."
        return Banner("limit", "Salesforce's limit of API requests is reached", what)
    if row.trouble is CrmTrouble.AWAY:
        what = f"We keep trying, at least every quarter of an hour. {waiting}"
        return Banner("away", "Salesforce does not answer", what, is_urgent=False)
    return Banner("refused", "Salesforce refuses to be read", f"It says: {row.trouble_said}. {waiting}")


def _waiting(number: int, dead: int) -> str:
    waits = f"{_calls(number)} {'waits' if number == 1 else 'wait'}"
    if dead:
        return f"{waits}, and {_calls(dead)} in the outbox could not be logged."
    return f"{waits}; nothing is lost."


def _calls(number: int) -> str:
    return "1 call" if number == 1 else f"{number or 'No'} calls"
