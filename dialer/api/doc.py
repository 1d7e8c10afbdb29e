"""The OpenAPI document, made of the views' own decorators."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from pydantic import BaseModel
from spectree import Response, SpecTree

from dialer.api.schemas.base import Problem

View = TypeVar("View", bound=Callable[..., Any])
PROBLEMS = (400, 401, 403, 404, 409, 422, 429)

spec = SpecTree(
    "flask",
    title="Dialer",
    version="1",
    openapi_version="3.1.0",
    annotations=False,
    naming_strategy=lambda model: _name(model.__name__),
    nested_naming_strategy=lambda _parent, child: _name(child),
    validation_error_model=Problem,
)


def describe(
    answer: type[BaseModel] | None = None,
    *,
    status: int = 200,
    body: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    tag: str = "",
) -> Callable[[View], View]:
    """Say in the OpenAPI document what a view takes and answers. The view itself reads and checks."""
    answers: dict[str, Any] = {f"HTTP_{code}": Problem for code in PROBLEMS}
    answers[f"HTTP_{status}"] = answer
    decorate: Callable[[View], View] = spec.validate(
        query=query, json=body, resp=Response(**answers), tags=[tag] if tag else [], skip_validation=True
    )
    return decorate


def openapi(app: Flask) -> dict[str, Any]:
    """The document for everything under /api."""
    with app.app_context():
        document: dict[str, Any] = spec.spec
    paths = document["paths"]
    document["paths"] = {path: paths[path] for path in sorted(paths) if path.startswith("/api/")}
    return document


def _name(name: str) -> str:
    """``Page[LeadOut]`` as a name that every tool takes: ``LeadOutPage``."""
    if name.startswith("Page[") or name.startswith("Page_"):
        return name[5:].strip("[]_") + "Page"
    return name
