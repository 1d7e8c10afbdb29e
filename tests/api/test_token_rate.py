"""A token may ask so often a minute, is told how much is left, and when to come back."""

from pathlib import Path

import pytest

from dialer.config import Settings
from tests.conftest import make_settings
from tests.people import Person
from tests.world import World

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path) -> Settings:
    return make_settings(
        database_url=database_url, redis_url=redis_url, DIALER_DATA_DIR=tmp_path, api_requests_per_minute=3
    )


def test_too_many_are_told_when_to_come_back(world: World, rep: Person) -> None:
    program = world.program(world.token_of("rep@demo.test"))
    world.clock.tick(20)
    left = [program.get("/api/calls").headers["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    refused = program.get("/api/calls")
    assert (refused.status_code, refused.json["code"]) == (429, "too_many_requests")
    assert refused.headers["Retry-After"] == refused.headers["RateLimit-Reset"] == "40"
    assert refused.headers["RateLimit-Limit"] == "3"
    assert world.program(world.token_of("rep@demo.test")).get("/api/calls").status_code == 200
    assert rep.get("/api/calls").headers.get("RateLimit-Limit") is None
    world.clock.tick(40)
    assert program.get("/api/calls").status_code == 200
