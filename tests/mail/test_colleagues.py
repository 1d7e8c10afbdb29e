"""Who is invited may get the link by e-mail."""

from typing import Any

import pytest
from sqlalchemy import select

from dialer.models import Mail
from tests.far_mail import FarMail
from tests.people import Person
from tests.world import World
from workers.mail import send_mail

ANN = {"email": "ann@firm.example", "name": "Ann Field", "roles": ["rep"]}


def invited(admin: Person) -> dict[str, Any]:
    answer = admin.post("/api/invitations", **ANN)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def sent(admin: Person, invitation: dict[str, Any], link: str = "") -> Any:
    return admin.post(f"/api/invitations/{invitation['id']}/send", link=link or invitation["link"])


def letters(world: World) -> list[tuple[str, str]]:
    rows = world.rows(select(Mail).where(Mail.kind == "colleague_invited").order_by(Mail.id))
    return [(row.state.value, row.text) for row in rows]


def test_the_link_arrives_and_is_kept_nowhere_in_the_open(admin: Person, far: FarMail, world: World) -> None:
    made = invited(admin)
    secret = made["link"].rpartition("/")[2]
    assert sent(admin, made).status_code == 204
    ((state, text),) = letters(world)
    assert (state, secret in text, text != "") == ("waiting", False, True)
    (listed,) = admin.see("/api/mail")["items"]
    assert (listed["recipient"], listed["text"]) == ("ann@firm.example", "")
    send_mail()
    (message,) = far.to("ann@firm.example")
    assert message.subject == "Ada Brandt invites you to Northlight"
    assert f"\n{made['link']}\n" in message.text
    assert "until Monday, 9 March 2026" in message.text
    assert letters(world) == [("sent", "")]
    assert world.stranger().see(f"/api/join/{secret}")["email"] == "ann@firm.example"
    assert admin.see("/api/audit")["items"][0]["action"] == "invitation.sent"


@pytest.mark.parametrize("act", ["renew", "withdraw", "again"])
def test_a_letter_whose_link_works_no_more_is_not_sent(
    act: str, admin: Person, far: FarMail, world: World
) -> None:
    made = invited(admin)
    sent(admin, made)
    if act == "renew":
        admin.post(f"/api/invitations/{made['id']}/renew")
    elif act == "withdraw":
        admin.ask("DELETE", f"/api/invitations/{made['id']}")
    else:
        sent(admin, made)
    assert letters(world)[0] == ("dropped", "")
    send_mail()
    assert len(far.to("ann@firm.example")) == (1 if act == "again" else 0)


def test_only_its_newest_link_is_sent(admin: Person, rival: Person, world: World) -> None:
    made = invited(admin)
    fresh = admin.post(f"/api/invitations/{made['id']}/renew").json
    for link in (made["link"], "nonsense", "http://evil.example/join/" + "x" * 43):
        assert sent(admin, made, link).json["code"] == "not_its_link"
    assert sent(rival, made).status_code == 404
    assert (
        sent(admin, made, fresh["link"].replace("http://127.0.0.1:8000", "https://evil.example")).status_code
        == 204
    )
    world.clock.tick(8 * 86_400)
    admin.sign_in("admin@demo.test")
    assert sent(admin, fresh).json["code"] == "invitation_expired"
    admin.ask("DELETE", f"/api/invitations/{made['id']}")
    assert sent(admin, fresh).json["code"] == "invitation_withdrawn"
    assert [state for state, _ in letters(world)] == ["dropped"]
