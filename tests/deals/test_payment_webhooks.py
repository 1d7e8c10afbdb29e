"""Payments arrive signed, in any order and however often; nobody else gets in, and nothing is lost."""

import random
from typing import Any

import pytest

from tests.people import Person
from tests.processor import STRIPE_SECRET, Processor, charge, dispute, refund
from tests.world import World

EARLY, LATE = 1_772_443_000, 1_772_444_000
STORY = [
    charge(),
    refund(refunded=20_000, at=EARLY),
    refund(refunded=50_000, at=LATE),
    dispute(status="needs_response", at=EARLY),
    dispute(status="won", at=LATE),
]


def the_transaction(person: Person) -> dict[str, Any]:
    (found,) = person.see("/api/transactions")["items"]
    return dict(found)


def test_a_charge_becomes_a_transaction_of_the_lead_with_its_address(
    admin: Person, manager: Person, stripe: Processor
) -> None:
    lead = manager.post("/api/leads", name="Ann", phone="+12125550177", email="Ann@Firm.example").json["id"]
    assert stripe.stripe(charge()).json == {"result": "counted"}
    found = the_transaction(manager)
    assert (found["amount"], found["currency"], found["lead"]["id"]) == ("1200.00", "USD", lead)
    assert found["external_id"] == "ch_1"
    (notice,) = admin.see("/api/payments/notices")["items"]
    assert (notice["said"], notice["fate"], notice["times"]) == ("charge.succeeded", "counted", 1)
    assert [door["heard_at"] is not None for door in admin.see("/api/payments")["doors"]] == [True, False]


def test_a_number_finds_the_lead_too_and_two_of_one_address_nobody(
    manager: Person, stripe: Processor
) -> None:
    lead = manager.see("/api/leads")["items"][0]
    stripe.stripe(charge(1, billing_details={"phone": lead["phone"]}))
    assert the_transaction(manager)["lead"]["id"] == lead["id"]
    for number in (7, 8):
        manager.post("/api/leads", name="Ann", phone=f"+1212555017{number}", email="ann@firm.example")
    stripe.stripe(charge(2))
    assert [row["external_id"] for row in manager.see("/api/transactions", matched="false")["items"]] == [
        "ch_2"
    ]


def test_any_order_and_repetition_ends_the_same(admin: Person, stripe: Processor, world: World) -> None:
    for number in range(1, 7):
        told = [renamed(event, number) for event in STORY]
        told += random.Random(number).choices(told, k=4)
        random.Random(number).shuffle(told)
        for event in told:
            assert stripe.stripe(event).status_code == 200
    rows = admin.see("/api/transactions")["items"]
    assert {(row["amount"], row["returned"], row["dispute"]) for row in rows} == {
        ("1200.00", "500.00", "won")
    }
    assert len(rows) == 6
    notices = admin.see("/api/payments/notices")["items"]
    assert len(notices) == 30
    assert {notice["fate"] for notice in notices} == {"counted"}
    assert sum(notice["times"] for notice in notices) == 54


def renamed(event: dict[str, Any], number: int) -> dict[str, Any]:
    """The same said of another charge."""
    thing = dict(event["data"]["object"])
    name = "charge" if "charge" in thing else "id"
    return {**event, "id": f"{event['id']}_{number}", "data": {"object": {**thing, name: f"ch_{number}"}}}


