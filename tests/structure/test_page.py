"""The page has no flag and no branch for the sake of tests or of the sandbox: what is tested is what is served."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "dialer" / "web" / "src"
BUNDLE = ROOT / "dialer" / "static"
# Words that tell a page where it runs or who drives it, and options by which the Voice SDK is sent elsewhere.
IN_THE_BUNDLE = r"webdriver|playwright|import\.meta\.env|__voiceEdge|voice-edge|localhost|127\.0\.0\.1"
IN_OUR_SOURCES = r"vitest|process\.env|window\.__|chunderw|eventgw|location\.(host|hostname|port)\b|"
# These say in words that calls reach scripted phones only; what they do is the same.
MAY_NAME_THE_SANDBOX = {"shell/Rail.tsx", "shell/shell.module.css", "dial/DemoPhone.tsx", "api.gen.ts"}


def sources() -> Iterator[Path]:
    """What the bundle is made of."""
    found = [path for path in SOURCES.rglob("*") if path.is_file() and ".test." not in path.name]
    assert len(found) > 100
    yield from found


def hooks(files: Iterable[Path], words: str) -> set[tuple[str, str]]:
    """Which file has which of the words."""
    return {(path.name, hook[0]) for path in files for hook in re.finditer(words, path.read_text())}


def test_no_source_asks_where_it_runs_or_who_drives_it() -> None:
    assert hooks(sources(), IN_OUR_SOURCES + IN_THE_BUNDLE) == set()


def test_only_words_for_people_name_the_sandbox() -> None:
    naming = {
        path.relative_to(SOURCES).as_posix()
        for path in sources()
        if re.search("sandbox", path.read_text(), re.IGNORECASE)
    }
    assert naming <= MAY_NAME_THE_SANDBOX


def test_what_is_served_has_no_hook_either() -> None:
    scripts = [*BUNDLE.glob("assets/*.js"), *BUNDLE.glob("*.html")]
    if not scripts:
        pytest.fail("the page is not built; run make page")
    assert hooks(scripts, IN_THE_BUNDLE) == set()
