"""A message is sent once, whatever the server does, and what is refused for good waits for a person."""

from typing import Any

import pytest
from sqlalchemy import select

from dialer import config, db
from dialer.mail import outbox
from dialer.models import Mail, Meeting, MeetingEntry
from policies.vocabulary import MailKind, MailState
from tests.conftest import make_settings
from tests.far_mail import FarMail
from tests.meeting_rows import make_meeting_rows
from tests.world import Clock, World
from workers.mail import send_mail

OURS = 1
ADA = "ada@firm.example"


def write(world: World, recipient: str = ADA, **more: Any) -> int:
    with db.transaction(OURS) as session:
        row = outbox.write_mail(
            session,
            MailKind.TEST,
            recipient,
            "Grüezi",
            "Hello Zoë,\n\nhow are you?\n",
            now=world.clock(),
            **more,
        )
        return row.id


def mail(world: World, mail_id: int) -> Mail:
    (row,) = world.rows(select(Mail).where(Mail.id == mail_id))
    assert isinstance(row, Mail)
    return row


def test_what_is_written_arrives_once(world: World, far: FarMail) -> None:
    sent = write(world)
    send_mail()
    send_mail()
    (message,) = far.box.messages
    assert (message.subject, message.recipients) == ("Grüezi", [ADA])
    assert message.text == "Hello Zoë,\n\nhow are you?\n"
    assert message.sender == "Northlight <no-reply@dialer.invalid>"
    assert (mail(world, sent).state, mail(world, sent).attempts) == (MailState.SENT, 1)


def test_what_was_rolled_back_was_never_written(world: World, far: FarMail) -> None:
    def fail() -> None:
        with db.transaction(OURS) as session:
            outbox.write_mail(session, MailKind.TEST, ADA, "Never", "Never", now=world.clock())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    send_mail()
    assert far.box.messages == []


def test_refused_for_now_it_goes_a_little_later(world: World, far: FarMail, clock: Clock) -> None:
    sent = write(world)
    far.goes_wrong("later")
    send_mail()
    assert mail(world, sent).error == "It answered 451: 4.3.0 try again later"
    far.goes_wrong()
    send_mail()
    assert far.box.messages == []
    clock.tick(31)
    send_mail()
    assert (mail(world, sent).state, mail(world, sent).error) == (MailState.SENT, "")


def test_refused_for_now_too_often_it_waits_for_a_person(world: World, far: FarMail, clock: Clock) -> None:
    sent = write(world)
    far.goes_wrong("later")
    for _ in range(8):
        send_mail()
        clock.tick(4 * 3600)
    assert (mail(world, sent).state, mail(world, sent).attempts) == (MailState.DEAD, 8)


def test_a_message_that_is_refused_holds_up_no_other(world: World, far: FarMail) -> None:
    odd, dead = write(world, "not an address"), write(world, "gone@firm.example")
    far.goes_wrong("refuse")
    send_mail()
    far.goes_wrong()
    after = write(world)
    send_mail()
    assert [mail(world, each).state for each in (odd, dead, after)] == ["dead", "dead", "sent"]
    assert "550" in mail(world, dead).error


@pytest.mark.parametrize("fault", ["cut", "away"])
def test_while_the_server_is_the_trouble_nothing_is_given_up(
    fault: str, world: World, far: FarMail, clock: Clock
) -> None:
    first, second = write(world), write(world, "bea@firm.example")
    if fault == "away":
        config.use(world.settings.model_copy(update={"smtp_url": "smtp://127.0.0.1:9"}))
    far.goes_wrong("cut" if fault == "cut" else "")
    for _ in range(6):
        send_mail()
        clock.tick(900)
    assert {mail(world, each).state for each in (first, second)} == {MailState.WAITING}
    assert mail(world, first).error
    config.use(world.settings)
    far.goes_wrong()
    send_mail()
    assert sorted(far.box.messages[0].recipients + far.box.messages[1].recipients) == [
        ADA,
        "bea@firm.example",
    ]


def test_a_worker_that_dies_on_the_way_loses_nothing(world: World, far: FarMail, clock: Clock) -> None:
    sent = write(world)
    with db.transaction(db.EVERYWHERE) as session:
        assert outbox.claim_next(session, now=clock())  # and nothing more is heard of it
    send_mail()
    assert far.box.messages == []
    clock.tick(301)
    send_mail()
    assert (len(far.box.messages), mail(world, sent).attempts) == (1, 2)


def test_taken_but_never_confirmed_it_goes_again_and_can_be_told_as_the_same(
    world: World, far: FarMail, clock: Clock
) -> None:
    write(world)
    far.goes_wrong("lost")
    send_mail()
    far.goes_wrong()
    clock.tick(60)
    send_mail()
    first, second = far.box.messages
    assert first.message_id == second.message_id


def test_without_a_server_messages_wait_untried(world: World, far: FarMail) -> None:
    waits = write(world)
    config.use(make_settings(database_url=world.settings.database_url, redis_url=world.settings.redis_url))
    send_mail()
    assert (mail(world, waits).state, mail(world, waits).attempts) == (MailState.WAITING, 0)
    config.use(world.settings)
    send_mail()
    assert len(far.box.messages) == 1


def test_what_is_no_longer_so_is_dropped_when_its_turn_comes(
    world: World, far: FarMail, clock: Clock
) -> None:
    meeting_id = make_meeting_rows(OURS, now=clock())
    with db.transaction(OURS) as session:
        session.get_one(Meeting, meeting_id).cancelled_at = clock()
        assert session.scalar(select(MeetingEntry.id)) is not None
    send_mail()
    (row,) = world.rows(select(Mail))
    assert (row.state, row.error, far.box.messages) == (MailState.DROPPED, "The meeting was cancelled.", [])