def test_a_refund_that_comes_first_waits_for_its_charge(
    admin: Person, stripe: Processor, program: Processor
) -> None:
    gone = {"type": "payment.refunded", "data": {"payment_id": "P1", "refunded": "300", "currency": "USD"}}
    assert program.generic(gone, "msg_1").json == {"result": "waiting"}
    assert admin.see("/api/transactions")["items"] == []
    paid = {"payment_id": "P1", "amount": "1200.00", "currency": "usd", "email": "x@y.example"}
    assert program.generic({"type": "payment.succeeded", "data": paid}, "msg_2").json == {"result": "counted"}
    assert program.generic({"type": "payment.succeeded", "data": paid}, "msg_2").json == {
        "result": "repeated"
    }
    found = the_transaction(admin)
    assert (found["amount"], found["returned"], found["processor"]) == ("1200.00", "300.00", "webhook")
    assert {row["fate"] for row in admin.see("/api/payments/notices")["items"]} == {"counted"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_refund_in_another_currency_is_not_taken_off(admin: Person, program: Processor) -> None:
    paid = {"payment_id": "P1", "amount": "100.00", "currency": "USD"}
    gone = {"payment_id": "P1", "refunded": "5000", "currency": "JPY"}
    program.generic({"type": "payment.refunded", "data": gone}, "msg_1")
    program.generic({"type": "payment.succeeded", "data": paid}, "msg_2")
    assert program.generic({"type": "payment.refunded", "data": gone}, "msg_3").json == {"result": "ignored"}
    assert the_transaction(admin)["returned"] == "0.00"
    notices = {row["id"]: row for row in admin.see("/api/payments/notices")["items"]}
    assert [notices[number]["fate"] for number in sorted(notices)] == ["ignored", "counted", "ignored"]
    assert notices[min(notices)]["reason"] == "It is in JPY, the payment in USD."


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("currency", "said", "meant"),
    [
        ("jpy", 1200, "1200"),
        ("kwd", 1230, "1.230"),
        ("isk", 120_000, "1200"),
        ("mga", 50, "50.00"),
        ("eur", 5, "0.05"),
    ],
)
def test_stripes_smallest_units_are_read(
    currency: str, said: int, meant: str, admin: Person, stripe: Processor
) -> None:
    stripe.stripe(charge(amount=said, currency=currency))
    assert the_transaction(admin)["amount"] == meant


def test_forged_and_old_messages_are_kept_out_and_kept(
    admin: Person, stripe: Processor, program: Processor
) -> None:
    event = {"type": "payment.succeeded", "data": {"payment_id": "P", "amount": "1", "currency": "USD"}}
    other = "whsec_" + "QUFB" * 8
    answers = [
        stripe.stripe(charge(), secret="whsec_" + "x" * 32),
        stripe.stripe(charge(), age=3600),
        program.generic(event, "m1", secret=other),
        program.generic(event, "m1", age=3600),
        program.app.test_client().post(program.url, data=b"{}"),
        program.app.test_client().post(stripe.url, data=b"{}", headers={"Stripe-Signature": "t=1,v1=ÿ,,="}),
        program.app.test_client().post(
            program.url,
            data=b"{}",
            headers={"webhook-id": "a", "webhook-timestamp": "1e400", "webhook-signature": "v1"},
        ),
    ]
    assert {(answer.status_code, answer.json["code"]) for answer in answers} == {(403, "bad_signature")}
    unknown = program.app.test_client().post("/webhooks/payments?account=pay_no", data=b"{}")
    assert (unknown.status_code, unknown.json["code"]) == (403, "unknown_account")
    assert admin.see("/api/transactions")["items"] == []
    assert admin.see("/api/payments/notices")["items"] == []
    assert len(admin.see("/api/payments")["refused"]) == len(answers)


def test_one_companys_door_takes_no_others_secret(rival: Person, admin: Person, stripe: Processor) -> None:
    made = rival.post("/api/payments/stripe/secrets", secret="whsec_" + "r" * 32).json
    theirs = Processor(stripe.app, made["door"]["url"].removeprefix(rival.origin), made["secret"])
    assert theirs.stripe(charge(), secret=STRIPE_SECRET).status_code == 403
    assert theirs.stripe(charge()).status_code == 200
    assert admin.see("/api/transactions")["items"] == []
    assert len(rival.see("/api/transactions")["items"]) == 1


