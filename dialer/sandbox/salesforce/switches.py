"""What a person, or a test, does in the org: its lists, its tokens, its tasks, and what goes wrong in it."""

from dataclasses import asdict, fields
from typing import Any

from aiohttp import web

from dialer.sandbox.control import Form, control
from dialer.sandbox.phone_settings import checked_number
from dialer.sandbox.salesforce.org import DAILY_LIMIT, FAULTS, ORG, Faults, Org, Value

PAGE = "/salesforce"
LONGEST = 255
DOINGS = ("add", "rename", "activate", "deactivate", "remove")

routes = web.RouteTableDef()


@routes.get("/salesforce.json")
async def seen(request: web.Request) -> web.Response:
    """Lists, tasks, faults and requests, newest task last."""
    org = request.app[ORG]
    return web.json_response(
        {
            "values": {name: [asdict(each) for each in listed] for name, listed in org.kept.values.items()},
            "tasks": list(org.kept.tasks.values()),
            "faults": asdict(org.faults),
            "requests": {"used": org.requests, "of": DAILY_LIMIT},
            "people": [asdict(each) for each in org.people],
        }
    )


@routes.post("/control/salesforce/values")
@control(back=PAGE, of=ORG)
def change_value(org: Org, body: dict[str, Any]) -> dict[str, Any]:
    """`{field, do, value, label}`: add, rename, activate, deactivate or remove a value."""
    name, doing = str(body.get("field", "")), str(body.get("do", ""))
    text, label = str(body.get("value") or "").strip(), str(body.get("label") or "").strip()
    if doing not in DOINGS:
        raise ValueError(f"do must be one of {', '.join(DOINGS)}")
    if doing == "add":
        _add(org, name, text or label, label or text)
    elif doing == "remove":
        org.kept.values[name] = [each for each in org.values(name) if each is not org.value(name, text)]
    elif doing == "rename":
        org.value(name, text).label = _checked(label)
    else:
        org.value(name, text).active = doing == "activate"
    org.keep()
    return {"values": [asdict(each) for each in org.values(name)]}


@routes.post("/control/salesforce/lists")
@control(back=PAGE, of=ORG)
def set_list(org: Org, body: dict[str, Any]) -> dict[str, Any]:
    """`{field, values: [label, …]}`: a whole list anew."""
    name, given = str(body.get("field", "")), body.get("values")
    if not isinstance(given, list):
        raise ValueError("values must be a list of labels")
    org.values(name)
    org.kept.values[name] = [Value(_checked(str(each)), str(each)) for each in given]
    org.keep()
    return {"values": len(given)}


def _add(org: Org, name: str, api_name: str, label: str) -> None:
    listed = org.values(name)
    if any(each.value == _checked(api_name) for each in listed):
        raise ValueError(f"value {api_name[:40]!r} is there already")
    listed.append(Value(api_name, _checked(label)))


def _checked(text: str) -> str:
    if not text or len(text) > LONGEST:
        raise ValueError(f"value must have 1 to {LONGEST} characters")
    return text


def _switches(form: Form) -> dict[str, Any]:
    """Boxes that are not ticked are not sent."""
    given: dict[str, Any] = {}
    for field in fields(Faults):
        if isinstance(field.default, bool):
            given[field.name] = field.name in form
        elif field.name in form:
            given[field.name] = form[field.name]
    return given


@routes.post("/control/salesforce/faults")
@control(_switches, back=PAGE, of=ORG)
def set_faults(org: Org, body: dict[str, Any]) -> dict[str, Any]:
    """Replace all switches; `{}` makes the org well again."""
    known = {field.name for field in fields(Faults)}
    if unknown := set(body) - known:
        raise ValueError(f"unknown faults: {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}")
    if body.get("rest", "") not in FAULTS:
        raise ValueError(f"rest must be one of {', '.join(map(repr, FAULTS))}")
    if "seconds" in body:
        body = body | {"seconds": checked_number("seconds", body["seconds"], 0, 60)}
    for name in known - {"rest", "seconds"}:
        if not isinstance(body.get(name, False), bool):
            raise ValueError(f"{name} must be true or false")
    org.faults = Faults(**body)
    return asdict(org.faults)


@routes.post("/control/salesforce/tokens")
@control(back=PAGE, of=ORG)
def end_tokens(org: Org, body: dict[str, Any]) -> dict[str, Any]:
    """`{do: revoke}`: nobody gets in until somebody allows it again. `{do: end_sessions}`: only sessions are over."""
    if body.get("do") == "revoke":
        org.forget_tokens()
    elif body.get("do") == "end_sessions":
        org.end_sessions()
    else:
        raise ValueError("do must be revoke or end_sessions")
    return {"done": body["do"]}


@routes.post("/control/salesforce/tasks")
@control(back=PAGE, of=ORG)
def delete_task(org: Org, body: dict[str, Any]) -> dict[str, Any]:
    """`{delete: id}`: somebody deletes a task."""
    task_id = str(body.get("delete", ""))
    if org.kept.tasks.pop(task_id, None) is None:
        raise LookupError(f"there is no task {task_id[:20]!r}")
    org.kept.deleted.append(task_id)
    org.keep()
    return {"deleted": task_id}
