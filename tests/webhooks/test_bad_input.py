"""Whatever is thrown at Twilio's door: never a 500, never a wrong outcome, and kept with why."""

from typing import Any

import pytest
from sqlalchemy import select

from dialer import db, telephony
from dialer.models import Call, Company, Delivery, StoredLegEvent, User
from dialer.telephony import Account
from tests.people import Person
from tests.scenarios import BUSY, RINGING, TALK, Step
from tests.twilio_client import Line, Twilio, after, new_sid
from tests.world import World


@pytest.fixture
def line(rep: Person, twilio: Twilio) -> Line:
    """A call that rings."""
    return twilio.connect(rep, rep.dial()).play(RINGING)


def kept(world: World) -> list[tuple[str, str]]:
    """What was kept of deliveries that changed nothing: verdict and reason."""
    return [(row.verdict, row.reason) for row in world.rows(select(Delivery).order_by(Delivery.id))]


def busy(line: Line, **changes: Any) -> dict[str, Any]:
    """A busy callback with some fields changed."""
    return {**line.lead_form(Step(2, "lead", "busy", {"sip": 486})), **changes}


def the_call(world: World) -> Call:
    (call,) = world.rows(select(Call))
    return call


SIGNATURES = [" ", "x", "A" * 28, "L/OH5YylLD5NRKLltdqwSvS0BnU=", "ÿ", "=" * 5000]


def test_without_a_proper_signature_nobody_comes_in(line: Line, world: World) -> None:
    for signature in SIGNATURES:
        answer = line.twilio.post(line.urls["lead"], busy(line), signature=signature)
        assert (answer.status_code, answer.json["code"]) == (403, "bad_signature"), signature
    assert the_call(world).state == "ringing"
    assert set(kept(world)) == {("refused", "The signature is missing or not this account's.")}


def test_without_any_signature_nobody_comes_in(line: Line, world: World) -> None:
    path = line.urls["lead"].split("#")[0].removeprefix(world.settings.public_url)
    form = {"AccountSid": line.twilio.account_sid, "CallSid": line.lead_sid, "CallStatus": "busy"}
    assert world.app.test_client().post(path, data=form).status_code == 403
    assert the_call(world).result is None


def test_a_signature_for_another_url_does_not_fit(line: Line, world: World) -> None:
    form = busy(line)
    signature = line.twilio.sign(f"{world.settings.public_url}/webhooks/twilio/answered-by?call_id=1", form)
    assert line.twilio.post(line.urls["lead"], form, signature=signature).status_code == 403


def test_a_changed_field_does_not_fit(line: Line, world: World) -> None:
    form = {"AccountSid": line.twilio.account_sid, "ApiVersion": "2010-04-01", **busy(line)}
    signature = line.twilio.sign(line.urls["lead"].split("#")[0], form)
    assert line.twilio.post(line.urls["lead"], form, signature=signature).status_code == 204
    changed = {**form, "CallStatus": "completed"}
    assert line.twilio.post(line.urls["lead"], changed, signature=signature).status_code == 403
    assert the_call(world).result == "busy"


def test_an_account_that_nobody_has_is_refused(line: Line, world: World) -> None:
    for account in ("AC" + "9" * 32, "", "AC", "AC\0", "x" * 5000, "AC' OR 1=1"):
        answer = line.twilio.post(line.urls["lead"], busy(line, AccountSid=account))
        assert answer.status_code == 403, account
    assert the_call(world).state == "ringing"


def test_a_replayed_callback_changes_nothing(line: Line, world: World) -> None:
    form = busy(line)
    before = [line.twilio.post(line.urls["lead"], form).status_code, the_call(world).version]
    shape = (the_call(world).outcome_id, the_call(world).line_ended_at)
    line.twilio.clock.tick(3600)
    assert [line.twilio.post(line.urls["lead"], form).status_code, the_call(world).version] == before
    assert (the_call(world).outcome_id, the_call(world).line_ended_at) == shape
    assert kept(world) == [("repeated", "Said before.")]
    assert len(world.rows(select(StoredLegEvent).where(StoredLegEvent.status == "busy"))) == 1


def test_twenty_megabytes_are_too_many(line: Line, world: World) -> None:
    answer = line.twilio.post(line.urls["lead"], busy(line), body="Notes=" + "x" * 20 * 2**20)
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")
    assert the_call(world).state == "ringing"


def test_what_is_not_utf_8_is_refused(line: Line, world: World) -> None:
    for body in (b"\xff\xfe", b"CallStatus=busy&x=\x80", bytes(range(256))):
        answer = line.twilio.post(line.urls["lead"], {}, body=body)
        assert (answer.status_code, answer.mimetype) == (400, "application/problem+json"), body
    assert the_call(world).state == "ringing"


