"""Leg events -> where the line is and what came of it."""

from itertools import permutations

import pytest

from policies.progress import fold
from tests.scenarios import (
    BLOCKED,
    BUSY,
    BUSY_IN_FULL,
    MACHINE,
    MACHINE_HUNG_UP,
    NO_PERMISSION,
    NOT_IN_SERVICE,
    RANG_OUT,
    RINGING,
    TALK,
    TALKED,
    TALKED_IN_FULL,
    events,
)

NOTHING = ""
GAVE_UP_WHILE_RINGING = RINGING + "\n +9 page hung_up \n +9 lead canceled \n +9 rep completed"
GAVE_UP_AND_THE_CARRIER_SAID_NO_ANSWER = RINGING + "\n +9 page hung_up \n +9 lead no_answer"
HUNG_UP_ON_THE_LEAD = TALK + "\n +30 page hung_up \n +31 lead completed lasted=22"
NO_MICROPHONE = "+0 page line_failed"
SDK_ERROR_WHILE_RINGING = RINGING + "\n +4 page line_failed"
SDK_ERROR_WHILE_TALKING = TALK + "\n +30 page line_failed"
CLOSED_THE_TAB_AT_ONCE = "+1 rep completed"
CLOSED_THE_TAB_WHILE_TALKING = TALK + "\n +40 rep completed"

