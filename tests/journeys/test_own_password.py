"""Somebody chooses another password for themself."""

from tests.people import Person
from tests.world import World

NEW = "a much longer password"


def change(person: Person, current: str = "demo", new: str = NEW) -> tuple[int, str | None]:
    answer = person.post("/api/session/password", current_password=current, new_password=new)
    return answer.status_code, answer.json["code"] if answer.json else None


def test_every_other_device_is_signed_out(rep: Person, world: World) -> None:
    phone = world.sign_in("rep@demo.test")
    assert change(rep) == (204, None)
    assert rep.get("/api/session").status_code == 200
    assert phone.get("/api/session").status_code == 401
    assert world.stranger().sign_in("rep@demo.test").status_code == 401
    assert world.stranger().sign_in("rep@demo.test", NEW).status_code == 200


def test_the_current_one_must_be_known_and_the_new_one_good(rep: Person) -> None:
    assert change(rep, current="guess") == (422, "wrong_password")
    assert change(rep, new="short") == (422, "weak_password")
    assert change(rep, new="rep@demo.test") == (422, "weak_password")
    assert change(rep, new="x" * 1025) == (422, "invalid")
    assert rep.second_tab().sign_in("rep@demo.test").status_code == 200


def test_a_program_does_not_change_passwords(world: World) -> None:
    program = world.program(world.token_of("rep@demo.test"))
    assert change(program) == (403, "browser_only")


def test_it_is_written_down_without_the_password(rep: Person, admin: Person) -> None:
    change(rep)
    (entry,) = admin.see("/api/audit")["items"]
    assert (entry["action"], entry["actor"]["id"]) == ("user.password_changed", rep.id)
    assert (entry["before"], entry["after"]) == (None, None)
