"""Roles and teams are changed, and act at once."""

import pytest

from tests.people import LEAD_PHONE, Person
from tests.scenarios import TALK, TALKED
from tests.together import at_once
from tests.twilio_client import Twilio, after
from tests.world import World


def change(by: Person, who: Person, **changes: object) -> tuple[int, str | None]:
    answer = by.ask("PATCH", f"/api/users/{who.id}", json=changes)
    return answer.status_code, answer.json.get("code")


def test_a_new_role_counts_from_the_next_request_on(admin: Person, rep: Person) -> None:
    assert rep.get("/api/users").status_code == 403
    assert change(admin, rep, roles=["rep", "manager"]) == (200, None)
    assert rep.see("/api/session")["user"]["roles"] == ["rep", "manager"]
    assert rep.get("/api/users").status_code == 200
    assert change(admin, rep, roles=["business_admin"]) == (200, None)
    assert rep.post("/api/calls", to=LEAD_PHONE).status_code == 403
    assert rep.get("/api/audit").status_code == 200


def test_what_changed_is_written_down_from_what_to_what(admin: Person, rep: Person) -> None:
    change(admin, rep, name="Robin V.", roles=["setter"])
    change(admin, rep, name="Robin V.", roles=["setter"])
    (entry,) = admin.see("/api/audit")["items"]
    assert (entry["action"], entry["subject"], entry["ip"]) == ("user.changed", f"user:{rep.id}", "127.0.0.1")
    assert entry["before"] == {"name": "Robin Vale", "roles": ["rep"]}
    assert entry["after"] == {"name": "Robin V.", "roles": ["setter"]}


def test_whose_role_changes_on_a_call_can_still_end_it(
    admin: Person, rep: Person, twilio: Twilio, required: None
) -> None:
    call_id = after(rep, twilio, TALK)
    assert change(admin, rep, roles=["business_admin"]) == (200, None)
    assert rep.post("/api/voice-token").status_code == 403
    assert rep.end(call_id).json["code"] == "outcome_required"
    ended = rep.end(call_id, outcome="follow_up")
    assert (ended.status_code, ended.json["state"]) == (200, "ended")


def test_the_last_admin_stays_admin(world: World, admin: Person) -> None:
    tech = world.sign_in("tech@demo.test")
    assert change(tech, admin, roles=["manager"]) == (200, None)
    assert change(tech, tech, roles=["rep"]) == (409, "last_admin")
    assert change(tech, tech, roles=[]) == (422, "invalid")
    assert change(tech, tech, roles=["rep", "tech_admin"]) == (200, None)


def test_a_deactivated_admin_does_not_count(world: World, admin: Person) -> None:
    tech = world.sign_in("tech@demo.test")
    assert tech.post(f"/api/users/{admin.id}/deactivate").status_code == 200
    assert change(tech, tech, roles=["rep"]) == (409, "last_admin")
    assert change(tech, admin, roles=["rep"]) == (200, None)


def test_the_last_tech_admin_stays_one_until_there_is_another(
    world: World, admin: Person, manager: Person
) -> None:
    tech = world.sign_in("tech@demo.test")
    assert change(admin, tech, roles=["manager"]) == (409, "last_tech_admin")
    assert change(tech, tech, roles=["business_admin"]) == (409, "last_tech_admin")
    assert admin.post(f"/api/users/{tech.id}/deactivate").json["code"] == "last_tech_admin"
    assert change(tech, manager, roles=["manager", "tech_admin"]) == (200, None)
    assert change(admin, tech, roles=["manager"]) == (200, None)


def test_two_admins_demote_each_other_at_once_and_one_stays(world: World, admin: Person) -> None:
    tech = world.sign_in("tech@demo.test")
    answers = at_once(lambda: change(admin, tech, roles=["rep"]), lambda: change(tech, admin, roles=["rep"]))
    assert sorted(status for status, _ in answers)[0] == 200
    assert {status for status, _ in answers} <= {
        200,
        403,
        404,
        409,
    }  # who is a rep already sees no colleagues
    assert [status for status, _ in answers].count(200) == 1


def test_only_a_tech_admin_makes_a_tech_admin(world: World, admin: Person, rep: Person) -> None:
    assert change(admin, rep, roles=["tech_admin"]) == (403, "tech_admin_only")
    assert change(admin, admin, roles=["business_admin", "tech_admin"]) == (403, "tech_admin_only")
    assert change(world.sign_in("tech@demo.test"), rep, roles=["tech_admin"]) == (200, None)


