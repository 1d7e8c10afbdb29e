"""Ended calls become tasks in Salesforce, each exactly once, whatever breaks (row B6)."""

from dataclasses import replace
from typing import Any

import pytest

from dialer import db
from dialer.crm import outbox
from tests.crm.desk import OURS, Desk
from tests.salesforce_org import FarOrg
from workers import crm as jobs

DAY = 86_400


@pytest.fixture
def connected(desk: Desk) -> Desk:
    return desk.connect()


def resume(desk: Desk, seconds: float = 1000) -> None:
    """Time passes, and the worker looks again."""
    desk.world.clock.tick(seconds)
    desk.send()


def test_an_ended_call_is_a_completed_task(connected: Desk, org: FarOrg) -> None:
    call_id = connected.call("meeting_booked", notes="Thursday at ten.")
    connected.send()
    task = org.the_task
    assert {
        name: task[name] for name in ("Subject", "Status", "CallType", "CallDisposition", "ActivityDate")
    } == {
        "Subject": "Call: Meeting booked",
        "Status": "Completed",
        "CallType": "Outbound",
        "CallDisposition": "Meeting booked",
        "ActivityDate": "2026-03-02",
    }
    assert task["Description"] == "Thursday at ten.\n\nCalled by Robin Vale."
    assert task["CallDurationInSeconds"] == connected.rep.call(call_id)["line"]["talk_seconds"] > 0
    assert org.org.person(task["WhoId"]).name == "Hannah Osei"  # type: ignore[union-attr]
    assert (connected.the_row["state"], connected.marks()) == ("sent", 0)


def test_whatever_changes_afterwards_changes_the_one_task(connected: Desk, org: FarOrg) -> None:
    call_id = connected.call()
    connected.send()
    connected.rep.record(call_id, "bad_timing")
    connected.rep.ask("PATCH", f"/api/calls/{call_id}", json={"notes": "In autumn."})
    connected.send()
    assert (org.the_task["CallDisposition"], org.the_task["Subject"]) == ("Bad timing", "Call: Bad timing")
    assert org.the_task["Description"].startswith("In autumn.")
    connected.rep.clear(call_id)
    connected.send()
    assert (org.the_task["CallDisposition"], org.asked("POST", "/sobjects/Task")) == (None, 1)


def test_a_call_that_was_never_placed_or_is_open_is_no_task(connected: Desk, org: FarOrg) -> None:
    call_id = connected.rep.dial()
    connected.send()
    connected.rep.post(f"/api/calls/{call_id}/line-failed", note="No microphone.")
    connected.rep.end(call_id)
    connected.send()
    assert (org.tasks, connected.outbox(), connected.marks()) == ([], [], 0)


def test_before_it_is_connected_nothing_is_kept_for_it(desk: Desk, org: FarOrg) -> None:
    desk.call()
    desk.connect()
    assert org.tasks == []
    desk.call("busy")
    desk.send()
    assert len(org.tasks) == 1


class Crash(BaseException):
    """The worker is killed."""


def test_a_crash_between_the_task_and_our_note_of_it_makes_no_second_task(
    connected: Desk, org: FarOrg
) -> None:
    def dies(*_: object, **__: object) -> None:
        raise Crash

    connected.call()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dialer.crm.settle.settle_sent", dies)
        with pytest.raises(Crash):
            connected.send()
    assert len(org.tasks) == 1
    connected.send()
    assert connected.the_row["state"] == "waiting"  # the claim has to run out first
    resume_at_once(connected)
    assert (connected.the_row["state"], len(org.tasks), org.asked("POST", "/sobjects/Task")) == ("sent", 1, 1)


def resume_at_once(desk: Desk) -> None:
    resume(desk, outbox.LEASE.total_seconds() + 1)


def test_an_answer_that_is_lost_makes_no_second_task(connected: Desk, org: FarOrg) -> None:
    connected.call()
    org.goes_wrong("lost")
    connected.send()
    assert (len(org.tasks), connected.banner()) == (1, "away")
    org.goes_wrong()
    resume(connected)
    assert (connected.the_row["state"], len(org.tasks), connected.banner()) == ("sent", 1, None)


