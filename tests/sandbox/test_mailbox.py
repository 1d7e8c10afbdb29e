"""The sandbox's mailbox: what is handed in by SMTP is there to read, and its faults are those of mail servers."""

import smtplib
from email.message import EmailMessage
from pathlib import Path

import pytest
import requests

from dialer.sandbox.mailbox.box import Mailbox
from tests.far_mail import FarMail, serve_mail, serve_pages


def hand_in(
    far: FarMail, *to: str, subject: str = "Hello <b>", text: str = "See https://a.example/b?c=1."
) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "us@firm.example", ", ".join(to), subject
    message.set_content(text)
    message.add_attachment(b"BEGIN:VCALENDAR", "text", "calendar", filename="meeting.ics")
    with smtplib.SMTP("127.0.0.1", far.port, timeout=10) as line:
        line.send_message(message)


def test_a_message_is_read_with_its_links_and_its_file(tmp_path: Path) -> None:
    with serve_mail(tmp_path) as far, serve_pages(far.box) as url:
        hand_in(far, "ann@firm.example", "bea@firm.example")
        page = requests.get(f"{url}/mailbox", timeout=5).text
        assert "ann@firm.example, bea@firm.example" in page
        assert "Hello &lt;b&gt;" in page
        letter = requests.get(f"{url}/mailbox/1", timeout=5).text
        assert 'href="https://a.example/b?c=1' in letter
        assert requests.get(f"{url}/mailbox/1/meeting.ics", timeout=5).text == "BEGIN:VCALENDAR"
        assert requests.get(f"{url}/mailbox/9", timeout=5).status_code == 404
        assert len(requests.get(f"{url}/mailbox.json", timeout=5).json()["messages"]) == 1
        assert requests.post(f"{url}/control/mailbox/empty", json={}, timeout=5).status_code == 200
        assert far.box.messages == []


def test_messages_outlast_a_restart(tmp_path: Path) -> None:
    with serve_mail(tmp_path) as far:
        hand_in(far, "ann@firm.example")
    assert [each.recipients for each in Mailbox(tmp_path).messages] == [["ann@firm.example"]]


@pytest.mark.parametrize("body", [{"smtp": "odd"}, {"seconds": -1}, {"what": 1}])
def test_a_switch_that_is_none_is_refused(body: dict[str, object], tmp_path: Path) -> None:
    with serve_pages(Mailbox(tmp_path)) as url:
        answer = requests.post(f"{url}/control/mailbox/faults", json=body, timeout=5)
        assert answer.status_code == 422
        assert answer.json()["error"]


def test_each_switch_does_what_it_says(tmp_path: Path) -> None:
    with serve_mail(tmp_path) as far:
        far.goes_wrong("later")
        with pytest.raises(smtplib.SMTPDataError, match="451"):
            hand_in(far, "ann@firm.example")
        far.goes_wrong("refuse")
        with pytest.raises(smtplib.SMTPRecipientsRefused, match="550"):
            hand_in(far, "ann@firm.example")
        for fault, kept in (("cut", 0), ("lost", 1)):
            far.goes_wrong(fault)
            with pytest.raises(OSError, match="closed"):
                hand_in(far, "ann@firm.example")
            assert len(far.box.messages) == kept
        far.goes_wrong("slow", seconds=0.01)
        hand_in(far, "ann@firm.example")
        assert len(far.box.messages) == 2
