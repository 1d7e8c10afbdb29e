"""Salesforce's REST and Tooling API, in our words. Every question raises Refused when it is not answered well."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

from dialer.crm.oauth import TIMEOUT, Refused
from policies.picklist import Value
from policies.vocabulary import Direction, FieldKind

VERSION = "62.0"
KEY = "CallObject"  # a text of Task's own that can be searched: it tells our task from all others
KEY_FIELD = re.compile(r"dialer_call_(id|key)__c", re.IGNORECASE)  # an external id, where an org made us one
CALL_TYPE = {Direction.OUTBOUND: "Outbound", Direction.INBOUND: "Inbound", Direction.MANUAL: "Outbound"}
LONGEST = {"Subject": 255, "Description": 32_000}
RESERVED = re.compile(r"""([?&|!{}\[\]()^~*:\\"'+-])""")


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a call was with, as far as we can describe them to Salesforce."""

    phone: str
    email: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class CallTask:
    """What a call's task says. ``result`` is a value's API name; None leaves the field as it is."""

    key: str
    subject: str
    notes: str
    seconds: int | None
    day: date
    direction: Direction
    result: str | None


@dataclass(frozen=True, slots=True)
class ResultField:
    """The field that takes a call's result, as the org describes it; ``others`` could take it too."""

    kind: FieldKind | None  # None: there is no such field
    values: tuple[Value, ...]
    key_field: str | None
    others: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Org:
    """One org, signed in to. ``used`` of ``limit`` requests of its day, as its last answer said."""

    instance_url: str
    token: str
    used: int | None = None
    limit: int | None = None
    _client: Any = field(default=None, repr=False)

    def describe(self, name: str) -> ResultField:
        """What Task's field ``name`` is and which values it has."""
        described: list[dict[str, Any]] = self._get("sobjects/Task/describe")["fields"]
        found = next((each for each in described if each["name"] == name), None)
        keys = [
            each["name"] for each in described if each.get("externalId") and KEY_FIELD.fullmatch(each["name"])
        ]
        return ResultField(
            kind=_kind(found),
            values=tuple(_values(found)),
            key_field=keys[0] if keys else None,
            others=tuple((each["name"], each["label"]) for each in described if _may_take_results(each)),
        )

    def add_values(self, name: str, labels: list[str]) -> None:
        """Put values on the field's list. Reads the list and writes it back whole, since that is how it is changed:
        a value that is missing from what is written is made inactive."""
        place, path = self._place_of(name)
        found = self._get(f"tooling/query?q={quote(place)}")["records"]
        if not found:
            raise Refused(404, "NOT_FOUND", f"The list behind {name} cannot be seen.")
        record = found[0]
        values = record["Metadata"]
        for step in path:
            values = values[step]
        known = {each["valueName"].casefold() for each in values}
        values += [
            {"valueName": label, "label": label, "isActive": True, "default": False}
            for label in labels
            if label.casefold() not in known
        ]
        body = {"FullName": record["FullName"], "Metadata": record["Metadata"]}
        where = record["attributes"]["url"].partition("/tooling/")[2]
        self._send("PATCH", f"tooling/{where}", body)

    def find_task(self, key: str) -> str | None:
        """The id of the task that has our key."""
        query = f"SELECT Id FROM Task WHERE {KEY} = '{_soql(key)}' ORDER BY CreatedDate LIMIT 1"
        found = self._get(f"query?q={quote(query)}")["records"]
        return str(found[0]["Id"]) if found else None

    def create_task(self, task: CallTask, field_name: str, who_id: str | None) -> str:
        """Log a call; the id of its task."""
        body = _fields(task, field_name) | {"TaskSubtype": "Call", KEY: task.key}
        if who_id:
            body["WhoId"] = who_id
        return str(self._send("POST", "sobjects/Task", body)["id"])

    def upsert_task(self, task: CallTask, field_name: str, who_id: str | None, key_field: str) -> str | None:
        """Log a call, or change it, by the org's own external id; the id of a task that was made."""
        body = _fields(task, field_name) | {KEY: task.key} | ({"WhoId": who_id} if who_id else {})
        made = self._send("PATCH", f"sobjects/Task/{key_field}/{quote(task.key)}", body)
        return str(made["id"]) if made and made.get("id") else None

    def update_task(self, task_id: str, task: CallTask, field_name: str) -> None:
        """Make a task say what the call says now."""
        self._send("PATCH", f"sobjects/Task/{quote(task_id)}", _fields(task, field_name))

    def find_person(self, person: Person) -> str | None:
        """The contact or lead with this e-mail address or number. Of several the one with the name, else nobody."""
        asked = [("EMAIL", f'"{_sosl(person.email)}"')] if person.email else []
        digits = re.sub(r"\D", "", person.phone)
        asked += [("PHONE", _sosl(each)) for each in _written(digits)]
        for where, what in asked:
            fields = "RETURNING Contact(Id, Name), Lead(Id, Name WHERE IsConverted = false)"
            query = f"FIND {{{what}}} IN {where} FIELDS {fields}"
            found = self._get(f"search?q={quote(query)}")["searchRecords"]
            if who := _the_one(found, person.name):
                return who
        return None

    def _place_of(self, name: str) -> tuple[str, tuple[str, ...]]:
        """The query for the record that holds a field's list, and where in its metadata the list is."""
        if not name.endswith("__c"):
            query = "SELECT Id, FullName, Metadata FROM StandardValueSet WHERE MasterLabel = "
            return query + f"'{_soql(name)}'", ("standardValue",)
        custom = "SELECT Id, FullName, Metadata FROM CustomField WHERE TableEnumOrId = 'Activity' AND DeveloperName = "
        query = custom + f"'{_soql(name.removesuffix('__c'))}'"
        found = self._get(f"tooling/query?q={quote(query)}")["records"]
        shared = found[0]["Metadata"]["valueSet"].get("valueSetName") if found else None
        if shared:
            query = "SELECT Id, FullName, Metadata FROM GlobalValueSet WHERE DeveloperName = "
            return query + f"'{_soql(shared)}'", ("customValue",)
        return query, ("valueSet", "valueSetDefinition", "value")

    def _get(self, path: str) -> Any:
        return self._send("GET", path, None)

    def _send(self, method: str, path: str, body: Any) -> Any:
        client = self._client = self._client or _connect(self.instance_url, self.token)
        options = {} if body is None else {"json": body}
        answer = _asked(lambda: client.restful(path, method=method, params=None, timeout=TIMEOUT, **options))
        if usage := client.api_usage.get("api-usage"):
            self.used, self.limit = int(usage.used), int(usage.total)
        return answer


def _connect(instance_url: str, token: str) -> Any:
    from simple_salesforce.api import Salesforce

    client = Salesforce(instance_url=instance_url, session_id=token, version=VERSION)
    client.base_url = (
        f"{instance_url}/services/data/v{VERSION}/"  # the library knows https on the usual port only
    )
    return client


def _asked(question: Callable[[], Any]) -> Any:
    from requests import RequestException
    from simple_salesforce.exceptions import SalesforceError

    try:
        return question()
    except SalesforceError as error:
        raise _refusal(error.status, error.content) from error
    except (RequestException, ValueError) as error:
        raise Refused(None, "unreachable", "Salesforce could not be reached.") from error


def _refusal(status: int, content: Any) -> Refused:
    """Documented: a list of ``{message, errorCode, fields}``; anything else is no answer of theirs."""
    first = content[0] if isinstance(content, list) and content else content
    if not isinstance(first, dict):
        return Refused(status, f"http_{status}", "The answer cannot be read.")
    code, said = str(first.get("errorCode") or f"http_{status}"), str(first.get("message") or "")
    named = ", ".join(map(str, first.get("fields") or ()))
    return Refused(status, code, f"{said} ({named})" if named and named not in said else said)


def _kind(described: dict[str, Any] | None) -> FieldKind | None:
    if described is None:
        return None
    return FieldKind.PICKLIST if described["type"] == "picklist" else FieldKind.TEXT


def _values(described: dict[str, Any] | None) -> list[Value]:
    listed = (described or {}).get("picklistValues") or []
    return [
        Value(str(each["value"]), str(each["label"] or each["value"]), bool(each["active"]))
        for each in listed
    ]


def _may_take_results(described: dict[str, Any]) -> bool:
    is_ours = described["name"] == "CallDisposition" or described.get("custom", False)
    return is_ours and described["type"] in ("picklist", "string") and described.get("updateable", True)


def _fields(task: CallTask, field_name: str) -> dict[str, Any]:
    said = {
        "Subject": task.subject[: LONGEST["Subject"]],
        "Description": task.notes[: LONGEST["Description"]],
        "Status": "Completed",
        "ActivityDate": task.day.isoformat(),
        "CallType": CALL_TYPE[task.direction],
        "CallDurationInSeconds": task.seconds or 0,
    }
    return said if task.result is None else said | {field_name: task.result or None}


def _written(digits: str) -> list[str]:
    """A number without and with its country code, as people keep them."""
    short = digits[1:] if len(digits) == 11 and digits.startswith("1") else ""
    return [each for each in (short, digits) if len(each) > 1]


def _the_one(found: list[dict[str, Any]], name: str) -> str | None:
    contacts = [each for each in found if each["attributes"]["type"] == "Contact"]
    wanted = contacts or found
    if len(wanted) > 1:
        wanted = [each for each in wanted if str(each.get("Name", "")).casefold() == name.casefold()]
    return str(wanted[0]["Id"]) if len(wanted) == 1 else None


def _soql(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _sosl(text: str) -> str:
    return RESERVED.sub(r"\\\1", text)
