"""The OpenAPI document as a page to read, with nothing fetched from elsewhere."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from dialer.api.doc import openapi
from dialer.api.guards import public

bp = Blueprint("docs", __name__, template_folder="templates")

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, ready to show."""

    method: str
    path: str
    summary: list[tuple[str, bool]]
    """In pieces, each with whether it is code."""
    parameters: list[tuple[str, str, str]]
    shapes: list[tuple[str, list[tuple[str, str]]]]


@bp.get("/api/docs")
@public
def docs() -> ResponseReturnValue:
    """Every operation by subject."""
    document = openapi(current_app)
    groups: dict[str, list[Operation]] = defaultdict(list)
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or [OTHER])[0]
            groups[tag].append(_operation(document, method, path, operation))
    by_subject = sorted(groups.items(), key=lambda group: (group[0] == OTHER, group[0]))
    return render_template("docs.html", groups=by_subject)


def _operation(document: Any, method: str, path: str, operation: Any) -> Operation:
    parameters = [(p["name"], p["in"], _kind(p.get("schema", {}))) for p in operation.get("parameters", [])]
    shapes = [("Body", _fields(document, operation.get("requestBody")))]
    shapes += [
        (f"Answer {status}", _fields(document, r))
        for status, r in operation["responses"].items()
        if status < "3"
    ]
    return Operation(
        method.upper(),
        path,
        _pieces(operation.get("summary", "")),
        parameters,
        [s for s in shapes if s[1]],
    )


def _pieces(summary: str) -> list[tuple[str, bool]]:
    return [(words, place % 2 == 1) for place, words in enumerate(summary.split("``")) if words]


def _fields(document: Any, holder: Any) -> list[tuple[str, str]]:
    """The fields of a body or an answer, one level deep."""
    schema = ((holder or {}).get("content", {}).get("application/json", {})).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    properties = document["components"]["schemas"].get(name, schema).get("properties", {})
    return [(field, _kind(shape)) for field, shape in properties.items()]


def _kind(shape: Any) -> str:
    if "$ref" in shape:
        return str(shape["$ref"].rpartition("/")[2])
    if "anyOf" in shape:
        return " | ".join(_kind(part) for part in shape["anyOf"])
    if "enum" in shape:
        return " | ".join(map(str, shape["enum"]))
    if shape.get("type") == "array":
        return f"list of {_kind(shape.get('items', {}))}"
    return str(shape.get("format") or shape.get("type", "any"))
