"""Tests of the sandbox are coroutines that play on a stage: a sandbox, an application, a rep's browser."""

import asyncio
import inspect
from pathlib import Path

import pytest

from tests.sandbox.stage import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Not built up yet: that needs the test's own event loop."""
    return Stage(tmp_path)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "assumption: holds only as far as our guess about Twilio does")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    given = {name: pyfuncitem.funcargs[name] for name in wanted}

    async def play() -> None:
        async with given["stage"]:
            await pyfuncitem.obj(**given)

    asyncio.run(asyncio.wait_for(play(), 30))
    return True