def test_with_an_external_id_of_the_orgs_it_is_used(connected: Desk, org: FarOrg) -> None:
    org.goes_wrong(key_field=True)
    connected.sync()
    connected.call()
    org.goes_wrong("lost", key_field=True)
    connected.send()
    org.goes_wrong(key_field=True)
    resume(connected)
    assert (connected.the_row["state"], len(org.tasks)) == ("sent", 1)


@pytest.mark.parametrize(("fault", "banner"), [("down", "away"), ("limit", "limit")])
def test_an_org_that_is_away_for_a_day_costs_nothing_but_time(
    connected: Desk, org: FarOrg, fault: str, banner: str
) -> None:
    connected.call()
    connected.call("busy")
    org.goes_wrong(fault)
    connected.send()
    assert (connected.banner(), connected.see()["waiting"], connected.see()["dead"]) == (banner, 2, 0)
    asked = len(org.org.asked)
    connected.send()
    assert len(org.org.asked) == asked  # it is left alone for a while
    for _ in range(24):
        resume(connected, DAY / 24)
    assert (connected.see()["waiting"], connected.see()["dead"]) == (2, 0)
    org.goes_wrong()
    resume(connected)
    assert (len(org.tasks), connected.see()["sent"], connected.banner()) == (2, 2, None)


def test_calls_refused_once_the_org_answers_again_are_what_the_admin_is_told(
    connected: Desk, org: FarOrg
) -> None:
    connected.call()
    org.goes_wrong("down")
    connected.send()
    assert connected.banner() == "away"
    org.goes_wrong("validation")
    resume(connected)
    assert (connected.the_row["state"], connected.banner()) == ("dead", "dead_letters")
    assert connected.see()["connection"]["trouble"] is None
    org.goes_wrong("down")
    connected.call("busy")
    resume(connected)
    assert (connected.see()["connection"]["trouble"], connected.banner()) == ("away", "dead_letters")


def test_a_session_that_is_over_is_renewed_without_a_word(connected: Desk, org: FarOrg) -> None:
    org.org.end_sessions()
    connected.call()
    connected.send()
    assert (len(org.tasks), connected.banner()) == (1, None)


def test_tokens_that_were_revoked_need_an_admin_and_then_all_is_sent(connected: Desk, org: FarOrg) -> None:
    org.org.forget_tokens()
    connected.call()
    connected.send()
    assert (connected.banner(), connected.the_row["state"]) == ("login", "waiting")
    assert connected.admin.post("/api/crm/sync").json["code"] == "crm_needs_login"
    resume(connected, DAY)
    assert org.tasks == []
    connected.connect()
    assert (len(org.tasks), connected.banner(), connected.the_row["state"]) == (1, None, "sent")


def test_a_record_that_stays_locked_is_tried_again_and_again_then_shown(connected: Desk, org: FarOrg) -> None:
    connected.call()
    org.goes_wrong("locked")
    connected.send()
    assert (connected.the_row["state"], connected.the_row["error_code"]) == ("waiting", "UNABLE_TO_LOCK_ROW")
    for _ in range(8):
        resume(connected)
    assert (connected.the_row["state"], connected.banner()) == ("dead", "dead_letters")
    org.goes_wrong()
    assert connected.admin.post("/api/crm/outbox/retry").json == {"retried": 1}
    connected.send()
    assert (connected.the_row["state"], len(org.tasks), connected.banner()) == ("sent", 1, None)


def test_a_task_that_is_refused_is_a_dead_letter_that_says_why(connected: Desk, org: FarOrg) -> None:
    connected.call()
    org.goes_wrong("validation")
    connected.send()
    row = connected.the_row
    assert (row["state"], row["error_code"]) == ("dead", "FIELD_CUSTOM_VALIDATION_EXCEPTION")
    assert "Calls need a campaign." in row["error"]
    assert connected.admin.post(f"/api/crm/outbox/{row['id']}/drop").json["state"] == "dropped"
    assert connected.banner() is None
    org.goes_wrong()
    assert connected.admin.post(f"/api/crm/outbox/{row['id']}/retry").json["state"] == "waiting"
    connected.send()
    assert len(org.tasks) == 1
    assert connected.admin.post(f"/api/crm/outbox/{row['id']}/drop").json["code"] == "already_sent"


