"""As much of JSON Schema as our OpenAPI document uses: does this value fit this schema?"""

from typing import Any

TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def misfits(value: Any, schema: dict[str, Any], document: dict[str, Any], where: str = "$") -> list[str]:
    """What does not fit, each as a sentence."""
    if "$ref" in schema:
        return misfits(value, resolve(schema["$ref"], document), document, where)
    if "anyOf" in schema:
        tried = [misfits(value, one, document, where) for one in schema["anyOf"]]
        return [] if [] in tried else [f"{where}: {value!r} fits none of anyOf"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r} is not one of {schema['enum']}"]
    if not _has_type(value, schema.get("type")):
        return [f"{where}: {value!r} is no {schema['type']}"]
    found = []
    if isinstance(value, dict):
        found += _object_misfits(value, schema, document, where)
    if isinstance(value, list) and "items" in schema:
        for place, item in enumerate(value):
            found += misfits(item, schema["items"], document, f"{where}[{place}]")
    return found


def resolve(reference: str, document: dict[str, Any]) -> dict[str, Any]:
    """What a reference points at. KeyError when nothing is there."""
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def references(node: Any) -> list[str]:
    """Every reference in a document."""
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for value in node.values() for found in references(value)]
    if isinstance(node, list):
        return [found for value in node for found in references(value)]
    return []


def _has_type(value: Any, kind: str | None) -> bool:
    if kind is None:
        return True
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, TYPES[kind])


def _object_misfits(
    value: dict[str, Any], schema: dict[str, Any], document: dict[str, Any], where: str
) -> list[str]:
    properties = schema.get("properties", {})
    found = [f"{where}.{name} is missing" for name in schema.get("required", []) if name not in value]
    if properties and not schema.get("additionalProperties"):
        found += [f"{where}.{name} is not described" for name in value if name not in properties]
    for name, inner in properties.items():
        if name in value:
            found += misfits(value[name], inner, document, f"{where}.{name}")
    return found
