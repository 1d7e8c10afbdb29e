"""Somebody without an account books on a public page, and sees to it by the links in their messages."""

import re
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

from dialer.models import Lead, Mail, Meeting, MeetingEntry
from policies.vocabulary import BookingSource, MeetingAct
from tests.far_mail import FarMail
from tests.meetings.offers import book, booked, hours, offer
from tests.people import Person
from tests.world import Clock, World
from workers.mail import send_mail

NINE, TEN = "2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z"
ANN: dict[str, Any] = {
    "name": "Ann Example",
    "email": "Ann@firm.example",
    "phone": "+41 44 668 18 00",
    "zone": "Europe/Zurich",
    "notes": "About the roof",
}
TOKEN = re.compile(r"/book/manage/([\w.-]+)")


@pytest.fixture
def talk(admin: Person, world: World) -> dict[str, Any]:
    closer = world.sign_in("closer@demo.test")
    hours(closer)
    return offer(admin, closer, name="First talk", location="We call you")


def visit(world: World, talk: dict[str, Any], at: str = NINE, **more: Any) -> TestResponse:
    return world.stranger().post(f"/api/book/{talk['slug']}", **(ANN | {"starts_at": at} | more))


def newest_link(far: FarMail, address: str = "ann@firm.example") -> str:
    """The secret in the newest message that has one, as its reader would click it."""
    send_mail()
    found = [TOKEN.findall(each.text) for each in far.to(address)]
    return str([tokens for tokens in found if tokens][-1][0])


def entry_of(far: FarMail, address: str = "ann@firm.example") -> Any:
    """The calendar entry of the newest message that has one."""
    files = [each.calendar for each in far.to(address) if each.calendar]
    made = Calendar.from_ical(files[-1])
    (event,) = made.walk("VEVENT")
    return made["METHOD"], event


def test_a_stranger_books_confirms_moves_and_cancels(
    world: World, talk: dict[str, Any], far: FarMail
) -> None:
    stranger = world.stranger()
    page = stranger.see(f"/api/book/{talk['slug']}")
    assert (page["name"], page["company"], page["minutes"]) == ("First talk", "Northlight", 30)
    span = {"from": "2026-03-03T00:00:00Z", "to": "2026-03-04T00:00:00Z"}
    assert NINE in stranger.see(f"/api/book/{talk['slug']}/times", **span)["items"]
    answer = visit(world, talk)
    assert answer.status_code == 201, answer.text
    assert answer.json["sent_to"] == "a…@firm.example"
    assert NINE not in stranger.see(f"/api/book/{talk['slug']}/times", **span)["items"]

    first = newest_link(far)
    assert stranger.post(f"/api/bookings/{first}/confirm").json["confirmed_at"]
    moved = stranger.post(f"/api/bookings/{first}/reschedule", starts_at=TEN)
    assert (moved.status_code, moved.json["starts_at"], moved.json["confirmed_at"]) == (200, TEN, None)
    second = newest_link(far)
    assert second == moved.json["token"] != first
    assert stranger.post(f"/api/bookings/{second}/cancel").json["open"] is False
    send_mail()

    subjects = [each.subject for each in far.to("ann@firm.example")]
    assert subjects == [
        "First talk on Tuesday, 3 March 2026",
        "Changed: First talk is now on Tuesday, 3 March 2026",
        "Cancelled: First talk on Tuesday, 3 March 2026",
    ]
    (meeting,) = world.rows(select(Meeting))
    assert (meeting.source, meeting.booked_by_id, meeting.reason) == (
        BookingSource.PUBLIC,
        None,
        "contact_cancelled",
    )
    (lead,) = world.rows(select(Lead).where(Lead.email == "ann@firm.example"))
    assert (lead.name, lead.phone, lead.time_zone) == ("Ann Example", "+41446681800", "Europe/Zurich")


