"""Where webhooks may not go, however it is written and whatever a name server says."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from dialer import config
from dialer.hooks.addresses import Refused, resolve, target_of
from tests.conftest import make_settings
from tests.hook_sending import deliver
from tests.hooks.desk import Desk

PRIVATE = [
    *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.5.4", "192.168.1.1", "100.64.0.1", "0.0.0.0"),
    *("169.254.169.254", "169.254.1.1", "168.63.129.16", "192.0.0.8", "198.18.0.1", "224.0.0.1"),
    *("240.0.0.1", "255.255.255.255", "192.0.2.1", "203.0.113.9"),
    *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.1.2.3", "::127.0.0.1"),
    *("64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:0:7f00:1::", "fec0::1"),
    *("::ffff:0:127.0.0.1", "::ffff:0:0:a9fe:a9fe", "4000::1", "::1.1.1.1"),
]
ODD_WAYS = ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "017700000001", "2852039166"]
BAD_URLS = [
    *("http://example.com/in", "ftp://example.com/", "javascript:alert(1)", "//example.com/x", "example.com"),
    *(
        "https://",
        "https:///x",
        "https://user:pw@example.com/",
        "https://example.com:99999/",
        "https://[::1/",
    ),
    *(
        "https://localhost/x",
        "https://LOCALHOST/x",
        "https://localhost./x",
        "https://a.localhost/",
        "https://exa mple.com/",
    ),
    *("https://example.com/\r\nX: y", "https://example.com/a\tb", "https://" + "a" * 70 + ".com/"),
    *(f"https://[{one}]/" if ":" in one else f"https://{one}/" for one in PRIVATE),
    *(f"https://{one}/" for one in ODD_WAYS),
]


@pytest.fixture
def plain() -> Iterator[None]:
    """Settings that allow nothing by name."""
    config.use(make_settings())
    yield
    config._current.clear()


def name_server(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Every name has these addresses; which were asked for."""
    asked: list[str] = []

    def answer(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in answers
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return asked


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_cannot_be_sent_to_is_refused_when_it_is_typed_in(desk: Desk) -> None:
    for url in BAD_URLS:
        answer = desk.admin.ask("POST", "/api/webhooks", json={"url": url})
        assert (answer.status_code, answer.json.get("code")) == (422, "bad_url"), url
    assert desk.admin.see("/api/webhooks")["items"] == []
    loopback = desk.admin.ask("POST", "/api/webhooks", json={"url": "https://[::1]/"})
    assert loopback.json["detail"] == "::1 is not a public address."


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_with_a_private_address_is_refused(
    address: str, plain: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_server(monkeypatch, address)
    with pytest.raises(Refused, match="not a public address"):
        resolve(target_of("https://innocent.example/"))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_a_public_address_is_taken(address: str, plain: None, monkeypatch: pytest.MonkeyPatch) -> None:
    name_server(monkeypatch, address)
    assert resolve(target_of("https://innocent.example/")) == [address]


def test_what_a_path_says_beyond_ascii_arrives_as_browsers_write_it(plain: None) -> None:
    assert target_of("https://innocent.example/é/a%20b?q=ü&x=1").path == "/%C3%A9/a%20b?q=%C3%BC&x=1"


def test_one_private_address_among_public_ones_is_enough(
    plain: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_server(monkeypatch, "93.184.215.14", "10.0.0.1")
    with pytest.raises(Refused):
        resolve(target_of("https://innocent.example/"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_delivery_to_such_a_name_is_not_sent_and_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.make(url="https://innocent.example/in")
    desk.act(made, "test")
    with monkeypatch.context() as patched:
        name_server(patched, "169.254.169.254")
        deliver()
    (delivery,) = desk.deliveries(made)
    assert delivery["last_error"] == "not sent: 169.254.169.254 is not a public address"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_name_is_asked_once_and_the_address_that_was_looked_at_is_used(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = desk.make(url=f"http://receiver.test:{desk.receiver.port}/ok")
    desk.act(made, "test")
    with monkeypatch.context() as patched:
        asked = name_server(patched, "127.0.0.1")
        deliver()
    (received,) = desk.receiver.at("/ok")
    assert received.headers["host"] == f"receiver.test:{desk.receiver.port}"
    assert asked.count("receiver.test") == 1
