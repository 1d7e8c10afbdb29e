"""The recording of a `<Dial>`, and what the application is told of it."""

import wave

import pytest

from dialer.sandbox.recordings import Recording, Shelf
from tests.sandbox.stage import ACCOUNT, DETECTING, Stage, dial

TOLD = {
    "AccountSid",
    "CallSid",
    "RecordingSid",
    "RecordingUrl",
    "RecordingStatus",
    "RecordingDuration",
    "RecordingChannels",
    "RecordingStartTime",
    "RecordingSource",
    "RecordingTrack",
}


async def talk(stage: Stage, **attributes: str) -> str:
    """A recorded call of a second or so; the parent's sid."""
    stage.app.document = dial(recordingStatusCallback="/recorded", **attributes)
    rep = await stage.call("+12025550101")
    await rep.expect("answer")
    await stage.until(lambda: rep.heard > 50)
    await rep.hang_up()
    await stage.over()
    return rep.call_sid


@pytest.mark.assumption
async def test_the_callback_of_a_recording(stage: Stage) -> None:
    parent = await talk(stage, record="record-from-answer")
    await stage.until(lambda: stage.app.at("/recorded"))
    (told,) = stage.app.at("/recorded")
    assert told.genuine
    assert told.fields.keys() == TOLD
    assert (told.fields["CallSid"], told.fields["AccountSid"]) == (parent, ACCOUNT)
    assert (told.fields["RecordingStatus"], told.fields["RecordingSource"]) == ("completed", "DialVerb")
    assert told.fields["RecordingChannels"] == "1"
    assert int(told.fields["RecordingDuration"]) >= 1
    assert stage.app.at("/action")[0].fields["RecordingUrl"] == told.fields["RecordingUrl"]


async def test_it_can_begin_with_the_ringing_and_tell_its_beginning(stage: Stage) -> None:
    await talk(stage, record="record-from-ringing-dual", recordingStatusCallbackEvent="in-progress completed")
    await stage.until(lambda: len(stage.app.at("/recorded")) == 2)
    began, ended = (told.fields for told in stage.app.at("/recorded"))
    assert (began["RecordingStatus"], ended["RecordingStatus"]) == ("in-progress", "completed")
    assert "RecordingDuration" not in began
    assert ended["RecordingChannels"] == "2"


@pytest.mark.parametrize("record", ["do-not-record", ""])
async def test_a_call_that_is_not_recorded(stage: Stage, record: str) -> None:
    await talk(stage, record=record)
    assert stage.sandbox.shelf.newest_first() == []
    assert "RecordingUrl" not in stage.app.at("/action")[0].fields


async def test_nobody_answered_so_there_is_nothing_to_record(stage: Stage) -> None:
    stage.app.document = dial(record="record-from-answer", recordingStatusCallback="/recorded", **DETECTING)
    await stage.call("+12025550102")
    await stage.over()
    assert stage.sandbox.shelf.newest_first() == []


async def test_recordings_outlive_a_restart_and_the_oldest_go(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialer.sandbox.recordings.KEPT", 5)
    shelf = Shelf(stage.directory / "again")
    await shelf.keep_tape(ACCOUNT, "CA1", b"\xff" * 16_000)
    (kept,) = shelf.newest_first()
    shelf.keep(Recording(ACCOUNT, "CA2", 1))
    with wave.open(str(shelf.path(kept.sid))) as sound:
        assert sound.getnframes() == 16_000
    assert [each.sid for each in Shelf(stage.directory / "again").newest_first()] == [kept.sid]
    for _ in range(5):
        shelf.keep(Recording(ACCOUNT, "CA3", 1, status="absent"))
    assert shelf.get(kept.sid) is None
    assert not shelf.path(kept.sid).exists()
