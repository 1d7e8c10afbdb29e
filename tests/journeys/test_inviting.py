"""An admin invites somebody by a link, and they join."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from dialer.models import Invitation, SignIn, User
from dialer.staff.invitations import LIFETIME
from tests.people import Person
from tests.together import at_once
from tests.world import World

ANN = {"email": " Ann@Firm.example ", "name": "Ann Field", "roles": ["rep", "manager"]}
PASSWORD = "correct horse battery"


def invite(admin: Person, **changes: object) -> dict[str, object]:
    """An invitation that must be allowed."""
    answer = admin.post("/api/invitations", **(ANN | changes))
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def path_of(invitation: dict[str, object]) -> str:
    """Where the link's page asks."""
    link = str(invitation["link"])
    assert link.startswith("http://127.0.0.1:8000/join/")
    return f"/api/join/{link.rpartition('/')[2]}"


def join(world: World, path: str, name: str = "Ann Field", password: str = PASSWORD) -> tuple[Person, object]:
    """Somebody opens the link in a browser of their own, and fills in the page."""
    person = world.stranger()
    body = {"name": name, "password": password}
    answer = person.ask("POST", path, json=body, headers={"Origin": person.origin})
    if answer.status_code == 200:
        person.headers["X-CSRF-Token"] = answer.json["csrf_token"]
        person.user = answer.json["user"]
    return person, answer


def refused(world: World, path: str) -> tuple[int, str]:
    """What both looking and joining are told."""
    looked = world.stranger().get(path)
    _, joined = join(world, path)
    assert (looked.status_code, looked.json["code"]) == (joined.status_code, joined.json["code"])  # type: ignore[attr-defined]
    return looked.status_code, looked.json["code"]


def test_who_is_invited_joins_and_is_signed_in(admin: Person, world: World) -> None:
    (team,) = admin.see("/api/teams")["items"]
    path = path_of(invite(admin, team_id=team["id"]))
    shown = world.stranger().see(path)
    assert (shown["company"], shown["email"], shown["name"]) == (
        "Northlight",
        "ann@firm.example",
        "Ann Field",
    )
    ann, _ = join(world, path, name="Ann B. Field")
    me = ann.see("/api/session")["user"]
    assert (me["name"], me["roles"], me["team"]["name"]) == ("Ann B. Field", ["rep", "manager"], "Outbound")
    ann.dial()
    assert admin.see("/api/invitations")["items"] == []
    assert world.stranger().sign_in("ann@firm.example", PASSWORD).status_code == 200
    listed = next(user for user in admin.see("/api/users")["items"] if user["id"] == ann.id)
    assert listed["last_sign_in_at"] == "2026-03-02T09:00:00Z"


def test_only_a_digest_of_the_link_is_kept(admin: Person, world: World) -> None:
    secret = path_of(invite(admin)).rpartition("/")[2]
    (kept,) = world.rows(select(Invitation))
    assert secret not in (kept.secret_digest, kept.email, kept.name)
    (listed,) = admin.see("/api/invitations")["items"]
    assert "link" not in listed
    assert secret not in str(admin.see("/api/audit"))


def test_a_link_works_once(admin: Person, world: World) -> None:
    path = path_of(invite(admin))
    join(world, path)
    assert refused(world, path) == (409, "invitation_used")


def test_of_two_who_use_a_link_at_once_one_joins(admin: Person, world: World) -> None:
    path = path_of(invite(admin))
    answers = at_once(lambda: join(world, path)[1], lambda: join(world, path)[1])
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert len(world.rows(select(User).where(User.email == "ann@firm.example"))) == 1


def test_a_link_works_for_a_week(admin: Person, world: World) -> None:
    path = path_of(invite(admin))
    world.clock.tick((LIFETIME - timedelta(seconds=1)).total_seconds())
    assert world.stranger().get(path).status_code == 200
    world.clock.tick(1)
    assert refused(world, path) == (409, "invitation_expired")


def test_a_renewed_invitation_has_a_new_link_and_the_old_one_is_dead(admin: Person, world: World) -> None:
    made = invite(admin)
    world.clock.tick(LIFETIME.total_seconds())
    assert world.sign_in("admin@demo.test").see("/api/invitations")["items"][0]["expired"]
    renewed = admin.post(f"/api/invitations/{made['id']}/renew").json
    assert refused(world, path_of(made)) == (404, "invitation_unknown")
    _, answer = join(world, path_of(renewed))
    assert answer.status_code == 200  # type: ignore[attr-defined]
    assert admin.post(f"/api/invitations/{made['id']}/renew").json["code"] == "invitation_used"


