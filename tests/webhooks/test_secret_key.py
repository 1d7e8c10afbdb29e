"""SECRET_KEY is another one: nothing ends in a traceback, nothing is lost, and there is a way on without the old one."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from dialer import config, setup
from dialer.models import AuditEntry, TwilioAccount
from tests.people import Person
from tests.running_stack import DIALER, clean_environment
from tests.scenarios import RINGING, Step
from tests.world import World

OTHER = "another-secret-for-tests-0123456789abcdef"
BUSY = Step(2, "lead", "busy", {"sip": 486})


@contextmanager
def another_key(world: World) -> Iterator[config.Settings]:
    changed = world.settings.model_copy(update={"secret_key": OTHER})
    config.use(changed)
    yield changed
    config.use(world.settings)


def dialer(world: World, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command on this database with the other key."""
    settings = world.settings
    told = {
        name.upper(): value
        for name, value in settings.model_dump().items()
        if isinstance(value, str) and (name.startswith("twilio") or name == "database_url")
    }
    words = [DIALER, command, "--data-dir", str(settings.data_dir)]
    environment = clean_environment(**told, SECRET_KEY=OTHER)
    return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)


def test_webhooks_are_asked_to_come_again_and_the_page_says_why(rep: Person, world: World) -> None:
    line = world.twilio.connect(rep, call_id := rep.dial()).play(RINGING)
    with another_key(world):
        answer = line.say(BUSY)
        assert (answer.status_code, answer.json["code"]) == (503, "sealed_with_another_key")
        token = rep.post("/api/voice-token")
        assert (token.status_code, token.json["code"]) == (503, "sealed_with_another_key")
        assert "SECRET_KEY has changed" in token.json["detail"]
    assert line.say(BUSY).status_code == 204
    assert rep.call(call_id)["outcome"]["key"] == "busy"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_command_says_in_a_sentence_what_to_do_and_doing_it_helps(world: World) -> None:
    done = dialer(world, "init")
    assert done.returncode == 2, done
    (sentence,) = done.stderr.splitlines()
    assert "SECRET_KEY has changed" in sentence
    assert "dialer forget-secrets" in sentence
    assert dialer(world, "forget-secrets").stdout == "accounts forgotten: 1\n"
    assert world.rows(select(TwilioAccount)) == []
    assert world.rows(select(AuditEntry.action)) == ["twilio_account.forgotten"]
    with another_key(world) as settings:
        setup.install(settings, demo=True)
        assert len(world.rows(select(TwilioAccount))) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_else_was_sealed_is_forgotten_with_a_word_on_what_to_set_again(
    admin: Person, world: World
) -> None:
    hook = admin.post("/api/webhooks", url="https://far.example/in", events=[]).json
    assert admin.post("/api/payments/webhook/secrets").status_code == 201
    with another_key(world):
        assert admin.get("/api/payments").json["code"] == "sealed_with_another_key"
    told = dialer(world, "forget-secrets").stdout.splitlines()
    assert [line.rpartition(": ")[2] for line in told] == ["1", "1", "1"]
    assert "payments" in told[1]
    assert "webhooks paused" in told[2]
    with another_key(world):
        doors = admin.see("/api/payments")["doors"]
        assert [door["secrets"] for door in doors] == [[], []]
        assert admin.see(f"/api/webhooks/{hook['id']}")["paused_at"] is not None
        assert admin.post(f"/api/webhooks/{hook['id']}/secret").status_code == 200
