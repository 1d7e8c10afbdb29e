"""``Idempotency-Key`` on POSTs: the same key with the same body gets the same answer, and is done once."""

from collections.abc import Callable
from typing import Any

from flask import Response, g, make_response, request

from dialer import clock, db
from dialer.kept_answers import Answer, Once, Taken
from dialer.people import Principal

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"


def answer_once(by: Principal, view: Callable[[], Any]) -> Any:
    """What the view answers, or what it answered before."""
    key = request.headers.get(HEADER)
    if request.method != "POST" or key is None:
        return view()
    asked = b"\n".join([request.full_path.encode(), request.get_data()])
    once = Once(by, key, asked, now=clock.now())
    if (before := _find(once)) is not None:
        return _again(before)
    g.once = once
    try:
        with db.ride(once):
            answer = make_response(view())
    except Taken:  # the same request, twice at once: the other one is done by now
        before = _find(once)
        return _again(before) if before is not None else answer_once(by, view)
    _keep_late(once, answer)
    return answer


def note_answer(answer: Response) -> Response:
    """A view has its answer, mostly before its transaction ends: it is kept with what it did."""
    once: Once | None = g.get("once")
    if once is not None and answer.status_code < 300:
        once.answer = Answer(answer.status_code, answer.get_data(as_text=True))
    return answer


def _find(once: Once) -> Answer | None:
    with db.reading(once.company_id) as session:
        return once.found(session)


def _keep_late(once: Once, answer: Response) -> None:
    """For a view that made its answer after its transaction."""
    if once.is_written and not once.is_kept and answer.status_code < 300 and not answer.is_streamed:
        once.answer = Answer(answer.status_code, answer.get_data(as_text=True))
        with db.transaction(once.company_id) as session:
            once.end(session)


def _again(before: Answer) -> Response:
    """The same answer to the same asker, who was permitted when it was made."""
    g.permitted = True
    made = Response(before.body, status=before.status, content_type="application/json")
    made.headers[REPLAYED] = "true"
    return made