def test_oversized_and_unreadable_bodies_are_told_so(
    admin: Person, stripe: Processor, program: Processor
) -> None:
    assert program.generic("x" * 300_000, "m").status_code == 413
    assert program.generic("{", "m").status_code == 400
    assert stripe.stripe("[" * 100_000).status_code == 400
    for body, why in [
        ({}, "type"),
        ([], "body"),
        (
            {"type": "payment.succeeded", "data": {"payment_id": "P", "amount": "1,5", "currency": "USD"}},
            "no commas",
        ),
        (
            {"type": "payment.succeeded", "data": {"payment_id": "P", "amount": 0.001, "currency": "USD"}},
            "decimals",
        ),
        (
            {"type": "payment.succeeded", "data": {"payment_id": "P", "amount": 5, "currency": "ZZZ"}},
            "data.currency: 'ZZZ' is no currency",
        ),
        (
            {"type": "payment.succeeded", "data": {"payment_id": "", "amount": 5, "currency": "USD"}},
            "payment_id",
        ),
    ]:
        answer = program.generic(body, "m")  # type: ignore[arg-type]
        assert answer.status_code == 422, body
        assert why in answer.json["detail"], answer.json
    assert admin.see("/api/transactions")["items"] == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_odd_events_of_stripes_never_fail(admin: Person, stripe: Processor) -> None:
    odd: list[Any] = [None, True, -1, 10**30, "\0", "\ud800", "x" * 5000, [], {}]
    for field in ("id", "type", "created", "data"):
        for value in odd:
            assert stripe.stripe({**charge(), field: value}).status_code < 500, (field, value)
    for field in ("id", "amount", "amount_refunded", "currency", "created", "billing_details", "description"):
        for number, value in enumerate(odd):
            event = charge(event_id=f"evt_{field}_{number}", **{field: value, "amount_captured": None})
            assert stripe.stripe(event).status_code < 500, (field, value)
    assert {row["fate"] for row in admin.see("/api/payments/notices", limit=200)["items"]} >= {
        "unreadable",
        "counted",
    }


def test_secrets_rotate_without_losing_anything(admin: Person, manager: Person, stripe: Processor) -> None:
    new = "whsec_" + "n" * 32
    admin.post("/api/payments/stripe/secrets", secret=new)
    assert [stripe.stripe(charge(1)).status_code, stripe.stripe(charge(2), secret=new).status_code] == [
        200,
        200,
    ]
    door = admin.see("/api/payments")["doors"][0]
    assert [each["hint"] for each in door["secrets"]] == ["…nnnn", "…ssss"]
    gone = admin.ask("DELETE", f"/api/payments/stripe/secrets/{door['secrets'][1]['id']}")
    assert gone.status_code == 204
    assert [stripe.stripe(charge(3)).status_code, stripe.stripe(charge(4), secret=new).status_code] == [
        403,
        200,
    ]
    for letter in "ab":
        admin.post("/api/payments/stripe/secrets", secret="whsec_" + letter * 32)
    full = admin.post("/api/payments/stripe/secrets", secret="whsec_" + "c" * 32)
    assert (full.status_code, full.json["code"]) == (409, "too_many_secrets")
    assert admin.post("/api/payments/stripe/secrets", secret="sk_live_123").status_code == 422
    assert admin.post("/api/payments/stripe/secrets").status_code == 422
    assert admin.post("/api/payments/paypal/secrets").status_code == 404
    assert manager.get("/api/payments").status_code == 403
    assert "payment_secret.added" in admin.see("/api/audit/actions")["actions"]


def test_nothing_that_stripe_says_beside_payments_does_harm(admin: Person, stripe: Processor) -> None:
    assert stripe.stripe(charge(1, captured=False)).json == {"result": "ignored"}
    assert stripe.stripe(charge(2, status="failed", type="charge.updated")).json == {"result": "ignored"}
    assert stripe.stripe({**charge(3), "type": "customer.created"}).json == {"result": "ignored"}
    assert stripe.stripe(charge(4, currency="zzz")).json == {"result": "unreadable"}
    assert admin.see("/api/transactions")["items"] == []