def test_a_form_that_makes_no_sense_is_refused(line: Line, world: World) -> None:
    for body in ("{}", "%", "&&&=&=", "=", "CallStatus", "a" * 60_000, "%00=%00", "%FF=%FE"):
        assert line.twilio.post(line.urls["lead"], {}, body=body).status_code == 403, body
    assert the_call(world).state == "ringing"


WORDS = [
    "",
    "on-hold",
    "BUSY",
    "busy ",
    "answered",
    "queued",
    "\0",
    "busy\0",
    "é" * 300,
    "' OR 1=1 --",
    "null",
]


def test_a_status_that_nobody_knows_is_kept_and_does_nothing(line: Line, world: World) -> None:
    for word in WORDS:
        answer = line.twilio.post(line.urls["lead"], busy(line, CallStatus=word))
        assert answer.status_code == 204, word
    assert the_call(world).state == "ringing"
    assert [verdict for verdict, _ in kept(world)] == ["unknown_word"] * len(WORDS)


def test_a_verdict_that_nobody_knows_is_kept_and_does_nothing(line: Line, world: World) -> None:
    for word in ("", "robot", "HUMAN", "machine", "\0"):
        answer = line.twilio.post(line.urls["amd"], {"CallSid": line.lead_sid, "AnsweredBy": word})
        assert answer.status_code == 204, word
    assert the_call(world).answered_by is None
    assert [verdict for verdict, _ in kept(world)] == ["unknown_word"] * 5


ODD_FIELDS: list[dict[str, Any]] = [
    {"SequenceNumber": ""},
    {"SequenceNumber": "-1"},
    {"SequenceNumber": "9" * 30},
    {"SequenceNumber": "two"},
    {"CallDuration": "-5"},
    {"CallDuration": "9" * 5000},
    {"CallDuration": "1e9"},
    {"CallDuration": "12.5"},
    {"CallDuration": "١٢"},
    {"SipResponseCode": "99999999999"},
    {"SipResponseCode": "-486"},
    {"ErrorCode": "9" * 40},
    {"ErrorCode": "none"},
    {"Timestamp": ""},
    {"Timestamp": "yesterday"},
    {"Timestamp": "Mon, 02 Mar 1926 09:00:00 +0000"},
    {"Timestamp": "Fri, 31 Dec 9999 23:59:59 +0000"},
    {"Timestamp": "Mon, 02 Mar 2026 09:00:00 +9999"},
    {"Timestamp": "Mon, 02 Mar 99999999999999999999 09:00:00 +0000"},
    {"Timestamp": "\0"},
    {"CallToken": "%7B%22parentCallInfoToken%22%3A%22x%22%7D", "ToAppSid": "AP1", "NewIn2031": "🦆"},
    {"CallerName": "NUL\0NUL", "N\0ame": "x"},
    {"CallStatus": ["busy", "busy"]},
    {"Notes": ["a", "b", "a"]},
    {"Notes": "x" * 60_000},
    {f"Field{place}": place for place in range(900)},
    {"ParentCallSid": "CA' OR 1=1"},
]


def test_odd_fields_do_not_keep_busy_from_being_busy(rep: Person, twilio: Twilio, world: World) -> None:
    for odd in ODD_FIELDS:
        line = twilio.connect(rep, call_id := rep.dial()).play(RINGING)
        form = busy(line)
        del form["SipResponseCode"]
        assert twilio.post(line.urls["lead"], {**form, **odd}).status_code == 204, odd
        (call,) = world.rows(select(Call).where(Call.id == call_id))
        assert (call.state, call.result, call.outcome_source) == ("wrap_up", "busy", "webhook"), odd
        assert 0 <= (call.line_ended_at - call.created_at).total_seconds() < 3600, odd
        assert call.ring_seconds in (0, 1), odd


def test_without_a_sequence_number_or_a_time_busy_is_busy(line: Line, world: World) -> None:
    form = {"CallSid": line.lead_sid, "CallStatus": "busy"}
    assert line.twilio.post(line.urls["lead"], form).status_code == 204
    assert the_call(world).result == "busy"


CALL_IDS = ["", "0", "-1", "x", "999", "99999999999999999999", "9007199254740993", "%00", "1%27", "%D9%A3"]


def test_a_call_that_is_not_there_is_kept_and_does_nothing(line: Line, world: World) -> None:
    for call_id in CALL_IDS:
        form = busy(line, CallSid=new_sid())
        answer = line.twilio.post(f"/webhooks/twilio/status?call_id={call_id}", form)
        assert answer.status_code == 204, call_id
    assert the_call(world).state == "ringing"
    assert [verdict for verdict, _ in kept(world)] == ["unknown_call"] * len(CALL_IDS)


def test_a_callback_without_any_call_id_finds_its_leg(line: Line, world: World) -> None:
    assert line.twilio.post("/webhooks/twilio/status", busy(line)).status_code == 204
    assert the_call(world).result == "busy"


