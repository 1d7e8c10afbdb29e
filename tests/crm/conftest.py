"""Who and what is there, and a Salesforce org on the far side."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialer.config import Settings
from tests.conftest import make_settings
from tests.crm.desk import Desk
from tests.people import Person
from tests.salesforce_org import CLIENT, FarOrg, serve_org
from tests.twilio_client import Twilio
from tests.world import (  # noqa: F401
    World,
    admin,
    cheap_passwords,
    clock,
    manager,
    rep,
    rival,
    twilio,
    world,
)


@pytest.fixture
def org(tmp_path: Path) -> Iterator[FarOrg]:
    with serve_org(tmp_path, "http://127.0.0.1:8000/api/crm/callback") as far:
        yield far


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path, org: FarOrg) -> Settings:
    """As everywhere, with Salesforce's address and our name there."""
    return make_settings(
        database_url=database_url,
        redis_url=redis_url,
        DIALER_DATA_DIR=tmp_path,
        salesforce_client_id=CLIENT["client_id"],
        salesforce_client_secret=CLIENT["client_secret"],
        salesforce_login_url=org.url,
    )


@pytest.fixture
def desk(admin: Person, rep: Person, twilio: Twilio, world: World, org: FarOrg) -> Desk:  # noqa: F811
    return Desk(admin, rep, twilio, world, org)