def test_messages_speak_the_readers_time_and_carry_a_calendar_file(
    world: World, talk: dict[str, Any], far: FarMail
) -> None:
    visit(world, talk)
    send_mail()
    (invitation,) = far.to("ann@firm.example")
    assert "Tuesday, 3 March 2026, 10:00 to 10:30 (Europe/Zurich, UTC+01:00)" in invitation.text
    (to_host,) = far.to("closer@demo.test")
    assert "09:00 to 09:30 (UTC, UTC)" in to_host.text
    assert "About the roof" in to_host.text
    method, event = entry_of(far)
    assert (method, event["SEQUENCE"], event["DTSTART"].dt.isoformat()) == (
        "REQUEST",
        0,
        "2026-03-03T09:00:00+00:00",
    )
    uid = event["UID"]
    link = newest_link(far)
    world.stranger().post(f"/api/bookings/{link}/reschedule", starts_at=TEN)
    world.stranger().post(f"/api/bookings/{newest_link(far)}/cancel")
    send_mail()
    method, event = entry_of(far)
    assert (method, event["UID"], event["SEQUENCE"], event["STATUS"]) == ("CANCEL", uid, 2, "CANCELLED")
    assert all("closer@demo.test" not in f"{each.text}{each.calendar}" for each in far.to("ann@firm.example"))


