"""Recordings: asked for only where the company wants them, kept in any order, heard through our own door."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from sqlalchemy import select

from dialer.config import Settings
from dialer.models import Delivery
from tests.conftest import make_settings
from tests.inbound import InboundLine, reachable
from tests.people import Person
from tests.scenarios import TALKED
from tests.twilio_client import Line, Twilio, new_sid
from tests.twilio_rest import Rest, serve_rest
from tests.world import World

SID = "RE" + "7" * 32
SOUND = b"RIFF" + bytes(range(256)) * 40


@pytest.fixture
def rest() -> Iterator[Rest]:
    with serve_rest() as made:
        made.sounds[SID] = SOUND
        yield made


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Any, rest: Rest) -> Settings:
    """As everywhere, with a REST API that has the sound."""
    return make_settings(
        database_url=database_url, redis_url=redis_url, DIALER_DATA_DIR=tmp_path, twilio_api_url=rest.url
    )


@pytest.fixture
def recorded(admin: Person) -> None:
    """The company records its calls."""
    answer = admin.ask("PATCH", "/api/settings", json={"record_calls": True})
    assert answer.json["record_calls"]


def tell(line: Line, status: str, **extra: Any) -> None:
    """A word about the recording, at the address that our TwiML named."""
    dial = line.twiml.find("Dial")
    assert dial is not None
    form = {
        "CallSid": line.rep_sid,
        "RecordingSid": SID,
        "RecordingStatus": status,
        "RecordingChannels": "2",
        "RecordingStartTime": "Mon, 02 Mar 2026 09:00:09 +0000",
        "RecordingSource": "DialVerb",
        **extra,
    }
    answer = line.twilio.post(dial.get("recordingStatusCallback", ""), form)
    assert answer.status_code == 204, answer.text


@pytest.fixture
def line(recorded: None, rep: Person, twilio: Twilio) -> Line:
    """A recorded call that is over."""
    return twilio.connect(rep, rep.dial()).play(TALKED)


def recording_of(rep: Person) -> Any:
    return rep.see("/api/calls")["items"][0]["recording"]


def sound(person: Person, call_id: int, **options: Any) -> Any:
    return person.ask("GET", f"/api/calls/{call_id}/recording", **options)


def test_nothing_is_recorded_unless_the_company_wants_it(rep: Person, twilio: Twilio) -> None:
    dial = twilio.connect(rep, rep.dial()).twiml.find("Dial")
    assert dial is not None
    assert dial.get("record") is None
    assert recording_of(rep) is None


@pytest.mark.usefixtures("recorded")
def test_both_directions_are_recorded_from_the_answer_each_side_on_its_own_channel(
    rep: Person, setter: Person, twilio: Twilio
) -> None:
    reachable(setter)
    for twiml in (twilio.connect(rep, rep.dial()).twiml, InboundLine(twilio).twiml):
        dial = twiml.find("Dial")
        assert dial is not None, ElementTree.tostring(twiml)
        assert dial.get("record") == "record-from-answer-dual"
        assert dial.get("recordingStatusCallbackEvent") == "in-progress completed absent"


def test_a_recording_is_kept_with_its_call(line: Line, rep: Person) -> None:
    tell(line, "in-progress")
    assert recording_of(rep)["status"] == "in_progress"
    tell(line, "completed", RecordingDuration="45")
    assert recording_of(rep) == {
        "status": "completed",
        "seconds": 45,
        "channels": 2,
        "started_at": "2026-03-02T09:00:09Z",
    }


def test_repeated_or_late_words_change_nothing_and_are_kept(line: Line, rep: Person, world: World) -> None:
    tell(line, "completed", RecordingDuration="45")
    before = recording_of(rep)
    tell(line, "in-progress")
    tell(line, "completed", RecordingDuration="45")
    assert recording_of(rep) == before
    assert world.rows(select(Delivery.verdict)) == ["repeated", "repeated"]


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"RecordingStatus": "sung"}, "unknown_word"),
        ({"RecordingSid": ""}, "unknown_word"),
        ({"RecordingSid": "RE/../../Accounts"}, "unknown_word"),
        ({"CallSid": "CA" + "9" * 32}, "unknown_call"),
    ],
)
def test_what_cannot_be_used_is_kept_with_why(
    line: Line, rep: Person, world: World, changes: dict[str, str], verdict: str
) -> None:
    told = {"RecordingStatus": "completed", **changes}
    tell(line, told.pop("RecordingStatus"), **told)
    assert recording_of(rep) is None
    assert world.rows(select(Delivery.verdict)) == [verdict]


def test_a_recording_of_one_call_cannot_be_hung_on_another(line: Line, rep: Person, twilio: Twilio) -> None:
    tell(line, "in-progress")
    rep.end(rep.see("/api/calls")["items"][0]["id"], outcome="follow_up")
    other = twilio.connect(rep, rep.dial()).play(TALKED)
    tell(other, "completed", RecordingDuration="45")
    newest, oldest = (call["recording"] for call in rep.see("/api/calls")["items"])
    assert (newest, oldest["status"]) == (None, "in_progress")


def test_who_may_see_the_call_may_hear_it(line: Line, rep: Person, manager: Person, rest: Rest) -> None:
    tell(line, "completed", RecordingDuration="45")
    call_id = rep.see("/api/calls")["items"][0]["id"]
    for person in (rep, manager):
        heard = sound(person, call_id)
        assert (heard.status_code, heard.data, heard.content_type) == (200, SOUND, "audio/x-wav")
    assert rest.asked[-1].startswith("GET /2010-04-01/Accounts/")


def test_a_player_may_skip(line: Line, rep: Person) -> None:
    tell(line, "completed", RecordingDuration="45")
    call_id = rep.see("/api/calls")["items"][0]["id"]
    heard = sound(rep, call_id, headers={"Range": "bytes=100-199"})
    assert (heard.status_code, heard.data) == (206, SOUND[100:200])
    assert heard.headers["Content-Range"] == f"bytes 100-199/{len(SOUND)}"


def test_nobody_else_hears_it(line: Line, rep: Person, setter: Person, rival: Person, world: World) -> None:
    tell(line, "completed", RecordingDuration="45")
    call_id = rep.see("/api/calls")["items"][0]["id"]
    assert sound(setter, call_id).status_code == 404
    assert sound(rival, call_id).status_code == 404
    assert sound(world.stranger(), call_id).status_code == 401


def test_a_call_without_a_finished_recording_says_so(line: Line, rep: Person) -> None:
    call_id = rep.see("/api/calls")["items"][0]["id"]
    for status in (None, "in-progress", "absent"):
        if status:
            tell(line, status)
        refused = sound(rep, call_id)
        assert (refused.status_code, refused.json["code"]) == (404, "no_recording")


@pytest.mark.parametrize(("trouble", "status"), [(500, 503), (401, 503), (404, 404)])
def test_when_twilio_does_not_give_it_the_answer_says_so_without_secrets(
    line: Line, rep: Person, rest: Rest, twilio: Twilio, trouble: int, status: int
) -> None:
    tell(line, "completed", RecordingDuration="45")
    rest.trouble = trouble
    refused = sound(rep, rep.see("/api/calls")["items"][0]["id"])
    assert refused.status_code == status
    assert refused.json["code"] in ("recording_unavailable", "no_recording")
    assert twilio.auth_token not in refused.text


def test_the_callback_of_an_unknown_call_is_answered(twilio: Twilio, world: World) -> None:
    form = {"CallSid": new_sid(), "RecordingSid": SID, "RecordingStatus": "completed"}
    assert twilio.post("/webhooks/twilio/recording?call_id=77", form).status_code == 204
    assert world.rows(select(Delivery.verdict)) == ["unknown_call"]
