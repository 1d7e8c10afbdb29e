"""Who and what is there."""

from tests.deal_world import closer, program, sale, stripe  # noqa: F401
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
