"""The hour on the lead's clock: where it comes from, when it is not known, and that nothing moves it afterwards."""

from datetime import UTC, datetime

import pytest

from dialer.lead_clock import hour_of_week
from tests.people import Person
from tests.scenarios import BUSY
from tests.twilio_client import Twilio, after
from tests.world import World
from workers.analytics import recount_stale_days

MONDAY = "2026-03-02T"


@pytest.mark.parametrize(
    ("phone", "time_zone", "at", "there"),
    [
        ("+12125550110", None, f"{MONDAY}14:30", (0, 9)),
        ("+12125550110", "Asia/Tokyo", f"{MONDAY}16:00", (1, 1)),  # a zone of the lead's own comes first
        ("+919812345678", None, f"{MONDAY}18:29", (0, 23)),
        ("+919812345678", None, f"{MONDAY}18:30", (1, 0)),
        ("+12125550110", None, "2026-03-08T06:59", (6, 1)),
        ("+12125550110", None, "2026-03-08T07:00", (6, 3)),  # put forward there
        ("+447911123456", None, f"{MONDAY}09:00", (0, 9)),  # four zones, one clock
        ("+34600000000", None, f"{MONDAY}09:00", None),  # Madrid or the Canaries
        ("+18005550111", None, f"{MONDAY}09:00", None),
        ("+18005550111", "America/Denver", f"{MONDAY}16:00", (0, 9)),
        ("anonymous", None, f"{MONDAY}09:00", None),
        ("+1999", None, f"{MONDAY}09:00", None),
    ],
)
def test_what_the_clock_there_shows(
    phone: str, time_zone: str | None, at: str, there: tuple[int, int] | None
) -> None:
    found = hour_of_week(phone, time_zone, datetime.fromisoformat(at).replace(tzinfo=UTC))
    assert (found if found is None else divmod(found, 24)) == there


def test_a_call_keeps_its_hour_when_the_lead_moves(
    rep: Person, admin: Person, twilio: Twilio, world: World
) -> None:
    world.clock.at = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
    lead = rep.post("/api/leads", name="Kim", phone="+12125550110").json
    rep.end(after(rep, twilio, BUSY, to="+12125550110"), outcome="busy")
    moved = {"phone": "+919812345678", "time_zone": "Asia/Tokyo"}
    assert rep.ask("PATCH", f"/api/leads/{lead['id']}", json=moved).status_code == 200
    recount_stale_days()
    (cell,) = admin.numbers(group_by="weekday_hour", clock="lead")["groups"]
    assert (cell["key"], cell["calls"]) == ("1-10", 1)
    assert [call["to"] for call in admin.see(cell["calls_url"])["items"]] == ["+12125550110"]


def test_only_the_leads_clock_may_be_unknown(admin: Person) -> None:
    refused = admin.get("/api/calls?hour=none&from=2026-03-01&to=2026-03-02")
    assert refused.status_code == 422
