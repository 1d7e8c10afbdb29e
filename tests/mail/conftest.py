"""Who and what is there, and a mail server on the far side."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialer.config import Settings
from tests.conftest import make_settings
from tests.far_mail import FarMail, serve_mail
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


@pytest.fixture
def far(tmp_path: Path) -> Iterator[FarMail]:
    with serve_mail(tmp_path) as made:
        yield made


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path, far: FarMail) -> Settings:
    """As everywhere, with a mail server."""
    return make_settings(
        database_url=database_url, redis_url=redis_url, DIALER_DATA_DIR=tmp_path, smtp_url=far.url
    )
