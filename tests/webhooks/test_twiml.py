"""What Twilio is told to do, read as Twilio reads it."""

from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

from sqlalchemy import select

from dialer.models import Leg
from tests.people import Person
from tests.scenarios import TALK
from tests.twilio_client import Twilio, after, new_sid
from tests.world import World

HANG_UP = "<Response><Hangup /></Response>"


def plain(answer: object) -> str:
    root = ElementTree.fromstring(answer.data)  # type: ignore[attr-defined]
    return ElementTree.tostring(root, encoding="unicode")


def test_the_first_verb_dials_the_lead_and_bridges_on_answer(rep: Person, twilio: Twilio) -> None:
    line = twilio.connect(rep, rep.dial("+1 212 555 0102"))
    (dial,) = line.twiml
    assert dial.tag == "Dial"
    assert dial.get("answerOnBridge") == "true"
    assert dial.get("callerId") == "+12025550199"
    assert int(dial.get("timeout", 0)) >= 15
    (number,) = dial
    assert (number.tag, number.text) == ("Number", "+12125550102")


def test_all_four_events_and_the_verdict_are_asked_for(rep: Person, twilio: Twilio) -> None:
    number = twilio.connect(rep, rep.dial()).twiml.find("Dial/Number")
    assert number is not None
    assert number.get("statusCallbackEvent", "").split() == ["initiated", "ringing", "answered", "completed"]
    assert number.get("machineDetection") == "DetectMessageEnd"
    assert number.get("amdStatusCallback")
    assert not [name for name in number.keys() if name.startswith("asyncAmd")]  # noqa: SIM118


def test_every_callback_names_the_call_and_asks_for_retries(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id)
    for who in ("lead", "amd", "dial"):
        url = urlsplit(line.urls[who])
        assert f"{url.scheme}://{url.netloc}" == "http://127.0.0.1:8000"
        assert url.path.startswith("/webhooks/twilio/")
        assert parse_qs(url.query) == {"call_id": [str(call_id)]}
        wanted = parse_qs(url.fragment)
        assert int(wanted["rc"][0]) >= 2
        assert set(wanted["rp"][0].split(",")) >= {"ct", "rt", "5xx"}


def test_the_same_leg_gets_the_same_twiml_again(rep: Person, twilio: Twilio, world: World) -> None:
    call_id, sid = rep.dial(), new_sid()
    first, again = twilio.asks_for(call_id, rep, sid), twilio.asks_for(call_id, rep, sid)
    assert first.mimetype.endswith("/xml")
    assert first.data == again.data
    assert len(world.rows(select(Leg.id).where(Leg.call_id == call_id))) == 1


def test_another_leg_would_dial_the_lead_twice_and_is_hung_up(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    twilio.connect(rep, call_id)
    assert plain(twilio.asks_for(call_id, rep, new_sid())) == HANG_UP


def test_the_number_comes_from_the_database(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial("+12125550102")
    form = {"CallSid": new_sid(), "From": f"client:user_{rep.id}", "call_id": call_id, "To": "+19005550000"}
    number = ElementTree.fromstring(twilio.post("/webhooks/twilio/voice", form).data).find("Dial/Number")
    assert number is not None
    assert number.text == "+12125550102"


def test_nobody_rings_with_another_persons_call(rep: Person, setter: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    assert plain(twilio.asks_for(call_id, setter, new_sid())) == HANG_UP
    assert rep.call(call_id)["state"] == "dialing"
    twilio.connect(rep, call_id)


IDENTITIES = ["", "client:", "client:user_", "client:user_²", "+12025550101", "client:user_-1", "client:user_1;x",
              "client:user_" + "9" * 5000]  # fmt: skip


def test_an_identity_that_is_not_the_reps_is_hung_up(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    for identity in IDENTITIES:
        form = {"CallSid": new_sid(), "From": identity, "call_id": call_id}
        answer = twilio.post("/webhooks/twilio/voice", form)
        assert (answer.status_code, plain(answer)) == (200, HANG_UP), identity


def test_a_call_that_is_not_there_is_hung_up(rep: Person, twilio: Twilio) -> None:
    for call_id in ("", "0", "-1", "x", "1e3", "999", "99999999999999999999", "1 OR 1=1", "\0", "٣"):
        answer = twilio.asks_for(call_id, rep, new_sid())
        assert (answer.status_code, plain(answer)) == (200, HANG_UP), call_id


def test_a_leg_without_a_proper_name_is_hung_up(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    for sid in ("", "CA" + "0" * 200, "CA\0", "CA-1", "ÇA1"):
        answer = twilio.asks_for(call_id, rep, sid)
        assert (answer.status_code, plain(answer)) == (200, HANG_UP), sid


def test_a_call_that_is_over_does_not_ring_again(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    rep.end(call_id)
    assert plain(twilio.asks_for(call_id, rep, new_sid())) == HANG_UP


def test_after_the_dial_the_reps_leg_is_hung_up(rep: Person, twilio: Twilio) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id).play(TALK)
    answer = line.hears("dial", "completed", lasted=10)
    assert plain(answer) == HANG_UP
    assert answer.mimetype.endswith("/xml")


def test_a_leg_of_another_call_rings_nobody(rep: Person, setter: Person, twilio: Twilio) -> None:
    first = after(rep, twilio, TALK)
    leg = twilio.connect(setter, theirs := setter.dial()).rep_sid
    rep.end(first, outcome="follow_up")
    assert plain(twilio.asks_for(rep.dial(), rep, leg)) == HANG_UP
    assert setter.call(theirs)["state"] == "dialing"
