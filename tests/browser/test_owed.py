"""Owed outcomes, changed ones and what follows from them, as reps and managers meet them in the page."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from dialer import config, db
from dialer.models import Call, Lead, User
from policies.vocabulary import CallState, Direction, LineResult
from tests.browser.acts import api, call, wait_for_state
from tests.browser.axe import findings
from tests.browser.conftest import SignIn
from tests.browser.stack import Stack, eventually

ANSWERED, RANG_OUT = LineResult.ANSWERED, LineResult.NO_ANSWER


def owe(stack: Stack, email: str, *results: LineResult) -> list[int]:
    """Ended calls without an outcome, the oldest first, an hour apart, each with a lead of its own."""
    config.use(config.read_settings(DIALER_DATA_DIR=stack.data_dir))
    now = datetime.now(UTC)
    with db.transaction(1) as session:
        rep = session.scalars(select(User).where(User.email == email)).one()
        leads = session.scalars(select(Lead).order_by(Lead.id)).all()
        made = [
            owed_call(rep, leads[index], result, now - timedelta(hours=len(results) - index))
            for index, result in enumerate(results)
        ]
        session.add_all(made)
        session.flush()
        ids = [one.id for one in made]
    db.dispose()
    return ids


def owed_call(rep: User, lead: Lead, result: LineResult, at: datetime) -> Call:
    return Call(
        rep_id=rep.id,
        lead_id=lead.id,
        team_id=rep.team_id,
        direction=Direction.OUTBOUND,
        from_number="+12025550199",
        to_number=lead.phone,
        day=at.date(),
        hour=at.hour,
        state=CallState.ENDED,
        created_at=at,
        line_ended_at=at,
        ended_at=at,
        result=result,
        talk_seconds=40 if result is ANSWERED else None,
        offered_words=[],
    )


def rows(page: Page) -> list[int]:
    """The calls in the list, from the top."""
    return [int(row.get_attribute("data-call-id") or 0) for row in page.get_by_test_id("call-row").all()]


def key_of(page: Page, outcome: str) -> str:
    """The single key by which the picker takes this outcome."""
    button = page.locator(f'[data-outcome="{outcome}"]').first
    button.wait_for()
    return str(button.get_attribute("aria-keyshortcuts"))


@pytest.fixture
def clean(stack: Stack) -> None:
    """Nobody owes anything from an earlier test."""
    config.use(config.read_settings(DIALER_DATA_DIR=stack.data_dir))
    with db.transaction(1) as session:
        for one in session.scalars(select(Call).where(Call.outcome_id.is_(None))):
            one.result = LineResult.NOT_PLACED
    db.dispose()


@pytest.mark.usefixtures("clean")
def test_a_rep_clears_the_list_by_keyboard_takes_one_back_and_does_the_rest_at_once(
    stack: Stack, sign_in: SignIn
) -> None:
    made = owe(stack, "rep@demo.test", ANSWERED, RANG_OUT, ANSWERED, RANG_OUT)
    rep = sign_in("rep")
    expect(rep.get_by_test_id("owed-badge")).to_have_text("4")
    rep.keyboard.press("g")
    rep.keyboard.press("c")
    expect(rep.get_by_test_id("call-row")).to_have_count(4)
    assert rows(rep) == made
    expect(rep.get_by_test_id("call-row").first).to_contain_text("4 h")
    rep.keyboard.press(key_of(rep, "bad_fit"))
    expect(rep.get_by_test_id("call-row")).to_have_count(3)
    rep.keyboard.press("u")
    expect(rep.get_by_test_id("call-row")).to_have_count(4)
    rep.keyboard.press(key_of(rep, "gatekeeper"))
    expect(rep.get_by_test_id("call-row")).to_have_count(3)
    rep.keyboard.press("x")
    expect(rep.get_by_test_id("bulk")).to_contain_text("Record 1 call")
    rep.get_by_role("button", name="Mark the 2 that nobody answered").click()
    rep.keyboard.press("b")
    expect(rep.get_by_test_id("call-row")).to_have_count(1)
    expect(rep.get_by_text("Recorded 2.")).to_be_visible()
    rep.keyboard.press(key_of(rep, "hung_up"))
    expect(rep.get_by_text("All caught up")).to_be_visible()
    expect(rep.get_by_test_id("owed-badge")).to_have_count(0)


@pytest.mark.usefixtures("clean")
def test_a_follow_up_unfolds_in_place_and_becomes_a_task(stack: Stack, sign_in: SignIn) -> None:
    first, second = owe(stack, "setter@demo.test", ANSWERED, ANSWERED)
    setter = sign_in("setter")
    setter.goto("/calls")
    setter.keyboard.press(key_of(setter, "follow_up"))
    expect(setter.get_by_test_id("follow-up")).to_be_visible()
    assert findings(setter) == []
    setter.keyboard.press("Enter")
    expect(setter.get_by_test_id("call-row")).to_have_count(1)
    setter.keyboard.press(key_of(setter, "follow_up"))
    setter.keyboard.press("7")
    setter.keyboard.press("Enter")
    expect(setter.get_by_text("All caught up")).to_be_visible()
    tasks = {task["call_id"]: task for task in setter.request.get("/api/tasks").json()["items"]}
    due = {call_id: datetime.fromisoformat(tasks[call_id]["due_at"]) for call_id in (first, second)}
    assert timedelta(days=3.9) < due[second] - due[first] < timedelta(days=4.1)
    setter.keyboard.press("g")
    setter.keyboard.press("t")
    expect(setter.get_by_role("region", name="Later").get_by_test_id("task-row")).to_have_count(2)
    assert findings(setter) == []
    setter.keyboard.press("j")
    setter.keyboard.press("x")
    expect(setter.get_by_test_id("task-row")).to_have_count(1)
    api(setter, "PUT", f"/api/calls/{first}/outcome", {"outcome": "bad_fit"})
    expect(setter.get_by_text("Nothing to do")).to_be_visible()


@pytest.mark.usefixtures("clean")
def test_a_manager_sees_who_owes_what_and_decides_with_a_reason(stack: Stack, sign_in: SignIn) -> None:
    owe(stack, "rep@demo.test", ANSWERED)
    theirs, _ = owe(stack, "closer@demo.test", ANSWERED, ANSWERED)
    manager = sign_in("manager")
    manager.goto("/calls")
    by_rep = manager.get_by_role("region", name="Owed by rep")
    expect(by_rep.get_by_role("row")).to_have_count(3)
    assert findings(manager) == []
    by_rep.get_by_role("button", name="Cleo Marsh").click()
    expect(manager.get_by_test_id("call-row")).to_have_count(2)
    manager.locator('[data-outcome="bad_fit"]').first.click()
    reason = manager.get_by_label("Reason for deciding other people's calls")
    expect(reason).to_be_focused()
    reason.fill("heard the recording")
    reason.press("Enter")
    manager.keyboard.press(key_of(manager, "bad_fit"))
    expect(manager.get_by_test_id("call-row")).to_have_count(1)
    manager.goto(f"/calls?tab=all&call={theirs}")
    expect(manager.get_by_text("Morgan Lind picked Bad fit: heard the recording")).to_be_visible()
    manager.get_by_role("button", name="Change", exact=True).click()
    drawer = manager.get_by_role("dialog")
    expect(drawer.get_by_text("Say why first, then pick the outcome.")).to_be_visible()
    expect(drawer.locator("[inert]").get_by_test_id("outcome-picker")).to_be_visible()
    drawer.get_by_label("Reason").fill("heard it again")
    drawer.locator('[data-outcome="gatekeeper"]').first.click()
    expect(manager.get_by_text("Morgan Lind changed Bad fit → Gatekeeper: heard it again")).to_be_visible()


@pytest.mark.usefixtures("clean")
def test_an_old_page_is_told_of_the_newer_choice_and_asks(stack: Stack, sign_in: SignIn) -> None:
    (call_id,) = owe(stack, "rep@demo.test", ANSWERED)
    rep, other = sign_in("rep"), sign_in("rep")
    rep.goto(f"/calls?tab=all&call={call_id}")
    rep.get_by_role("button", name="Pick outcome").click()

    def other_was_faster(route: Route) -> None:
        api(other, "PUT", f"/api/calls/{call_id}/outcome", {"outcome": "bad_fit"})
        route.continue_()

    rep.route("**/outcome", other_was_faster, times=1)
    rep.locator('[data-outcome="gatekeeper"]').first.click()
    expect(rep.get_by_text("You, in another window, recorded “Bad fit” meanwhile")).to_be_visible()
    rep.get_by_role("button", name="Record “Gatekeeper” instead").click()
    eventually(lambda: rep.request.get(f"/api/calls/{call_id}").json()["outcome"]["key"] == "gatekeeper")


def test_what_ended_a_call_is_taken_back_by_a_key_and_the_pre_fill_stands_again(sign_in: SignIn) -> None:
    rep = sign_in("rep")
    number = call(rep, "busy")
    wait_for_state(rep, "wrap_up")
    rep.keyboard.press(key_of(rep, "gatekeeper"))
    ended = rep.get_by_test_id("ended-bar")
    expect(ended).to_contain_text("Gatekeeper")
    rep.keyboard.press("u")
    expect(ended).to_contain_text("Busy")
    shown = rep.request.get(f"/api/calls/{number}").json()
    assert (shown["state"], shown["outcome_source"]) == ("ended", "webhook")


@pytest.mark.usefixtures("clean")
def test_a_late_outcome_is_reminded_of_calmly_and_once(stack: Stack, sign_in: SignIn) -> None:
    owe(stack, "rep@demo.test", ANSWERED)
    admin = sign_in("admin")
    admin.goto("/admin/settings/dialer-setup/call-outcomes")
    switch = admin.get_by_role("switch", name="Remind reps of owed outcomes")
    switch.click(force=True)
    expect(admin.get_by_label("After this many minutes")).to_have_value("30")
    rep = sign_in("rep")
    notice = rep.get_by_test_id("owed-reminder")
    expect(notice).to_contain_text("has waited for its outcome for 1 h")
    notice.get_by_role("button", name="Dismiss").click()
    rep.reload()
    expect(rep.get_by_test_id("owed-badge")).to_have_text("1")
    expect(notice).to_have_count(0)
    switch.click(force=True)
    eventually(lambda: admin.request.get("/api/settings").json()["owed_reminder_minutes"] is None)
