"""Who and what is there."""

from tests.world import (  # noqa: F401
    admin,
    cheap_passwords,
    clock,
    manager,
    rep,
    required,
    rival,
    setter,
    twilio,
    world,
)