def test_a_leg_without_a_proper_name_is_kept_and_does_nothing(line: Line, world: World) -> None:
    names = (
        "",
        "CA",
        "CA" + "0" * 31,
        "CA" + "0" * 33,
        "CA" + "g" * 32,
        "RE" + "0" * 32,
        "CA\0",
        "CA' OR 1=1",
    )
    for sid in names:
        assert line.twilio.post(line.urls["lead"], busy(line, CallSid=sid)).status_code == 204, sid
    assert the_call(world).state == "ringing"
    assert kept(world) == [("unknown_call", "It names no leg.")] * len(names)


def test_a_second_leg_of_the_same_lead_is_kept_and_does_nothing(line: Line, world: World) -> None:
    assert line.twilio.post(line.urls["lead"], busy(line, CallSid=new_sid())).status_code == 204
    assert the_call(world).state == "ringing"
    assert kept(world) == [
        ("unknown_call", "The lead of this call has another leg: one dial rings one number.")
    ]


def test_a_leg_known_from_one_call_says_nothing_about_another(
    line: Line, setter: Person, twilio: Twilio
) -> None:
    theirs = setter.dial()
    twilio.connect(setter, theirs)
    assert twilio.post(f"/webhooks/twilio/status?call_id={theirs}", busy(line)).status_code == 204
    assert setter.call(theirs)["state"] == "dialing"


def test_the_reps_leg_is_not_the_leads(line: Line, world: World) -> None:
    assert line.twilio.post(line.urls["lead"], busy(line, CallSid=line.rep_sid)).status_code == 204
    form = {"CallSid": line.lead_sid, "CallStatus": "completed"}
    assert line.twilio.post(line.urls["rep"], form).status_code == 204
    assert the_call(world).state == "ringing"


def test_a_dial_that_says_nothing_is_kept(line: Line, world: World) -> None:
    answer = line.twilio.post(line.urls["dial"], {"CallSid": line.rep_sid})
    assert answer.status_code == 200
    assert [verdict for verdict, _ in kept(world)] == ["empty"]


@pytest.fixture
def theirs(world: World, line: Line) -> Twilio:
    """The second company's own account."""
    made = Twilio(world.app, world.settings, world.clock)
    made.account_sid, made.auth_token = "AC" + "7" * 32, "token-of-the-rival"
    with db.transaction(db.EVERYWHERE) as session:
        (company_id,) = session.scalars(select(Company.id).where(Company.name == "Rivalry Ltd"))
        keys = ("SK7", "secret", "AP7", "+12025550177")
        account = Account(company_id, made.account_sid, (made.auth_token,), *keys)
        telephony.keep_account(session, account, now=world.clock())
    return made


@pytest.mark.parametrize("leg", ["ours", "new"])
def test_another_companys_account_reaches_no_call_of_ours(
    leg: str, line: Line, theirs: Twilio, world: World
) -> None:
    form = busy(line) if leg == "ours" else busy(line, CallSid=new_sid())
    assert theirs.post(line.urls["lead"], form).status_code == 204
    assert the_call(world).state == "ringing"
    assert [verdict for verdict, _ in kept(world)] == ["unknown_call"]


def test_another_companys_account_cannot_sign_for_ours(line: Line, theirs: Twilio, world: World) -> None:
    theirs.account_sid = line.twilio.account_sid
    assert theirs.post(line.urls["lead"], busy(line)).status_code == 403
    assert the_call(world).state == "ringing"


def test_a_leg_of_ours_becomes_no_leg_of_theirs(line: Line, theirs: Twilio, world: World) -> None:
    with db.transaction(db.EVERYWHERE) as session:
        session.scalars(select(User).where(User.email == "rival@other.test")).one().role_words = ["rep"]
    caller = world.sign_in("rival@other.test")
    call_id = caller.dial()
    their_line = theirs.connect(caller, call_id)
    assert theirs.post(their_line.urls["lead"], busy(line)).status_code == 204
    assert (caller.call(call_id)["state"], kept(world)[0][0]) == ("dialing", "unknown_call")
    caller.end(call_id)
    asked = theirs.asks_for(caller.dial(), caller, line.rep_sid)
    assert b"<Hangup" in asked.data


def test_a_refused_delivery_is_shown_to_admins(line: Line, admin: Person, rep: Person) -> None:
    line.twilio.post(line.urls["lead"], busy(line), signature="forged")
    (shown,) = admin.see("/api/deliveries")["items"]
    assert (shown["verdict"], shown["path"]) == ("refused", "/webhooks/twilio/status")
    assert rep.get("/api/deliveries").status_code == 403


def test_a_long_forgery_is_kept_short(line: Line, world: World) -> None:
    line.twilio.post(line.urls["lead"], busy(line, Notes="x" * 50_000), signature="forged")
    (row,) = world.rows(select(Delivery))
    assert len(str(row.payload)) < 5_000


def test_what_changed_the_call_is_not_kept_twice(rep: Person, twilio: Twilio, world: World) -> None:
    after(rep, twilio, BUSY)
    after(rep, twilio, TALK)
    assert kept(world) == []
