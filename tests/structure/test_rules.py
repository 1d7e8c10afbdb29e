"""Rules of the house that a machine can hold."""

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world import World

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("policies", "dialer", "webhooks", "workers")
CODE = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_FUNCTION, LONGEST_FILE = 45, 400  # lines; aim for half of either
# Blueprints whose every request is checked before any view.
OPEN_TO_ALL = {"twilio", "twilio_inbound", "twilio_recording", "payments_stripe", "payments_generic"}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in CODE:
        if "node_modules" not in path.parts:
            yield path, ast.parse(path.read_text())


def test_only_the_one_transaction_commits() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]
    assert found == ["dialer/db.py"]


def writes_of(tree: ast.Module, column: str) -> Iterator[int]:
    """Lines that set this column: by assignment, by name in a call such as ``values(...)``, or by ``setattr``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == column and isinstance(node.ctx, ast.Store):
            yield node.lineno
        if isinstance(node, ast.Call):
            named = [word for word in node.keywords if word.arg == column]
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            told = called == "setattr" and any(
                isinstance(word, ast.Constant) and word.value == column for word in node.args
            )
            if told or (named and called in ("Call", "values", "update", "change")):
                yield node.lineno


def test_a_call_ends_through_its_one_doorway_only() -> None:
    from dialer.calls.follow_inbound import LINE
    from dialer.calls.statements import FOLLOWED

    writers = {
        path.relative_to(ROOT).as_posix()
        for path, tree in trees()
        if not {"migrations", "sandbox"} & set(path.parts)
        for _ in writes_of(tree, "ended_at")
    }
    assert writers == {"dialer/calls/door.py"}
    assert "ended_at" not in {*FOLLOWED, *LINE}


def test_functions_fit_the_eye_and_files_are_about_one_thing() -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, functions) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    files = [path for path in CODE if len(path.read_text().splitlines()) > LONGEST_FILE]
    assert [one for one in long if "migrations/versions" not in one] == []
    assert [path.name for path in files if path.parent.name != "versions"] == []


def test_every_route_has_a_guard(world: World) -> None:
    for rule in world.app.url_map.iter_rules():
        view = world.app.view_functions[rule.endpoint]
        checked = rule.endpoint.partition(".")[0] in OPEN_TO_ALL
        assert checked or getattr(view, "guard", None), f"{rule} lets anybody in"


def test_blueprints_without_guards_check_every_request(world: World) -> None:
    for name in OPEN_TO_ALL:
        assert world.app.before_request_funcs[name], name
        assert all(
            rule.rule.startswith("/webhooks/")
            for rule in world.app.url_map.iter_rules()
            if rule.endpoint.startswith(f"{name}.")
        )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_a_few_routes_are_public(world: World) -> None:
    rules = world.app.url_map.iter_rules()
    public = {
        rule.rule
        for rule in rules
        if getattr(world.app.view_functions[rule.endpoint], "guard", "") == "public"
    }
    assert {path for path in public if path.startswith("/api/")} == {
        "/api/sign-in", "/api/session", "/api/join/<secret>", "/api/openapi.json", "/api/docs",
        "/api/crm/callback", "/api/book/<slug>", "/api/book/<slug>/times", "/api/bookings/<token>",
        "/api/bookings/<token>/times", "/api/bookings/<token>/meeting.ics", "/api/bookings/<token>/confirm",
        "/api/bookings/<token>/reschedule", "/api/bookings/<token>/cancel",
    }  # fmt: skip


def job_names() -> set[str]:
    """Every dotted name of a job that the core writes down."""
    words = (
        node.value
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {word for word in words if re.fullmatch(r"workers\.\w+\.\w+", word)}


def test_every_job_that_is_asked_for_is_listed_and_there() -> None:
    from workers.rq_setup import JOBS
    from workers.schedule import SCHEDULE

    names = job_names() | set(JOBS) | {entry.job for entry in SCHEDULE}
    assert {"workers.analytics.recount_stale_days", "workers.lines.hang_up"} <= names
    for name in names:
        assert name in JOBS, f"{name} is not on the list of jobs"
        module, _, function = name.rpartition(".")
        assert callable(getattr(importlib.import_module(module), function)), name


def test_policies_import_the_standard_library_only() -> None:
    for path in (ROOT / "policies").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                top = name.partition(".")[0]
                assert top in sys.stdlib_module_names or top == "policies", f"{path.name} imports {name}"


def test_policies_never_look_at_the_clock() -> None:
    for path in (ROOT / "policies").glob("*.py"):
        assert not re.search(r"\b(now|utcnow|today|monotonic|time)\(\)", path.read_text()), path.name


def test_only_the_clock_reads_the_time_of_day() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in ("now", "utcnow", "today")
        and isinstance(node.value, ast.Name)
        and node.value.id in ("datetime", "date")
    }
    assert {path for path in readers if not path.startswith("dialer/sandbox/")} == {"dialer/clock.py"}


def test_the_arrows_point_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stdout


def test_what_sales_numbers_count_is_written_through_the_session_or_marked_by_hand() -> None:
    rows = "(?:Meeting|Deal|Transaction|DealTransaction)"
    beside = re.compile(rf"\b(?:(?:update|delete|insert)\({rows}\)|table_of\({rows}\))")
    found = {path.name: path.read_text() for path in CODE if beside.search(path.read_text())}
    assert sorted(found) == ["demo_deals.py", "demo_meetings.py"]
    assert all("mark_rows(session" in text for text in found.values())


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:  # not a checkout: look at what there is
        return CODE
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    place = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/[a-z]\w*/")
    for path in tracked_files():
        if path.suffix in (".py", ".md", ".toml", ".yml", ".json", ".ts", ".tsx", "") and path.is_file():
            found = place.search(path.read_text(errors="ignore"))
            assert not found, f"{path.relative_to(ROOT)}: {found and found[0]}"
