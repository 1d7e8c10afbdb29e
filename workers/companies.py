"""Finding the companies that have something to do, and doing it a transaction at a time."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from dialer.db import EVERYWHERE, reading, transaction


def everywhere(find: Callable[[Session], list[int]]) -> list[int]:
    """What is found when looking at all companies."""
    with reading(EVERYWHERE) as session:
        return find(session)


def act(company_id: int, do: Callable[[Session], bool]) -> bool:
    """Do some of it for a company; whether there may be more."""
    with transaction(company_id) as session:
        return do(session)
