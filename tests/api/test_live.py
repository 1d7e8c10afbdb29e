"""Server-sent events from a real server: who is told what to fetch again, and who is not."""

import json
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
from redis import Redis
from werkzeug.serving import BaseWSGIServer, make_server

from dialer import nudges
from tests.people import COOKIE, Person
from tests.scenarios import BUSY
from tests.twilio_client import Twilio, after
from tests.world import World

PATIENCE = 10


class Ears:
    """A browser's open stream."""

    def __init__(self, server: BaseWSGIServer, person: Person) -> None:
        cookie = person.client.get_cookie(COOKIE, domain="127.0.0.1")
        assert cookie
        self.connection = HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
        self.connection.request("GET", "/api/live", headers={"Cookie": f"{COOKIE}={cookie.value}"})
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200
        assert self.answer.headers["Content-Type"].startswith("text/event-stream")
        while self.answer.readline().strip():  # the opening: how long to wait before coming back
            pass

    def until(self, topic: str) -> set[str]:
        """Every topic heard up to this one."""
        heard: set[str] = set()
        while topic not in heard:
            line = self.answer.readline()
            assert line, "the stream ended"
            if line.startswith(b"data: "):
                heard |= set(json.loads(line[6:])["refetch"])
        return heard


@pytest.fixture
def server(world: World) -> Iterator[BaseWSGIServer]:
    made = make_server("127.0.0.1", 0, world.app, threaded=True)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()


def listening(redis: "Redis") -> bool:
    return bool(redis.pubsub_numsub(nudges.LIVE_CHANNEL)[0][1])


def open_ears(server: BaseWSGIServer, *people: Person) -> list[Ears]:
    """Streams that the server has begun to listen for."""
    opened = [Ears(server, person) for person in people]
    deadline = time.monotonic() + PATIENCE
    while not listening(nudges.redis()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return opened


def test_a_rep_and_the_manager_hear_of_a_call(
    server: BaseWSGIServer, rep: Person, manager: Person, twilio: Twilio
) -> None:
    mine, managers = open_ears(server, rep, manager)
    call_id = after(rep, twilio, BUSY)
    assert "calls" in mine.until(f"call:{call_id}")
    assert "calls" in managers.until(f"call:{call_id}")


def test_other_reps_and_other_companies_hear_nothing_of_it(
    server: BaseWSGIServer, rep: Person, setter: Person, rival: Person, admin: Person, twilio: Twilio
) -> None:
    setters, rivals = open_ears(server, setter, rival)
    call_id = after(rep, twilio, BUSY)
    admin.require_outcomes(True)
    rival.ask("PATCH", "/api/settings", json={"detect_machines": False})
    assert f"call:{call_id}" not in setters.until("settings")
    assert f"call:{call_id}" not in rivals.until("settings")


def test_the_whole_company_hears_of_the_switch(
    server: BaseWSGIServer, rep: Person, admin: Person, rival: Person
) -> None:
    reps, rivals = open_ears(server, rep, rival)
    admin.require_outcomes(True)
    assert {"settings", "session", "calls"} <= reps.until("settings")
    rival.post("/api/tokens", name="A mark in the stream")
    rival.ask("PATCH", "/api/settings", json={"detect_machines": False})
    assert rivals.until("settings") == {"settings", "session", "calls", "analytics"}


def test_a_page_that_leaves_has_the_reps_other_pages_asked(
    server: BaseWSGIServer, rep: Person, setter: Person, admin: Person
) -> None:
    reps, setters = open_ears(server, rep, setter)
    rep.ask("PUT", "/api/reachable", json={"reachable": True})
    rep.ask("PUT", "/api/reachable", json={"reachable": False})
    assert reps.until("reach") >= {"reach"}
    admin.require_outcomes(True)
    assert "reach" not in setters.until("settings")


def test_what_was_refused_is_not_told(
    server: BaseWSGIServer, rep: Person, twilio: Twilio, admin: Person
) -> None:
    call_id = rep.dial()
    twilio.connect(rep, call_id).play("+0 lead initiated \n +1 lead answered")
    admin.require_outcomes(True)
    (mine,) = open_ears(server, rep)
    assert rep.end(call_id, notes="lost").status_code == 409
    admin.require_outcomes(False)
    assert f"call:{call_id}" not in mine.until("settings")


def test_who_is_deactivated_hears_no_more(server: BaseWSGIServer, rep: Person, admin: Person) -> None:
    mine, admins = open_ears(server, rep, admin)
    admin.post(f"/api/users/{rep.id}/deactivate")
    assert mine.until("session")
    while mine.answer.readline():  # what was on its way already, then the end of the stream
        pass
    admin.require_outcomes(True)
    assert "users" in admins.until("settings")


def test_a_stream_begins_anew_when_the_role_changes(
    server: BaseWSGIServer, rep: Person, admin: Person
) -> None:
    (mine,) = open_ears(server, rep)
    admin.ask("PATCH", f"/api/users/{rep.id}", json={"roles": ["manager"]})
    assert mine.until("session")
    while mine.answer.readline():
        pass
    open_ears(server, rep)


def test_who_is_signed_out_hears_nothing(server: BaseWSGIServer) -> None:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
    connection.request("GET", "/api/live")
    assert connection.getresponse().status == 401
