"""An admin changes the catalogue: what is taken, what is refused, and what everybody sees next (rows G2-G6)."""

from typing import Any

import pytest
from sqlalchemy import select

from dialer import db
from dialer.models import Company
from policies.vocabulary import Crm
from tests.outcomes.acts import audited, create, delete, edit, in_use, look, refusal, restore, taker_of
from tests.people import Person
from tests.scenarios import BUSY, TALKED
from tests.twilio_client import Twilio, after
from tests.world import World


def test_a_new_outcome_is_there_for_everybody_at_once(admin: Person, rep: Person, twilio: Twilio) -> None:
    made = create(
        admin,
        "  Callback   agreed ",
        description="They named a time.",
        effects={"follow_up_days": 2},
        shade=3,
        shortcut="q",
    )
    assert made.status_code == 201
    shown = look(rep)["callback_agreed"]
    assert made.json == shown
    assert (shown["label"], shown["shade"], shown["shortcut"]) == ("Callback agreed", 3, "q")
    assert shown["effects"] == {"marks_do_not_call": False, "follow_up_days": 2, "opens_booking": False}
    assert set(shown["colours"]) == {"light", "dark"}
    assert in_use(rep)[-1] == "callback_agreed"
    assert rep.end(after(rep, twilio, TALKED), outcome="callback_agreed").status_code == 200
    (entry,) = audited(admin, "outcome.created")
    assert (entry["subject"], entry["before"], entry["after"]["label"]) == (
        "outcome:callback_agreed", None, "Callback agreed",
    )  # fmt: skip


@pytest.mark.parametrize(
    "label", ["לא מעוניין", "🔥 Très chaud", "<script>alert(1)</script>", "x" * 80, "👍🏽" * 40]
)
def test_any_script_emoji_and_markup_is_kept_as_it_was_typed(admin: Person, label: str) -> None:
    made = create(admin, label)
    assert (made.status_code, made.json["label"]) == (201, label)
    assert look(admin)[made.json["key"]]["label"] == label
    assert made.json["key"].isascii()


BAD: dict[str, tuple[dict[str, Any], int, str]] = {
    "empty": ({"label": "   "}, 422, "bad_label"),
    "300 characters": ({"label": "x" * 300}, 422, "bad_label"),
    "turned around": ({"label": "Busy\u202eyllaeR"}, 422, "bad_label"),
    "a control character": ({"label": "Bu\x07sy"}, 422, "bad_label"),
    "taken": ({"label": "FOLLOW up"}, 409, "label_taken"),
    "taken, wide": ({"label": "Ｂｕｓｙ"}, 409, "label_taken"),
    "taken, and faint": ({"label": "Busy", "shade": -4}, 409, "label_taken"),
    "faint": ({"label": "Pale", "shade": -4}, 422, "faint_shade"),
    "no such shade": ({"label": "Pale", "shade": 99}, 422, "faint_shade"),
    "a long description": ({"label": "Long", "description": "x" * 301}, 422, "bad_description"),
    "a key of the page": ({"label": "Mute", "shortcut": "m"}, 422, "bad_shortcut"),
    "two keys": ({"label": "Two", "shortcut": "qw"}, 422, "bad_shortcut"),
    "no group": ({"label": "None", "group": "maybe"}, 422, "invalid"),
    "unknown trigger": ({"label": "Fax", "prefills": ["fax"]}, 422, "invalid"),
    "follow-up yesterday": ({"label": "Past", "effects": {"follow_up_days": 0}}, 422, "invalid"),
    "misspelt field": ({"label": "Typo", "lable": "x"}, 422, "invalid"),
}


