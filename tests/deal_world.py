"""A closer, payment processors that are connected, and a sale that owes its deal."""

import pytest

from tests.deal_rows import make_sale
from tests.meeting_rows import make_meeting_rows
from tests.people import Person
from tests.processor import Processor, connect
from tests.world import World


@pytest.fixture
def closer(world: World) -> Person:
    return world.sign_in("closer@demo.test")


@pytest.fixture
def stripe(world: World, admin: Person) -> Processor:
    """Stripe, connected."""
    return connect(world.app, admin, "stripe")


@pytest.fixture
def program(world: World, admin: Person) -> Processor:
    """Another program, connected."""
    return connect(world.app, admin, "webhook")


@pytest.fixture
def sale(world: World) -> int:
    """A strategy meeting of the first person's that was a sale and owes its deal."""
    meeting_id = make_meeting_rows(1, now=world.clock())
    make_sale(1, meeting_id, now=world.clock())
    return meeting_id
