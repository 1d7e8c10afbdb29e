"""The command line as a person meets it: real processes, exit statuses, and what they print."""

import json
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import structlog
from sqlalchemy import func, select
from typer.testing import CliRunner

from dialer import cli, config, data_dir
from dialer.config import ConfigError
from dialer.database_check import check_database
from dialer.db import transaction
from dialer.errors import Conflict, Invalid, NotFound
from dialer.models import AuditEntry, Company, User
from tests.running_stack import DIALER, RunningStack, clean_environment, free_port, processes_of, wait_for

Command = Callable[..., str]
TWILIO = {"TWILIO_ACCOUNT_SID": "AC" + "1" * 32, "TWILIO_AUTH_TOKEN": "token-one"}
WHOLE_ACCOUNT = TWILIO | {
    "TWILIO_API_KEY_SID": "SK1",
    "TWILIO_API_KEY_SECRET": "secret",
    "TWILIO_TWIML_APP_SID": "AP1",
    "TWILIO_CALLER_ID": "+12025550100",
}
WRONG_ENVIRONMENTS = {
    "a database that is away": ({"DATABASE_URL": "postgresql://me:hush@127.0.0.1:1/x"}, "127.0.0.1:1"),
    "half an account": (TWILIO, "TWILIO_CALLER_ID"),
    "a Redis that is away": ({"REDIS_URL": "redis://127.0.0.1:1"}, "REDIS_URL"),
    "a Redis address that cannot be read": ({"REDIS_URL": "http://127.0.0.1"}, "REDIS_URL"),
    "a sandbox that carries no number of calls": ({"SANDBOX_MOST_CALLS": "many"}, "SANDBOX_MOST_CALLS"),
    "a public address that is none": ({"PUBLIC_URL": "dialer.example.com"}, "PUBLIC_URL"),
}
WRONG_SETTINGS = {
    "tokens that are only commas": ("TWILIO_AUTH_TOKEN", ",,", "between the commas"),
    "a token with a space": ("TWILIO_AUTH_TOKEN", "hush hush", "no space"),
    "a Redis of another kind": ("REDIS_URL", "ftp://hush@x", "redis://, rediss:// or unix://"),
    "a Redis at no port": ("REDIS_URL", "redis://x:hush", "redis://, rediss:// or unix://"),
    "proxies that are no number": ("PROXIES", "abc", "'abc' is not a whole number from 0 to 10"),
    "more proxies than there are": ("PROXIES", "11", "'11' is not a whole number from 0 to 10"),
    "a public address without a host": ("PUBLIC_URL", "https://", "'https://' is not an http or https"),
}
HEAVY = {"sqlalchemy", "flask", "pydantic", "redis", "rq", "twilio", "structlog", "rich", "aiohttp"}
WRONG_DATABASES = {
    "not an address:hush": "DATABASE_URL",
    "mysql://root:hush@127.0.0.1/x": "mysql",
    "postgresql+pg8000://me:hush@127.0.0.1/x": "pg8000",
    "postgresql://me:hush@127.0.0.1:1/x": "127.0.0.1:1",
    "sqlite:////no/such/folder/x.db": "/no/such/folder",
}


def dialer(*words: str, cwd: Path, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [DIALER, *words],
        cwd=cwd,
        input=typed,
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        timeout=60,
    )


def assert_refused(done: subprocess.CompletedProcess[str], *, naming: str) -> None:
    assert done.returncode == 2, done
    (sentence,) = done.stderr.splitlines()
    assert sentence.startswith("dialer: ")
    assert naming in sentence
    assert "Traceback" not in done.stdout + done.stderr
    assert "hush" not in done.stdout + done.stderr


