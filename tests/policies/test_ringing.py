"""Whom an inbound call rings."""

from datetime import UTC, datetime, timedelta

import pytest

from policies.ringing import MOST_RUNG, Candidate, Nobody, Ring, decide_ring
from policies.vocabulary import RingReason

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OWNER, LAST_CALLER, AVAILABLE = RingReason.OWNER, RingReason.LAST_CALLER, RingReason.AVAILABLE


def rep(number: int, **known: object) -> Candidate:
    return Candidate(number, **({"is_on_line": False} | known))  # type: ignore[arg-type]


def ago(minutes: int) -> datetime:
    return NOON - timedelta(minutes=minutes)


DECISIONS = {
    "nobody is signed in": ([], Nobody.SIGNED_IN),
    "everybody talks": ([rep(1, is_on_line=True), rep(2, is_on_line=True)], Nobody.FREE),
    "a stranger rings all who are free": ([rep(1), rep(2, is_on_line=True), rep(3)], Ring((1, 3), AVAILABLE)),
    "the longest idle comes first": (
        [rep(1, last_busy_at=ago(1)), rep(2, last_busy_at=ago(9)), rep(3)],
        Ring((3, 2, 1), AVAILABLE),
    ),
    "the owner alone": ([rep(1), rep(2, owns_lead=True), rep(3)], Ring((2,), OWNER)),
    "the owner before who called last": (
        [rep(1, last_called_at=ago(5)), rep(2, owns_lead=True)],
        Ring((2,), OWNER),
    ),
    "who called last": (
        [rep(1, last_called_at=ago(60)), rep(2, last_called_at=ago(5)), rep(3)],
        Ring((2,), LAST_CALLER),
    ),
    "the owner talks, so who called last": (
        [rep(1, owns_lead=True, is_on_line=True), rep(2, last_called_at=ago(5)), rep(3)],
        Ring((2,), LAST_CALLER),
    ),
    "who called last talks, so who called before": (
        [rep(1, last_called_at=ago(60)), rep(2, last_called_at=ago(5), is_on_line=True)],
        Ring((1,), LAST_CALLER),
    ),
    "who knows the lead talks, so all who are free": (
        [rep(1, last_called_at=ago(5), is_on_line=True), rep(2), rep(3)],
        Ring((2, 3), AVAILABLE),
    ),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_an_inbound_call_rings_who_knows_the_lead_or_all_who_are_free(name: str) -> None:
    candidates, expected = DECISIONS[name]
    assert decide_ring(candidates) == expected


def test_no_more_ring_at_once_than_the_provider_rings() -> None:
    decision = decide_ring(rep(number) for number in range(1, 30))
    assert isinstance(decision, Ring)
    assert decision.rep_ids == tuple(range(1, MOST_RUNG + 1))
