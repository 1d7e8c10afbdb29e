"""Letting the catalogue follow the list of call results over there, and the list follow the catalogue."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from dialer import nudges, outcomes
from dialer.crm.access import note_well
from dialer.crm.connection import connection_of, tell
from dialer.crm.links import links_by_outcome, put_link, usable_outcomes
from dialer.crm.marks import SEND
from dialer.crm.salesforce import ResultField
from dialer.errors import DialerError
from dialer.models import CrmConnection, CrmLink, CrmValue, Outcome
from dialer.outcomes import NewOutcome
from dialer.people.principal import SALESFORCE, Principal
from policies import catalogue as policy
from policies.picklist import Linked, Plan, Value, plan_sync, shorten
from policies.vocabulary import (
    ConnectStatus,
    CrmState,
    CrmTrouble,
    FieldKind,
    LinkState,
    OutcomeGroup,
    Sentiment,
)

NEW = "New from Salesforce; an admin has yet to say what it means."
FULL = "In Salesforce: "
LONGEST_SYNC = timedelta(minutes=2)


@dataclass(slots=True)
class Changes:
    """What a sync did, as a person reads it."""

    rows: list[dict[str, str]] = field(default_factory=list)

    def note(self, what: str, label: str, detail: str = "") -> None:
        """Keep one line."""
        self.rows.append({"what": what, "label": label, "detail": detail})


def apply_values(session: Session, found: ResultField, *, now: datetime) -> list[list[str]]:
    """Make the catalogue follow what the org says. Returns the labels that the list over there lacks.

    Those that it refused before are a list of their own: they must not keep the others out.

    A step that the catalogue refuses is reported and holds up no other.
    """
    row = connection_of(session, lock=True)
    if row is None:
        return []
    row.tried_at, row.key_field = now, found.key_field
    row.fields = [list(each) for each in found.others]
    if found.kind is None:
        row.trouble, row.trouble_at = CrmTrouble.FIELD_GONE, now
        row.trouble_said = f"Task has no field {row.field}, or our user there may not see it."
        tell(session, row.company_id)
        return []
    note_well(session, row)
    nudges.ask_for(session, SEND, row.company_id)  # what waited for this goes on
    row.field_kind, row.synced_at = found.kind, now
    changes = Changes()
    if found.kind is FieldKind.PICKLIST:
        _follow(session, row, found.values, changes, now=now)
    else:
        row.started_at = row.started_at or now
    if changes.rows:
        row.changes, row.changed_at = changes.rows, now
    tell(session, row.company_id)
    if not row.started_at or found.kind is not FieldKind.PICKLIST:
        return []
    tries = [_labels(session, state) for state in (LinkState.WANTED, LinkState.BY_HAND)]
    return [labels for labels in tries if labels]


def note_refused_values(session: Session, labels: list[str], said: str, *, now: datetime) -> None:
    """The org does not let us add these values: an admin over there must."""
    for outcome in usable_outcomes(session):
        if outcome.label in labels:
            put_link(session, outcome.id, LinkState.BY_HAND, reason=said, now=now)
            tell(session, outcome.company_id)


def count_left_out(session: Session) -> int:
    """How many values are no outcome because the catalogue is full."""
    query = select(func.count()).select_from(CrmValue).where(CrmValue.reason == policy.FULL)
    return session.scalar(query) or 0


def left_out(number: int) -> str:
    """The same in words."""
    return (
        "1 value of Salesforce is no outcome here"
        if number == 1
        else f"{number} values of Salesforce are no outcomes here"
    )


def is_due(row: CrmConnection) -> bool:
    """Whether somebody asked for a sync that has not been tried since."""
    return row.asked_at is not None and (row.tried_at is None or row.tried_at < row.asked_at)


def is_under_way(row: CrmConnection, *, now: datetime) -> bool:
    """Whether a sync is due or being made; one that has not come back for long is none."""
    if row.state is not CrmState.CONNECTED or row.trouble is not None:
        return False
    if max(filter(None, (row.asked_at, row.tried_at)), default=now) < now - LONGEST_SYNC:
        return False
    is_open = row.tried_at is not None and (row.synced_at is None or row.synced_at < row.tried_at)
    return is_open or is_due(row)


def _follow(
    session: Session, row: CrmConnection, values: tuple[Value, ...], changes: Changes, *, now: datetime
) -> None:
    links = links_by_outcome(session)
    linked = [link for link in links.values() if link.state is LinkState.LINKED]
    if not any(value.active for value in values) and any(link.gone_at is None for link in linked):
        changes.note("kept", "Everything", "The list over there is empty, so nothing was deleted here.")
        return
    skipped = {link.outcome_id for link in linked}
    unlinked = {one.id: one.label for one in usable_outcomes(session) if one.id not in skipped}
    known = [_known(link) for link in linked if link.api_name is not None]
    if row.started_at is None and not _left(plan_sync(values, known, unlinked, may_make=False), unlinked):
        row.started_at = now  # each outcome of ours is a value already: there is nothing to decide
    plan = plan_sync(values, known, unlinked, may_make=row.started_at is not None)
    _carry_out(session, row, plan, changes, now=now)
    left_before = count_left_out(session)
    _keep_values(session, values, plan)
    left = count_left_out(session)
    if left and (changes.rows or left != left_before):
        changes.note("left", left_out(left), policy.FULL)
    if row.started_at is not None:
        for outcome_id in _left(plan, unlinked) - set(links):
            put_link(session, outcome_id, LinkState.WANTED, now=now)


def _left(plan: Plan, unlinked: dict[int, str]) -> set[int]:
    """Outcomes that are no value even now."""
    return set(unlinked) - {outcome_id for outcome_id, _ in plan.link}


def _known(link: CrmLink) -> Linked:
    return Linked(
        outcome_id=link.outcome_id,
        api_name=link.api_name or "",
        label_seen=link.label,
        label_here=link.outcome.label,
        deleted=link.outcome.deleted_at is not None,
        gone=link.gone_at is not None,
    )


def _carry_out(session: Session, row: CrmConnection, plan: Plan, changes: Changes, *, now: datetime) -> None:
    by = Principal(company_id=row.company_id, user_id=None, ip=SALESFORCE)
    attempt = _Attempts(session, by, changes, now)
    for outcome_id, why in plan.drop:
        attempt.drop(outcome_id, why)
    for outcome_id, value in plan.revive:
        attempt.revive(outcome_id, value)
    for outcome_id, label, value in plan.rename:
        attempt.rename(outcome_id, label, value)
    for outcome_id, value in plan.seen:
        _link_of(session, outcome_id).label = value.label
    for outcome_id, value in plan.link:
        put_link(session, outcome_id, LinkState.LINKED, value=value, now=now)
        changes.note("linked", session.get_one(Outcome, outcome_id).label, f"It is “{value.label}” there.")
    for label, value in plan.make:
        if refused := attempt.make(label, value):
            plan.skip[value.api_name] = refused


@dataclass(slots=True)
class _Attempts:
    """Changes of the catalogue, each of which may be refused without harm to the others."""

    session: Session
    by: Principal
    changes: Changes
    now: datetime

    def drop(self, outcome_id: int, why: str) -> None:
        outcome, link = self.session.get_one(Outcome, outcome_id), _link_of(self.session, outcome_id)
        if outcome.deleted_at is not None:
            return  # by an admin, here; the value's coming back will not undo that
        refused = self._try(lambda: outcomes.delete_outcome(self.session, outcome, self.by, now=self.now))
        if refused:
            self.changes.note("kept", outcome.label, f"Its value was {why}. {refused}")
            return
        link.gone_at = self.now
        self.changes.note("deleted", outcome.label, f"Its value was {why} there.")

    def revive(self, outcome_id: int, value: Value) -> None:
        outcome, link = self.session.get_one(Outcome, outcome_id), _link_of(self.session, outcome_id)
        refused = self._try(lambda: outcomes.restore_outcome(self.session, outcome, self.by, now=self.now))
        if refused:
            self.changes.note("kept", outcome.label, f"Its value is back there. {refused}")
            return
        link.gone_at = None
        self.changes.note("restored", outcome.label, "Its value is back there.")

    def rename(self, outcome_id: int, label: str, value: Value) -> None:
        outcome, link = self.session.get_one(Outcome, outcome_id), _link_of(self.session, outcome_id)
        before, link.label = outcome.label, value.label
        if outcome.deleted_at is not None:
            return
        refused = self._try(
            lambda: outcomes.edit_outcome(self.session, outcome, self.by, {"label": label}, now=self.now)
        )
        detail = f"It is called “{shorten(value.label)}” there. {refused}" if refused else f"It was {before}."
        self.changes.note("kept" if refused else "renamed", outcome.label, detail)

    def make(self, label: str, value: Value) -> str:
        """Returns why not, if not."""
        made: list[Outcome] = []
        new = _new_outcome(label, value)
        refused = self._try(
            lambda: made.append(outcomes.create_outcome(self.session, self.by, new, now=self.now))
        )
        for outcome in made:
            put_link(self.session, outcome.id, LinkState.LINKED, value=value, is_new=True, now=self.now)
            self.changes.note("new", outcome.label, _shortened(label, value))
        return refused

    def _try(self, step: Callable[[], Any]) -> str:
        try:
            with self.session.begin_nested():
                step()
        except DialerError as error:
            return error.detail
        return ""


def _new_outcome(label: str, value: Value) -> NewOutcome:
    """What is known of a value is its words; the rest is a guess that an admin corrects."""
    full = shorten(value.label) != value.label or label != value.label
    return NewOutcome(
        label=label,
        group=OutcomeGroup.ANSWERED,
        connect_status=ConnectStatus.CONNECTED,
        sentiment=Sentiment.NEUTRAL,
        description=f"{FULL}{value.label}" if full else NEW,
    )


def _shortened(label: str, value: Value) -> str:
    if label == value.label:
        return ""
    if label != (shorten(value.label) or shorten(value.api_name)):
        return f"It is “{value.label}” there; another outcome here is called so, give or take case."
    return f"Shortened from “{value.label}”."


def _keep_values(session: Session, values: tuple[Value, ...], plan: Plan) -> None:
    session.execute(delete(CrmValue))
    once = {value.api_name[:255]: value for value in values}
    session.add_all(
        CrmValue(
            api_name=api_name,
            label=value.label[:255],
            active=value.active,
            position=position,
            reason=plan.skip.get(value.api_name, "") if value.active else "",
        )
        for position, (api_name, value) in enumerate(once.items())
    )
    session.flush()


def _link_of(session: Session, outcome_id: int) -> CrmLink:
    return session.scalars(select(CrmLink).where(CrmLink.outcome_id == outcome_id)).one()


def _labels(session: Session, state: LinkState) -> list[str]:
    query = (
        select(Outcome.label)
        .join(CrmLink, CrmLink.outcome_id == Outcome.id)
        .where(CrmLink.state == state, Outcome.deleted_at.is_(None))
        .order_by(Outcome.position)
    )
    return list(session.scalars(query))
