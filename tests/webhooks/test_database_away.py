"""With the database away Twilio is asked to try again, and nothing is lost when it does."""

from pathlib import Path

import pytest
from sqlalchemy import event, text

from dialer import app, config, db
from dialer.db import engine
from tests.conftest import make_settings
from tests.people import Person
from tests.scenarios import RINGING, Step
from tests.twilio_client import Twilio, new_sid
from tests.world import Clock, World

DEAD = {
    "postgresql": "postgresql+psycopg://nobody@127.0.0.1:9/dialer?connect_timeout=2",
    "sqlite": "sqlite:////nowhere/at/all/dialer.db",
}


PATHS = ("voice", "status?call_id=1", "answered-by?call_id=1", "dial-result?call_id=1")


@pytest.mark.parametrize("kind", DEAD)
def test_a_database_that_is_gone_is_a_503(kind: str, clock: Clock, redis_url: str, tmp_path: Path) -> None:
    settings = make_settings(database_url=DEAD[kind], redis_url=redis_url, DIALER_DATA_DIR=tmp_path)
    twilio = Twilio(app.create_app(settings), settings, clock)
    for path in PATHS:
        answer = twilio.post(f"/webhooks/twilio/{path}", {"CallSid": new_sid(), "CallStatus": "busy"})
        assert (answer.status_code, answer.json["code"]) == (503, "database_away"), path
    config._current.clear()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_locked_file_is_a_503_and_the_retry_gets_through(
    world: World, rep: Person, twilio: Twilio, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_id = rep.dial()
    line = twilio.connect(rep, call_id).play(RINGING)
    monkeypatch.setattr(db, "BUSY_TIMEOUT", 0.05)
    engine().dispose()
    event.listen(engine(), "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=50"))
    step = Step(2, "lead", "busy", {"sip": 486})
    with db.transaction(db.EVERYWHERE) as writer:
        writer.execute(text("SELECT 1"))
        assert line.say(step).status_code == 503
    assert line.say(step).status_code == 204
    assert rep.call(call_id)["outcome"]["key"] == "busy"


def test_redis_away_costs_no_fact(world: World, rep: Person, twilio: Twilio, tmp_path: Path) -> None:
    gone = world.settings.model_copy(update={"redis_url": f"unix://{tmp_path}/nobody.sock"})
    config.use(gone)
    call_id = rep.dial()
    twilio.connect(rep, call_id).play(RINGING + "\n +2 lead busy")
    assert rep.end(call_id).json["outcome"]["key"] == "busy"
