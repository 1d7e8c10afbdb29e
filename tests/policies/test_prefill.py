"""What the line knows -> what may be pre-filled. The rows follow Twilio's evidence, one by one."""

import pytest

from policies.prefill import suggest
from policies.progress import fold
from tests.scenarios import (
    BLOCKED,
    BUSY,
    MACHINE,
    MACHINE_HUNG_UP,
    MACHINE_STAYED,
    MACHINE_TALKED_TO,
    NO_PERMISSION,
    NOT_IN_SERVICE,
    RANG_OUT,
    RINGING,
    TALK,
    TALKED,
    TALKED_IN_FULL,
    events,
)


def machine(verdict: str, *, heard_at: int = 30, over_at: int = 35) -> str:
    """A call answered at second 15 by what Twilio takes for a machine."""
    return (
        RINGING
        + f"""
        +15 lead answered
        +{heard_at} amd {verdict}
        +{over_at} lead completed
    """
    )


# The evidence, the trigger, and the sentence that the rep reads.
ROWS = {
    "busy 486": (BUSY, "busy", "Twilio: busy, SIP 486, rang 0 s"),
    "busy 600": (RINGING + "\n +2 lead busy sip=600", "busy", "Twilio: busy, SIP 600, rang 1 s"),
    "busy, no code": (RINGING + "\n +2 lead busy", "busy", "Twilio: busy, rang 1 s"),
    "busy 487": (RINGING + "\n +2 lead busy sip=487", "busy", "Twilio: busy, SIP 487, rang 1 s"),
    "busy 480": (RINGING + "\n +2 lead busy sip=480", "busy", "Twilio: busy, SIP 480, rang 1 s"),
    "blocked 603": (BLOCKED, None, None),
    "blocked 607": (RINGING + "\n +2 lead no_answer sip=607", None, None),
    "blocked 32017": (RINGING + "\n +2 lead failed error=32017", None, None),
    "rang out": (RANG_OUT, "no_answer", "Twilio: rang out, rang 35 s"),
    "gave up": (
        RINGING + "\n +9 page hung_up \n +9 lead canceled",
        "canceled",
        "Twilio: you hung up before an answer, rang 8 s",
    ),
    "not in service": (NOT_IN_SERVICE, "not_in_service", "Twilio: number not in service, SIP 404, rang 1 s"),
    "13224 with 404": (
        "+0 lead initiated \n +1 lead failed sip=404 error=13224",
        "not_in_service",
        "Twilio: number not in service, SIP 404, rang 1 s",
    ),
    "invalid number": (
        "+0 lead initiated \n +1 lead failed error=13223",
        "not_in_service",
        "Twilio: number not in service, rang 1 s",
    ),
    "only 13224": ("+0 lead initiated \n +1 lead failed error=13224", None, None),
    "network trouble": ("+0 lead initiated \n +1 lead failed sip=503", None, None),
    "unreachable for now": ("+0 lead initiated \n +1 lead failed sip=480", None, None),
    "no permission": (NO_PERMISSION, None, None),
    "our account": ("+0 lead initiated \n +1 lead failed sip=403", None, None),
    "talked": (TALKED, None, None),
    "a person": (TALKED_IN_FULL, None, None),
    "talking": (TALK, None, None),
    "unknown verdict": (machine("unknown"), None, None),
    "no detection": (RINGING + "\n +15 lead answered \n +35 lead completed", None, None),
    "machine on the line": (MACHINE, "machine", "Twilio: an answering machine picked up, rang 14 s"),
    "machine, left at once": (
        MACHINE_HUNG_UP,
        "machine",
        "Twilio: answering machine, no message left, on the line 20 s",
    ),
    "machine, silence": (
        machine("machine_end_silence", over_at=55),
        "machine",
        "Twilio: answering machine, no message left, on the line 40 s",
    ),
    "machine start, long enough": (
        machine("machine_start", heard_at=19, over_at=27),
        "machine",
        "Twilio: answering machine, no message left, on the line 12 s",
    ),
    "machine start, very short": (
        machine("machine_start", heard_at=19, over_at=26),
        None,
        "Twilio: a recorded announcement?, on the line 11 s",
    ),
    "machine other, very short": (
        machine("machine_end_other", heard_at=19, over_at=26),
        None,
        "Twilio: a recorded announcement?, on the line 11 s",
    ),
    "machine, a long talk": (
        MACHINE_TALKED_TO,
        None,
        "Twilio: a machine was heard, but the call was long, on the line 65 s",
    ),
    "machine, exactly a minute": (
        machine("machine_end_silence", over_at=75),
        "machine",
        "Twilio: answering machine, no message left, on the line 60 s",
    ),
    "machine, eight seconds after the beep": (
        machine("machine_end_beep", over_at=38),
        "machine",
        "Twilio: answering machine, no message left, on the line 23 s",
    ),
    "machine, stayed after the beep": (
        MACHINE_STAYED,
        None,
        "Twilio: a machine; you stayed after the beep, on the line 30 s",
    ),
    "fax": (machine("fax"), None, "Twilio: a fax machine answered, on the line 20 s"),
    "nothing heard": ("", None, None),
    "never placed": ("+0 page line_failed", None, None),
}


@pytest.mark.parametrize("row", ROWS)
def test_evidence_pre_fills_what_it_proves(row: str) -> None:
    scenario, trigger, reason = ROWS[row]
    made = suggest(fold(events(scenario)))
    assert (made.trigger, made.reason) == (trigger, reason)


def test_who_stayed_after_the_beep_is_offered_both_voicemail_outcomes() -> None:
    assert suggest(fold(events(MACHINE_STAYED))).offer == ("voicemail_left", "machine")


@pytest.mark.parametrize("row", [row for row in ROWS if row != "machine, stayed after the beep"])
def test_nothing_else_offers_two(row: str) -> None:
    assert suggest(fold(events(ROWS[row][0]))).offer == ()
