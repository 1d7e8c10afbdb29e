"""The recording of a `<Dial>`, if it asks for one, and what the application is told of it (documented fields)."""

from time import monotonic
from typing import TYPE_CHECKING, Self

from dialer.sandbox import mulaw
from dialer.sandbox.courier import Letter
from dialer.sandbox.recordings import Recorder, Recording
from dialer.sandbox.signature import rfc2822
from dialer.sandbox.targets import target_of
from dialer.sandbox.twiml import Dial, Recorded
from dialer.sandbox.wire import Tap

if TYPE_CHECKING:
    from dialer.sandbox.parent import Parent


class DialRecording:
    """Does nothing where nothing is to be recorded."""

    def __init__(self, parent: "Parent", recorded: Recorded | None, base: str) -> None:
        self._parent = parent
        self._recorded = recorded
        self._base = base
        self._recorder: Recorder | None = None
        self._began = 0.0
        self._finished = False

    @classmethod
    def of(cls, parent: "Parent", verb: Dial, base: str) -> Self:
        """For this dial."""
        return cls(parent, verb.recorded, base)

    def ringing(self) -> None:
        """Some recordings begin here."""
        if self._recorded and self._recorded.from_ringing:
            self._start()

    def bridged(self) -> Tap | None:
        """The others begin here; what takes both voices from now on."""
        if self._recorded is None:
            return None
        if self._recorder is None:
            self._start()
        assert self._recorder
        for _ in range(int((monotonic() - self._began) / mulaw.FRAME_SECONDS)):
            self._recorder.take(mulaw.SILENCE, mulaw.SILENCE)
        return self._recorder.take

    def finish(self) -> None:
        """The bridge is over; the file is complete and the application learns where it is."""
        if self._recorder and not self._finished:
            self._finished = True
            self._recorder.finish(monotonic() - self._began)
            self._tell(self._recorder.recording)

    def action_fields(self) -> dict[str, str]:
        """The recording's address, for the action request."""
        return {"RecordingUrl": self._url(self._recorder.recording)} if self._recorder else {}

    def _start(self) -> None:
        assert self._recorded
        leg = self._parent.leg
        recording = Recording(leg.account_sid, leg.sid, self._recorded.channels)
        self._recorder = Recorder(self._parent.sandbox.shelf, recording)
        self._began = monotonic()
        self._tell(recording)

    def _url(self, recording: Recording) -> str:
        account = self._parent.account.sid
        return f"{self._parent.sandbox.address}/2010-04-01/Accounts/{account}/Recordings/{recording.sid}"

    def _tell(self, recording: Recording) -> None:
        asked = self._recorded
        if not asked or not asked.callback or recording.status not in asked.events:
            return
        fields = {
            "AccountSid": recording.account_sid,
            "CallSid": recording.call_sid,
            "RecordingSid": recording.sid,
            "RecordingUrl": self._url(recording),
            "RecordingStatus": recording.status,
            "RecordingChannels": str(recording.channels),
            "RecordingStartTime": rfc2822(recording.started_at),
            "RecordingSource": "DialVerb",
            "RecordingTrack": "both",
        }
        if recording.status != "in-progress":
            fields["RecordingDuration"] = str(recording.seconds)
        parent = self._parent
        target = target_of(asked.callback, self._base)
        parent.outbox.post(Letter("recording", parent.account, parent.leg.sid, target, asked.method, fields))
