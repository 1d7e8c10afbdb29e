"""How it is sent: signed, again after failures, never further than it should, and one receiver's slowness is its own."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from dialer import db
from dialer.hooks import log, request
from dialer.models import Hook, HookDelivery, HookEvent, HookTry
from policies.hooks import WAITS
from tests.hook_sending import deliver
from tests.hooks.desk import Desk
from tests.people import Person
from tests.running_stack import wait_for
from tests.world import World

THREE_DAYS = timedelta(days=3)
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@SQLITE
def test_the_library_verifies_what_arrives_and_no_other_secret_does(desk: Desk) -> None:
    with desk.real_time():
        made = desk.make()
        delivery = desk.test(made)
    assert (delivery["state"], delivery["last_status"]) == ("delivered", 204)
    (received,) = desk.receiver.at("/ok")
    told = Webhook(made["secret"]).verify(received.body, received.headers)
    assert told["type"] == "webhook.test"
    assert received.headers["webhook-id"] == delivery["event_id"]
    assert received.headers["content-type"] == "application/json"
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 43 + "=").verify(received.body, received.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(made["secret"]).verify(received.body + b" ", received.headers)


@SQLITE
def test_after_a_rotation_both_secrets_sign_for_a_day(desk: Desk) -> None:
    with desk.real_time():
        made = desk.make()
        fresh = desk.act(made, "secret")
        assert fresh["secret"] != made["secret"]
        desk.test(made)
        (received,) = desk.receiver.at("/ok")
        for secret in (made["secret"], fresh["secret"]):
            Webhook(secret).verify(received.body, received.headers)
        assert desk.hook(made)["old_secret_until"]
        desk.world.clock.tick(25 * 3600)
        desk.test(made)
        assert desk.hook(made)["old_secret_until"] is None
    assert len(desk.receiver.at("/ok")[1].headers["webhook-signature"].split()) == 1


def test_a_failure_is_tried_again_later_under_the_same_id(desk: Desk) -> None:
    made = desk.make("/once/500")
    delivery = desk.test(made)
    assert (delivery["state"], delivery["last_status"], delivery["tries"]) == ("waiting", 500, 1)
    deliver()
    assert len(desk.receiver.at("/once/500")) == 1
    desk.world.clock.tick(6)
    deliver()
    first, second = desk.receiver.at("/once/500")
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    tries = desk.attempts(delivery)
    assert [one["status"] for one in tries] == [500, 204]
    assert tries[0]["answer"] == "So it goes."
    assert desk.hook(made)["failing_since"] is None


@SQLITE
def test_after_three_days_of_tries_it_is_left_and_can_be_replayed(desk: Desk) -> None:
    made = desk.make("/status/503")
    delivery = desk.test(made)
    began = desk.world.clock()
    for wait in WAITS:
        desk.world.clock.tick(wait.total_seconds() * 1.11)
        deliver()
    (listed,) = desk.deliveries(made, state="failed")
    assert len(desk.attempts(listed)) == len(WAITS) + 1
    assert THREE_DAYS * 0.9 < desk.world.clock() - began < THREE_DAYS * 1.2
    answer = desk.admin.post(f"/api/webhooks/deliveries/{delivery['id']}/replay")
    assert (answer.json["state"], answer.json["tries"]) == ("waiting", 0)
    deliver()
    assert len(desk.attempts(listed)) == len(WAITS) + 2


def test_gone_stops_it_at_once_and_admins_are_told(desk: Desk) -> None:
    made = desk.make("/status/410")
    desk.test(made)
    hook = desk.hook(made)
    assert (hook["disabled_because"], hook["waiting"]) == ("gone", 1)
    desk.act(made, "test")
    desk.world.clock.tick(3600)
    deliver()
    assert len(desk.receiver.at("/status/410")) == 1
    entry = desk.admin.see("/api/audit")["items"][0]
    assert (entry["action"], entry["after"]["because"]) == ("webhook.disabled", "gone")
    desk.act(made, "resume")
    deliver()
    assert len(desk.receiver.at("/status/410")) >= 2


@SQLITE
def test_five_days_of_nothing_but_failures_stop_it(desk: Desk) -> None:
    made = desk.make("/status/500")
    for _ in range(5):
        desk.test(made)
        assert desk.hook(made)["disabled_at"] is None
        desk.world.clock.tick(86_400)
    deliver()
    assert desk.hook(made)["disabled_because"] == "failing"


@SQLITE
def test_one_success_begins_the_five_days_anew(desk: Desk) -> None:
    made = desk.make("/once/500")
    desk.test(made)
    desk.world.clock.tick(4 * 86_400)
    desk.test(made)
    desk.world.clock.tick(4 * 86_400)
    desk.test(made)
    assert desk.hook(made)["disabled_at"] is None


@SQLITE
def test_a_receiver_that_fails_for_a_day_misses_nothing(desk: Desk) -> None:
    made = desk.make("/status/500")
    for _ in range(5):
        desk.act(made, "test")
    for _ in range(24):
        desk.world.clock.tick(3600)
        deliver()
    desk.admin.ask("PATCH", f"/api/webhooks/{made['id']}", json={"url": desk.receiver.url("/ok")})
    desk.world.clock.tick(2 * 86_400)
    deliver()
    assert len({one.headers["webhook-id"] for one in desk.receiver.at("/ok")}) == 5
    assert desk.hook(made)["delivered"] == 5


@SQLITE
def test_a_paused_webhook_misses_nothing(desk: Desk) -> None:
    made = desk.make()
    desk.act(made, "pause")
    desk.test(made)
    assert desk.receiver.requests == []
    desk.act(made, "resume")
    deliver()
    assert len(desk.receiver.at("/ok")) == 1


@SQLITE
def test_a_deleted_webhook_is_sent_nothing_more(desk: Desk) -> None:
    made = desk.make()
    desk.act(made, "test")
    assert desk.admin.ask("DELETE", f"/api/webhooks/{made['id']}").status_code == 204
    deliver()
    assert desk.receiver.requests == []
    assert desk.admin.get(f"/api/webhooks/{made['id']}").status_code == 404


@SQLITE
def test_all_since_an_instant_are_replayed(desk: Desk) -> None:
    made = desk.make()
    for _ in range(3):
        desk.test(made)
        desk.world.clock.tick(60)
    assert desk.act(made, "replay", since="2026-03-02T09:01:00Z") == {"deliveries": 2}
    assert desk.act(made, "replay", since="2026-03-02T09:00:00Z", failed_only=True) == {"deliveries": 0}
    deliver()
    ids = [one.headers["webhook-id"] for one in desk.receiver.at("/ok")]
    assert (len(ids), len(set(ids))) == (5, 3)


BAD = [
    ("/redirect", 302, None),
    ("/slam", None, "closed without an answer"),
    ("/garbage", None, "not HTTP"),
    ("/head", None, "headers are too long"),
    ("/hang", None, "no answer within"),
]


@SQLITE
@pytest.mark.parametrize(("path", "status", "error"), BAD)
def test_a_bad_answer_is_a_failure_that_says_what_it_was(
    path: str, status: int | None, error: str | None, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request, "TIMEOUT", 0.5)
    delivery = desk.test(desk.make(path))
    assert (delivery["state"], delivery["last_status"]) == ("waiting", status)
    (tried,) = delivery["attempts"]
    assert (tried["error"] is None) is (error is None)
    assert error is None or error in tried["error"]
    assert desk.receiver.at("/ok") == []  # where the redirect leads


@SQLITE
def test_of_ten_gigabytes_only_the_beginning_is_read(desk: Desk) -> None:
    delivery = desk.test(desk.make("/endless"))
    assert delivery["state"] == "delivered"
    (tried,) = delivery["attempts"]
    assert tried["answer"] == "x" * 1000
    assert tried["milliseconds"] < 5_000


@SQLITE
@pytest.mark.parametrize("path", ["/open", "/open/whole", "/open/early"])
def test_an_answer_counts_though_its_line_stays_open(
    path: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request, "TIMEOUT", 0.5)
    monkeypatch.setattr(request, "PATIENCE", 0.7 if path == "/open" else 20.0)
    delivery = desk.test(desk.make(path))
    assert (delivery["state"], delivery["last_status"]) == ("delivered", 200)
    (tried,) = delivery["attempts"]
    assert tried["answer"] == "ok"
    assert tried["milliseconds"] < 10_000


def test_a_busy_receiver_is_left_alone_for_as_long_as_it_asks(desk: Desk) -> None:
    made = desk.make("/busy/1200")
    for _ in range(3):
        desk.act(made, "test")
    deliver()
    assert len(desk.receiver.at("/busy/1200")) == 1  # the other two wait with it
    desk.admin.ask("PATCH", f"/api/webhooks/{made['id']}", json={"url": desk.receiver.url("/ok")})
    for seconds, arrived in ((1190, 0), (11, 3)):
        desk.world.clock.tick(seconds)
        deliver()
        assert len(desk.receiver.at("/ok")) == arrived


@SQLITE
def test_nobody_there(desk: Desk) -> None:
    url = desk.receiver.url("/ok")
    made = desk.make()
    with db.transaction(1) as session:
        session.execute(update(Hook).values(url=url.replace(str(desk.receiver.port), "1")))
    delivery = desk.test(made)
    assert "not sent" in delivery["last_error"]  # another port of this machine is not allowed


@SQLITE
def test_slow_receivers_delay_only_themselves(desk: Desk) -> None:
    slow = [desk.make(f"/slow?{n}") for n in range(10)]
    quick = desk.make("/ok")
    for made in [*slow, quick] * 5:
        desk.act(made, "test")
    sending = threading.Thread(target=deliver)
    sending.start()
    wait_for(lambda: len(desk.receiver.at("/ok")) == 5, "the quick one to be told everything")
    assert all(len(desk.receiver.at(f"/slow?{n}")) <= 1 for n in range(10))
    desk.receiver.gate.set()
    sending.join()
    assert len(desk.receiver.requests) == 55


def test_two_workers_send_each_once(desk: Desk) -> None:
    hooks = [desk.make(f"/ok?{n}") for n in range(6)]
    for made in hooks * 3:
        desk.act(made, "test")
    workers = [threading.Thread(target=deliver) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    ids = [one.headers["webhook-id"] for one in desk.receiver.requests]
    assert (len(ids), len(set(ids))) == (18, 18)


def test_a_turn_that_was_cut_off_is_taken_again_when_its_lease_is_over(desk: Desk, world: World) -> None:
    made = desk.make()
    desk.act(made, "test")
    with db.transaction(1) as session:
        session.execute(update(Hook).values(leased_until=world.clock() + timedelta(seconds=60)))
    deliver()
    assert desk.receiver.requests == []
    world.clock.tick(60)
    deliver()
    assert len(desk.receiver.at("/ok")) == 1


def test_after_thirty_days_it_is_forgotten_and_of_deleted_webhooks_at_once(desk: Desk, world: World) -> None:
    kept, deleted = desk.make("/ok?kept"), desk.make("/status/500")
    desk.test(kept)
    desk.test(deleted)
    desk.admin.ask("DELETE", f"/api/webhooks/{deleted['id']}")
    world.clock.tick(2 * 86_400)
    desk.test(kept)
    left = []
    for days in (0, 29, 3):
        world.clock.tick(days * 86_400)
        with db.transaction(db.EVERYWHERE) as session:
            log.prune(session, now=world.clock())
        left.append([len(world.rows(select(table))) for table in (HookDelivery, HookTry, HookEvent)])
    assert left == [[2, 2, 2], [1, 1, 1], [0, 0, 0]]


@SQLITE
def test_an_admin_of_another_company_sees_nothing_of_it(desk: Desk, rival: Person) -> None:
    delivery = desk.test(desk.make())
    assert rival.see("/api/webhooks")["items"] == []
    assert rival.get(f"/api/webhooks/deliveries/{delivery['id']}").status_code == 404
