"""Who and what is there."""

from tests.deal_world import closer  # noqa: F401
from tests.world import (  # noqa: F401
    admin,
    cheap_passwords,
    clock,
    manager,
    rep,
    rival,
    setter,
    world,
)