# state, result, seconds of ringing, seconds of talk
LINES = {
    "nothing yet": (NOTHING, ("dialing", None, None, None)),
    "on its way": ("+0 lead initiated", ("dialing", None, None, None)),
    "ringing": (RINGING, ("ringing", None, None, None)),
    "talking": (TALK, ("live", None, 8, None)),
    "talking, though nobody reported the answer": (RINGING + "\n +9 amd human", ("live", None, 8, None)),
    "busy": (BUSY, ("wrap_up", "busy", 0, None)),
    "busy, every word of it": (BUSY_IN_FULL, ("wrap_up", "busy", 0, None)),
    "rang out": (RANG_OUT, ("wrap_up", "no_answer", 35, None)),
    "no such number": (NOT_IN_SERVICE, ("wrap_up", "not_in_service", 1, None)),
    "no permission to call there": (NO_PERMISSION, ("wrap_up", "not_placed", 0, None)),
    "blocked": (BLOCKED, ("wrap_up", "blocked", 1, None)),
    "talked": (TALKED, ("wrap_up", "answered", 8, 45)),
    "talked, every word of it": (TALKED_IN_FULL, ("wrap_up", "answered", 8, 45)),
    "machine on the line": (MACHINE, ("live", None, 14, None)),
    "machine": (MACHINE_HUNG_UP, ("wrap_up", "machine", 14, 20)),
    "fax": (RINGING + "\n +5 lead answered \n +8 amd fax \n +9 lead completed", ("wrap_up", "fax", 4, 4)),
    "gave up while ringing": (GAVE_UP_WHILE_RINGING, ("wrap_up", "canceled", 8, None)),
    "gave up, called no-answer": (GAVE_UP_AND_THE_CARRIER_SAID_NO_ANSWER, ("wrap_up", "canceled", 8, None)),
    "rep hung up": (HUNG_UP_ON_THE_LEAD, ("wrap_up", "answered", 8, 21)),
    "no microphone": (NO_MICROPHONE, ("wrap_up", "not_placed", None, None)),
    "SDK error while ringing": (SDK_ERROR_WHILE_RINGING, ("wrap_up", "canceled", 3, None)),
    "SDK error while talking": (SDK_ERROR_WHILE_TALKING, ("wrap_up", "answered", 8, 21)),
    "closed the tab at once": (CLOSED_THE_TAB_AT_ONCE, ("wrap_up", "not_placed", None, None)),
    "closed the tab while talking": (CLOSED_THE_TAB_WHILE_TALKING, ("wrap_up", "answered", 8, 31)),
    "only the dial's word": ("+20 dial busy", ("wrap_up", "busy", None, None)),
    "only the end, with its length": (RINGING + "\n +65 lead completed lasted=45", ("wrap_up", "answered", 19, 45)),
    "only the end, without": (RINGING + "\n +65 lead completed", ("wrap_up", "answered", 64, 0)),
    "the verdict came after the end": (
        RINGING + "\n +20 lead completed lasted=9 \n +50 amd machine_start",
        ("wrap_up", "machine", 10, 9),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_the_line_is_where_its_legs_say(name: str) -> None:
    scenario, expected = LINES[name]
    line = fold(events(scenario))
    assert (line.state, line.result, line.ring_seconds, line.talk_seconds) == expected


@pytest.mark.parametrize(
    "name",
    [
        "busy, every word of it",
        "talked, every word of it",
        "gave up while ringing",
        "the verdict came after the end",
    ],
)
def test_the_order_of_arrival_is_of_no_account(name: str) -> None:
    said = events(LINES[name][0])
    assert {fold(order) for order in permutations(said)} == {fold(said)}


# How a lead's leg failed: what the codes say, and what came of it.
FAILURES = {
    "failed   sip=404": "not_in_service",
    "failed   sip=410": "not_in_service",
    "failed   sip=484": "not_in_service",
    "failed   sip=604": "not_in_service",
    "failed   sip=404 error=13224": "not_in_service",
    "failed   error=13223": "not_in_service",
    "failed   error=13226": "not_in_service",
    "failed   error=21211": "not_in_service",
    "failed   error=21217": "not_in_service",
    "failed   error=31484": "not_in_service",
    "failed   error=13224": "not_placed",
    "failed   error=21214": "not_placed",
    "failed": "not_placed",
    "failed   sip=500": "not_placed",
    "failed   sip=503": "not_placed",
    "failed   sip=408": "not_placed",
    "failed   sip=480": "not_placed",
    "failed   sip=403": "not_placed",
    "failed   sip=404 error=13227": "not_placed",
    "failed   error=32016": "not_placed",
    "failed   sip=603": "blocked",
    "busy     sip=603": "blocked",
    "no_answer sip=607": "blocked",
    "failed   sip=608": "blocked",
    "failed   error=32017": "blocked",
    "busy": "busy",
    "busy     sip=486": "busy",
    "busy     sip=600": "busy",
    "busy     sip=487": "busy",
    "busy     sip=480": "busy",
    "no_answer sip=487": "no_answer",
    "canceled sip=487": "canceled",
}


@pytest.mark.parametrize("word", FAILURES)
def test_a_leg_that_failed_is_read_by_who_refused(word: str) -> None:
    assert fold(events(f"+0 lead initiated \n +3 lead {word}")).result == FAILURES[word]


OUR_FAULT = (10001, 10004, 13214, 13225, 13227, 13247, 20003, 21210, 21212, 21215, 21216, 21219, 22001, 22005,
             32203, 32204, 32205, 32206, 32224, 573005)  # fmt: skip


@pytest.mark.parametrize("error", OUR_FAULT)
def test_a_fault_of_our_account_sends_the_rep_to_an_admin(error: int) -> None:
    line = fold(events(f"+0 lead initiated \n +1 lead failed error={error}"))
    assert (line.result, line.reason) == (
        "not_placed",
        f"Our account may not place this call (error {error}). Ask an admin.",
    )


@pytest.mark.parametrize("codes", ["sip=404", "error=13223", "error=13224 sip=404"])
def test_codes_that_only_the_dial_result_carries_are_evidence_too(codes: str) -> None:
    line = fold(events(f"+0 lead initiated \n +1 lead failed \n +1 dial failed {codes}"))
    assert line.result == "not_in_service"


def test_the_dial_result_does_not_overrule_the_leads_own_leg() -> None:
    line = fold(events("+0 lead initiated \n +1 lead busy \n +1 dial failed sip=404"))
    assert (line.result, line.sip_code) == ("busy", None)


def test_of_several_verdicts_the_beep_counts() -> None:
    said = "\n +5 lead answered \n +9 amd machine_start \n +20 amd machine_end_beep \n +21 amd human"
    line = fold(events(RINGING + said))
    assert (line.answered_by, line.answered_at) == ("machine_end_beep", events("+5 lead answered")[0].at)


def test_what_came_twice_at_different_times_counts_from_the_first() -> None:
    line = fold(events(RINGING + "\n +9 lead answered \n +12 lead answered"))
    assert line.ring_seconds == 8


def test_an_end_stamped_before_the_answer_is_moved_to_it() -> None:
    line = fold(events("+9 lead answered \n +3 lead completed"))
    assert (line.line_ended_at, line.talk_seconds) == (line.answered_at, 0)
