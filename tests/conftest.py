"""What every test may ask for: databases, Redis, settings. The servers behind them are real."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from dialer import db
from dialer.config import Settings
from tests import servers

SEPARATE_SUITES = ("faults", "bench")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        servers.open_run()


def pytest_collection_finish() -> None:
    """Three thousand tests and what they import stay to the end: the garbage collector need not look at them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        servers.close_run()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the suites that have commands of their own, unless they are asked for by name."""
    here = Path(__file__).parent
    for name in SEPARATE_SUITES:
        if collection_path == here / name and not any(f"tests/{name}" in word for word in config.args):
            return True
    return None


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """The URL of this test process's own Redis."""
    with servers.run_redis() as url:
        yield url


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """The URL of an empty Redis."""
    with redis.Redis.from_url(redis_server) as connection:
        connection.flushall()
    return redis_server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a migrated, empty database of the test's own; the test runs once on each kind.

    A test process always uses the same two URLs, so that what SQLAlchemy compiled once it need not compile again.
    For whoever asks for the ``world``, the demo company is in it already.
    """
    fresh = servers.fresh_sqlite if request.param == "sqlite" else servers.clone_postgres
    with fresh(_demo() if "world" in request.fixturenames else None) as url:
        yield url
        db.engine_for(url).dispose()


def _demo() -> servers.Fill:
    from tests.world import install_demo  # takes a second to import, which the policies' tests need not wait

    return install_demo


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path) -> Settings:
    """Settings as on a machine of our own, with an invented Twilio account."""
    return make_settings(database_url=database_url, redis_url=redis_url, DIALER_DATA_DIR=tmp_path)


def make_settings(**changes: object) -> Settings:
    """Test settings; nothing comes from the environment of the person who runs the tests."""
    values: dict[str, object] = {
        "database_url": "",
        "redis_url": "",
        "secret_key": "a-secret-for-tests-only-0123456789abcdef",
        "public_url": "http://127.0.0.1:8000",
        "sandbox_url": "",
        "twilio_account_sid": "AC" + "1" * 32,
        "twilio_auth_token": "token-one",
        "twilio_api_key_sid": "SK" + "2" * 32,
        "twilio_api_key_secret": "key-secret-for-tests-0123456789abcdef",
        "twilio_twiml_app_sid": "AP" + "3" * 32,
        "twilio_caller_id": "+12025550199",
        "twilio_api_url": "http://127.0.0.1:9",
        "demo_days": 0,
        "api_requests_per_minute": 1_000_000,
    }
    return Settings(_env_file=None, **(values | changes))  # type: ignore[arg-type]
