"""Who and what is there, and somebody who is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialer.config import Settings
from tests.conftest import make_settings
from tests.hooks.desk import Desk
from tests.people import Person
from tests.receiver import Receiver, receiving
from tests.world import (  # noqa: F401
    World,
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


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path, receiver: Receiver) -> Settings:
    """As everywhere, with a receiver that may be sent to."""
    return make_settings(
        database_url=database_url,
        redis_url=redis_url,
        DIALER_DATA_DIR=tmp_path,
        webhook_private_targets=f"{receiver.place}, receiver.test:{receiver.port}",
    )


@pytest.fixture
def desk(admin: Person, receiver: Receiver, world: World) -> Desk:  # noqa: F811
    return Desk(admin, receiver, world)
