"""Who and what is there."""

import pytest

from tests.diary import Diary
from tests.world import (  # noqa: F401
    World,
    admin,
    cheap_passwords,
    clock,
    manager,
    rep,
    rival,
    setter,
    twilio,
    world,
)


@pytest.fixture
def diary(world: World) -> Diary:  # noqa: F811
    """The demo company's."""
    return Diary(1, now=world.clock())
