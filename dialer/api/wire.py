"""Reading requests and writing answers."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from flask import Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import BadRequest as WerkzeugBadRequest

from dialer.api.once import note_answer
from dialer.api.schemas.base import PageQuery
from dialer.errors import BadRequest, Invalid

LARGEST_ID = 2**53
NOT_OUR_CURSOR = "The cursor is not one that this list gave."
KIND = re.compile(r"[A-Z]|\w+[-\[]")  # FollowingIn, constrained-int, literal['none']; fields are snake_case
Model = TypeVar("Model", bound=BaseModel)
Row = TypeVar("Row")


def body(model: type[Model]) -> Model:
    """The JSON body as a model. Raises BadRequest when it is not JSON, Invalid when it does not fit."""
    try:
        given = request.get_json(force=True) if request.get_data() else {}
    except (WerkzeugBadRequest, UnicodeDecodeError, RecursionError) as error:
        raise BadRequest("The body is not JSON.") from error
    return _fit(model, given)


def query(model: type[Model]) -> Model:
    """The query string as a model. Raises Invalid."""
    return _fit(model, request.args.to_dict())


def answer(document: BaseModel, status: int = 200) -> Response:
    """A JSON answer."""
    made = Response(document.model_dump_json(by_alias=True), status=status, content_type="application/json")
    return note_answer(made)


def nothing() -> Response:
    """204."""
    return note_answer(Response(status=204))


def before_cursor(asked: PageQuery) -> int | None:
    """The id that a page of newest-first rows starts before. Raises Invalid for a cursor that is not ours."""
    if asked.cursor is None:
        return None
    try:
        given = int(urlsafe_b64decode(asked.cursor.encode() + b"=="))
    except ValueError:
        given = -1
    if not 0 <= given <= LARGEST_ID:
        raise Invalid(NOT_OUR_CURSOR)
    return given


def moment_cursor(asked: PageQuery) -> tuple[datetime, int] | None:
    """The instant and the id that a page of newest-first rows starts after. Raises Invalid like ``before_cursor``."""
    if asked.cursor is None:
        return None
    try:
        moment, _, given = urlsafe_b64decode(asked.cursor.encode() + b"==").decode().partition(" ")
        at, row_id = datetime.fromisoformat(moment), int(given)
    except ValueError:
        raise Invalid(NOT_OUR_CURSOR) from None
    if at.tzinfo is None or not 1900 < at.year < 9000 or not 0 <= row_id <= LARGEST_ID:
        raise Invalid(NOT_OUR_CURSOR)
    return at, row_id


def moment(at: datetime, row_id: int) -> str:
    """What ``moment_cursor`` reads, for ``page``."""
    return f"{at.isoformat()} {row_id}"


def page(
    rows: Sequence[Row], limit: int, place_of: Callable[[Row], int | str]
) -> tuple[list[Row], str | None]:
    """Cut ``limit + 1`` rows to a page and the cursor of the next."""
    shown = list(rows[:limit])
    if len(rows) <= limit:
        return shown, None
    return shown, urlsafe_b64encode(str(place_of(shown[-1])).encode()).decode().rstrip("=")


WORDS = {
    "missing": "this is needed",
    "extra_forbidden": "there is no such field here",
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
    "int_from_float": "write a whole number",
    "float_parsing": "write a number",
    "bool_parsing": "say true or false",
    "bool_type": "say true or false",
    "string_type": "write text",
    "string_too_short": "write at least {min_length} characters",
    "string_too_long": "at most {max_length} characters",
    "too_short": "give at least {min_length}",
    "too_long": "give at most {max_length}",
    "enum": "choose one of {expected}",
    "literal_error": "choose one of {expected}",
    "greater_than_equal": "choose {ge} or more",
    "less_than_equal": "choose {le} or less",
    "datetime_parsing": "write a date and time, such as 2026-03-02T09:00:00Z",
    "datetime_from_date_parsing": "write a date and time, such as 2026-03-02T09:00:00Z",
    "date_parsing": "write a date, such as 2026-03-02",
    "date_from_datetime_parsing": "write a date, such as 2026-03-02",
    "value_error": "{error}",
    "model_type": "write an object",
    "list_type": "write a list",
}


def _in_words(item: Any) -> str:
    """What does not fit, as a person says it."""
    words = WORDS.get(item["type"])
    said = words.format(**item.get("ctx", {})) if words else str(item["msg"])
    return said.replace(" 1 characters", " 1 character")


def _where(item: Any) -> str:
    """The field, without names of ours for what it might have been; one that we do not know as it was written."""
    *parts, last = (str(part) for part in item["loc"]) if item["loc"] else ("",)
    known = [part for part in parts if not KIND.match(part)]
    unknown = item["type"] == "extra_forbidden"
    return ".".join([*known, last] if unknown or not KIND.match(last) else known)


def _fit(model: type[Model], given: Any) -> Model:
    if isinstance(given, dict) and any("\0" in value for value in given.values() if isinstance(value, str)):
        raise Invalid("Text may not contain the NUL character.")
    try:
        return model.model_validate(given)
    except ValidationError as error:
        found = [item | {"msg": _in_words(item)} for item in error.errors()]
        fields = [{"field": _where(item), "message": item["msg"]} for item in found]
        where, said = fields[0].values()
        detail = f"{where}: {said}" if where else said
        raise Invalid(detail, fields=fields) from error