def test_it_says_its_version(tmp_path: Path) -> None:
    done = dialer("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"dialer {version('dialer')}\n")


def test_starting_the_command_line_brings_in_nothing_heavy() -> None:
    code = "import sys, dialer.cli; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert "typer" in loaded
    assert HEAVY.isdisjoint(loaded)


@pytest.mark.parametrize("case", WRONG_ENVIRONMENTS)
def test_up_refuses(case: str, tmp_path: Path) -> None:
    environment, named = WRONG_ENVIRONMENTS[case]
    done = dialer("up", "--port", str(free_port()), "--data-dir", "here", cwd=tmp_path, **environment)
    assert_refused(done, naming=named)
    assert processes_of(tmp_path / "here") == {}


@pytest.mark.parametrize("case", WRONG_SETTINGS)
def test_a_wrong_setting_is_named_in_a_sentence(
    case: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name, value, said = WRONG_SETTINGS[case]
    monkeypatch.chdir(tmp_path)
    for each, given in clean_environment(**(WHOLE_ACCOUNT | {name: value})).items():
        monkeypatch.setenv(each, given)
    with pytest.raises(ConfigError) as refusal:
        config.read_settings()
    assert str(refusal.value).startswith(f"{name}: ")
    assert said in str(refusal.value)
    assert "hush" not in str(refusal.value)


def test_init_refuses_a_wrong_setting_before_it_makes_anything(tmp_path: Path) -> None:
    done = dialer("init", "--data-dir", "here", cwd=tmp_path, PROXIES="abc")
    assert_refused(done, naming="PROXIES")
    assert not (tmp_path / "here").exists()


@pytest.mark.parametrize("url", WRONG_DATABASES)
def test_a_database_that_cannot_be_used_is_named_without_its_password(url: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        check_database(url)
    assert WRONG_DATABASES[url] in str(refusal.value)
    assert "hush" not in str(refusal.value)


def test_up_refuses_a_taken_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert_refused(dialer("up", "--port", port, cwd=tmp_path), naming=port)


@pytest.mark.parametrize("place", ["a-file/data", "/proc/data"])
def test_up_refuses_a_folder_it_cannot_write(place: str, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    assert_refused(dialer("up", "--data-dir", place, cwd=tmp_path), naming=place)


def test_up_refuses_a_folder_in_use(tmp_path: Path) -> None:
    with data_dir.hold(tmp_path / "data"):
        assert_refused(dialer("up", cwd=tmp_path), naming="already runs")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_up_serves_until_ctrl_c_and_leaves_nothing(folder: Path) -> None:
    with RunningStack(folder) as stack:
        stack.wait_until_ready()
        assert f"ready {stack.url}" in stack.lines
        assert (stack.get("/healthz"), stack.get("/readyz"), stack.get("/")) == (200, 200, 200)
        assert len(processes_of(folder)) >= 6
        assert stack.stop(signal.SIGINT) == 0
        assert processes_of(folder) == {}
        assert "Traceback" not in "".join(stack.lines)


def test_up_stops_while_it_is_still_starting(folder: Path) -> None:
    with RunningStack(folder) as stack:
        wait_for(lambda: (folder / "logs" / "init.log").exists(), "the database to be prepared")
        assert stack.stop(signal.SIGINT) == 0
        assert processes_of(folder) == {}


def test_what_is_made_once_is_kept_and_private(folder: Path) -> None:
    contents = []
    for _ in range(2):
        with RunningStack(folder, "--no-demo") as stack:
            wait_for(lambda: stack.url in read(folder / "sandbox.json"), "accounts that call this address")
            stack.stop(signal.SIGTERM)
        accounts = json.loads(read(folder / "sandbox.json"))["accounts"]
        contents.append(
            (read(folder / "secret_key"), [(one["account_sid"], one["auth_tokens"]) for one in accounts])
        )
    assert contents[0] == contents[1]
    for name in ("secret_key", "sandbox.json"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def test_a_folder_too_deep_for_a_socket_will_do(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60) / "data"
    deep.parent.mkdir(parents=True)
    with RunningStack(deep, "--no-sandbox", "--no-demo") as stack:
        stack.wait_until_ready()
        assert stack.part("redis")
        elsewhere = Path(read(deep / "redis" / "socket_folder"))
        assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o700
        assert not stack.part("sandbox")
        assert stack.stop(signal.SIGTERM) == 0
        assert processes_of(deep) == {}
        assert not elsewhere.exists()


def test_commands_start_without_the_heavy_libraries() -> None:
    look = "import dialer.cli, sys; print({'sqlalchemy', 'pydantic', 'twilio', 'flask', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_the_sandbox_says_which_of_its_two_tokens_opens_the_rest_api(tmp_path: Path) -> None:
    command = [DIALER, "sandbox", "--port", "0", "--data-dir", "here"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(4)]
        process.terminate()
    comment, settings = "".join(said[:2]), said[2:]
    assert all(line.startswith("# ") for line in said[:2])
    assert "basic authentication" in comment
    assert settings[0].startswith("TWILIO_ACCOUNT_SID=AC")
    assert settings[1].count(",") == 1


def test_without_a_terminal_the_missing_options_are_named(tmp_path: Path) -> None:
    done = dialer("create-user", "ann@example.test", "--role", "rep", cwd=tmp_path)
    assert_refused(done, naming="give --name and --password")
    done = dialer("create-user", "ann@example.test", "--role", "rep", "--name", "Ann", cwd=tmp_path)
    assert_refused(done, naming="give --password")


def test_openapi_needs_no_settings(tmp_path: Path) -> None:
    done = dialer("openapi", cwd=tmp_path)
    assert json.loads(done.stdout)["openapi"].startswith("3.1")


def read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


@pytest.fixture
def command(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Runs a command in this process: what it printed."""
    before = list(config._current)
    environment = {"DATABASE_URL": database_url, "DIALER_DATA_DIR": str(tmp_path), "SECRET_KEY": "k" * 40}
    for name, value in clean_environment(**environment).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    yield lambda *words: CliRunner().invoke(cli.app, words, catch_exceptions=False).stdout
    config._current[:] = before
    structlog.reset_defaults()


def test_init_may_be_repeated(command: Command, database_url: str) -> None:
    for _ in range(2):
        command("init", "--demo")
    with transaction(None) as session:
        assert session.scalar(select(func.count()).select_from(Company)) == 2


def test_looking_after_a_company(command: Command) -> None:
    command("init")
    command("company", "set", "plan=startup", "time_zone=Europe/Zurich", "currency=CHF", "name=Nord  AG")
    with transaction(None) as session:
        company = session.scalars(select(Company)).one()
        assert (company.plan, company.time_zone, company.currency) == ("startup", "Europe/Zurich", "CHF")
        assert company.name == "Nord AG"
    for mistake in ("plan=golden", "time_zone=Mars", "plan", "currency=XYZ", "name= ", "name=" + "x" * 201):
        with pytest.raises(Invalid):
            command("company", "set", mistake)


def test_adding_a_person(command: Command) -> None:
    def add(email: str, role: str) -> None:
        command("create-user", email, "--name", "Ada", "--role", role, "--password", "long enough")

    command("init")
    add("ada@example.test", "rep")
    with transaction(None) as session:
        assert session.scalars(select(User)).one().email == "ada@example.test"
    for email, role in (("ada@example.test", "rep"), ("bob@example.test", "boss")):
        with pytest.raises(Invalid):
            add(email, role)


def test_somebody_gets_other_roles_and_a_company_its_tech_admin(command: Command) -> None:
    command("init")
    command("create-user", "ada@example.test", "--name", "Ada", "--role", "rep", "--password", "long enough")
    with pytest.raises(Invalid, match="dialer set-roles ada@example.test"):
        command(
            "create-user", "ada@example.test", "--name", "A", "--role", "rep", "--password", "long enough"
        )
    command("set-roles", "Ada@example.test", "--role", "tech_admin", "--role", "rep")
    with transaction(None) as session:
        assert session.scalars(select(User)).one().role_words == ["rep", "tech_admin"]
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "user.changed")).one()
        assert (entry.actor_id, entry.after) == (None, {"roles": ["rep", "tech_admin"]})
    with pytest.raises(NotFound):
        command("set-roles", "bob@example.test", "--role", "rep")
    with pytest.raises(Conflict):
        command("set-roles", "ada@example.test", "--role", "rep")


def test_recounting_an_empty_past(command: Command) -> None:
    assert "counted again: nothing differed" in command("recount", "--since", "2026-01-01")


def test_commands_say_when_there_is_nothing_to_look_after(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'typing-error' / 'dialer.db'}")
    for words in (("recount", "--since", "2026-01-01"), ("set-roles", "ada@example.test", "--role", "rep")):
        with pytest.raises(ConfigError, match="run dialer init"):
            command(*words)
    assert not (tmp_path / "typing-error").exists()
