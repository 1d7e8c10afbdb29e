"""The org's REST and Tooling API, with the shapes of its answers and refusals."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from dialer.sandbox.salesforce.org import CUSTOM, DAILY_LIMIT, KEY_FIELD, ORG, STANDARD, Org, Value
from dialer.sandbox.salesforce.queries import Malformed, read_soql, read_sosl

ROOT = r"/services/data/{version:v\d+\.\d}"
TEXTS = {
    "Subject": 255,
    "Description": 32_000,
    "Status": 40,
    "ActivityDate": 10,
    "CallType": 40,
    "CallObject": 255,
    "WhoId": 18,
    "TaskSubtype": 40,
    "Priority": 40,
}
SETS = {"StandardValueSet": STANDARD, "CustomField": CUSTOM}
SET_IDS = {"0Nt5e0000000001": "StandardValueSet", "00N5e0000000001": "CustomField"}
SET_NAMES = {"StandardValueSet": STANDARD, "CustomField": f"Activity.{CUSTOM}"}

routes = web.RouteTableDef()
Handler = Callable[[web.Request, Org], Awaitable[web.StreamResponse]]
Plain = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ApiError(Exception):
    """A refusal in Salesforce's shape."""

    def __init__(self, status: int, code: str, message: str, *fields: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = [{"message": message, "errorCode": code} | ({"fields": list(fields)} if fields else {})]


def signed_in(handler: Handler) -> Plain:
    """Only with a session; each request counts against the day's limit, and says how many did."""

    async def checked(request: web.Request) -> web.StreamResponse:
        org = request.app[ORG]
        org.requests += 1
        org.asked.append(f"{request.method} {request.path}")
        try:
            _require_session(request, org)
            await _go_wrong(org)
            answer = await handler(request, org)
        except ApiError as error:
            answer = web.json_response(error.body, status=error.status)
        except Malformed as error:
            answer = web.json_response(ApiError(400, "MALFORMED_QUERY", str(error)).body, status=400)
        answer.headers["Sforce-Limit-Info"] = f"api-usage={org.requests}/{DAILY_LIMIT}"
        return answer

    return checked


def _require_session(request: web.Request, org: Org) -> None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or token not in org.kept.access_tokens:
        raise ApiError(401, "INVALID_SESSION_ID", "Session expired or invalid")


async def _go_wrong(org: Org) -> None:
    if org.faults.rest == "down":
        raise ApiError(503, "SERVER_UNAVAILABLE", "The server is temporarily unavailable")
    if org.faults.rest == "limit":
        raise ApiError(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
    if org.faults.rest == "slow":
        await asyncio.sleep(org.faults.seconds)


@routes.get(f"{ROOT}/sobjects/Task/describe")
@signed_in
async def describe(request: web.Request, org: Org) -> web.StreamResponse:
    """What Task is made of."""
    texts = [_described(name, "string", length=length) for name, length in TEXTS.items()]
    lists = [
        _described(
            name,
            "string" if name == STANDARD and org.faults.plain_text else "picklist",
            label="Call Result",
            custom=name == CUSTOM,
            picklistValues=[] if org.faults.plain_text and name == STANDARD else _listed(org, name),
        )
        for name in org.kept.values
        if not (org.faults.field_gone and name == STANDARD)
    ]
    keys = [_described(KEY_FIELD, "string", custom=True, externalId=True)] if org.faults.key_field else []
    return web.json_response({"name": "Task", "fields": [*texts, *lists, *keys]})


def _described(name: str, kind: str, **more: Any) -> dict[str, Any]:
    plain = {"custom": False, "externalId": False, "updateable": True, "length": 255, "picklistValues": []}
    return {"name": name, "label": name, "type": kind} | plain | more


def _listed(org: Org, name: str) -> list[dict[str, Any]]:
    return [
        {
            "value": each.value,
            "label": each.label,
            "active": each.active,
            "defaultValue": False,
            "validFor": None,
        }
        for each in org.values(name)
    ]


@routes.post(f"{ROOT}/sobjects/Task")
@signed_in
async def create_task(request: web.Request, org: Org) -> web.StreamResponse:
    """Keep a task."""
    fields = _checked(org, await _body(request))
    task_id = org.new_task(fields)
    await _lose_answer(request, org)
    return web.json_response({"id": task_id, "success": True, "errors": []}, status=201)


@routes.patch(ROOT + "/sobjects/Task/{task_id}")
@signed_in
async def update_task(request: web.Request, org: Org) -> web.StreamResponse:
    """Change one."""
    task_id = request.match_info["task_id"]
    if task_id in org.kept.deleted:
        raise ApiError(404, "ENTITY_IS_DELETED", "entity is deleted")
    if task_id not in org.kept.tasks:
        raise ApiError(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible")
    org.kept.tasks[task_id] |= _checked(org, await _body(request))
    org.keep()
    await _lose_answer(request, org)
    return web.Response(status=204)


@routes.patch(ROOT + "/sobjects/Task/{field}/{key}")
@signed_in
async def upsert_task(request: web.Request, org: Org) -> web.StreamResponse:
    """Make or change the one with this external id."""
    field, key = request.match_info["field"], request.match_info["key"]
    if field != KEY_FIELD or not org.faults.key_field:
        raise ApiError(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible")
    fields = _checked(org, await _body(request)) | {field: key}
    found = next((each for each in org.kept.tasks.values() if each.get(field) == key), None)
    if found is not None:
        found |= fields
        org.keep()
        return web.json_response({"id": found["Id"], "success": True, "errors": [], "created": False})
    task_id = org.new_task(fields)
    await _lose_answer(request, org)
    return web.json_response({"id": task_id, "success": True, "errors": [], "created": True}, status=201)


async def _lose_answer(request: web.Request, org: Org) -> None:
    if org.faults.rest == "lost" and request.transport is not None:
        request.transport.close()


async def _body(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError as error:
        raise ApiError(400, "JSON_PARSER_ERROR", "Unexpected character") from error
    if not isinstance(body, dict):
        raise ApiError(400, "JSON_PARSER_ERROR", "An object was expected")
    return body


def _checked(org: Org, fields: dict[str, Any]) -> dict[str, Any]:
    if org.faults.rest == "locked":
        raise ApiError(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record")
    if org.faults.rest == "validation":
        raise ApiError(400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "Calls need a campaign.")
    lists = [name for name in org.kept.values if not (org.faults.field_gone and name == STANDARD)]
    for name, value in fields.items():
        if name not in (*TEXTS, "CallDurationInSeconds", *lists):
            raise ApiError(400, "INVALID_FIELD", f"No such column '{name}' on sobject of type Task")
        longest = TEXTS.get(name, 255)
        if isinstance(value, str) and len(value) > longest:
            raise ApiError(
                400, "STRING_TOO_LONG", f"{name}: data value too large (max length={longest})", name
            )
    if fields.get("WhoId") and org.person(fields["WhoId"]) is None:
        raise ApiError(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", "WhoId")
    return fields


@routes.get(f"{ROOT}/query")
@signed_in
async def query(request: web.Request, org: Org) -> web.StreamResponse:
    """Tasks."""
    asked = read_soql(request.query.get("q", ""))
    if asked.table != "Task":
        raise ApiError(400, "INVALID_TYPE", f"sObject type '{asked.table}' is not supported.")
    found = [
        each
        for each in org.kept.tasks.values()
        if all(str(each.get(name)) == value for name, value in asked.where.items())
    ][: asked.limit]
    records = [
        {"attributes": {"type": "Task"}} | {name: each.get(name) for name in asked.fields} for each in found
    ]
    return web.json_response({"totalSize": len(records), "done": True, "records": records})


@routes.get(f"{ROOT}/search")
@signed_in
async def search(request: web.Request, org: Org) -> web.StreamResponse:
    """Contacts and leads by number or address."""
    what, where = read_sosl(request.query.get("q", ""))
    found = [
        each for each in org.people if _found(what, each.email if where == "EMAIL" else each.phone, where)
    ]
    records = [{"attributes": {"type": each.kind}, "Id": each.id, "Name": each.name} for each in found]
    return web.json_response({"searchRecords": records})


def _found(what: str, kept: str, where: str) -> bool:
    if where == "EMAIL":
        return bool(kept) and what.casefold() == kept.casefold()
    digits = re.sub(r"\D", "", kept)
    return bool(digits) and digits.endswith(re.sub(r"\D", "", what))


@routes.get(f"{ROOT}/tooling/query")
@signed_in
async def tooling_query(request: web.Request, org: Org) -> web.StreamResponse:
    """The metadata of a list."""
    _require_metadata(org)
    asked = read_soql(request.query.get("q", ""))
    name = SETS.get(asked.table)
    named = asked.where.get("MasterLabel") or f"{asked.where.get('DeveloperName')}__c"
    if name is None or name != named:
        return web.json_response({"size": 0, "totalSize": 0, "done": True, "records": []})
    set_id = next(each for each, table in SET_IDS.items() if table == asked.table)
    url = f"/services/data/{request.match_info['version']}/tooling/sobjects/{asked.table}/{set_id}"
    record = {
        "attributes": {"type": asked.table, "url": url},
        "Id": set_id,
        "FullName": SET_NAMES[asked.table],
        "Metadata": _metadata(org, asked.table),
    }
    return web.json_response({"size": 1, "totalSize": 1, "done": True, "records": [record]})


@routes.patch(ROOT + "/tooling/sobjects/{table}/{set_id}")
@signed_in
async def change_metadata(request: web.Request, org: Org) -> web.StreamResponse:
    """Write a list back whole; what is left out becomes inactive."""
    _require_metadata(org)
    table, set_id = request.match_info["table"], request.match_info["set_id"]
    if SET_IDS.get(set_id) != table:
        raise ApiError(404, "NOT_FOUND", "The requested resource does not exist")
    metadata = (await _body(request)).get("Metadata") or {}
    written = metadata.get("standardValue")
    if table == "CustomField":
        written = metadata["valueSet"]["valueSetDefinition"]["value"]
    _write_list(org, SETS[table], written or [])
    org.keep()
    return web.Response(status=204)


def _require_metadata(org: Org) -> None:
    if org.faults.metadata_forbidden:
        raise ApiError(
            403, "INSUFFICIENT_ACCESS", "insufficient access rights: Customize Application is needed"
        )


def _metadata(org: Org, table: str) -> dict[str, Any]:
    listed = [
        {"valueName": each.value, "label": each.label, "isActive": each.active, "default": False}
        for each in org.values(SETS[table])
    ]
    if table == "StandardValueSet":
        return {"sorted": False, "standardValue": listed}
    definition = {"sorted": False, "value": listed}
    return {"label": "Call Result", "type": "Picklist", "valueSet": {"valueSetDefinition": definition}}


def _write_list(org: Org, name: str, written: list[dict[str, Any]]) -> None:
    by_name = {str(each["valueName"]): each for each in written}
    kept = {each.value: each for each in org.values(name)}
    for each in kept.values():
        entry = by_name.get(each.value)
        each.active = bool(entry and entry.get("isActive", True))
        each.label = str(entry.get("label") or each.label) if entry else each.label
    org.kept.values[name] += [
        Value(api_name, str(entry.get("label") or api_name))
        for api_name, entry in by_name.items()
        if api_name not in kept
    ]
