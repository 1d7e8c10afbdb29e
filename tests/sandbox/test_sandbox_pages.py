"""What browsers and people load: the redirecting script, prompt sounds, insights, pages, control."""

import io
import os
import re
import signal
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from dialer.sandbox.faults import KINDS
from tests.sandbox.stage import Stage, dial


async def test_the_script_is_plain_and_fresh(stage: Stage) -> None:
    async with stage.http.get("/voice-edge.js") as response:
        assert response.content_type == "text/javascript"
        assert "no-cache" in response.headers["Cache-Control"]
        assert "WebSocket" in await response.text()


@pytest.mark.parametrize("name", ["incoming", "outgoing", "disconnect", "dtmf-1", "dtmf-star", "dtmf-hash"])
async def test_prompt_sounds_are_short_waves_for_any_origin(stage: Stage, name: str) -> None:
    path = f"/sdk/js/client/sounds/releases/1.0.0/{name}.mp3?cache=2.18.5"
    async with stage.http.get(path, headers={"Origin": "http://127.0.0.1:8000"}) as response:
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        with wave.open(io.BytesIO(await response.read())) as sound:
            assert 0.05 < sound.getnframes() / sound.getframerate() < 4


async def test_insights_are_thanked_for(stage: Stage) -> None:
    path = "/insights/v4/EndpointEvents"
    async with stage.http.options(path, headers={"Origin": "http://127.0.0.1:8000"}) as response:
        assert (response.status, response.headers["Access-Control-Allow-Headers"]) == (204, "*")
    async with stage.http.post(path, json={"group": "connection"}) as response:
        assert (response.status, response.headers["Access-Control-Allow-Origin"]) == (200, "*")


async def test_the_phones_and_the_health(stage: Stage) -> None:
    async with stage.http.get("/phones.json") as response:
        phones = (await response.json())["phones"]
    assert [phone["suffix"] for phone in phones][:6] == ["0101", "0102", "0103", "0104", "0105", "0106"]
    assert all(phone["title"] and phone["does"].endswith(".") for phone in phones)
    async with stage.http.get("/healthz") as response:
        assert await response.json() == {"status": "ok"}


async def test_the_status_page_shows_a_call_and_hides_nothing_dangerous(stage: Stage) -> None:
    await stage.call("<script>alert(1)</script>")
    await stage.over()
    async with stage.http.get("/") as response:
        page = await response.text()
    assert "Answers and talks" in page
    assert "/status" in page
    assert "<script>" not in page


async def test_a_delivery_goes_by_the_end_of_its_path_and_the_menu_by_the_heading(stage: Stage) -> None:
    stage.app.document = dial(events="completed")
    await stage.call("+12025550102")
    await stage.over()
    async with stage.http.get("/") as response:
        page = await response.text()
    assert re.search(r'<code class="place" title="POST [^"]*/status[^"]*">/status</code>', page)
    named = dict(re.findall(r'<a href="/#(\w+)">([^<]+)</a>', page))
    headed = dict(re.findall(r'<section id="(\w+)"><h2>([^<]+)</h2>', page))
    assert named["told"] == headed["told"]


async def test_the_page_has_words_for_what_is_dropped_and_whom_a_browser_calls(stage: Stage) -> None:
    await stage.call("+12025550102")
    await stage.over()
    async with stage.http.get("/") as response:
        page = await response.text()
    assert set(re.findall(r'name="drop" value="(\w+)"', page)) == KINDS
    assert '<td data-head="To"></td>' not in page
    for words in ("machine or person (amd)", "end of the calling leg (parent)"):
        assert words in page


async def test_calls_and_deliveries_as_json(stage: Stage) -> None:
    await stage.call("+12025550102")
    await stage.over()
    async with stage.http.get("/calls.json") as response:
        lead, rep = (await response.json())["calls"]
    assert (lead["status"], lead["sip_code"], lead["open"]) == ("busy", 486, False)
    assert lead["parent_sid"] == rep["sid"]
    async with stage.http.get("/deliveries.json", params={"call_sid": rep["sid"]}) as response:
        kinds = [each["kind"] for each in (await response.json())["deliveries"]]
    assert kinds == ["parent", "action", "voice"]


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://example.com", 403),
        ("null", 403),
        ("http://localhost:8000", 200),
        ("http://127.0.0.1:1", 200),
    ],
)
async def test_only_pages_of_this_machine_may_control(stage: Stage, origin: str, status: int) -> None:
    async with stage.http.post("/control/faults", json={}, headers={"Origin": origin}) as response:
        assert response.status == status
    async with stage.http.post("/control/faults", data="[]", headers={"Host": "evil.example"}) as response:
        assert response.status == 403


async def test_it_starts_as_a_process_and_leaves_when_told(stage: Stage, tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    config.write_text(__import__("json").dumps(stage.config()))
    command = [sys.executable, "-m", "dialer.sandbox", "--port", "0"]
    command += ["--config", str(config), "--data-dir", str(tmp_path / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("sandbox ready http://127.0.0.1:")
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(timeout=20) == 0