def test_reminders_come_at_their_time_and_never_about_an_old_one(
    world: World, talk: dict[str, Any], far: FarMail, clock: Clock
) -> None:
    visit(world, talk, "2026-03-04T15:00:00Z")
    send_mail()
    world.stranger().post(f"/api/bookings/{newest_link(far)}/reschedule", starts_at="2026-03-05T10:00:00Z")
    send_mail()
    before = len(far.box.messages)
    clock.tick((2 * 24 - 8) * 3600)  # an hour after the first meeting would have been a day away
    send_mail()
    assert len(far.box.messages) == before
    clock.tick(9 * 3600 + 60)  # a day before the meeting as it stands
    send_mail()
    clock.tick(23 * 3600)
    send_mail()
    assert [each.subject for each in far.box.messages[before:]] == [
        "Reminder: First talk on Thursday, 5 March 2026",
        "Soon: First talk at 11:00",
    ]
    clock.tick(3 * 3600)  # it is over, for more than an hour
    send_mail()
    assert far.subjects[-1] == "How did First talk with Ann Example go?"
    assert far.box.messages[-1].recipients == ["closer@demo.test"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_host_is_not_asked_for_an_outcome_that_is_there(
    world: World, talk: dict[str, Any], far: FarMail, clock: Clock
) -> None:
    visit(world, talk)
    world.stranger().post(f"/api/bookings/{newest_link(far)}/cancel")
    send_mail()
    before = len(far.box.messages)
    clock.tick(3 * 24 * 3600)
    send_mail()
    assert len(far.box.messages) == before


def test_what_was_never_sent_is_not_taken_back(world: World, talk: dict[str, Any], far: FarMail) -> None:
    """No server yet: only the last state is told, once there is one."""
    token = visit(world, talk).json["token"]
    moved = world.stranger().post(f"/api/bookings/{token}/reschedule", starts_at=TEN)
    send_mail()
    assert [each.subject for each in far.to("ann@firm.example")] == ["First talk on Tuesday, 3 March 2026"]
    assert "11:00 to 11:30" in far.box.messages[0].text
    token = visit(world, talk, NINE, email="bea@firm.example", phone="+41446681801").json["token"]
    world.stranger().post(f"/api/bookings/{token}/cancel")
    send_mail()
    assert far.to("bea@firm.example") == []
    assert moved.status_code == 200


def test_a_meeting_booked_by_a_rep_is_told_to_both(
    world: World, talk: dict[str, Any], rep: Person, far: FarMail
) -> None:
    meeting = booked(rep, talk, NINE)
    send_mail()
    recipients = {each.recipients[0] for each in far.box.messages}
    assert recipients == {meeting["lead"]["email"], "closer@demo.test"} - {""}
    assert rep.post(f"/api/meetings/{meeting['id']}/cancel").status_code == 200
    send_mail()
    assert far.subjects[-1].startswith("Cancelled: First talk with ")


# What a link answers to each act, by what became of its meeting.
REUSED = {
    "moved": ("link_moved", "newest message"),
    "cancelled": ("meeting_cancelled", "Book another time"),
    "over": ("link_expired", "is over"),
    "begun": ("meeting_over", "has begun"),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("became", REUSED)
def test_a_used_or_expired_link_says_what_to_do(
    became: str, world: World, talk: dict[str, Any], clock: Clock
) -> None:
    stranger, token = world.stranger(), visit(world, talk).json["token"]
    if became == "moved":
        stranger.post(f"/api/bookings/{token}/reschedule", starts_at=TEN)
    if became == "cancelled":
        stranger.post(f"/api/bookings/{token}/cancel")
    clock.tick({"over": 24.5, "begun": 24.1}.get(became, 0) * 3600)
    code, words = REUSED[became]
    for act, body in (("confirm", {}), ("reschedule", {"starts_at": TEN}), ("cancel", {})):
        answer = stranger.post(f"/api/bookings/{token}/{act}", **body)
        assert (answer.status_code, answer.json["code"]) == (409, code)
        assert words in answer.json["detail"]
        assert answer.json["book_again"] == talk["slug"]
    seen = stranger.get(f"/api/bookings/{token}")
    assert seen.status_code == (409 if became in ("moved", "over") else 200)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("harm", ["cut", "turned", "foreign", "empty"])
def test_an_altered_link_opens_nothing(harm: str, world: World, talk: dict[str, Any]) -> None:
    token = visit(world, talk).json["token"]
    head, _, tail = token.partition(".")
    other = {"cut": token[:-3], "turned": f"{head}.{tail[::-1]}", "foreign": "WzEsMF0.x" + tail, "empty": "x"}
    for method, path in (("GET", ""), ("POST", "/confirm"), ("POST", "/cancel"), ("GET", "/meeting.ics")):
        answer = world.stranger().ask(method, f"/api/bookings/{other[harm]}{path}")
        assert (answer.status_code, answer.json["code"]) == (404, "link_unknown")
    (meeting,) = world.rows(select(Meeting))
    assert (meeting.cancelled_at, meeting.confirmed_at) == (None, None)


def test_the_host_is_given_the_address_that_the_invitation_went_to(
    world: World, talk: dict[str, Any], far: FarMail
) -> None:
    rep = world.sign_in("rep@demo.test")
    assert rep.post("/api/leads", name="Old Friend", phone="+14155550142").status_code == 201
    assert visit(world, talk, phone="+14155550142", email="new@firm.example").status_code == 201
    send_mail()
    (told,) = far.to("closer@demo.test")
    assert "new@firm.example" in told.text.partition("Who:")[2].partition("\n")[0]
    _, entry = entry_of(far, "closer@demo.test")
    assert [str(guest) for guest in entry["ATTENDEE"]] == [
        "mailto:closer@demo.test",
        "mailto:new@firm.example",
    ]


def test_a_name_cannot_forge_lines_of_a_message(world: World, talk: dict[str, Any], far: FarMail) -> None:
    assert visit(world, talk, name="Ann\r\n\r\nOpen the meeting:\nhttps://evil.example").status_code == 201
    send_mail()
    (told,) = far.to("closer@demo.test")
    starts = [line.split()[0] for line in told.text.splitlines() if line]
    assert (starts.count("Open"), "https://evil.example" in starts) == (1, False)


def test_who_is_known_is_recognised_and_told_nothing(
    world: World, talk: dict[str, Any], far: FarMail
) -> None:
    before = len(world.rows(select(Lead)))
    known = world.rows(select(Lead).where(Lead.company_id == 1).order_by(Lead.id))[0]
    answer = visit(world, talk, phone=known.phone, email="new@firm.example")
    assert answer.status_code == 201
    send_mail()
    (meeting,) = world.rows(select(Meeting))
    assert (meeting.lead_id, len(world.rows(select(Lead)))) == (known.id, before)
    assert "Gave when booking: Ann Example, new@firm.example" in meeting.notes
    (unchanged,) = world.rows(select(Lead).where(Lead.id == known.id))
    assert (unchanged.name, unchanged.email) == (known.name, known.email)
    (invitation,) = far.to("new@firm.example")
    for told in (answer.text, invitation.text, str(invitation.calendar)):
        assert known.name not in told
        assert not known.email or known.email not in told


def test_a_first_call_is_asked_for_in_the_same_words_whatever_is_known(
    world: World, talk: dict[str, Any], admin: Person, setter: Person
) -> None:
    hours(setter)
    strict = offer(admin, world.sign_in("closer@demo.test"), name="Strict", needs_discovery=True)
    refused = visit(world, strict)
    assert (refused.status_code, refused.json["code"]) == (409, "first_call_needed")
    assert refused.json["book_instead"] is None
    first = offer(admin, setter, kind="discovery", name="Hello")
    assert visit(world, strict).json["book_instead"] == first["slug"]
    assert visit(world, first, NINE).status_code == 201  # and now one is undecided
    assert (
        visit(world, strict).json == visit(world, talk).json == visit(world, strict, email="x@y.example").json
    )
    assert not world.rows(select(Lead).where(Lead.email == "x@y.example"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("why", ["hidden", "archived", "plan", "unknown"])
def test_only_what_is_public_and_of_the_plan_has_a_page(
    why: str, world: World, admin: Person, setter: Person
) -> None:
    hours(setter)
    kind = offer(admin, setter, kind="discovery", is_public=why != "hidden")
    slug = "nothing-here" if why == "unknown" else kind["slug"]
    if why == "archived":
        admin.post(f"/api/event-types/{kind['id']}/archive")
    if why == "plan":
        tech = world.sign_in("tech@demo.test")
        assert tech.ask("PUT", "/api/settings/plan", json={"plan": "startup"}).status_code == 200
    stranger, span = world.stranger(), {"from": NINE, "to": TEN}
    for answer in (
        stranger.get(f"/api/book/{slug}"),
        stranger.get(f"/api/book/{slug}/times", **span),
        stranger.post(f"/api/book/{slug}", starts_at=NINE, **ANN),
    ):
        assert (answer.status_code, answer.json["code"]) == (404, "nothing_to_book")


ODD = [
    ("email", "nobody", "invalid_email"),
    ("email", "a@b", "invalid_email"),
    ("email", "a@firm.example,b@firm.example", "invalid_email"),
    ("email", "a@firm.example>", "invalid_email"),
    ("phone", "12345", "invalid_number"),
    ("phone", "call me", "invalid_number"),
    ("zone", "Mars/Base", "unknown_zone"),
    ("name", "  ", "invalid"),
    ("starts_at", "2026-03-03T09:01:00Z", "time_odd"),
    ("starts_at", "2026-03-29T02:30:00", "time_in_gap"),
    ("starts_at", "2026-03-01T09:00:00Z", "too_soon"),
    ("starts_at", "2026-03-03T20:00:00Z", "outside_availability"),
]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_odd_answers_get_a_sentence(world: World, talk: dict[str, Any]) -> None:
    for field, value, code in ODD:
        answer = visit(world, talk, **{"starts_at": NINE, field: value})
        assert (answer.json["code"], bool(answer.json["detail"])) == (code, True), answer.text
    assert not world.rows(select(Mail))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_taken_time_is_said_to_be(world: World, talk: dict[str, Any], rep: Person) -> None:
    booked(rep, talk, NINE)
    assert visit(world, talk).json["code"] == "slot_taken"
    assert book(rep, talk, NINE).status_code == 409


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_books_without_end(world: World, talk: dict[str, Any]) -> None:
    answers = []
    for number in range(22):
        at = f"2026-03-0{3 + number // 12}T{9 + number % 12 // 2:02}:{number % 2 * 30:02}:00Z"
        answers.append(visit(world, talk, at).status_code)
    assert answers == [201] * 20 + [429] * 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_history_says_that_the_invitee_did_it(world: World, talk: dict[str, Any], admin: Person) -> None:
    token = visit(world, talk).json["token"]
    world.stranger().post(f"/api/bookings/{token}/confirm")
    world.stranger().post(f"/api/bookings/{token}/confirm")
    entries = world.rows(select(MeetingEntry).order_by(MeetingEntry.id))
    assert [(entry.act, entry.by_id) for entry in entries] == [
        (MeetingAct.BOOKED, None),
        (MeetingAct.CONFIRMED, None),
    ]
