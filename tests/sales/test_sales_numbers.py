"""Sales numbers against their definitions, over random histories; every number opens what it counts."""

import csv
import io
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from policies.money import written
from tests.people import Person
from tests.sales.history import History, Truth, users, write
from tests.world import World

PERIOD = {"from": "2026-02-15", "to": "2026-03-02"}
FIRST, LAST = date(2026, 2, 15), date(2026, 3, 2)
GROUPS = ("closer", "setter", "event_type", "product", "objection", "reason", "day", "month")
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def asked(person: Person, **query: Any) -> dict[str, Any]:
    return dict(person.see("/api/analytics/sales", **(PERIOD | query)))


def dollars(figures: dict[str, Any], currency: str = "USD") -> str:
    found = [cash["all"]["cash"] for cash in figures["cash"] if cash["currency"] == currency]
    return str(found[0]) if found else written(0, currency)


def count_of(person: Person, url: str) -> int:
    """How many rows the list behind a number has."""
    path, _, query = url.partition("?")
    wanted = dict(pair.split("=") for pair in query.split("&"))
    found, cursor = 0, None
    while True:
        page = person.see(path, **wanted, limit=200, **({"cursor": cursor} if cursor else {}))
        found, cursor = found + len(page["items"]), page["next"]
        if cursor is None:
            return found


def check(answer: dict[str, Any], truth: Truth, group_by: str) -> None:
    meetings, deals = truth.meetings(), truth.deals()
    keys = {truth.key_of_meeting(row, group_by) for row in meetings}
    assert {group["key"] for group in answer["groups"]} == keys | {
        truth.key_of_deal(row, group_by) for row in deals
    }
    for line in [*answer["groups"], answer["totals"] | {"key": None}]:
        key = line["key"]
        of_key = [row for row in meetings if key in (None, truth.key_of_meeting(row, group_by))]
        assert line["counts"]["meetings"] == len(of_key)
        assert sum(line["counts"].values()) == 2 * len(of_key)
        if group_by != "product" or key is None:
            shown = {name: line[name]["value"] for name in ("closing", "engagement", "show")}
            assert shown == truth.rates(of_key), (group_by, key)
        for currency in ("USD", "JPY"):
            cash = truth.cash(
                [row for row in deals if key in (None, truth.key_of_deal(row, group_by))], currency
            )
            assert dollars(line, currency) == written(cash, currency)


@pytest.mark.parametrize(("seed", "zone"), [(1, "UTC"), (2, "Asia/Tokyo")])
def test_every_rate_is_what_its_definition_says(world: World, admin: Person, seed: int, zone: str) -> None:
    admin.ask("PATCH", "/api/settings", json={"time_zone": zone})
    history = write(Random(seed), users()[:4], now=world.clock())
    truth = Truth(history, world.clock(), zone, FIRST, LAST)
    for group_by in GROUPS:
        check(asked(admin, group_by=group_by), truth, group_by)
    length = timedelta(days=(LAST - FIRST).days + 1)
    before = Truth(history, world.clock(), zone, FIRST - length, FIRST - timedelta(days=1))
    previous = asked(admin, compare="previous")["previous"]
    assert previous["closing"]["value"] == before.rates(before.meetings())["closing"]


def test_every_number_opens_what_it_counts(
    world: World, admin: Person, manager: Person, closer: Person, setter: Person
) -> None:
    write(Random(3), [closer.id, setter.id, admin.id], now=world.clock(), meetings=50)
    asking = [(admin, group_by) for group_by in GROUPS if group_by != "day"]
    asking += [
        (person, group_by) for person in (manager, closer, setter) for group_by in ("setter", "product")
    ]
    for person, group_by in asking:
        answer = asked(person, group_by=group_by)
        for line in [*answer["groups"], answer["totals"]]:
            assert count_of(person, line["meetings_url"]) == line["counts"]["meetings"]
            rates = [line["closing"], line["engagement"], *([line["show"]] if line["show"] else [])]
            for rate in rates:
                assert count_of(person, rate["count_url"]) == rate["count"]
                assert count_of(person, rate["of_url"]) == rate["of"]
            deals = sum(cash["all"]["deals"] for cash in line["cash"])
            assert count_of(person, line["deals_url"]) == deals


def test_closers_see_their_own_numbers_managers_their_team_and_admins_all(
    world: World, admin: Person, manager: Person, closer: Person, setter: Person
) -> None:
    history: History = write(Random(4), [closer.id, setter.id, admin.id], now=world.clock())
    team = set(users()) - {admin.id}
    for person, teammates in ((closer, {closer.id}), (manager, team), (admin, None)):
        truth = Truth(history, world.clock(), "UTC", FIRST, LAST, teammates)
        check(asked(person), truth, "closer")


