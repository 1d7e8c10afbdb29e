"""`dialer sandbox`: the network by itself, as a person starts it, rightly and wrongly."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest

from dialer.sandbox.config import Misused, load_config
from dialer.sandbox.extra import PACKAGES
from tests.running_stack import DIALER, clean_environment

ROOT = Path(__file__).parents[2]
PRODUCT = "http://127.0.0.1:9000"


@contextmanager
def running(folder: Path) -> Iterator[dict[str, str]]:
    """A sandbox of its own; what it printed for the product's environment."""
    command = [DIALER, "sandbox", "--port", "0", "--product", PRODUCT, "--data-dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean_environment()) as process:
        assert process.stdout
        said = []
        for line in process.stdout:
            if line.startswith("sandbox ready "):
                break
            said.append(line.strip().partition("="))
        yield {name: value for name, _, value in said}
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0


def refused(*words: str, **environment: str) -> str:
    """The one sentence of a sandbox that does not start."""
    done = subprocess.run(
        [DIALER, "sandbox", *words],
        capture_output=True,
        text=True,
        env=clean_environment(**environment),
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    return sentence


def test_it_tells_the_environment_a_product_needs(tmp_path: Path) -> None:
    with running(tmp_path) as environment:
        (account, _) = json.loads((tmp_path / "sandbox.json").read_text())["accounts"]
        assert environment["TWILIO_ACCOUNT_SID"] == account["account_sid"]
        assert environment["TWILIO_AUTH_TOKEN"] == ",".join(account["auth_tokens"])
        assert environment["TWILIO_API_URL"] == environment["SANDBOX_URL"]
    assert account["applications"][0]["voice_url"] == f"{PRODUCT}/webhooks/twilio/voice"


def test_a_second_one_leaves_the_first_one_alone(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    with running(first) as environment:
        before = (first / "sandbox.json").read_text()
        port = environment["SANDBOX_URL"].rpartition(":")[2]
        same_port = refused("--port", port, "--data-dir", str(second), "--product", "http://127.0.0.1:9001")
        same_folder = refused("--port", "0", "--data-dir", str(first), "--product", "http://127.0.0.1:9001")
        assert (first / "sandbox.json").read_text() == before
    assert same_port == f"dialer: port {port} of 127.0.0.1 cannot be had: address already in use"
    assert same_folder == f"dialer: another sandbox already keeps its calls in {first / 'sandbox'}"
    assert not second.exists()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["--port", "99999"], "99999"),
        (["--port", "-1"], "-1"),
        (["--product", "banana"], "banana"),
        (["--data-dir", "/proc/nowhere"], "/proc/nowhere"),
    ],
)
def test_what_it_cannot_start_with_is_named(words: list[str], named: str, tmp_path: Path) -> None:
    usual = [] if "--port" in words else ["--port", "0"]
    usual += [] if "--data-dir" in words else ["--data-dir", str(tmp_path)]
    assert named in refused(*usual, *words)


@pytest.mark.parametrize("most", ["many", "0", "-3", "1e3", "99999999999"])
def test_a_number_of_calls_that_is_none_is_named(
    most: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANDBOX_MOST_CALLS", most)
    with pytest.raises(Misused, match="SANDBOX_MOST_CALLS"):
        load_config(tmp_path / "accounts.json")


def test_a_number_of_calls_that_is_none_keeps_it_from_starting(tmp_path: Path) -> None:
    words = ("--port", "0", "--data-dir", str(tmp_path))
    assert "SANDBOX_MOST_CALLS is 'many'" in refused(*words, SANDBOX_MOST_CALLS="many")


@pytest.mark.parametrize("kept", ["x", "[]", '{"accounts": []}', '{"accounts": [{"numbers": []}]}'])
def test_accounts_that_cannot_be_read_are_left_as_they_are(kept: str, tmp_path: Path) -> None:
    path = tmp_path / "sandbox.json"
    path.write_text(kept)
    assert str(path) in refused("--port", "0", "--data-dir", str(tmp_path))
    assert path.read_text() == kept


@pytest.mark.parametrize(
    "command", [["dialer", "sandbox"], ["dialer", "up", "--port", "0"], ["dialer.sandbox"]]
)
def test_without_its_extra_it_says_how_to_get_it(command: list[str], tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    for path in Path(aiohttp.__file__).parents[1].iterdir():
        if path.name.partition(".")[0].partition("-")[0] not in PACKAGES:
            (packages / path.name).symlink_to(path)
    environment = clean_environment(PYTHONPATH=f"{packages}:{ROOT}")
    more = ["--data-dir", str(tmp_path / "data")]
    more += ["--config", "accounts.json"] if command == ["dialer.sandbox"] else []
    # Without `site` Python sees no installed packages but the ones named in PYTHONPATH.
    done = subprocess.run(
        [sys.executable, "-S", "-m", *command, *more],
        capture_output=True,
        text=True,
        env=environment,
        cwd=tmp_path,
        timeout=60,
    )
    assert done.returncode == 2, done.stderr
    assert ".[sandbox]" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
