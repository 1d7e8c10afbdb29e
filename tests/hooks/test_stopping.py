"""Admins hear by e-mail of a webhook that we stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialer.config import Settings
from tests.conftest import make_settings
from tests.far_mail import FarMail, serve_mail
from tests.hook_sending import deliver
from tests.hooks.desk import Desk
from tests.receiver import Receiver
from workers.mail import send_mail


@pytest.fixture
def far(tmp_path: Path) -> Iterator[FarMail]:
    with serve_mail(tmp_path) as made:
        yield made


@pytest.fixture
def settings(database_url: str, redis_url: str, tmp_path: Path, receiver: Receiver, far: FarMail) -> Settings:
    return make_settings(
        database_url=database_url,
        redis_url=redis_url,
        DIALER_DATA_DIR=tmp_path,
        webhook_private_targets=receiver.place,
        smtp_url=far.url,
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_admins_are_told_once_of_a_webhook_that_was_stopped(desk: Desk, far: FarMail) -> None:
    made = desk.make("/status/410?a=secret")
    desk.admin.ask("PATCH", f"/api/webhooks/{made['id']}", json={"description": "Zapier"})
    for _ in range(2):
        desk.test(made)
    send_mail()
    told = {message.recipients[0]: message for message in far.box.messages}
    assert sorted(told) == ["admin@demo.test", "tech@demo.test"]
    assert len(far.box.messages) == 2
    message = told["admin@demo.test"]
    assert message.subject == "Webhook stopped: Zapier (127.0.0.1)"
    assert "410 Gone" in message.text
    assert "secret" not in message.text
    desk.act(made, "resume")
    deliver()
    send_mail()
    assert len(far.to("admin@demo.test")) == 2  # it was stopped again
