"""The page of the two processors: take a payment, give it back, dispute it, and send that well or badly."""

from decimal import Decimal, InvalidOperation
from html import escape
from typing import Any

from aiohttp import web

from dialer.sandbox import frame
from dialer.sandbox.control import control
from dialer.sandbox.page_forms import option
from dialer.sandbox.page_tables import Html, badge, table
from dialer.sandbox.payments.desk import DESK, FAULTS, Desk
from dialer.sandbox.payments.letters import (
    GENERIC,
    STRIPE,
    Charge,
    Letter,
    charged,
    disputed,
    given_back,
    places,
    written,
)

PAGE = "/payments"
PARTS = {"take": "Take a payment", "charges": "Charges", "sent": "Sent"}
MOST = Decimal(10**9)
NAMES = {STRIPE: "Stripe", GENERIC: "Zapier, Make or another program"}
WORDS = {
    "": "rightly signed",
    "twice": "twice",
    "shuffled": "doubled and shuffled",
    "forged": "with a forged signature",
    "old": "signed an hour ago",
    "changed": "changed after it was signed",
}
DOINGS = {"refund": "Give back a third", "refund_all": "Give all back", "dispute": "Dispute", "won": "Dispute won",
          "lost": "Dispute lost"}  # fmt: skip

routes = web.RouteTableDef()


@routes.get(PAGE)
async def page(request: web.Request) -> web.Response:
    """The whole page. Without its script it works the same, only by reloading."""
    return web.Response(text=_document(request.app[DESK]), content_type="text/html")


@routes.get("/payments.json")
async def seen(request: web.Request) -> web.Response:
    """What was charged and sent, newest first, once everything was answered."""
    desk = request.app[DESK]
    await desk.settled()
    return web.json_response(
        {"charges": [vars(each) for each in desk.charges], "sent": [_as_json(each) for each in desk.sent]}
    )


@routes.post("/control/payments/charge")
@control(back=PAGE, of=DESK)
def take_payment(desk: Desk, body: dict[str, Any]) -> dict[str, Any]:
    """`{processor, amount, currency, email, phone, name, description, fault}`: somebody pays."""
    processor = str(body.get("processor") or STRIPE)
    if processor not in desk.doors:
        raise ValueError("that processor is not connected")
    currency = str(body.get("currency") or "USD").strip().upper()
    said: dict[str, Any] = {
        name: str(body.get(name) or "").strip()[:200] for name in ("email", "phone", "name", "description")
    }
    charge = Charge(processor, _amount(str(body.get("amount") or "1200"), currency), currency, **said)
    desk.charges.appendleft(charge)
    _send(desk, [charged(charge)], body)
    return {"id": charge.id}


