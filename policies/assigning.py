"""Who gets how many of some leads, so that everybody gets their share."""

from collections.abc import Mapping


def take_turns(owned: Mapping[int, int], count: int) -> list[int]:
    """Whose turn it is, for each of ``count`` leads.

    ``owned`` says how many leads each of the people has already. They take turns, those who have the fewest first:
    nobody gets more than one lead more than anybody else, and what is left over goes to who has the least.
    """
    order = sorted(owned, key=lambda person: (owned[person], person))
    return [order[turn % len(order)] for turn in range(count)] if order else []
