"""One auth token is replaced by another: both are good for a while, and afterwards the old one is no forgery."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from dialer import setup
from dialer.models import Call, Delivery, TwilioAccount
from dialer.telephony import RETIRED_FOR
from tests.people import Person
from tests.scenarios import RINGING, Step
from tests.twilio_client import Line, Twilio
from tests.world import World
from workers import upkeep

NEW = "the-token-that-comes"


@pytest.fixture
def old(twilio: Twilio) -> str:
    """The token that Twilio signs with until somebody promotes the new one."""
    return twilio.auth_token


@pytest.fixture
def line(rep: Person, twilio: Twilio) -> Line:
    """A call that rings."""
    return twilio.connect(rep, rep.dial()).play(RINGING)


def accept(world: World, *tokens: str, **more: str) -> None:
    """What an operator does: change TWILIO_AUTH_TOKEN, and the release runs `dialer init`."""
    changed = {"twilio_auth_token": ",".join(tokens)} | more
    setup.install(world.settings.model_copy(update=changed), demo=True)


def busy(line: Line, token: str) -> tuple[int, str]:
    """Twilio says busy, signed with this token: the status and the code of the answer."""
    line.twilio.auth_token = token
    answer = line.twilio.post(line.urls["lead"] or "", line.lead_form(Step(2, "lead", "busy", {"sip": 486})))
    return answer.status_code, answer.json["code"] if answer.status_code >= 400 else ""


def account(world: World) -> TwilioAccount:
    return next(
        row for row in world.rows(select(TwilioAccount)) if row.account_sid == world.twilio.account_sid
    )


@pytest.mark.parametrize("signs", ["old", "new"])
def test_while_both_are_accepted_either_may_sign(signs: str, world: World, line: Line, old: str) -> None:
    accept(world, old, NEW)
    assert busy(line, old if signs == "old" else NEW) == (204, "")


def test_a_delivery_signed_with_the_retired_token_is_told_apart_from_a_forgery(
    world: World, line: Line, old: str
) -> None:
    accept(world, old, NEW)
    accept(world, NEW)
    assert busy(line, old) == (403, "retired_token")
    assert busy(line, "somebody-elses") == (403, "bad_signature")
    retired, forged = world.rows(select(Delivery).order_by(Delivery.id))
    assert (retired.verdict, forged.verdict) == ("retired_token", "refused")
    assert f"retired on {world.clock().day} {world.clock():%B %Y}" in retired.reason
    assert "Promote the new token" in retired.reason
    assert world.rows(select(Call.state)) == ["ringing"]
    assert busy(line, NEW) == (204, "")


def test_the_admin_reads_what_to_do(world: World, line: Line, old: str, admin: Person) -> None:
    accept(world, NEW)
    busy(line, old)
    (shown,) = admin.see("/api/deliveries")["items"]
    assert shown["verdict"] == "retired_token"
    assert "Twilio still uses it" in shown["reason"]


def test_a_token_that_is_accepted_again_is_not_retired(world: World, line: Line, old: str) -> None:
    accept(world, NEW)
    accept(world, NEW, old)
    assert busy(line, old) == (204, "")
    assert account(world).retired_tokens_sealed is None


def test_the_day_is_that_of_the_last_retirement(world: World, line: Line, old: str) -> None:
    accept(world, NEW)
    accept(world, NEW, old)
    world.clock.tick(timedelta(days=3).total_seconds())
    accept(world, NEW)
    busy(line, old)
    (kept,) = world.rows(select(Delivery))
    assert f"retired on {world.clock().day} " in kept.reason


def test_after_a_month_it_is_forgotten(world: World, line: Line, old: str) -> None:
    accept(world, NEW)
    world.clock.tick(RETIRED_FOR.total_seconds() - 1)
    upkeep.tidy()
    assert busy(line, old) == (403, "retired_token")
    world.clock.tick(1)
    assert busy(line, old) == (403, "bad_signature")
    upkeep.tidy()
    assert account(world).retired_tokens_sealed is None


def test_it_is_kept_sealed(world: World, old: str) -> None:
    accept(world, NEW)
    sealed = account(world).retired_tokens_sealed
    assert sealed
    assert old not in sealed


def test_the_tokens_of_another_account_are_no_retired_ones(world: World, line: Line, old: str) -> None:
    accept(world, NEW, twilio_account_sid="AC" + "8" * 32)
    line.twilio.account_sid = "AC" + "8" * 32
    assert busy(line, old) == (403, "bad_signature")


def test_only_the_last_few_are_remembered(world: World, line: Line) -> None:
    tokens = [f"token-{number}" for number in range(7)]
    for token in tokens:
        accept(world, token)
    assert busy(line, tokens[1]) == (403, "retired_token")
    assert busy(line, tokens[0]) == (403, "bad_signature")