def test_one_that_is_refused_holds_up_no_other(connected: Desk, org: FarOrg) -> None:
    first = connected.call()
    connected.send()
    org.org.kept.deleted.append(str(org.the_task["Id"]))
    org.org.kept.tasks.clear()
    connected.rep.record(first, "bad_timing")
    connected.call("busy")
    connected.send()
    dead, sent = sorted(connected.outbox(), key=lambda row: row["state"])
    assert (dead["state"], dead["error_code"], sent["state"]) == ("dead", "ENTITY_IS_DELETED", "sent")
    connected.admin.post(f"/api/crm/outbox/{dead['id']}/retry")
    connected.send()
    assert sorted(task["CallDisposition"] for task in org.tasks) == ["Bad timing", "Busy"]


def test_a_field_deleted_there_holds_everything_until_another_is_chosen(connected: Desk, org: FarOrg) -> None:
    connected.call("busy")
    org.goes_wrong(field_gone=True)
    connected.send()
    assert (connected.banner(), connected.the_row["state"]) == ("field_gone", "waiting")
    resume(connected, DAY)
    connected.admin.ask("PATCH", "/api/crm", json={"field": "Call_Result__c"})
    connected.work()
    connected.send()
    assert org.the_task["Call_Result__c"] == "Busy"


def test_a_change_that_comes_while_it_is_sent_is_sent_after_it(connected: Desk, org: FarOrg) -> None:
    call_id = connected.call()
    with db.transaction(OURS) as session:
        outbox.fold_marks(session, now=connected.world.clock())
        claim = outbox.claim_next(session, now=connected.world.clock())
    assert claim is not None
    sent = jobs.ask_org(OURS, lambda far: outbox.send(far, claim), now=connected.world.clock())
    connected.rep.record(call_id, "bad_fit")
    with db.transaction(OURS) as session:
        outbox.fold_marks(session, now=connected.world.clock())
    with db.transaction(OURS) as session:
        jobs.settle.settle_sent(session, claim, sent, now=connected.world.clock())
    connected.send()
    assert (org.the_task["CallDisposition"], connected.the_row["state"]) == ("Bad fit", "sent")


def test_two_workers_do_not_take_the_same_row(connected: Desk) -> None:
    connected.call()
    now = connected.world.clock()
    with db.transaction(OURS) as session:
        outbox.fold_marks(session, now=now)
    with db.transaction(OURS) as session:
        assert outbox.claim_next(session, now=now)
    with db.transaction(OURS) as session:
        assert outbox.claim_next(session, now=now) is None


def test_of_several_people_with_a_number_the_name_decides(connected: Desk, org: FarOrg) -> None:
    twin = replace(org.org.people[0], id="0035e0000009999990", name="Somebody Else", email="")
    org.org.people += (twin,)
    connected.call()
    connected.send()
    assert org.org.person(org.the_task["WhoId"]).name == "Hannah Osei"  # type: ignore[union-attr]


def test_nobody_of_another_company_sees_or_moves_the_outbox(connected: Desk, org: FarOrg, rival: Any) -> None:
    connected.call()
    org.goes_wrong("validation")
    connected.send()
    assert rival.see("/api/crm/outbox")["items"] == []
    assert rival.post(f"/api/crm/outbox/{connected.the_row['id']}/retry").status_code == 404


def test_a_change_that_is_refused_and_retried_changes_the_same_task(connected: Desk, org: FarOrg) -> None:
    call_id = connected.call()
    connected.send()
    org.goes_wrong("validation")
    connected.rep.record(call_id, "bad_timing")
    connected.send()
    assert connected.the_row["state"] == "dead"
    org.goes_wrong()
    connected.admin.post(f"/api/crm/outbox/{connected.the_row['id']}/retry")
    connected.send()
    assert (org.the_task["CallDisposition"], connected.the_row["state"]) == ("Bad timing", "sent")


def test_an_org_that_is_too_slow_is_away_and_what_it_did_is_found(
    connected: Desk, org: FarOrg, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dialer.crm.salesforce.TIMEOUT", 0.2)
    connected.call()
    org.goes_wrong("slow", seconds=0.6)
    connected.send()
    assert (connected.banner(), connected.the_row["state"]) == ("away", "waiting")
    org.goes_wrong()
    resume(connected)
    assert (len(org.tasks), connected.the_row["state"]) == (1, "sent")
