"""Which scope a request asks for."""

import pytest

from policies.scopes import FREE, MEANINGS, SCOPES, Noun, is_named, scope_of, unknown_scopes

ASKED = [
    ("GET", "/api/calls", "calls:read"),
    ("HEAD", "/api/calls/7", "calls:read"),
    ("GET", "/api/calls.csv", "calls:read"),
    ("POST", "/api/calls", "calls:write"),
    ("PUT", "/api/calls/7/outcome", "outcomes:write"),
    ("POST", "/api/calls/7/outcome/undo", "outcomes:write"),
    ("POST", "/api/calls/outcomes", "outcomes:write"),
    ("GET", "/api/outcomes", "outcomes:read"),
    ("PATCH", "/api/outcomes/busy", "settings:write"),
    ("GET", "/api/queue", "leads:read"),
    ("POST", "/api/do-not-call", "leads:write"),
    ("PUT", "/api/leads/7/qualification", "leads:write"),
    ("PUT", "/api/meetings/7/outcome", "meetings:write"),
    ("GET", "/api/event-types/7/slots", "meetings:read"),
    ("POST", "/api/deals", "deals:write"),
    ("GET", "/api/analytics/sales", "analytics:read"),
    ("POST", "/api/tokens", "settings:write"),
    ("POST", "/api/webhooks/7/test", "webhooks:write"),
    ("GET", "/api/deliveries", "settings:read"),
    ("GET", "/api/session", FREE),
    ("GET", "/api/live", FREE),
    ("GET", "/api/liveliness", "settings:read"),
    ("DELETE", "/api/nobody-knows", "settings:write"),
]


@pytest.mark.parametrize(("method", "address", "scope"), ASKED)
def test_what_a_request_asks_for(method: str, address: str, scope: str) -> None:
    assert scope_of(method, address) == scope


def test_what_is_not_in_the_table_is_not_named() -> None:
    assert is_named("/api/calls/7")
    assert not is_named("/api/nobody-knows")


def test_scopes_are_the_nouns_twice_and_each_noun_says_what_it_covers() -> None:
    assert len(SCOPES) == 2 * len(Noun)
    assert set(MEANINGS) == set(Noun)
    assert unknown_scopes(["calls:read", "calls:delete", ""]) == ["", "calls:delete"]