@pytest.mark.parametrize(("fields", "status", "code"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_a_sentence(
    admin: Person, fields: dict[str, Any], status: int, code: str
) -> None:
    before = look(admin)
    assert refusal(create(admin, **fields)) == (status, code)
    if "label" not in fields or code != "label_taken":
        assert refusal(edit(admin, "gatekeeper", **fields)) == (status, code)
    assert look(admin) == before
    assert audited(admin, "outcome.created") == []


def test_an_outcome_keeps_its_own_label_and_key_when_edited(admin: Person) -> None:
    assert edit(admin, "follow_up", label="follow UP", shortcut="q").status_code == 200
    assert edit(admin, "follow_up", label="Think it over", shortcut="Q").status_code == 200
    shown = look(admin)["follow_up"]
    assert (shown["label"], shown["shortcut"]) == ("Think it over", "q")
    assert refusal(edit(admin, "busy", shortcut="q")) == (409, "shortcut_taken")
    first = audited(admin, "outcome.edited")[-1]
    assert first["before"] == {"label": "Follow up", "shortcut": None}
    assert first["after"] == {"label": "follow UP", "shortcut": "q"}


def test_an_edit_that_changes_nothing_is_not_audited(admin: Person) -> None:
    assert edit(admin, "busy", label="Busy", prefills=["busy"], effects={}).status_code == 200
    assert edit(admin, "busy").status_code == 200
    assert audited(admin, "outcome.edited") == []


def test_effects_are_changed_one_by_one(admin: Person) -> None:
    edit(admin, "follow_up", effects={"opens_booking": True})
    assert look(admin)["follow_up"]["effects"] == {
        "marks_do_not_call": False, "follow_up_days": 3, "opens_booking": True,
    }  # fmt: skip
    edit(admin, "follow_up", effects={"follow_up_days": None})
    assert look(admin)["follow_up"]["effects"]["follow_up_days"] is None


def test_a_pre_fill_is_held_by_one_outcome_at_a_time(admin: Person, rep: Person, twilio: Twilio) -> None:
    made = create(admin, "Engaged", group="no_answer", prefills=["busy"]).json
    assert (taker_of(admin, "busy"), look(admin)["busy"]["prefills"]) == (made["key"], [])
    assert rep.call(after(rep, twilio, BUSY))["outcome"]["key"] == made["key"]
    (taken,) = audited(admin, "outcome.edited")
    assert (taken["subject"], taken["before"], taken["after"]) == (
        "outcome:busy", {"prefills": ["busy"]}, {"prefills": []},
    )  # fmt: skip
    edit(admin, "busy", prefills=["busy"])
    assert taker_of(admin, "busy") == "busy"


def test_nothing_is_filled_in_for_what_nobody_takes(admin: Person, rep: Person, twilio: Twilio) -> None:
    delete(admin, "busy")
    assert taker_of(admin, "busy") is None
    call = rep.call(after(rep, twilio, BUSY))
    assert (call["outcome"], call["suggested"], call["missing_outcome"]) == (None, None, True)


def test_the_last_outcome_of_a_group_stays(admin: Person) -> None:
    for key in ("no_voicemail", "left_voicemail", "not_in_service"):
        assert delete(admin, key).status_code == 200
    assert refusal(delete(admin, "busy")) == (409, "last_of_group")
    assert refusal(delete(admin, "busy", merge_into="nobody")) == (409, "last_of_group")
    assert refusal(edit(admin, "busy", group="answered")) == (409, "last_of_group")
    create(admin, "Fax", group="no_answer")
    assert delete(admin, "busy").status_code == 200


def test_a_deleted_outcome_cannot_be_picked_or_edited_and_its_calls_stay(
    admin: Person, rep: Person, twilio: Twilio
) -> None:
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id, outcome="bad_fit")
    assert delete(admin, "bad_fit").json["deleted"] is True
    assert rep.call(call_id)["outcome"]["deleted"] is True
    assert refusal(edit(admin, "bad_fit", label="x")) == (409, "outcome_deleted")
    assert refusal(rep.record(after(rep, twilio, TALKED), "bad_fit")) == (422, "outcome_deleted")
    assert delete(admin, "bad_fit").status_code == 200
    assert len(audited(admin, "outcome.deleted")) == 1


def test_a_key_is_never_used_again(admin: Person) -> None:
    assert create(admin, "Callback").json["key"] == "callback"
    delete(admin, "callback")
    assert create(admin, "Callback").json["key"] == "callback_2"


def test_restoring_gives_back_what_is_free(admin: Person) -> None:
    edit(admin, "busy", shortcut="q")
    delete(admin, "busy")
    create(admin, "Engaged", group="no_answer", prefills=["busy"], shortcut="q")
    back = restore(admin, "busy")
    assert (back.status_code, back.json["deleted"]) == (200, False)
    assert (back.json["shortcut"], back.json["prefills"], taker_of(admin, "busy")) == (None, [], "engaged")
    assert restore(admin, "busy").status_code == 200
    assert len(audited(admin, "outcome.restored")) == 1


def test_restoring_is_refused_when_the_label_was_taken_meanwhile(admin: Person) -> None:
    delete(admin, "busy")
    create(admin, "BUSY", group="no_answer")
    assert refusal(restore(admin, "busy")) == (409, "label_taken")
    edit(admin, "busy_2", label="Engaged")
    assert restore(admin, "busy").status_code == 200


def test_the_order_is_the_admins(admin: Person, rep: Person) -> None:
    before = in_use(rep)
    answer = admin.ask("PUT", "/api/outcomes/order", json={"keys": ["opt_out", "busy"]})
    assert answer.status_code == 200
    assert in_use(rep) == ["opt_out", "busy", *(key for key in before if key not in ("opt_out", "busy"))]
    admin.ask("PUT", "/api/outcomes/order", json={"keys": in_use(rep)})
    (entry,) = audited(admin, "outcomes.ordered")
    assert (entry["before"][:2], entry["after"][:2]) == (before[:2], ["opt_out", "busy"])
    for keys in (["busy", "busy"], ["nothing"]):
        assert admin.ask("PUT", "/api/outcomes/order", json={"keys": keys}).status_code == 422


def test_shades_come_from_the_server_and_differ_within_a_sentiment(admin: Person) -> None:
    for theme in ("light", "dark"):
        negative = [one for one in look(admin).values() if one["sentiment"] == "negative"]
        fills = {one["colours"][theme]["fill"] for one in negative}
        assert len(fills) == len(negative) == 5


def every_change(person: Person) -> list[Any]:
    """Each way of changing the catalogue, tried once."""
    return [
        create(person, "x" * 300),
        edit(person, "busy", label=""),
        delete(person, "busy", merge_into="nobody"),
        restore(person, "busy"),
        person.ask("PUT", "/api/outcomes/order", json={"keys": 7}),
        person.get("/api/outcomes/busy/impact", delete="maybe"),
    ]


def test_without_salesforce_only_the_switch_can_be_set(rival: Person, world: World) -> None:
    before = look(rival)
    for answer in every_change(rival):
        assert refusal(answer) == (403, "crm_not_salesforce")
        assert "Salesforce" in answer.json["detail"]
    assert look(rival) == before
    rival.require_outcomes(True)


@pytest.mark.parametrize("crm", [Crm.NONE, Crm.HUBSPOT, Crm.OTHER])
def test_leaving_salesforce_closes_the_catalogue_at_once(admin: Person, crm: Crm) -> None:
    assert edit(admin, "busy", label="Engaged").status_code == 200
    with db.transaction(1) as session:
        session.scalars(select(Company).where(Company.id == 1)).one().crm = crm
    assert refusal(edit(admin, "busy", label="Busy")) == (403, "crm_not_salesforce")


def test_only_admins_change_the_catalogue(rep: Person, manager: Person, world: World) -> None:
    for person in (rep, manager):
        for answer in every_change(person):
            assert refusal(answer) == (403, "forbidden")
        assert person.get("/api/outcomes/usage").status_code == 403
    for answer in every_change(world.stranger()):
        assert answer.status_code == 401


def test_an_outcome_that_is_not_there_is_404_for_anybody(admin: Person, rep: Person, rival: Person) -> None:
    create(admin, "Ours alone")
    for person, key in ((admin, "nothing"), (rep, "nothing"), (rival, "ours_alone"), (admin, "%00")):
        for answer in (
            edit(person, key, label="x"),
            delete(person, key),
            restore(person, key),
            person.get(f"/api/outcomes/{key}/impact", delete="true"),
        ):
            assert refusal(answer) == (404, "not_found")


def test_a_change_asks_every_page_to_look_again(admin: Person, world: World) -> None:
    listening = db.nudges.redis().pubsub()
    listening.subscribe(db.nudges.LIVE_CHANNEL)
    listening.get_message(timeout=5)
    edit(admin, "busy", label="Engaged")
    message = listening.get_message(timeout=5)
    assert message is not None
    assert b'"outcomes"' in message["data"]
