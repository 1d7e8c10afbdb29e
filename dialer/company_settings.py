"""What a company has set, and changing it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.orm import Session

from dialer import audit, nudges
from dialer.analytics.rezone import change_zone
from dialer.errors import Invalid
from dialer.models import Company
from dialer.people import Principal
from policies.vocabulary import Crm, Plan

CHANGEABLE = (
    *("outcome_required", "record_calls", "detect_machines", "ring_timeout"),
    *("plan", "crm", "time_zone", "currency"),
)


def change_settings(
    session: Session, company: Company, by: Principal, changes: dict[str, Any], *, now: datetime
) -> None:
    """Set some of CHANGEABLE, each change audited. Every open page of the company is told at once (row P7).

    The numbers follow a new time zone once they are counted by it.
    """
    for name, value in changes.items():
        before = getattr(company, name)
        if before == value:
            continue
        if name == "time_zone":
            check_time_zone(value)
        setattr(company, name, value)
        if name == "time_zone":
            change_zone(session, value, now=now)
        audit.write_entry(
            session, by, "settings.changed", name, before=_plain(before), after=_plain(value), now=now
        )
        nudges.refetch(session, "settings", "session", "calls", "analytics", company_id=company.id)


def parse_change(name: str, value: str) -> tuple[str, Any]:
    """Read one ``name=value`` of the command line. Raises Invalid with what is allowed."""
    if name in WORDS:
        allowed = [member.value for member in WORDS[name]]
        if value not in allowed:
            raise Invalid(f"{name} is one of {', '.join(allowed)}, not {value!r}.")
        return name, WORDS[name](value)
    if name == "time_zone":
        return name, check_time_zone(value)
    if name == "currency":
        return name, check_currency(value)
    raise Invalid(f"{name!r} cannot be set; these can: plan, crm, time_zone, currency.")


WORDS: dict[str, Any] = {"plan": Plan, "crm": Crm}


def check_time_zone(value: str) -> str:
    """An IANA zone name. Raises Invalid."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid(f"{value!r} is not a time zone; one is Europe/Zurich.") from error
    return value


def check_currency(value: str) -> str:
    """A three-letter currency code. Raises Invalid."""
    if len(value) != 3 or not value.isalpha() or not value.isascii():
        raise Invalid(f"{value!r} is not a currency code; one is USD.")
    return value.upper()


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)