def test_what_is_no_role_name_or_team_is_refused(admin: Person, rep: Person, rival: Person) -> None:
    theirs = rival.post("/api/teams", name="Theirs").json["id"]
    assert change(admin, rep, roles=["owner"]) == (422, "invalid")
    assert change(admin, rep, name=" ") == (422, "invalid")
    assert change(admin, rep, email="a@b.example") == (422, "invalid")
    assert change(admin, rep, team_id=theirs) == (404, "not_found")
    assert change(admin, rep, name=None, roles=None) == (200, None)


def test_a_manager_sees_their_team_and_without_one_everybody(
    admin: Person, manager: Person, rep: Person
) -> None:
    def seen() -> set[str]:
        return {user["name"].split()[0] for user in manager.see("/api/users")["items"]}

    assert seen() == {"Robin", "Sasha", "Cleo", "Morgan"}
    assert manager.get(f"/api/users/{admin.id}").status_code == 404
    assert change(admin, rep, team_id=None) == (200, None)
    assert seen() == {"Sasha", "Cleo", "Morgan"}
    assert change(admin, manager, team_id=None) == (200, None)
    assert seen() == {"Robin", "Sasha", "Cleo", "Morgan", "Ada", "Toni"}


def test_a_past_call_keeps_the_team_it_was_made_in(
    admin: Person, rep: Person, manager: Person, twilio: Twilio
) -> None:
    (outbound,) = admin.see("/api/teams")["items"]
    call_id = after(rep, twilio, TALKED)
    rep.end(call_id)
    other = admin.post("/api/teams", name="Inbound").json
    change(admin, rep, team_id=other["id"])
    entry = admin.see("/api/audit")["items"][0]
    assert (entry["before"], entry["after"]) == ({"team": "Outbound"}, {"team": "Inbound"})
    found = admin.see("/api/calls", team_id=outbound["id"])["items"]
    assert [call["id"] for call in found] == [call_id]
    assert manager.get(f"/api/calls/{call_id}").status_code == 200
    assert admin.see("/api/calls", team_id=other["id"])["items"] == []


@pytest.mark.parametrize("target", ["another", "none"])
def test_a_team_is_deleted_once_its_people_have_moved(target: str, admin: Person, rep: Person) -> None:
    (outbound,) = admin.see("/api/teams")["items"]
    other = admin.post("/api/teams", name="Inbound").json
    path = f"/api/teams/{outbound['id']}"
    refused = admin.ask("DELETE", path)
    assert (refused.status_code, refused.json["code"]) == (409, "team_not_empty")
    assert admin.ask("DELETE", path, query_string={"move_to": outbound["id"]}).status_code == 422
    assert admin.ask("DELETE", path, query_string={"move_to": "x"}).status_code == 422
    to = other["id"] if target == "another" else "none"
    assert admin.ask("DELETE", path, query_string={"move_to": to}).status_code == 204
    moved = rep.see("/api/session")["user"]["team"]
    assert (moved or {}).get("id") == (other["id"] if target == "another" else None)
    assert [team["name"] for team in admin.see("/api/teams")["items"]] == ["Inbound"]
    assert admin.ask("DELETE", path).status_code == 404


def test_an_empty_team_is_deleted_and_its_name_brings_it_back(admin: Person) -> None:
    made = admin.post("/api/teams", name="Night shift").json
    assert admin.ask("DELETE", f"/api/teams/{made['id']}").status_code == 204
    assert admin.post("/api/teams", name="night SHIFT").json["id"] == made["id"]


def test_two_teams_do_not_share_a_name(admin: Person) -> None:
    (outbound,) = admin.see("/api/teams")["items"]
    taken = admin.post("/api/teams", name=" outbound ")
    assert (taken.status_code, taken.json["code"]) == (422, "name_taken")
    other = admin.post("/api/teams", name="Inbound").json
    answer = admin.ask("PATCH", f"/api/teams/{other['id']}", json={"name": "OUTBOUND"})
    assert (answer.status_code, answer.json["code"]) == (422, "name_taken")
    renamed = admin.ask("PATCH", f"/api/teams/{outbound['id']}", json={"name": "OUTBOUND"})
    assert renamed.json == {**outbound, "name": "OUTBOUND"}


def test_two_admins_make_the_same_team_at_once(world: World, admin: Person) -> None:
    tech = world.sign_in("tech@demo.test")
    answers = at_once(*(lambda by=by: by.post("/api/teams", name="Night") for by in (admin, tech)))
    assert sorted(answer.status_code for answer in answers) == [201, 422]
