"""A sale becomes a deal; deals are changed and voided, never lost."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from dialer import db
from dialer.models import DealTransaction
from tests.people import Person
from tests.processor import Processor, charge, dispute, refund
from tests.world import World

DAY = "2026-03-02"


def product_of(person: Person, name: str = "Course") -> int:
    return int(person.post("/api/products", name=name).json["id"])


def made(person: Person, **body: Any) -> dict[str, Any]:
    given = {"lead_id": 1, "date": DAY, "value": "1200.50"} | body
    if "meeting_id" in given:
        del given["lead_id"]
    if "transaction_ids" in given:
        del given["value"]
    if "product_id" not in given:
        given["product_id"] = product_of(person)
    answer = person.post("/api/deals", **given)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def refused(person: Person, **body: Any) -> tuple[int, str, str]:
    given = {"lead_id": 1, "date": DAY, "value": "1200.50", "product_id": 1} | body
    answer = person.post("/api/deals", **{name: v for name, v in given.items() if v is not None})
    return answer.status_code, answer.json["code"], answer.json["detail"]


def test_a_sale_owes_its_deal_until_it_has_one_and_again_when_it_is_voided(
    manager: Person, admin: Person, sale: int
) -> None:
    assert [row["meeting_id"] for row in manager.see("/api/deals/owed")["items"]] == [sale]
    deal = made(manager, meeting_id=sale)
    assert (deal["value"], deal["currency"], deal["payment_type"]) == ("1200.50", "USD", "won")
    assert manager.see("/api/deals/owed")["items"] == []
    assert refused(manager, meeting_id=sale, lead_id=None)[:2] == (409, "deal_exists")
    answer = manager.post(f"/api/deals/{deal['id']}/void", reason="Signed by mistake")
    assert answer.json["void_reason"] == "Signed by mistake"
    assert [row["meeting_id"] for row in manager.see("/api/deals/owed")["items"]] == [sale]
    assert manager.see("/api/deals")["items"] == []
    assert len(manager.see("/api/deals", state="voided")["items"]) == 1
    assert "deal.voided" in admin.see("/api/audit/actions")["actions"]
    made(manager, meeting_id=sale, product_id=deal["product"]["id"])


def test_recurring_is_proposed_once_the_lead_is_a_customer(manager: Person) -> None:
    before = manager.see("/api/deals/proposal", lead_id=1)
    assert (before["is_customer"], before["payment_type"], before["currency"]) == (False, "won", "USD")
    first = made(manager)
    after = manager.see("/api/deals/proposal", lead_id=1)
    assert (after["is_customer"], after["payment_type"]) == (True, "recurring")
    assert manager.see("/api/leads/1/journey")["is_customer"] is True, "the lead's page says the same"
    assert [deal["id"] for deal in after["earlier"]] == [first["id"]]
    second = made(manager, product_id=first["product"]["id"], earlier_deal_id=first["id"])
    assert second["payment_type"] == "recurring"
    page = manager.see(f"/api/deals/{first['id']}")
    assert [deal["id"] for deal in page["later"]] == [second["id"]]
    manager.post(f"/api/deals/{second['id']}/void", reason="No")
    manager.post(f"/api/deals/{first['id']}/void", reason="No")
    assert manager.see("/api/deals/proposal", lead_id=1)["payment_type"] == "won"


def test_the_meetings_own_sale_does_not_make_it_recurring(manager: Person, sale: int) -> None:
    assert manager.see("/api/deals/proposal", meeting_id=sale)["payment_type"] == "won"
    assert manager.see("/api/deals/proposal", lead_id=1)["is_customer"] is True


BAD = [
    ({"value": "-1"}, 422, "more than nothing"),
    ({"value": -1}, 422, "more than nothing"),
    ({"value": 0.001}, 422, "2 decimals"),
    ({"value": 10**15}, 422, "too large"),
    ({"value": 1e15}, 422, "too large"),
    ({"value": "1,5"}, 422, "no commas"),
    ({"value": True}, 422, "value: write the amount"),
    ({"value": None}, 422, "what the deal is worth"),
    ({"currency": "EUR"}, 422, "are in USD"),
    ({"product_id": 77}, 422, "no such product"),
    ({"lead_id": 999}, 404, "no such lead"),
    ({"lead_id": None}, 422, "say whose deal"),
    ({"meeting_id": 999}, 404, "no such meeting"),
    ({"date": "2027-01-01"}, 422, "today or earlier"),
    ({"earlier_deal_id": 9}, 422, "same lead"),
    ({"closer_id": 999}, 422, "no such person"),
    ({"payment_type": "gift"}, 422, "won"),
    ({"value": None, "transaction_ids": [99]}, 422, "no transaction 99"),
]


def test_bad_input_gets_a_sentence(manager: Person) -> None:
    product_of(manager)
    for body, status, why in BAD:
        answer = refused(manager, **body)
        assert answer[0] == status, (body, answer)
        assert why in answer[2], (body, answer)
    assert manager.see("/api/deals", state="all")["items"] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("currency", "value", "shown"), [("JPY", "1200", "1200"), ("KWD", "1.234", "1.234")])
def test_currencies_have_their_own_decimals(
    currency: str, value: str, shown: str, admin: Person, manager: Person
) -> None:
    admin.ask("PATCH", "/api/settings", json={"currency": currency})
    assert made(manager, value=value)["value"] == shown
    (total,) = manager.see("/api/deals/totals")["items"]
    assert (total["currency"], total["all"]["value"]) == (currency, shown)


def test_a_change_is_kept_in_the_history_and_an_old_version_is_refused(manager: Person) -> None:
    deal = made(manager)
    path = f"/api/deals/{deal['id']}"
    changed = manager.ask("PATCH", path, json={"value": "900", "payment_type": "deposit", "version": 1})
    assert (changed.json["value"], changed.json["payment_type"], changed.json["version"]) == (
        "900.00",
        "deposit",
        2,
    )
    late = manager.ask("PATCH", path, json={"value": "800", "version": 1})
    assert (late.status_code, late.json["code"]) == (409, "stale_version")
    nothing = manager.ask("PATCH", path, json={"date": None})
    assert nothing.status_code == 422
    circle = manager.ask("PATCH", path, json={"earlier_deal_id": deal["id"]})
    assert circle.status_code == 422
    manager.post(f"{path}/void", reason="Twice")
    again = manager.ask("PATCH", path, json={"value": "1"})
    assert (again.status_code, again.json["code"]) == (409, "deal_voided")
    history = manager.see(path)["history"]
    assert [entry["act"] for entry in history] == ["made", "changed", "voided"]
    assert (history[1]["before"]["value"], history[1]["after"]["value"]) == ("1200.50", "900.00")
    assert history[2]["reason"] == "Twice"


def test_ones_own_deals_only_unless_one_looks_after_others(
    closer: Person, rep: Person, manager: Person
) -> None:
    deal = made(closer)
    path = f"/api/deals/{deal['id']}"
    assert rep.get(path).status_code == 404
    assert rep.see("/api/deals")["items"] == []
    assert closer.see(path)["may_change"] is True
    assert refused(closer, closer_id=rep.id, product_id=deal["product"]["id"])[:2] == (403, "forbidden")
    assert manager.ask("PATCH", path, json={"closer_id": manager.id}).json["closer"]["id"] == manager.id
    assert closer.see(path)["may_change"] is False  # it was recorded by them, so they still see it
    assert closer.post(f"{path}/void", reason="Mine").status_code == 403


def test_lists_are_narrowed_summed_paged_and_taken_away(manager: Person) -> None:
    course, extra = product_of(manager), product_of(manager, "=Extra")
    for day, product, kind in (("01", course, "won"), ("02", extra, "deposit"), ("02", course, "recurring")):
        made(manager, date=f"2026-03-{day}", product_id=product, payment_type=kind, value="100")
    assert len(manager.see("/api/deals", product_id=course)["items"]) == 2
    assert len(manager.see("/api/deals", payment_type="deposit")["items"]) == 1
    assert len(manager.see("/api/deals", **{"from": "2026-03-02"}, q="extra")["items"]) == 1
    first = manager.see("/api/deals", limit=2)
    second = manager.see("/api/deals", limit=2, cursor=first["next"])
    days = [deal["date"] for deal in first["items"] + second["items"]]
    assert (days, second["next"]) == (["2026-03-02", "2026-03-02", "2026-03-01"], None)
    (total,) = manager.see("/api/deals/totals")["items"]
    assert total["all"] == {"deals": 3, "value": "300.00", "returned": "0.00", "net": "300.00"}
    assert total["by_payment_type"]["deposit"]["value"] == "100.00"
    rows = manager.get("/api/deals.csv").text.splitlines()
    assert len(rows) == 4
    assert any("'=Extra" in row for row in rows)
    assert manager.get("/api/deals", **{"from": "2026-03-02", "to": "2026-03-01"}).status_code == 422


def test_products_are_renamed_archived_and_offered_again(closer: Person, manager: Person) -> None:
    course = product_of(closer)
    assert closer.post("/api/products", name="  cOURSE ").json["code"] == "product_exists"
    assert closer.ask("PATCH", f"/api/products/{course}", json={"archived": True}).status_code == 403
    assert manager.ask("PATCH", f"/api/products/{course}", json={"archived": True}).json["archived"] is True
    assert manager.see("/api/products")["items"] == []
    assert refused(manager, product_id=course)[:2] == (409, "product_archived")
    back = manager.ask("PATCH", f"/api/products/{course}", json={"archived": False, "name": "School"})
    assert (back.json["archived"], back.json["name"]) == (False, "School")
    other = product_of(manager, "Other")
    twice = manager.ask("PATCH", f"/api/products/{other}", json={"name": "school"})
    assert (twice.status_code, twice.json["code"]) == (409, "product_exists")


def test_a_product_says_what_was_sold_of_it_as_far_as_one_may_see(closer: Person, manager: Person) -> None:
    course = product_of(manager)
    for value in ("200", "50.50"):
        made(manager, product_id=course, value=value)
    gone = made(manager, product_id=course, value="9")
    manager.post(f"/api/deals/{gone['id']}/void", reason="Typing error")
    (sold,) = manager.see("/api/products")["items"][0]["sold"]
    assert (sold["currency"], sold["all"]["net"], sold["all"]["deals"]) == ("USD", "250.50", 2)
    (unseen,) = closer.see("/api/products")["items"]
    assert (unseen["deals"], unseen["sold"]) == (2, [])
    manager.post("/api/products", name="=Odd name")
    lines = manager.get("/api/products.csv").text.splitlines()
    assert lines[0] == 'Product,Archived,Deals,Currency,"Sold, less refunds"'
    assert sorted(line.split(",", 1)[1] for line in lines[1:]) == ["no,0,,", "no,2,USD,250.50"]
    assert any(line.startswith("'=Odd name") for line in lines)
    assert [row["name"] for row in manager.see("/api/products", q=" odd  NAME")["items"]] == ["=Odd name"]
    assert len(manager.get("/api/products.csv?q=odd").text.splitlines()) == 2


def paid(manager: Person, stripe: Processor, number: int = 1, **more: Any) -> int:
    """A transaction that arrived; its number."""
    assert stripe.stripe(charge(number, **more)).status_code == 200
    items = manager.see("/api/transactions", q=f"ch_{number}")["items"]
    return int(items[0]["id"])


def test_a_deal_takes_the_sum_of_its_transactions_and_refunds_are_counted(
    manager: Person, stripe: Processor
) -> None:
    one, two = paid(manager, stripe), paid(manager, stripe, 2, amount=30_000)
    deal = made(manager, transaction_ids=[one, two])
    assert (deal["value"], deal["net"], deal["transactions"]) == ("1500.00", "1500.00", 2)
    assert manager.see("/api/transactions", unused="true")["items"] == []
    assert manager.see("/api/transactions", lead_id=1)["items"][0]["lead"]["id"] == 1
    stripe.stripe(refund(refunded=20_000, at=1_772_443_000))
    stripe.stripe(dispute(2, status="needs_response", at=1_772_443_000))
    page = manager.see(f"/api/deals/{deal['id']}")
    assert (page["deal"]["returned"], page["deal"]["net"], page["deal"]["disputed"]) == (
        "200.00",
        "1300.00",
        True,
    )
    stripe.stripe(dispute(2, status="lost", at=1_772_444_000))
    (total,) = manager.see("/api/deals/totals")["items"]
    assert (total["all"]["value"], total["all"]["returned"], total["all"]["net"]) == (
        "1500.00",
        "500.00",
        "1000.00",
    )
    assert len(manager.see("/api/deals", returned="true")["items"]) == 1
    assert len(manager.see("/api/deals", returned="false")["items"]) == 0


def test_a_transaction_is_in_one_deal_only_and_free_again_when_that_is_voided(
    manager: Person, stripe: Processor, world: World
) -> None:
    one = paid(manager, stripe)
    deal = made(manager, transaction_ids=[one])
    assert refused(manager, value=None, transaction_ids=[one])[:2] == (409, "transaction_used")
    free = manager.ask("PUT", f"/api/transactions/{one}/lead", json={"lead_id": None})
    assert (free.status_code, free.json["code"]) == (409, "transaction_used")
    with pytest.raises(IntegrityError), db.transaction(1) as session:
        session.add(DealTransaction(deal_id=deal["id"], transaction_id=one, bound_at=world.clock()))
    by_hand = manager.ask("PATCH", f"/api/deals/{deal['id']}", json={"value": "5"})
    assert (by_hand.status_code, by_hand.json["code"]) == (409, "value_from_transactions")
    manager.post(f"/api/deals/{deal['id']}/void", reason="Twice")
    again = made(manager, transaction_ids=[one], product_id=deal["product"]["id"])
    off = manager.ask("PATCH", f"/api/deals/{again['id']}", json={"transaction_ids": [], "value": "7"})
    assert (off.json["value"], off.json["transactions"]) == ("7.00", 0)


def test_transactions_that_do_not_fit_are_refused(manager: Person, stripe: Processor, rival: Person) -> None:
    product_of(manager)
    euro = paid(manager, stripe, 1, currency="eur")
    back = paid(manager, stripe, 2)
    stripe.stripe(refund(2, refunded=120_000, at=1_772_443_000))
    good = paid(manager, stripe, 3)
    for ids, code in (
        ([euro], "other_currency"),
        ([euro, good], "mixed_currencies"),
        ([back], "transaction_given_back"),
    ):
        assert refused(manager, value=None, transaction_ids=ids)[:2] == (409, code)
    other = int(manager.post("/api/leads", name="Bob", phone="+12125550177").json["id"])
    manager.ask("PUT", f"/api/transactions/{good}/lead", json={"lead_id": other})
    assert refused(manager, value=None, transaction_ids=[good])[:2] == (409, "transaction_of_another_lead")
    assert refused(manager, transaction_ids=[good])[0] == 422  # a value beside it
    assert rival.see("/api/transactions")["items"] == []


def test_a_sale_is_not_taken_back_while_its_deal_stands(admin: Person, sale: int) -> None:
    deal = made(admin, meeting_id=sale)
    lost = {"outcome": "no_sale", "reason": "not_interested", "change_reason": "A mistake"}
    path = f"/api/meetings/{sale}/outcome"
    answer = admin.ask("PUT", path, json=lost)
    assert (answer.status_code, answer.json["code"], answer.json["deal_id"]) == (
        409,
        "deal_stands",
        deal["id"],
    )
    admin.post(f"/api/deals/{deal['id']}/void", reason="They went back on it")
    assert admin.ask("PUT", path, json=lost).status_code == 200
    assert admin.see("/api/deals/owed")["items"] == []
    assert admin.see("/api/deals/proposal", lead_id=1)["is_customer"] is False
