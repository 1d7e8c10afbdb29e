"""Reading the catalogue, and who may change it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import people
from dialer.errors import Conflict, Forbidden, Invalid, NotFound
from dialer.models import Outcome
from dialer.people import Principal
from policies import catalogue as policy

NOT_SALESFORCE = (
    "Call outcomes can be created, edited and deleted only where the company is connected to Salesforce. "
    "Without it the sixteen defaults stay as they are; outcomes can still be made required."
)


def catalogue(session: Session) -> list[Outcome]:
    """All outcomes in their order, deleted ones included."""
    return list(session.scalars(select(Outcome).order_by(Outcome.position, Outcome.id)))


def find_outcome(session: Session, key: str) -> Outcome:
    """The outcome with this key, deleted or not. Raises NotFound."""
    known = key.isprintable()  # what no database would take is no key either
    outcome = session.scalar(select(Outcome).where(Outcome.key == key)) if known else None
    if outcome is None:
        raise NotFound("There is no such call outcome.")
    return outcome


def find_usable(session: Session, key: str) -> Outcome:
    """The outcome with this key, if it can be picked today. Raises Invalid with what can be picked.

    It stays as it is until the transaction ends: who deletes or edits it waits for who chooses it, and the
    other way round, so a choice means what the catalogue said at that moment.
    """
    query = select(Outcome).where(Outcome.key == key).with_for_update(read=True)
    outcome = session.scalar(query.execution_options(populate_existing=True))
    if outcome is None:
        keys = session.scalars(
            select(Outcome.key).where(Outcome.deleted_at.is_(None)).order_by(Outcome.position)
        )
        raise Invalid(f"There is no outcome {key!r}. There are: {', '.join(keys)}.", code="unknown_outcome")
    if outcome.deleted_at:
        raise Invalid(f"{outcome.label} was deleted; pick another outcome.", code="outcome_deleted")
    return outcome


def require_managed(session: Session, by: Principal) -> None:
    """Raises Forbidden ``crm_not_salesforce`` where the company's catalogue may not be changed (row G4)."""
    denial = policy.decide_manage(people.company_of(session, by.company_id).crm)
    if denial:
        raise Forbidden(NOT_SALESFORCE, code=denial.value)


def require_in_use(outcome: Outcome) -> None:
    """Raises Conflict ``outcome_deleted``."""
    if outcome.deleted_at is not None:
        raise Conflict(f"“{outcome.label}” was deleted. Restore it first.", code="outcome_deleted")


def heir_of(outcomes: dict[int, Outcome], outcome: Outcome) -> Outcome:
    """What an outcome counts as today: itself, or the last of the outcomes it was merged into."""
    while outcome.merged_into_id is not None:
        outcome = outcomes[outcome.merged_into_id]
    return outcome


def counted_as(session: Session, key: str) -> list[int]:
    """The ids of an outcome and of everything that was merged into it, step by step."""
    outcomes = catalogue(session)
    ids = [outcome.id for outcome in outcomes if outcome.key == key]
    for known in ids:  # it grows while it is walked
        ids += [outcome.id for outcome in outcomes if outcome.merged_into_id == known]
    return ids
