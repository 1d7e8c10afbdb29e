"""Who and what is there, and Twilio's REST API."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialer.config import Settings
from tests.conftest import make_settings
from tests.twilio_rest import Rest, serve_rest
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


@pytest.fixture
def rest() -> Iterator[Rest]:
    with serve_rest() as made:
        yield made


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path, rest: Rest) -> Settings:
    """As everywhere, with a REST API that answers."""
    return make_settings(
        database_url=database_url, redis_url=redis_url, DIALER_DATA_DIR=tmp_path, twilio_api_url=rest.url
    )
