"""The quick start is true: its blocks are taken out of the page and run against a live server."""

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from dialer.config import Settings
from policies.hooks import HookKind
from tests.conftest import make_settings
from tests.hook_sending import deliver
from tests.people import Person
from tests.running_stack import free_port, wait_for
from tests.scenarios import TALKED
from tests.twilio_client import Twilio, after
from tests.world import World

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
SCOPES = ["calls:read", "outcomes:write", "leads:read", "leads:write", "webhooks:read", "webhooks:write"]


def blocks(kind: str) -> str:
    """All blocks of this kind, as one program."""
    found = re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(), flags=re.MULTILINE | re.DOTALL)
    assert found, kind
    return "\n".join(found)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path, port: int) -> Settings:
    return make_settings(
        database_url=database_url,
        redis_url=redis_url,
        DIALER_DATA_DIR=tmp_path,
        webhook_private_targets=f"127.0.0.1:{port}",
    )


@pytest.fixture
def environment(world: World, admin: Person, rep: Person, twilio: Twilio) -> Iterator[dict[str, str]]:
    """A server with a call in it, and a token as the page says to make one."""
    after(rep, twilio, TALKED)
    token = admin.post("/api/tokens", name="Quick start", scopes=SCOPES).json["token"]
    server = make_server("127.0.0.1", 0, world.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    yield {**os.environ, "DIALER_URL": url, "DIALER_TOKEN": token}
    server.shutdown()
    server.server_close()


def run(argv: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_names_the_scopes_and_events_there_are() -> None:
    text = PAGE.read_text()
    assert all(f"`{scope}`" in text for scope in SCOPES)
    for kind in HookKind:
        noun, _, rest = kind.partition(".")
        assert f"`{kind}`" in text or (f"`{noun}." in text and f"`.{rest}`" in text), kind


@SQLITE
def test_curl(environment: dict[str, str], admin: Person) -> None:
    said = run(["sh", "-euc", blocks("sh")], environment)
    assert "Analytical Engines" in said
    assert [lead["name"] for lead in admin.see("/api/leads", q="Ada")["items"]] == ["Ada Byron"]


@SQLITE
def test_python(environment: dict[str, str], admin: Person) -> None:
    said = run([sys.executable, "-c", blocks("python")], environment)
    assert "no outcome yet" in said
    assert "Charles Babbage" in said
    assert admin.see("/api/calls")["items"][0]["outcome"]["key"] == "follow_up"


@SQLITE
def test_the_receiver_takes_what_is_ours(admin: Person, port: int, world: World) -> None:
    made = admin.post("/api/webhooks", url=f"http://127.0.0.1:{port}/").json
    environment = {**os.environ, "PORT": str(port), "WEBHOOK_SECRET": made["secret"]}
    argv = [sys.executable, "-c", blocks("python receiver")]
    with subprocess.Popen(argv, env=environment, stdout=subprocess.PIPE, text=True) as receiver:
        assert receiver.stdout
        try:
            wait_for(lambda: _listens(port), "the receiver to listen")
            delivery = admin.post(f"/api/webhooks/{made['id']}/test").json
            with world.real_time():
                deliver()
            assert receiver.stdout.readline().split() == [delivery["event_id"], "webhook.test"]
        finally:
            receiver.kill()


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
