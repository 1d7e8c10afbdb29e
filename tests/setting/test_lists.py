"""Leads by how they stand: filters, counts, pages and CSV tell the same."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import select, update

from dialer import db
from dialer.api import appointment_setting_csv
from dialer.meetings.screening import standing_of
from dialer.models import Lead
from dialer.setting import rows_of
from tests.diary import Diary
from tests.people import Person
from tests.scenarios import BUSY
from tests.twilio_client import Twilio, after
from tests.world import World

LIST = "/api/appointment-setting"
HOUR = timedelta(hours=1)


def shown(person: Person, **filters: Any) -> list[int]:
    return [item["lead"]["id"] for item in person.see(LIST, **filters)["items"]]


@pytest.fixture
def leads(world: World) -> list[int]:
    """All of the demo company's, the newest first."""
    return sorted(world.rows(select(Lead.id).where(Lead.company_id == 1)), reverse=True)


def put(diary: Diary, lead_id: int, outcome: str, at: Any) -> None:
    diary.lead_id = lead_id
    diary.set_without_call(outcome, "setter@demo.test", at)


def held(diary: Diary, lead_id: int, outcome: str | None, at: Any, **more: Any) -> int:
    told = {"lead_id": lead_id, "outcome": outcome, "outcome_at": at + HOUR if outcome else None}
    return diary.book("discovery", "setter@demo.test", at, **(told | more))


def test_each_tab_has_those_who_stand_so(
    world: World, setter: Person, diary: Diary, leads: list[int]
) -> None:
    now = world.clock()
    early, late = now - 9 * HOUR, now - 3 * HOUR
    put(diary, leads[0], "approved", early)
    put(diary, leads[0], "rejected", late)
    held(diary, leads[1], "rejected", early)
    put(diary, leads[1], "approved", late)
    put(diary, leads[2], "approved", early)
    held(diary, leads[2], "rejected", late)
    held(diary, leads[3], "approved", early)
    held(diary, leads[3], None, late)
    held(diary, leads[4], "rejected", early, cancelled_at=late)
    held(diary, leads[5], "approved", late, outcome_at=early)  # recorded before the other call was
    held(diary, leads[5], "rejected", early, outcome_at=late)
    put(diary, leads[6], "rejected", late + HOUR)
    held(diary, leads[6], "approved", late)  # at the same instant, what was set counts
    assert shown(setter, standing="qualified") == [leads[1], leads[3], leads[5]]
    assert shown(setter, standing="disqualified") == [leads[0], leads[2], leads[6]]
    potential = shown(setter, standing="potential", limit=200)
    assert potential == [leads[4], *leads[7:]]
    counts = setter.see(f"{LIST}/counts")
    assert counts == {"potential": len(leads) - 6, "qualified": 3, "disqualified": 3}
    with db.reading(1) as session:
        rows = rows_of(session, list(session.scalars(select(Lead))), now=now)
        assert [row.standing for row in rows] == [standing_of(session, row.lead.id) for row in rows]


def test_a_row_says_what_there_is_to_know(
    world: World, setter: Person, diary: Diary, leads: list[int]
) -> None:
    now = world.clock()
    approved = held(
        diary, leads[0], "approved", now - 3 * HOUR, outcome_notes="Keen", outcome_by_id=setter.id
    )
    diary.book("strategy", "closer@demo.test", now + 9 * HOUR, lead_id=leads[0])
    coming = diary.book("strategy", "closer@demo.test", now + HOUR, lead_id=leads[0])
    diary.book("strategy", "closer@demo.test", now - 9 * HOUR, lead_id=leads[0], outcome="sale")
    (row,) = setter.see(LIST, standing="qualified")["items"]
    decision = row["decision"]
    assert (decision["meeting_id"], decision["notes"], decision["by"]["id"]) == (approved, "Keen", setter.id)
    assert (row["next_meeting"]["id"], row["is_customer"]) == (coming, True)


