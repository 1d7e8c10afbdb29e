"""The org's page: its lists to change, the tasks that arrived, and the switches."""

from html import escape

from aiohttp import web

from dialer.sandbox import frame
from dialer.sandbox.page_forms import box, number, option
from dialer.sandbox.page_tables import Html, badge, table
from dialer.sandbox.salesforce.org import CUSTOM, DAILY_LIMIT, ORG, STANDARD, Faults, Org, Value

SHOWN = 40
PARTS = {"lists": "Lists", "tasks": "Tasks", "sf-faults": "Faults"}
TITLES = {STANDARD: "Call Result (CallDisposition)", CUSTOM: "Another list (Call_Result__c)"}
REST_WORDS = {
    "": "is well",
    "down": "is down: 503",
    "limit": "is out of requests: REQUEST_LIMIT_EXCEEDED",
    "locked": "finds every task locked: UNABLE_TO_LOCK_ROW",
    "validation": "refuses every task by a validation rule",
    "slow": "is slow",
    "lost": "writes tasks, and its answer is lost",
}
SWITCHES = (
    ("field_gone", "The Call Result field is deleted"),
    ("metadata_forbidden", "The dialer may not change lists"),
    ("plain_text", "Call Result is a text without a list"),
    ("key_field", "There is an external id for calls (Dialer_Call_Id__c)"),
)

routes = web.RouteTableDef()


@routes.get("/salesforce")
async def page(request: web.Request) -> web.Response:
    """The whole page. Without its script it works the same, only by reloading."""
    return web.Response(text=_document(request.app[ORG]), content_type="text/html")


def _document(org: Org) -> str:
    lists = "".join(_list(org, name) for name in org.kept.values)
    used = f"<p>{org.requests} of {DAILY_LIMIT} requests since the start.</p>"
    inside = (
        '<div id="lists"><p>Add, rename or deactivate a value, then press <b>Sync now</b> in the dialer '
        f"(Admin center → CRM), or wait at most a quarter of an hour.</p>{lists}</div>"
        '<section id="tasks"><h2>Tasks</h2><div id="task-rows" class="scroll" data-live tabindex="0" role="region" '
        f'aria-label="Tasks">{_tasks(org)}</div></section>{_faults(org)}'
        f'<section id="used" data-live>{used}</section>'
    )
    about = "A stand-in for one Salesforce org on this machine."
    return frame.document("/salesforce", "Salesforce sandbox", about, inside, parts=PARTS)


def _list(org: Org, name: str) -> str:
    rows = [_value_row(name, each) for each in org.values(name)]
    title = TITLES.get(name, name)
    return (
        f'<section id="list-{escape(name)}" data-part><h2>{escape(title)}</h2>'
        f'<form method="post" action="/control/salesforce/values" class="row">{_hidden("field", name)}'
        f"{_hidden('do', 'add')}<label>New value<input name='label' maxlength='255' required></label>"
        "<button class='main'>Add</button></form>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(title)}">'
        f"{table(('API name', 'State', 'Label', 'Change'), rows)}</div></section>"
    )


def _value_row(name: str, each: Value) -> tuple[str, ...]:
    state = badge("active", "good") if each.active else badge("inactive", "wait")
    field = f'<input name="label" aria-label="Label of {escape(each.value)}" value="{escape(each.label)}" maxlength="255">'
    rename = _do(name, each, "rename", field + "<button>Rename</button>")
    turn = "deactivate" if each.active else "activate"
    buttons = _do(name, each, turn, f"<button>{turn.capitalize()}</button>")
    buttons += _do(name, each, "remove", "<button class='quiet'>Remove</button>")
    return (each.value, state, Html(rename), Html(f'<div class="row">{buttons}</div>'))


def _do(name: str, each: Value, doing: str, inside: str) -> str:
    hidden = _hidden("field", name) + _hidden("value", each.value) + _hidden("do", doing)
    return f'<form method="post" action="/control/salesforce/values">{hidden}{inside}</form>'


def _tasks(org: Org) -> str:
    newest = list(org.kept.tasks.values())[: -SHOWN - 1 : -1]
    heads = ("Made", "Subject", "With", "Result", "Seconds", "Notes", "Our key", "")
    return table(heads, [_task_row(org, each) for each in newest])


def _task_row(org: Org, task: dict[str, object]) -> tuple[str, ...]:
    person = org.person(str(task.get("WhoId") or ""))
    result = str(task.get(STANDARD) or task.get(CUSTOM) or "")
    delete = (
        '<form method="post" action="/control/salesforce/tasks"><button class="quiet" name="delete" '
        f'value="{escape(str(task["Id"]))}">Delete</button></form>'
    )
    return (
        str(task["CreatedDate"])[11:19],
        str(task.get("Subject", "")),
        person.name if person else "—",
        result,
        str(task.get("CallDurationInSeconds", "")),
        str(task.get("Description", "")),
        str(task.get("CallObject", "")),
        Html(delete),
    )


def _faults(org: Org) -> str:
    now = org.faults
    rest = "".join(option(each, words, picked=each == now.rest) for each, words in REST_WORDS.items())
    boxes = "".join(box(name, words, ticked=bool(getattr(now, name))) for name, words in SWITCHES)
    mark = ' <span class="badge bad">on</span>' if now != Faults() else ""
    return (
        f'<section id="sf-faults" data-part><h2>Faults{mark}</h2>'
        '<form method="post" action="/control/salesforce/faults" class="card"><div class="row">'
        f'<label>The org<select name="rest">{rest}</select></label>'
        f"{number('seconds', 'How slow, seconds', now.seconds, 0, 60)}</div>"
        f'<div class="row">{boxes}</div><button class="main">Set</button></form><div class="row buttons">'
        f"{_button('faults', '', '', 'All well again')}"
        f"{_button('tokens', 'do', 'revoke', 'Revoke the tokens')}"
        f"{_button('tokens', 'do', 'end_sessions', 'End the sessions')}</div></section>"
    )


def _button(what: str, name: str, value: str, words: str) -> str:
    inside = f'<button class="quiet" name="{name}" value="{value}">' if name else '<button class="quiet">'
    return f'<form method="post" action="/control/salesforce/{what}">{inside}{words}</button></form>'


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'
