"""A sandbox with quick phones, an application that notes what it is told, and a clock-free way to wait."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self
from xml.sax.saxutils import quoteattr

import aiohttp
from aiohttp import web
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from dialer.sandbox.config import config_from
from dialer.sandbox.payments.desk import DESK, Desk
from dialer.sandbox.phone_list import PHONES
from dialer.sandbox.phones import Phone
from dialer.sandbox.server import create_app
from dialer.sandbox.state import SANDBOX, Sandbox
from dialer.sandbox.steps import Beep, Echo, Record, Say, Sound, Stay
from tests.sandbox.rep_browser import IDENTITY, RepBrowser

ACCOUNT = "AC" + "1" * 32
KEY = "SK" + "2" * 32
SECRET = "an-api-key-secret-of-32-characters"
TOKEN = "the-auth-token"
APPLICATION = "AP" + "3" * 32
NUMBER = "+12025550199"
VERIFIED = "+12025550177"

INBOUND = "/webhooks/twilio/inbound"
ALL_EVENTS = "initiated ringing answered completed"

GREETING = Sound((((440,), 0.3),))
QUICK_SCRIPTS = {
    "0105": (Stay(0.2), Beep(), Record(60)),
    "0106": (Stay(0.3),),
    "0108": (GREETING, Beep(), Record(60)),
    "0110": (GREETING, Say("menu_sales", ends_greeting=True), Echo()),
    "0113": (GREETING, Say("menu_sales", ends_greeting=True), Stay(60)),
}


def quick_phones() -> tuple[Phone, ...]:
    """The real phones, in a hurry; the one that rings out takes long enough for a timeout to be first."""
    return tuple(
        replace(
            phone,
            wait=2.0 if phone.suffix == "0103" else 0.15,
            script=QUICK_SCRIPTS.get(phone.suffix, phone.script),
            calling=(Stay(0.3),) if phone.suffix == "0106" else phone.calling,
            detection=replace(phone.detection, seconds=0.1),
        )
        for phone in PHONES
    )


def dial(number: str = "{to}", *, url: str = "/status", events: str = ALL_EVENTS, **attributes: str) -> str:
    """The document of an ordinary call. Attributes of `<Number>` are prefixed with `number_`."""
    on_number = {"statusCallback": url, "statusCallbackEvent": events}
    on_number |= {key[7:]: attributes.pop(key) for key in list(attributes) if key.startswith("number_")}
    on_dial = {"answerOnBridge": "true", "callerId": NUMBER, "action": "/action"} | attributes
    return (
        f"<Response><Dial {_written(on_dial)}>"
        f"<Number {_written(on_number)}>{number}</Number></Dial></Response>"
    )


def ring(
    identity: str = IDENTITY,
    *,
    events: str = ALL_EVENTS,
    parameters: dict[str, str] | None = None,
    **attributes: str,
) -> str:
    """The document that lets a rep's browser ring."""
    on_dial = {"answerOnBridge": "true", "action": "/action"} | attributes
    given = {name: quoteattr(value)[1:-1] for name, value in (parameters or {}).items()}
    inside = "".join(f'<Parameter name="{name}" value="{value}"/>' for name, value in given.items())
    return (
        f"<Response><Dial {_written(on_dial)}>"
        f'<Client statusCallback="/status" statusCallbackEvent="{events}"><Identity>{identity}</Identity>{inside}'
        "</Client></Dial></Response>"
    )


def _written(attributes: dict[str, str]) -> str:
    return " ".join(f'{name}="{value}"' for name, value in attributes.items() if value)


DETECTING = {"number_machineDetection": "DetectMessageEnd", "number_amdStatusCallback": "/amd"}


@dataclass(frozen=True)
class Told:
    """One request the application received."""

    path: str
    fields: dict[str, str]
    genuine: bool
    headers: dict[str, str]

    def __str__(self) -> str:
        word = (
            "AnsweredBy"
            if self.path == "/amd"
            else "DialCallStatus"
            if self.path == "/action"
            else "CallStatus"
        )
        prefix = {"/status": "", "/voice": "voice ", INBOUND: "inbound "}.get(self.path, f"{self.path[1:]} ")
        return f"{prefix}{self.fields.get(word, '')}"


Answer = Callable[[dict[str, str]], Awaitable[web.Response]]