def test_a_withdrawn_link_says_so_and_the_address_can_be_invited_again(admin: Person, world: World) -> None:
    made = invite(admin)
    again = admin.post("/api/invitations", **ANN)
    assert (again.status_code, again.json["code"]) == (409, "already_invited")
    assert again.json["invitation_id"] == made["id"]
    for _ in range(2):
        assert admin.ask("DELETE", f"/api/invitations/{made['id']}").status_code == 204
    assert refused(world, path_of(made)) == (409, "invitation_withdrawn")
    assert admin.see("/api/invitations")["items"] == []
    invite(admin)
    actions = [entry["action"] for entry in admin.see("/api/audit")["items"]]
    assert actions == ["invitation.made", "invitation.withdrawn", "invitation.made"]


def test_an_altered_link_leads_nowhere(admin: Person, world: World) -> None:
    secret = path_of(invite(admin)).rpartition("/")[2]
    for altered in (secret[:-1], secret + "x", secret.swapcase(), "x", "%00", "é", "x" * 2000):
        assert refused(world, f"/api/join/{altered}") == (404, "invitation_unknown"), altered


@pytest.mark.parametrize("password", ["", "short", "ann@firm.example", "x" * 1025])
def test_a_weak_password_is_refused_and_the_link_still_works(
    password: str, admin: Person, world: World
) -> None:
    path = path_of(invite(admin))
    _, answer = join(world, path, password=password)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert world.rows(select(User).where(User.email == "ann@firm.example")) == []
    assert world.stranger().get(path).status_code == 200


def test_joining_needs_our_own_page(admin: Person, world: World) -> None:
    path = path_of(invite(admin))
    body = {"name": "Ann", "password": PASSWORD}
    answer = world.stranger().ask("POST", path, json=body, headers={"Origin": "https://evil.example"})
    assert (answer.status_code, answer.json["code"]) == (403, "foreign_origin")


def test_an_address_that_somebody_has_is_refused_whatever_their_company(admin: Person, rival: Person) -> None:
    for person, taken in ((admin, "rep@demo.test"), (admin, "RIVAL@other.test"), (rival, "rep@demo.test")):
        answer = person.post("/api/invitations", **(ANN | {"email": taken}))
        assert (answer.status_code, answer.json["code"]) == (422, "email_taken"), taken


def test_two_companies_invite_the_same_person_and_the_first_link_used_counts(
    admin: Person, rival: Person, world: World
) -> None:
    ours, theirs = path_of(invite(admin)), path_of(invite(rival))
    ann, _ = join(world, theirs)
    assert ann.see("/api/session")["company"]["name"] == "Rivalry Ltd"
    _, answer = join(world, ours)
    assert (answer.status_code, answer.json["code"]) == (422, "email_taken")  # type: ignore[attr-defined]


def test_what_is_wrong_with_an_invitation_is_named(admin: Person, rival: Person) -> None:
    theirs = rival.post("/api/teams", name="Theirs").json["id"]
    for changes, status in (
        ({"email": "nobody"}, 422),
        ({"email": "a@b c"}, 422),
        ({"email": "@firm.example"}, 422),
        ({"email": "x" * 250 + "@b.example"}, 422),
        ({"roles": []}, 422),
        ({"roles": ["owner"]}, 422),
        ({"name": "x" * 201}, 422),
        ({"team_id": theirs}, 404),
        ({"roles": ["tech_admin"]}, 403),
    ):
        answer = admin.post("/api/invitations", **(ANN | changes))
        assert answer.status_code == status, changes
    assert admin.see("/api/invitations")["items"] == []


def test_a_tech_admin_invites_another(world: World) -> None:
    tech = world.sign_in("tech@demo.test")
    joined, _ = join(world, path_of(invite(tech, roles=["tech_admin"])))
    assert "change_plan" in joined.see("/api/session")["permissions"]


def test_joining_is_written_down(admin: Person, world: World) -> None:
    ann, _ = join(world, path_of(invite(admin)))
    entry = admin.see("/api/audit")["items"][0]
    assert (entry["action"], entry["subject"]) == ("user.joined", f"user:{ann.id}")
    assert (entry["actor"]["id"], entry["after"]["roles"]) == (ann.id, ["rep", "manager"])
    assert [row.user_id for row in world.rows(select(SignIn)) if row.user_id == ann.id] == [ann.id]
