"""What every page of the sandbox stands in: its name, the way to the other pages, and to its own parts."""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

PLACES = {
    "/": "Telephones",
    "/salesforce": "Salesforce",
    "/webhooks": "Webhooks",
    "/mailbox": "Mailbox",
    "/payments": "Payments",
}
NO_PARTS: Mapping[str, str] = MappingProxyType({})


def document(here: str, heading: str, about: str, inside: str, *, parts: Mapping[str, str] = NO_PARTS) -> str:
    """The whole page. ``inside`` is markup; ``parts`` are its sections by their id."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(heading)}</title>"
        '<link rel="icon" href="/page.svg"><link rel="stylesheet" href="/page.css">'
        '<script src="/page.js" defer></script></head><body>'
        f"<header><div><h1>{escape(heading)}</h1><p>{escape(about)}</p></div>"
        f"{_places(here)}{_parts(here, parts)}</header><main>{inside}</main></body></html>"
    )


def _places(here: str) -> str:
    links = (
        f'<a href="{path}"{" aria-current=page" * (path == here)}>{name}</a>' for path, name in PLACES.items()
    )
    return f'<nav aria-label="Sandbox">{"".join(links)}</nav>'


def _parts(here: str, parts: Mapping[str, str]) -> str:
    links = (f'<a href="{here}#{part}">{name}</a>' for part, name in parts.items())
    return f'<nav class="parts" aria-label="On this page">{"".join(links)}</nav>' if parts else ""
