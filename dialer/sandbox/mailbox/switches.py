"""What a person, or a test, does in the mailbox: read it as JSON, empty it, let things go wrong."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from dialer.sandbox.control import control
from dialer.sandbox.mailbox.box import FAULTS, MAILBOX, Faults, Mailbox
from dialer.sandbox.phone_settings import checked_number

PAGE = "/mailbox"

routes = web.RouteTableDef()


@routes.get("/mailbox.json")
async def seen(request: web.Request) -> web.Response:
    """Messages, newest last, and faults."""
    box = request.app[MAILBOX]
    return web.json_response(
        {"messages": [asdict(each) for each in box.messages], "faults": asdict(box.faults)}
    )


@routes.post("/control/mailbox/faults")
@control(back=PAGE, of=MAILBOX)
def set_faults(box: Mailbox, body: dict[str, Any]) -> dict[str, Any]:
    """Replace the switch; `{}` makes the server well again."""
    if unknown := set(body) - {"smtp", "seconds"}:
        raise ValueError(f"unknown faults: {', '.join(sorted(unknown))}; known: seconds, smtp")
    if body.get("smtp", "") not in FAULTS:
        raise ValueError(f"smtp must be one of {', '.join(map(repr, FAULTS))}")
    seconds = checked_number("seconds", body.get("seconds", Faults.seconds), 0, 60)
    box.faults = Faults(smtp=body.get("smtp", ""), seconds=seconds)
    return asdict(box.faults)


@routes.post("/control/mailbox/empty")
@control(back=PAGE, of=MAILBOX)
def empty(box: Mailbox, body: dict[str, Any]) -> dict[str, Any]:
    """Throw all messages away."""
    box.empty()
    return {"messages": 0}
