"""The small parts by themselves: sounds, phones, the ledger."""

import ast
from array import array
from pathlib import Path

import pytest

import dialer.sandbox
from dialer.sandbox import mulaw, tones
from dialer.sandbox.far_phone import FarPhone, Mouth
from dialer.sandbox.ledger import KEPT, Ledger
from dialer.sandbox.legs import Leg
from dialer.sandbox.phone_list import PHONES
from dialer.sandbox.phones import Phone, PhoneBook
from dialer.sandbox.steps import Beep, Echo, Record, Say, Stay

HOUSE = Path(dialer.sandbox.__file__).parent


@pytest.mark.parametrize(
    ("sample", "byte"), [(0, 0xFF), (-1, 0x7E), (32_767, 0x80), (-32_768, 0x00), (1000, 0xCE), (-1000, 0x4E)]
)
def test_mu_law(sample: int, byte: int) -> None:
    assert mulaw.encode(array("h", [sample])) == bytes([byte])


def test_levels() -> None:
    assert mulaw.decibels(mulaw.power(mulaw.SILENCE)) is None
    assert mulaw.decibels(mulaw.power(b"\x80" * 160)) == pytest.approx(0.0, abs=0.2)
    assert -20 < (mulaw.decibels(mulaw.power(tones.tone((440,), 0.2))) or 0) < -10


def test_a_mouth_says_a_sound_to_its_end_and_then_nothing() -> None:
    mouth = Mouth()
    assert mouth.say(b"\x10" * 200) == 200 / 8000
    assert mouth.frame() == b"\x10" * 160
    assert mouth.frame() == b"\x10" * 40 + b"\xff" * 120
    assert mouth.frame() == mulaw.SILENCE


def test_a_looping_mouth_starts_again() -> None:
    mouth = Mouth()
    mouth.say(b"\x10" * 160 + b"\x20" * 160, loop=True)
    assert [mouth.frame()[0] for _ in range(4)] == [0x10, 0x20, 0x10, 0x20]


def test_an_echo_comes_half_a_second_later() -> None:
    phone = FarPhone(echoing=True)
    said = []
    for number in range(60):
        phone.hear(bytes([number]) * 160)
        said.append(phone.frame()[0])
    assert said[:25] == [0xFF] * 25
    assert said[25:] == list(range(35))


def test_an_echoing_phone_beeps_at_digits_and_a_machine_does_not() -> None:
    for echoing in (True, False):
        phone = FarPhone(echoing=echoing)
        phone.press("3")
        assert phone.mouth.talking is echoing
        assert phone.digits == "3"


def test_the_spoken_sounds_are_small_and_take_the_time_the_phones_promise() -> None:
    assert sum(path.stat().st_size for path in (HOUSE / "sounds").glob("*.ulaw")) < 600_000
    phones = {phone.suffix: phone for phone in PHONES}
    assert 5 < _seconds(phones["0105"]) - 60 < 7
    assert 5.5 < _seconds(phones["0106"]) < 6.5


def _seconds(phone: Phone) -> float:
    total = 0.0
    for step in phone.script:
        if isinstance(step, Say):
            total += mulaw.seconds(tones.spoken(step.sound))
        elif isinstance(step, Beep):
            total += mulaw.seconds(tones.beep())
        elif isinstance(step, Stay | Record):
            total += step.seconds
        else:
            assert isinstance(step, Echo)
    return total


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("+12025550102", "Busy"),
        ("+13105550102", "Busy"),
        ("+12025559999", "Answers and talks"),
        ("12025550105", "Answering machine"),
        ("", "Not in service"),
        ("+1202555010x", "Not in service"),
        ("+٣٣٣٣٣٣٣٣٣٣", "Not in service"),
    ],
)
def test_the_book(number: str, title: str) -> None:
    assert PhoneBook(PHONES).find(number).title == title


def test_a_torn_line_in_the_ledger_is_skipped(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    leg = Leg("AC1", "client:a", "+1", "inbound", "ringing")
    ledger.save(leg)
    ledger.close()
    with (tmp_path / "sandbox-calls.jsonl").open("a") as file:
        file.write('{"sid": "CA')
    again = Ledger(tmp_path)
    assert [(each.sid, each.status) for each in again.newest_first()] == [(leg.sid, "completed")]
    again.close()


def test_the_ledger_forgets_the_oldest(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    for _ in range(KEPT + 5):
        ledger.save(Leg("AC1", "client:a", "+1", "inbound", "completed"))
    assert len(list(ledger.newest_first())) == KEPT
    ledger.close()


def test_the_sandbox_knows_nothing_of_the_product() -> None:
    for path in HOUSE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                top = name.split(".")[0]
                assert top not in {"webhooks", "workers", "policies", "flask", "sqlalchemy", "twilio"}, path
                assert top != "dialer" or name.startswith("dialer.sandbox"), path
