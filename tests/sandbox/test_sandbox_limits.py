"""Too much, too long, too strange: answered with a sentence, and nobody else is harmed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientConnectionResetError, WSServerHandshakeError, web

from dialer.sandbox.server import main
from tests.sandbox.stage import ACCOUNT, NUMBER, Stage, dial


@pytest.mark.assumption
async def test_calls_beyond_the_limit_are_refused_and_the_running_ones_go_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert stage.sandbox.most_calls == 20
    monkeypatch.setattr(stage.sandbox, "most_calls", 2)
    running = [await stage.call("+12025550101")]
    await running[0].expect("answer")
    crowd = [await stage.browser() for _ in range(6)]
    for each in crowd:
        await each.invite(To="+12025550101")
    for each in crowd:
        await stage.until(lambda each=each: {"hangup", "answer"} & {kind for kind, _ in each.frames})
    running += [each for each in crowd if "answer" in [kind for kind, _ in each.frames]]
    assert len(running) == 2
    for late in set(crowd) - set(running):
        refused = await late.expect("hangup")
        assert (refused["callsid"], refused["error"]["code"]) == (late.temporary_sid, 31002)
        assert "at once" in refused["error"]["message"]
    assert stage.sandbox.notes[-1].code == 10004
    async with stage.http.post("/control/inbound", json={"from": "0101", "to": NUMBER}) as response:
        assert response.status == 429
        assert "at once" in (await response.json())["error"]
    before = [rep.heard for rep in running]
    await stage.until(lambda: all(rep.heard > was + 20 for rep, was in zip(running, before, strict=True)))
    await running[0].hang_up()
    await stage.over()
    rep = await stage.call("+12025550101")
    await rep.expect("answer")


def start(tmp_path: Path, port: object, config: object) -> "subprocess.Popen[str]":
    """The sandbox as a process."""
    path = tmp_path / "config.json"
    path.write_text(config if isinstance(config, str) else json.dumps(config))
    command = [sys.executable, "-m", "dialer.sandbox", "--port", str(port)]
    command += ["--config", str(path), "--data-dir", str(tmp_path / "data")]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


async def test_a_second_sandbox_on_the_port_says_so_and_leaves_the_files_alone(
    stage: Stage, tmp_path: Path
) -> None:
    port = stage.url.rpartition(":")[2]
    with start(tmp_path, port, stage.config()) as second:
        _, said = second.communicate(timeout=20)
    assert second.returncode == 2
    assert said == f"sandbox: port {port} of 127.0.0.1 cannot be had: address already in use\n"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("text", "word"),
    [("{}", "accounts"), ("[", "no list of accounts"), ('{"accounts": [{}]}', "account_sid")],
)
def test_a_bad_configuration_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, word: str
) -> None:
    config = tmp_path / "config.json"
    config.write_text(text)
    with pytest.raises(SystemExit) as left:
        main(0, 0, config, tmp_path / "data")
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert word in said
    assert said.count("\n") == 1


NONSENSE: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/nothing/here", {}),
    ("DELETE", "/control/faults", {}),
    ("GET", "/recordings/RE0.wav", {}),
    ("GET", "/recordings/..%2f..%2fconfig.json.wav", {}),
    ("POST", "/control/faults", {"data": b"\xff\xfe{"}),
    ("POST", "/control/faults", {"data": "[" * 100_000}),
    ("POST", "/control/faults", {"json": [1, 2]}),
    ("POST", "/control/hangup", {"json": {"call_sid": {"a": 1}}}),
    ("POST", "/control/phones", {"data": {"suffix": "0101", "ring_seconds": "NaN"}}),
    ("POST", "/control/inbound", {"json": {"from": None, "to": None}}),
    ("POST", "/control/inbound", {"json": {"from": "+٣٣٣٣٣٣٣٣", "to": NUMBER}}),
    ("GET", f"/2010-04-01/Accounts/{ACCOUNT}/Calls.json?PageSize=²", {}),
    (
        "POST",
        f"/2010-04-01/Accounts/{ACCOUNT}/Calls/x.json",
        {"headers": {"Authorization": "Basic é".encode("latin1").decode("latin1")}},
    ),
    ("GET", "/2010-04-01/Accounts/%00/Calls.json", {}),
]


@pytest.mark.parametrize(("method", "path", "sent"), NONSENSE)
async def test_nonsense_is_answered_with_a_sentence(
    stage: Stage, method: str, path: str, sent: dict[str, Any]
) -> None:
    async with stage.http.request(method, path, **sent) as response:
        said = await response.text()
    assert response.status in (400, 401, 404, 405, 422)
    assert "Traceback" not in said
    assert len(said) > 20


@pytest.mark.parametrize(
    "frame",
    [
        "[]",
        '"listen"',
        '{"type": "listen", "payload": []}',
        '{"type": "register", "payload": {"media": "loud"}}',
        '{"type": "invite", "payload": {"callsid": [], "twilio": "To=1"}}',
        '{"type": {"a": 1}, "payload": {}}',
        "[" * 50_000,
    ],
)
async def test_frames_no_sdk_would_send_do_not_end_the_session(stage: Stage, frame: str) -> None:
    rep = await stage.browser()
    assert rep._socket
    await rep._socket.send_str(frame)
    await rep.send("register", media={"audio": True})
    await rep.expect("ready")


async def test_an_offer_that_is_none_ends_that_call_only(stage: Stage) -> None:
    stage.app.document = dial()
    rep = await stage.browser()
    await rep.send("invite", callsid="TJS1", sdp="nonsense", twilio={"params": "To=%2B12025550101"})
    await rep.expect("hangup")
    await stage.told("parent failed")
    again = await stage.call("+12025550102")
    await again.expect("hangup")


async def test_a_browser_that_left_is_no_mistake_of_ours(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(socket: web.WebSocketResponse, request: web.BaseRequest) -> None:
        raise ClientConnectionResetError("Cannot write to closing transport")

    monkeypatch.setattr(web.WebSocketResponse, "prepare", gone)
    with pytest.raises(WSServerHandshakeError):
        await stage.http.ws_connect("/signal")
    assert [each for each in caplog.records if each.levelname == "ERROR"] == []
