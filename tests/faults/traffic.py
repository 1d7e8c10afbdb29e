"""Calls made one after the other while parts of the stack die: a rep's requests and Twilio's retried callbacks."""

import json
import threading
import time
from pathlib import Path
from typing import Any

import requests
from werkzeug.datastructures import MultiDict

from webhooks.signature import sign

PATIENCE = 60  # seconds in which a request may be tried again, as a person and Twilio would


class Traffic:
    """A rep who calls busy leads, and the line that says so. ``done`` counts the calls that were ended."""

    def __init__(self, url: str, data_dir: Path) -> None:
        self.url = url
        self.account = json.loads((data_dir / "sandbox.json").read_text())["accounts"][0]
        self.web = requests.Session()
        self.done: list[int] = []
        self.lost: list[str] = []
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> "Traffic":
        me = self._try("POST", "/api/session", json={"email": "rep@demo.test", "password": "demo"})
        self.web.headers["X-CSRF-Token"] = me["csrf_token"]
        self.user_id = me["user"]["id"]
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join(PATIENCE * 2)

    def numbers(self) -> tuple[int, int]:
        """Busy calls as counted, and how many days wait to be recounted."""
        today = time.strftime("%Y-%m-%d", time.gmtime())
        period = {"from": today, "to": today, "group_by": "outcome"}
        answer = self._try("GET", "/api/analytics/team", params=period)
        return sum(group["calls"] for group in answer["groups"] if group["key"] == "busy"), answer["waiting"]

    def _work(self) -> None:
        while not self._enough.is_set():
            try:
                self.done.append(self._one_call())
            except AssertionError as error:
                self.lost.append(str(error))

    def _one_call(self) -> int:
        """Dial, be busy, end. Returns the call's id; AssertionError when the pre-fill was not kept."""
        call = self._dial()
        rep, lead = f"CA{call:031x}a", f"CA{call:031x}b"
        self._say(
            "/webhooks/twilio/voice", CallSid=rep, From=f"client:user_{self.user_id}", call_id=str(call)
        )
        self._say(
            f"/webhooks/twilio/status?call_id={call}", CallSid=lead, CallStatus="busy", SipResponseCode="486"
        )
        ended = self._try("POST", f"/api/calls/{call}/end", json={})
        assert ended["outcome"]["key"] == "busy", f"call {call} lost its outcome"
        return call

    def _dial(self) -> int:
        """A dial whose answer was lost has begun its call all the same: go on with that one."""
        answer = self._try("POST", "/api/calls", json={"to": "+12025550102"}, also=(409,))
        return int(answer.get("id") or answer["open_call_id"])

    def _say(self, path: str, **said: str) -> None:
        form = {"AccountSid": self.account["account_sid"], **said}
        signature = sign(self.url + path, MultiDict(form), self.account["auth_tokens"][0])
        self._try("POST", path, data=form, headers={"X-Twilio-Signature": signature})

    def _try(self, method: str, path: str, *, also: tuple[int, ...] = (), **options: Any) -> Any:
        """Ask until there is an answer that is not a fault of the moment."""
        until = time.monotonic() + PATIENCE
        options["headers"] = {"Origin": self.url, **options.get("headers", {})}
        while True:
            try:
                answer = self.web.request(method, self.url + path, timeout=10, **options)
                if answer.status_code < 400 or answer.status_code in also:
                    return answer.json() if "json" in answer.headers.get("Content-Type", "") else None
                fault = f"{answer.status_code} {answer.text[:200]}"
            except requests.RequestException as error:
                fault = str(error)
            assert time.monotonic() < until, f"{method} {path}: {fault}"
            time.sleep(0.2)
