"""What a company has set, and changing it."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sqlalchemy.orm import Session

from dialer import audit, nudges, people
from dialer.analytics import rezone
from dialer.errors import Invalid
from dialer.models import Company
from dialer.people import Principal
from dialer.sales import generations
from policies.currencies import CURRENCIES
from policies.vocabulary import Crm, Plan

LONGEST_NAME = 200
REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)

CHANGEABLE = (
    *("outcome_required", "record_calls", "detect_machines", "ring_timeout", "owed_reminder_minutes"),
    *("name", "plan", "crm", "time_zone", "currency"),
)
CAN_BE_OFF = frozenset({"owed_reminder_minutes"})  # null means: off


def change_settings(
    session: Session, company: Company, by: Principal, changes: dict[str, Any], *, now: datetime
) -> None:
    """Set some of CHANGEABLE, each change audited. Every open page of the company is told at once (row P7).

    Changes at the same moment come one after another, so that each entry begins where the last one ended. The numbers
    follow a new time zone once they are counted by it. Raises Invalid for a time zone or a currency that there is not.
    """
    for name, check in CHECKS.items():
        if name in changes:
            changes = changes | {name: check(changes[name])}
    people.lock_company(session, company.id)
    for name, value in changes.items():
        before = getattr(company, name)
        if before == value:
            continue
        setattr(company, name, value)
        if name == "time_zone":
            rezone.change_zone(session, value, now=now)
            generations.change_zone(session, value, now=now)
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
    if name in CHECKS:
        return name, CHECKS[name](value)
    raise Invalid(f"{name!r} cannot be set; these can: name, plan, crm, time_zone, currency.")


def check_name(value: str) -> str:
    """What a company may be called. Raises Invalid."""
    name = " ".join(value.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Invalid(f"A company's name has 1 to {LONGEST_NAME} characters.")
    return name


def check_time_zone(value: str) -> str:
    """An IANA zone name. Raises Invalid."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid(f"{value!r} is not a time zone; one is Europe/Zurich.") from error
    return value


def check_currency(value: str) -> str:
    """A three-letter currency code. Raises Invalid."""
    code = value.strip().upper()
    if code not in CURRENCIES:
        raise Invalid(f"{value[:20]!r} is not a currency code; one is USD.")
    return code


@lru_cache(maxsize=1)
def time_zones() -> list[str]:
    """The zones to choose from, in order: those named after a place, and UTC."""
    return sorted(name for name in available_timezones() if name.startswith(REGIONS) or name == "UTC")


CHECKS: dict[str, Callable[[str], str]] = {
    "name": check_name,
    "time_zone": check_time_zone,
    "currency": check_currency,
}
WORDS: dict[str, Any] = {"plan": Plan, "crm": Crm}


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)