class Application:
    """The customer's server: answers the voice URL with a document, everything else with what a test sets."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.document = dial()
        self.inbound_document = ring()
        self.after_dial = "<Response><Hangup/></Response>"
        self.answers: dict[str, Answer] = {}
        self.base = ""

    def story(self) -> list[str]:
        """What it was told, in order, in a word or two each."""
        return [str(each) for each in self.told]

    def at(self, path: str) -> list[Told]:
        """What one URL was told."""
        return [each for each in self.told if each.path == path]

    async def handle(self, request: web.Request) -> web.Response:
        """Any request."""
        fields = {name: str(value) for name, value in (await request.post()).items()}
        signature = request.headers.get("X-Twilio-Signature", "")
        genuine = RequestValidator(TOKEN).validate(self.base + request.raw_path, fields, signature)
        fields |= dict(request.query)
        self.told.append(Told(request.path, fields, genuine, dict(request.headers)))
        if request.path in self.answers:
            return await self.answers[request.path](fields)
        if request.path == INBOUND:
            return xml(self.inbound_document)
        if request.path in ("/voice", "/action", "/next"):
            text = self.after_dial if request.path == "/action" else self.document
            return xml(text.replace("{to}", fields.get("To", "")))
        return web.Response(status=204)


def xml(text: str) -> web.Response:
    """A document."""
    return web.Response(text=text, content_type="text/xml")


class Stage:
    """Everything a test of the sandbox needs, on ports of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.app = Application()
        self.url = ""
        self.sandbox: Sandbox
        self.desk: Desk
        self.http: aiohttp.ClientSession
        self._runners: list[web.AppRunner] = []
        self._browsers: list[RepBrowser] = []

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self.app.handle)
        self.app.base = await self.serve(application)
        edge = create_app(config_from(self.config()), self.directory, quick_phones())
        self.sandbox, self.desk = edge[SANDBOX], edge[DESK]
        self.url = await self.serve(edge)
        self.http = aiohttp.ClientSession(self.url)
        return self

    async def __aexit__(self, *_: object) -> None:
        for browser in self._browsers:
            await browser.close()
        await self.http.close()
        for runner in reversed(self._runners):
            await runner.cleanup()

    async def serve(self, app: web.Application) -> str:
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._runners.append(runner)
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    def config(self) -> dict[str, Any]:
        """One account with one application and one number."""
        return {
            "accounts": [
                {
                    "account_sid": ACCOUNT,
                    "auth_tokens": [TOKEN, "the-older-token"],
                    "retired_tokens": ["the-token-before"],
                    "api_key_sid": KEY,
                    "api_key_secret": SECRET,
                    "applications": [
                        {
                            "sid": APPLICATION,
                            "voice_url": f"{self.app.base}/voice",
                            "status_callback": f"{self.app.base}/parent",
                        }
                    ],
                    "numbers": [NUMBER],
                    "caller_ids": [VERIFIED],
                }
            ]
        }

    async def browser(self, **listening: Any) -> RepBrowser:
        """A rep's browser, listening and registered."""
        browser = RepBrowser(self.url)
        self._browsers.append(browser)
        await browser.open()
        await browser.listen(**listening)
        await browser.expect("connected")
        return browser

    async def registered(self, **listening: Any) -> RepBrowser:
        """A browser that can be called."""
        browser = await self.browser(**listening)
        await browser.send("register", media={"audio": True})
        await browser.expect("ready")
        return browser

    async def call_in(self, phone: str = "0101", **more: Any) -> str:
        """A lead's phone calls our number; the sid of its leg."""
        body = {"from": phone, "to": NUMBER} | more
        async with self.http.post("/control/inbound", json=body) as response:
            said = await response.json()
            assert response.status == 200, said
        return str(said["call_sid"])

    async def call(self, number: str, **listening: Any) -> RepBrowser:
        """A browser that has just dialled."""
        browser = await self.browser(**listening)
        await browser.invite(To=number, call_id="42")
        return browser

    async def until(self, happened: Callable[[], object], seconds: float = 8.0) -> None:
        """Wait for something to become true."""
        for _ in range(int(seconds / 0.02)):
            if happened():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"it never happened; the application was told {self.app.story()}")

    async def told(self, word: str, times: int = 1) -> None:
        """Wait until the application was told this."""
        await self.until(lambda: self.app.story().count(word) >= times)

    async def over(self) -> None:
        """Wait until the parent call's own callback came."""
        await self.until(lambda: self.app.at("/parent"))

    def rest(self, name: str = ACCOUNT, secret: str = TOKEN) -> Client:
        """Twilio's own client, pointed at the sandbox."""
        client = Client(name, secret, ACCOUNT)
        client.api.base_url = self.url
        return client

    async def control(self, what: str, **body: Any) -> int:
        """A control request; its HTTP status."""
        async with self.http.post(f"/control/{what}", json=body) as response:
            return response.status
