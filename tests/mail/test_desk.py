"""What an admin sees of messages, and does about those that were refused."""

from sqlalchemy import select

from dialer import config, db
from dialer.mail import outbox
from dialer.models import AuditEntry
from policies.vocabulary import MailKind
from tests.conftest import make_settings
from tests.far_mail import FarMail
from tests.people import Person
from tests.world import Clock, World
from workers.mail import send_mail


def write(world: World, recipient: str = "ada@firm.example") -> int:
    with db.transaction(1) as session:
        return outbox.write_mail(session, MailKind.TEST, recipient, "Hello", "Hello", now=world.clock()).id


def test_the_test_message_goes_to_whom_asks(admin: Person, far: FarMail) -> None:
    assert admin.post("/api/mail/test").status_code == 201
    send_mail()
    assert [each.recipients for each in far.box.messages] == [["admin@demo.test"]]
    state = admin.see("/api/mail/server")
    assert (state["server"], state["waiting"], state["trouble"]) == (f"127.0.0.1:{far.port}", 0, "")
    assert state["last_sent_at"]


def test_without_a_server_the_page_says_so(admin: Person, world: World) -> None:
    config.use(make_settings(database_url=world.settings.database_url, redis_url=world.settings.redis_url))
    write(world)
    state = admin.see("/api/mail/server")
    assert (state["server"], state["waiting"]) == (None, 1)


def test_a_dead_letter_is_sent_again_by_a_click(admin: Person, far: FarMail, world: World) -> None:
    mail_id = write(world)
    far.goes_wrong("refuse")
    send_mail()
    (dead,) = admin.see("/api/mail", state="dead")["items"]
    assert (dead["id"], admin.see("/api/mail/server")["dead"]) == (mail_id, 1)
    assert "550" in dead["error"]
    assert "550" in admin.see("/api/mail/server")["trouble"]
    far.goes_wrong()
    assert admin.post(f"/api/mail/{mail_id}/send").json["state"] == "waiting"
    send_mail()
    assert admin.see("/api/mail")["items"][0]["state"] == "sent"
    assert admin.post(f"/api/mail/{mail_id}/send").json["code"] == "already_sent"
    assert "mail.sent_again" in [entry.action for entry in world.rows(select(AuditEntry))]


def test_a_message_that_waits_after_a_failure_goes_at_once(
    admin: Person, far: FarMail, world: World, clock: Clock
) -> None:
    mail_id = write(world)
    far.goes_wrong("later")
    send_mail()
    far.goes_wrong()
    assert admin.post(f"/api/mail/{mail_id}/send").status_code == 200
    send_mail()
    assert len(far.box.messages) == 1


def test_each_company_sees_its_own(admin: Person, rival: Person, rep: Person, world: World) -> None:
    mail_id = write(world)
    assert rival.see("/api/mail")["items"] == []
    assert rival.post(f"/api/mail/{mail_id}/send").status_code == 404
    assert rep.get("/api/mail").status_code == 403
    assert rep.post("/api/mail/test").status_code == 403
