"""A person keeps the filters of a list under a name, and lends them to the others."""

from typing import Any

from tests.people import Person
from tests.world import World


def names(person: Person, page: str = "leads") -> list[str]:
    return [view["name"] for view in person.see("/api/saved-views", page=page)["items"]]


def save(person: Person, name: str, /, **more: Any) -> Any:
    return person.post("/api/saved-views", **({"page": "leads", "name": name, "query": "q=ann"} | more))


def test_a_view_is_ones_own_until_it_is_shared(rep: Person, setter: Person, rival: Person) -> None:
    made = save(rep, "  Warm ")
    assert (made.status_code, made.json["name"], made.json["is_own"]) == (201, "Warm", True)
    path = f"/api/saved-views/{made.json['id']}"
    assert (names(rep), names(setter), names(rep, "calls")) == (["Warm"], [], [])
    assert rep.ask("PATCH", path, json={"is_shared": True, "query": "q=bob"}).json["query"] == "q=bob"
    (lent,) = setter.see("/api/saved-views", page="leads")["items"]
    assert (lent["owner"]["id"], lent["is_own"]) == (rep.id, False)
    assert names(rival) == []
    assert setter.ask("DELETE", path).status_code == 403
    assert rep.ask("DELETE", path).status_code == 204
    assert names(setter) == []


def test_two_of_ones_own_have_no_name_in_common(rep: Person, setter: Person) -> None:
    save(rep, "Warm")
    other = save(rep, "Cold").json["id"]
    again = save(rep, "Warm")
    assert (again.status_code, again.json["code"]) == (409, "name_taken")
    renamed = rep.ask("PATCH", f"/api/saved-views/{other}", json={"name": "Warm"})
    assert (renamed.status_code, renamed.json["code"]) == (409, "name_taken")
    assert save(setter, "Warm").status_code == save(rep, "Warm", page="calls").status_code == 201
    assert names(rep) == ["Cold", "Warm"]


def test_who_has_left_lends_nothing_any_more(
    world: World, admin: Person, rep: Person, setter: Person
) -> None:
    save(setter, "Theirs", is_shared=True)
    assert names(rep) == ["Theirs"]
    assert admin.post(f"/api/users/{setter.id}/deactivate").status_code == 200
    assert names(rep) == []


def test_what_is_no_view_is_refused(rep: Person) -> None:
    for wrong in ({"name": " "}, {"name": "x" * 81}, {"page": "No page"}, {"query": "x" * 2001}):
        assert save(rep, "Fine", **wrong).status_code == 422, wrong