@SQLITE
def test_sales_can_be_narrowed_to_a_closer_a_setter_and_an_event_type(
    world: World, admin: Person, closer: Person, setter: Person
) -> None:
    history = write(Random(5), [closer.id, setter.id], now=world.clock())
    truth = Truth(history, world.clock(), "UTC", FIRST, LAST)
    for name, group_by in (("closer_id", "closer"), ("setter_id", "setter"), ("event_type_id", "event_type")):
        whole = {group["key"]: group for group in asked(admin, group_by=group_by)["groups"]}
        key = truth.key_of_meeting(truth.meetings()[0], group_by)
        key = key if key != "none" else str(closer.id)
        narrowed = asked(admin, group_by=group_by, **{name: key})["totals"]
        assert narrowed["counts"] == whole[key]["counts"]
        assert narrowed["cash"][0]["all"]["cash"] == whole[key]["cash"][0]["all"]["cash"]
        assert count_of(admin, narrowed["meetings_url"]) == narrowed["counts"]["meetings"]


@SQLITE
def test_the_rows_of_products_add_up_to_the_rates_of_all(world: World, admin: Person) -> None:
    write(Random(6), users()[:2], now=world.clock())
    answer = asked(admin, group_by="product")
    assert (
        sum(group["closing"]["count"] for group in answer["groups"]) == answer["totals"]["closing"]["count"]
    )
    assert {group["closing"]["of"] for group in answer["groups"]} == {answer["totals"]["closing"]["of"]}
    assert all(group["show"] is None for group in answer["groups"])


@SQLITE
def test_nothing_is_no_rate_and_no_money(admin: Person) -> None:
    answer = asked(admin, compare="previous")
    assert answer["groups"] == []
    assert [answer["totals"][name]["value"] for name in ("closing", "engagement", "show")] == [None] * 3
    (cash,) = answer["totals"]["cash"]
    assert (cash["currency"], cash["all"]["cash"], cash["average_deal"]) == ("USD", "0.00", None)
    assert "÷" in answer["formulas"]["closing"]


@SQLITE
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"from": "2026-03-02", "to": "2026-03-01"}, 422),
        ({"from": "1900-01-01", "to": "1900-01-02"}, 422),
        ({"from": "2020-01-01"}, 422),
        ({"group_by": "mood"}, 422),
        ({"closer_id": 999}, 404),
        ({"setter_id": 999}, 404),
        ({"event_type_id": 999}, 404),
    ],
)
def test_odd_questions_are_refused(admin: Person, query: dict[str, Any], status: int) -> None:
    assert admin.get("/api/analytics/sales", **(PERIOD | query)).status_code == status


def test_refunds_and_voids_reverse(world: World, admin: Person, manager: Person) -> None:
    """A deposit moves only the engagement rate, a recurring one leaves both, and a void takes it back."""
    from tests.deal_rows import make_sale
    from tests.meeting_rows import make_meeting_rows

    make_sale(
        1, make_meeting_rows(1, now=world.clock() - timedelta(days=2)), now=world.clock() - timedelta(hours=2)
    )
    meeting_id = asked_meeting(admin)
    product_id = manager.post("/api/products", name="Course").json["id"]
    wanted = {"meeting_id": meeting_id, "product_id": product_id, "date": "2026-03-02", "value": "100"}
    seen = []
    for kind in ("won", "recurring", "deposit", None):
        if kind:
            deal = manager.post("/api/deals", **wanted, payment_type=kind).json
        totals = asked(admin)["totals"]
        seen.append((totals["closing"]["value"], totals["engagement"]["value"], dollars(totals)))
        if kind:
            manager.post(f"/api/deals/{deal['id']}/void", reason="Once more")
    assert seen == [
        (1.0, 1.0, "100.00"),
        (None, None, "100.00"),
        (None, 1.0, "100.00"),
        (0.0, 0.0, "0.00"),
    ]


def asked_meeting(person: Person) -> int:
    return int(person.see("/api/meetings", past="true", kind="strategy")["items"][0]["id"])


@SQLITE
def test_the_groups_leave_as_csv(world: World, admin: Person) -> None:
    write(Random(7), users()[:3], now=world.clock())
    groups = asked(admin, group_by="closer")["groups"]
    answer = admin.get("/api/analytics/sales.csv", **PERIOD, group_by="closer")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    first = next(row for row in rows if row["group"] == groups[0]["label"])
    assert int(first["meetings"]) == groups[0]["counts"]["meetings"]
    assert first["cash"] == groups[0]["cash"][0]["all"]["cash"]
    assert {row["currency"] for row in rows} == {"USD", "JPY"}
