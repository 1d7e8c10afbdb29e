"""What labels, keys and shortcuts of outcomes may be."""

import pytest

from policies import catalogue
from policies.catalogue import Denial, Entry, LabelFault
from policies.vocabulary import Crm, OutcomeGroup, Trigger

NO_ANSWER, ANSWERED = OutcomeGroup.NO_ANSWER, OutcomeGroup.ANSWERED
BUSY = Entry("busy", "Busy", NO_ANSWER, frozenset({Trigger.BUSY}), "4")
FOLLOW_UP = Entry("follow_up", "Follow up", ANSWERED)

WELCOME = {
    "Call back": "plain",
    "Größe passt nicht": "with marks",
    "לא מעוניין": "right to left",
    "غير مهتم": "right to left, joined",
    "می\u200cخواهد": "Persian with a joiner that cannot be seen",
    "🔥 Hot": "an emoji and a word",
    "👩🏽‍💻": "an emoji of several parts",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f": "a flag made of tags",
    "<b>Bold</b> & \"quoted\"": "markup is text",
    "x" * 80: "eighty characters",
    "👍🏽" * 40: "forty thumbs, twice as many code points",
}  # fmt: skip
REFUSED = {
    "": LabelFault.EMPTY,
    "\u200d\u200e": LabelFault.EMPTY,
    "\u0301": LabelFault.EMPTY,
    "x" * 81: LabelFault.TOO_LONG,
    "x" * 300: LabelFault.TOO_LONG,
    "a" + "\u0301" * 400: LabelFault.TOO_LONG,
    "Busy\u202eyllaeR": LabelFault.UNSEEN,
    "\u2066Busy\u2069": LabelFault.UNSEEN,
    "Bu\u200bsy": LabelFault.UNSEEN,
    "Bu\x07sy": LabelFault.UNSEEN,
    "Bu\x00sy": LabelFault.UNSEEN,
    "\ud800": LabelFault.UNSEEN,
    "\ue000": LabelFault.UNSEEN,
}


@pytest.mark.parametrize("label", WELCOME, ids=WELCOME.values())
def test_any_script_is_welcome(label: str) -> None:
    assert catalogue.find_label_fault(catalogue.clean(label)) is None


@pytest.mark.parametrize(("label", "fault"), REFUSED.items())
def test_what_cannot_be_seen_or_turns_the_text_around_is_not(label: str, fault: LabelFault) -> None:
    assert catalogue.find_label_fault(catalogue.clean(label)) is fault


def test_labels_are_trimmed_composed_and_on_one_line() -> None:
    assert catalogue.clean("  Cafe\u0301 \n\t later ") == "Café later"


@pytest.mark.parametrize("label", ["busy", "BUSY", "Ｂｕｓｙ", " Busy ", "B\u200dusy", "𝐁𝐮𝐬𝐲"])
def test_two_labels_that_nobody_could_tell_apart_are_one(label: str) -> None:
    assert catalogue.decide_label(label, [BUSY, FOLLOW_UP]) is Denial.LABEL_TAKEN


@pytest.mark.parametrize(
    ("one", "other"), [("Straße", "STRASSE"), ("ﬁt", "FIT"), ("İ", "i̇"), ("Œuvre", "œuvre")]
)
def test_case_folds_as_people_read_it(one: str, other: str) -> None:
    assert catalogue.alike(one) == catalogue.alike(other)


def test_other_labels_are_free() -> None:
    for label in ("Busy line", "Bussy", "忙", "Follow-up"):
        assert catalogue.decide_label(label, [BUSY, FOLLOW_UP]) is None


KEYS = {
    "Call back": "call_back",
    "Not interested (other)": "not_interested_other",
    "Größe passt nicht": "grosse_passt_nicht",
    "🔥 Hot": "hot",
    "🔥": "fire",
    "👩🏽‍💻": "woman",
    "לא מעוניין": "outcome",
    "忙": "outcome",
    "--- !!! ---": "outcome",
    "None": "none_2",
    "order": "order_2",
    "Busy": "busy_3",
    "x" * 80: "x" * 48,
    "<b>Bold</b>": "b_bold_b",
}


@pytest.mark.parametrize(("label", "key"), KEYS.items())
def test_a_key_is_a_plain_slug_that_nobody_ever_had(label: str, key: str) -> None:
    assert catalogue.make_key(label, ["busy", "busy_2"]) == key


def test_two_keys_of_one_label_are_numbered() -> None:
    known: list[str] = []
    for _ in range(3):
        known.append(catalogue.make_key("忙", known))
    assert known == ["outcome", "outcome_2", "outcome_3"]


def test_a_shortcut_is_one_key_that_does_nothing_else_during_a_call() -> None:
    assert all(catalogue.is_shortcut(key) for key in "1q0zöжא")
    assert not any(
        catalogue.is_shortcut(key) for key in ("", "12", "Q", " ", "?", "/", "m", "e", "🔥", "\ud800")
    )
    assert catalogue.decide_shortcut("4", [BUSY, FOLLOW_UP]) is Denial.SHORTCUT_TAKEN
    assert catalogue.decide_shortcut("5", [BUSY, FOLLOW_UP]) is None


def test_a_group_keeps_one_outcome() -> None:
    assert catalogue.decide_leave(NO_ANSWER, [FOLLOW_UP]) is Denial.LAST_OF_GROUP
    assert catalogue.decide_leave(ANSWERED, [FOLLOW_UP]) is None


def test_a_pre_fill_is_taken_from_who_holds_it() -> None:
    assert catalogue.losers([Trigger.BUSY, Trigger.MACHINE], [BUSY, FOLLOW_UP]) == {"busy": [Trigger.BUSY]}
    assert catalogue.losers([Trigger.MACHINE], [BUSY, FOLLOW_UP]) == {}


@pytest.mark.parametrize("crm", Crm)
def test_only_with_salesforce_can_the_catalogue_be_changed(crm: Crm) -> None:
    denied = catalogue.decide_manage(crm)
    assert denied is (None if crm is Crm.SALESFORCE else Denial.CRM_NOT_SALESFORCE)