def test_every_filter_narrows_the_list_and_the_counts(
    world: World, rep: Person, manager: Person, twilio: Twilio, diary: Diary, leads: list[int]
) -> None:
    rep.end(after(rep, twilio, BUSY))
    (called,) = [lead["id"] for lead in rep.see("/api/leads")["items"] if lead["last_call"]]
    manager.post("/api/appointment-setting/assign", lead_ids=[leads[0]], owner_ids=[rep.id])
    manager.post("/api/do-not-call", phone=phone_of(world, leads[1]), reason="Asked")
    diary.book("discovery", "setter@demo.test", world.clock() + HOUR, lead_id=leads[2])
    diary.book("discovery", "setter@demo.test", world.clock() - HOUR, lead_id=leads[3])
    diary.book(
        "discovery", "setter@demo.test", world.clock() + HOUR, lead_id=leads[4], cancelled_at=world.clock()
    )
    with db.transaction(1) as session:
        session.execute(update(Lead).where(Lead.id == leads[5]).values(created_at=world.clock() - 99 * HOUR))
    busy = [called]
    everybody_else = [lead for lead in leads if lead not in (leads[2], leads[3])]
    cases: list[tuple[dict[str, Any], list[int]]] = [
        ({"owner_id": rep.id}, [leads[0]]),
        ({"owner_id": "none"}, leads[1:]),
        ({"do_not_call": "true"}, [leads[1]]),
        ({"do_not_call": "false"}, [leads[0], *leads[2:]]),
        ({"meeting": "coming"}, [leads[2]]),
        ({"meeting": "past"}, [leads[3]]),
        ({"meeting": "none"}, everybody_else),
        ({"last_outcome": "busy"}, busy),
        ({"last_outcome": "none"}, []),
        ({"last_outcome": "never_called"}, [lead for lead in leads if lead != called]),
        ({"to": "2026-02-27"}, [leads[5]]),
        ({"from": "2026-02-28"}, [lead for lead in leads if lead != leads[5]]),
        ({"q": phone_of(world, leads[6])}, [leads[6]]),
        ({"q": "nobody is called so"}, []),
    ]
    for filters, expected in cases:
        assert shown(rep, **filters, limit=200) == expected, filters
        counts = rep.see(f"{LIST}/counts", **filters)
        assert counts == {"potential": len(expected), "qualified": 0, "disqualified": 0}, filters


def phone_of(world: World, lead_id: int) -> str:
    (phone,) = world.rows(select(Lead.phone).where(Lead.id == lead_id))
    return str(phone)


def test_pages_and_the_file_hold_everybody_once(
    world: World, setter: Person, diary: Diary, leads: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appointment_setting_csv, "ROWS_AT_ONCE", 3)
    put(diary, leads[1], "approved", world.clock())
    with db.transaction(1) as session:
        session.execute(update(Lead).where(Lead.id == leads[0]).values(name="=1+1"))
    page, found = setter.see(LIST, limit=3), []
    while page["next"]:
        found += page["items"]
        page = setter.see(LIST, limit=3, cursor=page["next"])
    found += page["items"]
    answer = setter.get(f"{LIST}.csv")
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert [item["lead"]["id"] for item in found] == [int(row["lead"]) for row in rows] == leads
    assert answer.headers["X-Total-Rows"] == str(len(leads))
    assert (rows[0]["name"], rows[1]["standing"], rows[1]["decided_in"]) == (
        "'=1+1",
        "qualified",
        "Appointment Setting",
    )
    narrowed = setter.get(f"{LIST}.csv", standing="qualified")
    assert narrowed.headers["X-Total-Rows"] == "1"
    assert len(list(csv.DictReader(StringIO(narrowed.text)))) == 1


def test_what_is_no_filter_is_refused(setter: Person) -> None:
    for wrong in ({"standing": "warm"}, {"owner_id": "me"}, {"from": "2026-03-02", "to": "2026-03-01"}):
        for path in (LIST, f"{LIST}/counts", f"{LIST}.csv"):
            assert setter.get(path, **wrong).status_code == 422, (path, wrong)