@routes.post("/control/payments/after")
@control(back=PAGE, of=DESK)
def say_more(desk: Desk, body: dict[str, Any]) -> dict[str, Any]:
    """`{id, do, fault}`: refund, refund_all, dispute, won or lost. Shuffled, the charge is said again among them."""
    charge, doing = desk.find(str(body.get("id", ""))), str(body.get("do", ""))
    if doing in ("refund", "refund_all"):
        third = max(1, charge.amount // 3)
        charge.refunded = (
            charge.amount if doing == "refund_all" else min(charge.amount, charge.refunded + third)
        )
        letter = given_back(charge)
    elif doing in ("dispute", "won", "lost"):
        charge.dispute = "open" if doing == "dispute" else doing
        letter = disputed(charge)
    else:
        raise ValueError(f"do must be one of {', '.join(DOINGS)}")
    _send(desk, [letter], body)
    return {"id": charge.id}


def _send(desk: Desk, letters: list[Letter], body: dict[str, Any]) -> None:
    fault = str(body.get("fault") or "")
    if fault not in FAULTS:
        raise ValueError(f"fault must be one of {', '.join(FAULTS[1:])}")
    if fault == "shuffled":  # with something before and after it, whatever was said of the last charges
        letters = [*letters, *(charged(each) for each in list(desk.charges)[:2])]
    desk.send(letters, fault)


def _amount(text: str, currency: str) -> int:
    try:
        minor = Decimal(text).scaleb(places(currency))
    except InvalidOperation as error:
        raise ValueError("the amount must be a number") from error
    if not (minor.is_finite() and 0 < minor < MOST and minor == int(minor)) or len(currency) != 3:
        raise ValueError("the amount does not fit the currency")
    return int(minor)


def _as_json(sent: Any) -> dict[str, Any]:
    return {name: getattr(sent, name) for name in ("said", "charge_id", "fault", "answer", "is_well")}


def _document(desk: Desk) -> str:
    inside = (
        (_form(desk) if desk.doors else NOT_CONNECTED)
        + _live("charges", "Charges", _charges(desk))
        + _live("sent", "Sent", _sent(desk))
    )
    about = "A stand-in for payment processors on this machine. No money ever moves."
    return frame.document("/payments", "Payments sandbox", about, inside, parts=PARTS)


NOT_CONNECTED = (
    '<section id="take"><h2>Not connected</h2><p>The dialer that this sandbox belongs to takes no payments from it: '
    "its first company is no demo company.</p></section>"
)


def _form(desk: Desk) -> str:
    doors = "".join(option(each, NAMES[each]) for each in desk.doors)
    fields = "".join(
        f'<label>{label}<input name="{name}" value="{escape(value)}" maxlength="200"></label>'
        for name, label, value in (
            ("amount", "Amount", "1200"),
            ("currency", "Currency", "USD"),
            ("email", "E-mail", ""),
            ("phone", "Phone", "+12025550101"),
            ("name", "Name", "Hannah Osei"),
            ("description", "What for", "Course"),
        )
    )
    return (
        '<section id="take" data-part><h2>Take a payment</h2><form method="post" action="/control/payments/charge" '
        f'class="card"><div class="row"><label>Processor<select name="processor">{doors}</select></label>{fields}'
        f'{_faults()}</div><button class="main">Pay</button></form></section>'
    )


def _faults() -> str:
    chosen = "".join(option(each, WORDS[each]) for each in FAULTS)
    return f'<label>Sent<select name="fault">{chosen}</select></label>'


def _charges(desk: Desk) -> str:
    heads = ("Charge", "Processor", "Amount", "Given back", "Dispute", "Payer", "Say more")
    return table(heads, [_charge_row(each) for each in desk.charges])


def _charge_row(charge: Charge) -> tuple[str, ...]:
    doing = "".join(option(each, words) for each, words in DOINGS.items())
    form = (
        f'<form method="post" action="/control/payments/after" class="row"><input type="hidden" name="id" '
        f'value="{escape(charge.id)}"><label>Do<select name="do">{doing}</select></label>{_faults()}'
        "<button>Send</button></form>"
    )
    amounts = (written(charge.amount, charge.currency), written(charge.refunded, charge.currency))
    return (
        charge.id,
        NAMES[charge.processor],
        f"{amounts[0]} {charge.currency}",
        amounts[1],
        charge.dispute or "none",
        charge.name or charge.email or charge.phone,
        Html(form),
    )


def _sent(desk: Desk) -> str:
    rows = [
        (
            each.said,
            each.charge_id,
            WORDS[each.fault],
            badge("taken" if each.is_well else "refused", "good" if each.is_well else "bad"),
            each.answer,
        )
        for each in desk.sent
    ]
    return table(("Event", "Charge", "How", "", "Answer"), rows)


def _live(name: str, heading: str, inside: str) -> str:
    region = f'role="region" aria-label="{heading}"'
    rows = f'<div id="{name}-rows" class="scroll" data-live tabindex="0" {region}>{inside}</div>'
    return f'<section id="{name}"><h2>{heading}</h2>{rows}</section>'
