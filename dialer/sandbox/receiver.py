"""A receiver of the product's own webhooks, for trying them out: it lists what arrived and whether it was signed.

Add ``…/webhooks/in`` in the Admin center and paste the secret shown there into this page. It can be told to answer
badly, to see what the product then does.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from typing import Any

from aiohttp import web

from dialer.sandbox import frame
from dialer.sandbox.control import control
from dialer.sandbox.page_forms import option
from dialer.sandbox.page_tables import Html, badge, table

PAGE = "/webhooks"
KEPT = 100
SHOWN = 40
HANGS = 30  # seconds: longer than anybody waits
ANSWERS = {
    "204": "204, all well",
    "500": "500, something broke",
    "503": "503, come back later",
    "410": "410, gone for good",
    "302": "302, somewhere else",
    "hang": "nothing at all",
}

routes = web.RouteTableDef()


@dataclass(frozen=True)
class Arrived:
    """A delivery as it came."""

    at: datetime
    uid: str
    headers: dict[str, str]
    body: str
    answered: str


@dataclass
class Inbox:
    """What arrived, newest first, and how the receiver behaves."""

    secret: str = ""
    answers: str = "204"
    arrived: deque[Arrived] = field(default_factory=lambda: deque(maxlen=KEPT))


INBOX: web.AppKey[Inbox] = web.AppKey("webhooks", Inbox)


@routes.post(f"{PAGE}/in")
async def receive(request: web.Request) -> web.Response:
    """Somebody tells us something."""
    inbox = request.app[INBOX]
    headers = {name.lower(): value for name, value in request.headers.items()}
    body = (await request.read()).decode(errors="replace")
    inbox.arrived.appendleft(
        Arrived(datetime.now(UTC), headers.get("webhook-id", ""), headers, body, inbox.answers)
    )
    if inbox.answers == "hang":
        await asyncio.sleep(HANGS)
    status = int(inbox.answers) if inbox.answers.isdigit() else 204
    return web.Response(status=status, headers={"Location": f"{PAGE}/in"} if status == 302 else {})


@routes.get(PAGE)
async def page(request: web.Request) -> web.Response:
    """The whole page. Without its script it works the same, only by reloading."""
    address = f"{request.url.origin()}{PAGE}/in"
    return web.Response(text=_document(request.app[INBOX], address), content_type="text/html")


@routes.get(f"{PAGE}.json")
async def seen(request: web.Request) -> web.Response:
    """What arrived, newest first."""
    inbox = request.app[INBOX]
    shown = [
        {"id": one.uid, "at": one.at.isoformat(), "body": one.body, "verified": verdict(inbox, one)}
        for one in inbox.arrived
    ]
    return web.json_response({"answers": inbox.answers, "arrived": shown})


@routes.post("/control/webhooks")
@control(back=PAGE, of=INBOX)
def change(inbox: Inbox, body: dict[str, Any]) -> dict[str, Any]:
    """`{secret, answers, clear}`: the secret to check with, how to answer, and forgetting what arrived."""
    answers = str(body.get("answers", inbox.answers))
    if answers not in ANSWERS:
        raise ValueError(f"answers must be one of {', '.join(ANSWERS)}")
    if secret := str(body.get("secret", "")).strip():
        _signer(secret)
        inbox.secret = secret
    inbox.answers = answers
    if body.get("clear"):
        inbox.arrived.clear()
    return {"answers": inbox.answers, "has_secret": bool(inbox.secret)}


def verdict(inbox: Inbox, one: Arrived) -> str:
    """Whether it was signed with the secret that this page was given: yes, no, or that it was given none."""
    if not inbox.secret:
        return "no secret here"
    wanted = _signer(inbox.secret).sign(one.uid, _timestamp(one), one.body)
    return "yes" if wanted in one.headers.get("webhook-signature", "").split() else "no"


def _signer(secret: str) -> Any:
    try:
        from standardwebhooks.webhooks import Webhook
    except ImportError:
        raise ValueError("checking needs an extra: pip install 'dialer[webhooks]'") from None
    try:
        return Webhook(secret)
    except Exception as error:  # whatever its decoder says
        raise ValueError("that is no secret; it begins with whsec_") from error


def _timestamp(one: Arrived) -> datetime:
    given = one.headers.get("webhook-timestamp", "0")
    return datetime.fromtimestamp(int(given) if given.isdecimal() and len(given) < 12 else 0, UTC)


def _document(inbox: Inbox, address: str) -> str:
    chosen = "".join(option(each, words, picked=each == inbox.answers) for each, words in ANSWERS.items())
    given = "given" if inbox.secret else "none yet"
    inside = (
        f'<section id="receiver" data-part><h2>How to use it</h2><p>In the dialer, Admin center → Webhooks, add '
        f"<code>{escape(address)}</code>, and paste here the secret that it shows (now: {given}).</p>"
        '<form method="post" action="/control/webhooks" class="row">'
        '<label>Secret<input name="secret" placeholder="whsec_…" autocomplete="off"></label>'
        f'<label>It answers<select name="answers">{chosen}</select></label><button class="main">Set</button></form>'
        '<form method="post" action="/control/webhooks"><button class="quiet" name="clear" value="1">'
        "Forget what arrived</button></form></section>"
        '<section id="arrived"><h2>Arrived</h2><div id="arrived-rows" class="scroll" data-live tabindex="0" '
        f'role="region" aria-label="Arrived">{_arrived(inbox)}</div></section>'
    )
    about = "It takes the dialer’s webhooks, on this machine."
    return frame.document("/webhooks", "Webhook receiver", about, inside)


def _arrived(inbox: Inbox) -> str:
    rows = [_row(inbox, one) for one in list(inbox.arrived)[:SHOWN]]
    return table(("At", "Id", "Signed with the secret", "Answered", "What it says"), rows)


def _row(inbox: Inbox, one: Arrived) -> tuple[str, ...]:
    said = verdict(inbox, one)
    tone = {"yes": "good", "no": "bad"}.get(said, "wait")
    body = Html(f"<code>{escape(one.body[:1500])}</code>")
    return (f"{one.at:%H:%M:%S}", one.uid, badge(said, tone), one.answered, body)
