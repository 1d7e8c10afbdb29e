"""The scripted phones, one row each: any area code, and these last four digits.

A new kind of far side is a new row; a new ability is a new `Step` in `steps.py`.
"""

from dialer.sandbox.phones import (
    BUSY,
    MACHINE,
    NOT_IN_SERVICE,
    RANG_OUT,
    Detection,
    Phone,
    Refusal,
)
from dialer.sandbox.steps import Beep, Echo, Menu, Record, Say, Silent, Sound, Stay

DECLINED = Refusal("busy", 603)
NETWORK_FAULT = Refusal("failed", 503)
BLOCKED = Refusal("failed", 603, (32017, "Call blocked by the carrier's analytics (603+ Network Blocked)"))
NO_PERMISSION = Refusal("failed", None, (13227, "Geo permissions do not allow calls to this number"))

LONG_GREETING = Detection("machine_start", 4.0, at_end="machine_end_silence")
FAX = Detection("fax", 3.0)
INTERCEPT = Detection("machine_start", 3.0, at_end="machine_end_other")

CED = Sound((((2100,), 3.0), ((), 1.5)))
SIT = Sound((((914,), 0.274), ((1371,), 0.274), ((1777,), 0.38), ((), 0.3)))
RINGING = Sound((((440, 480), 2.0), ((), 1.0)))

PHONES = (
    Phone(
        "0101",
        "Answers and talks",
        "Rings for two seconds, says hello, then says back what it hears and beeps at digits.",
        wait=2.0,
        script=(Say("hello"), Echo()),
    ),
    Phone(
        "0102",
        "Busy",
        "The line is busy (SIP 486).",
        wait=1.0,
        rings=False,
        refusal=BUSY,
    ),
    Phone(
        "0103",
        "Rings out",
        "Rings until the dial gives up, at most twelve seconds; nobody answers (SIP 487).",
        wait=12.0,
        refusal=RANG_OUT,
    ),
    Phone(
        "0104",
        "Not in service",
        "The network knows no such number and never rings (SIP 404).",
        wait=0.7,
        rings=False,
        refusal=NOT_IN_SERVICE,
    ),
    Phone(
        "0105",
        "Answering machine",
        "Rings for two seconds, plays a greeting of six seconds, beeps and records for up to a minute.",
        wait=2.0,
        script=(Say("voicemail"), Beep(), Record(60.0)),
        detection=MACHINE,
    ),
    Phone(
        "0106",
        "Answers, then hangs up first",
        "Rings for two seconds, says it has no time and hangs up six seconds after it answered.",
        wait=2.0,
        script=(Say("in_a_hurry"), Stay(0.4)),
        calling=(Say("in_a_hurry"), Stay(0.4)),
    ),
    Phone(
        "0107",
        "Declines",
        "Rings for three seconds, then the person presses Decline (SIP 603).",
        wait=3.0,
        refusal=DECLINED,
    ),
    Phone(
        "0108",
        "Voicemail to listen to",
        "A person's short greeting, a beep, then up to two minutes of recording, played back on this page.",
        wait=3.0,
        script=(Say("voicemail_short"), Beep(), Record(120.0)),
        detection=MACHINE,
    ),
    Phone(
        "0109",
        "Voicemail with two beeps",
        "Beeps after the greeting and again two seconds later; only then it records.",
        wait=2.0,
        script=(Say("voicemail_two_beeps"), Beep(), Stay(2.0), Beep(), Record(60.0)),
        detection=MACHINE,
    ),
    Phone(
        "0110",
        "Business greeting, then a person",
        "A company's long greeting and a hold tone, then a person who says back what it hears.",
        wait=2.0,
        script=(Say("business", ends_greeting=True), RINGING, Say("person"), Echo()),
        detection=LONG_GREETING,
    ),
    Phone(
        "0111",
        "Menu",
        "Reads a menu up to three times: 1 sales (a person), 2 opening hours, 0 the operator (a person).",
        wait=2.0,
        script=(
            Menu(
                "menu",
                {
                    "1": (Say("menu_sales"), RINGING, Say("person"), Echo()),
                    "2": (Say("menu_hours"), Stay(1.0)),
                    "0": (RINGING, Say("person"), Echo()),
                },
            ),
        ),
        detection=LONG_GREETING,
    ),
    Phone(
        "0112",
        "Fax",
        "Answers with a fax machine's tone, again and again for half a minute.",
        wait=2.0,
        script=(CED,) * 7,
        detection=FAX,
    ),
    Phone(
        "0113",
        "Not in service, as a recording",
        "Answers: three rising tones and a voice that says the number is not in service, twice. Then it hangs up.",
        wait=1.0,
        script=(SIT, Say("out_of_service", ends_greeting=True), SIT, Say("out_of_service")),
        detection=INTERCEPT,
    ),
    Phone(
        "0114",
        "Network fault",
        "A carrier on the way fails; it never rings (SIP 503).",
        wait=2.0,
        rings=False,
        refusal=NETWORK_FAULT,
    ),
    Phone(
        "0115",
        "Blocked by the network",
        "The lead's carrier blocks our number as unwanted (SIP 603+, error 32017; settable to 607 or 608).",
        wait=0.8,
        rings=False,
        refusal=BLOCKED,
    ),
    Phone(
        "0116",
        "No permission",
        "Our account may not call that country: failed at once, error 13227, no SIP code.",
        wait=0.1,
        rings=False,
        refusal=NO_PERMISSION,
    ),
    Phone(
        "0117",
        "Answers very late",
        "Rings for 29 seconds before it answers; a dial rings its timeout and five seconds more.",
        wait=29.0,
        script=(Say("hello"), Echo()),
    ),
    Phone(
        "0118",
        "Answers, but no sound",
        "Answers after two seconds and no audio passes, either way.",
        wait=2.0,
        script=(Silent(),),
        detection=Detection("unknown", 5.0),
        calling=(Silent(),),
    ),
)
