"""How a list of values meets the catalogue, step by step."""

from hypothesis import given
from hypothesis import strategies as st

from policies.catalogue import LONGEST_LABEL, MOST_IN_USE
from policies.picklist import Linked, Plan, Value, plan_sync, shorten


def value(name: str, label: str = "", *, active: bool = True) -> Value:
    return Value(name, label or name, active)


def linked(number: int, name: str, here: str = "", *, seen: str = "", gone: bool = False) -> Linked:
    return Linked(number, name, seen or name, here or seen or name, deleted=gone, gone=gone)


def plan(values: list[Value], known: list[Linked], unlinked: dict[int, str] | None = None) -> Plan:
    return plan_sync(values, known, unlinked or {}, may_make=True)


def test_nothing_new_is_nothing_to_do() -> None:
    assert plan([value("Busy")], [linked(1, "Busy")]) == Plan()


def test_values_are_known_by_their_api_name() -> None:
    assert plan([value("Busy", "Engaged")], [linked(1, "Busy")]).rename == [
        (1, "Engaged", value("Busy", "Engaged"))
    ]
    assert plan([value("Busy", "Engaged")], [linked(1, "Busy", "Occupied", seen="Busy")]).seen


def test_only_what_was_linked_is_dropped_and_only_once() -> None:
    assert plan([], [linked(1, "Busy")], {2: "Hung up"}).drop == [(1, "removed")]
    assert plan([value("Busy", active=False)], [linked(1, "Busy")]).drop == [(1, "made inactive")]
    assert plan([], [linked(1, "Busy", gone=True)]).drop == []
    assert plan([value("Busy")], [linked(1, "Busy", gone=True)]).revive == [(1, value("Busy"))]


def test_an_outcome_with_the_same_label_is_linked_rather_than_made() -> None:
    found = plan([value("BUSY")], [], {7: "Busy"})
    assert (found.link, found.make) == ([(7, value("BUSY"))], [])


def test_while_an_admin_has_yet_to_link_nothing_is_made() -> None:
    found = plan_sync([value("Interested")], [], {}, may_make=False)
    assert (found.make, found.skip) == ([], {"Interested": ""})


def test_what_differs_only_in_case_is_left_out_with_a_reason() -> None:
    found = plan([value("Busy"), value("BUSY")], [])
    assert [each.api_name for _, each in found.make] == ["Busy"]
    assert "Busy" in found.skip["BUSY"]


def test_a_label_that_is_made_of_nothing_takes_the_api_name() -> None:
    assert plan([Value("Spaces", "  \t ", True)], []).make == [("Spaces", Value("Spaces", "  \t ", True))]


def test_the_catalogue_does_not_grow_beyond_use() -> None:
    found = plan([value(f"Value {number}") for number in range(500)], [linked(1, "Old")], {2: "Other"})
    assert (len(found.make), len(found.skip)) == (MOST_IN_USE - 2, 500 - MOST_IN_USE + 2)


@given(st.lists(st.text(max_size=255), max_size=40, unique=True))
def test_whatever_the_list_each_value_is_made_or_has_a_reason_and_labels_are_usable(names: list[str]) -> None:
    values = [value(name) for name in names]
    found = plan(values, [])
    assert {each.api_name for _, each in found.make} | set(found.skip) == set(names)
    labels = [label.casefold() for label, _ in found.make]
    assert len(set(labels)) == len(labels)
    assert all(0 < len(label) <= LONGEST_LABEL and label == shorten(label) for label, _ in found.make)
