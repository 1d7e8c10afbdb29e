"""Round robin: everybody gets their share."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from policies.assigning import take_turns


@pytest.mark.parametrize(
    ("owned", "count", "turns"),
    [
        ({7: 0, 8: 0}, 3, [7, 8, 7]),
        ({7: 5, 8: 2}, 3, [8, 7, 8]),
        ({7: 1, 8: 1, 9: 0}, 4, [9, 7, 8, 9]),
        ({7: 100}, 2, [7, 7]),
        ({7: 0}, 0, []),
        ({}, 3, []),
    ],
)
def test_who_has_the_fewest_begins(owned: dict[int, int], count: int, turns: list[int]) -> None:
    assert take_turns(owned, count) == turns


@given(some.dictionaries(some.integers(1, 50), some.integers(0, 900), min_size=1), some.integers(0, 500))
def test_nobody_gets_two_more_than_anybody_else(owned: dict[int, int], count: int) -> None:
    got = Counter({person: 0 for person in owned})
    got.update(take_turns(owned, count))
    assert sum(got.values()) == count
    assert max(got.values()) - min(got.values()) <= 1
