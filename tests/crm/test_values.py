"""The list of call results in Salesforce and the catalogue here follow each other (row G4)."""

from dialer import db
from dialer.models import Company
from dialer.sandbox.salesforce.org import VALUES
from policies.vocabulary import Crm
from tests.crm.desk import Desk
from tests.people import Person
from tests.salesforce_org import OTHER_LIST, FarOrg
from workers import crm as jobs
from workers.rq_setup import connect, make_queue
from workers.schedule import SCHEDULE, Every


def kinds(changes: list[dict[str, str]]) -> dict[str, str]:
    return {each["label"]: each["what"] for each in changes}


def test_a_new_value_becomes_an_outcome_for_everybody_marked_as_new(
    desk: Desk, org: FarOrg, rep: Person
) -> None:
    desk.connect()
    org.add("Wants_a_demo", "Wants a demo")
    assert kinds(desk.sync()) == {"Wants a demo": "new"}
    made = desk.outcomes()["Wants a demo"]
    assert (made["group"], made["connect_status"], made["sentiment"]) == ("answered", "connected", "neutral")
    assert desk.link(made["key"])["is_new"]
    desk.admin.post(f"/api/crm/links/{made['key']}/accept")
    assert not desk.link(made["key"])["is_new"]
    desk.call(made["key"])
    desk.send()
    assert org.the_task["CallDisposition"] == "Wants_a_demo"
    assert desk.sync() == []


def test_a_renamed_value_is_the_same_outcome(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    org.value("Busy").label = "Line engaged"
    assert kinds(desk.sync()) == {"Line engaged": "renamed"}
    assert desk.outcomes()["Line engaged"]["key"] == "busy"
    desk.admin.ask("PATCH", "/api/outcomes/busy", json={"label": "Occupied"})
    org.value("Busy").label = "Engaged"
    desk.sync()
    assert desk.outcomes()["Occupied"]["key"] == "busy"  # the admin's word here stands
    assert desk.link("busy")["label_there"] == "Engaged"


def test_a_value_made_inactive_or_removed_becomes_a_deleted_outcome_and_may_come_back(
    desk: Desk, org: FarOrg
) -> None:
    desk.connect()
    org.value("Hung up").active = False
    org.remove("Gatekeeper")
    assert kinds(desk.sync()) == {"Hung up": "deleted", "Gatekeeper": "deleted"}
    assert {"Hung up", "Gatekeeper"} <= set(desk.outcomes(deleted=True))
    org.value("Hung up").active = True
    assert kinds(desk.sync()) == {"Hung up": "restored"}
    assert "Hung up" in desk.outcomes()


def test_the_last_outcome_of_a_group_stays_and_it_is_said_why(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    for label in VALUES[:4]:
        org.value(label).active = False
    changes = desk.sync()
    (kept,) = [each for each in changes if each["what"] == "kept"]
    assert "last outcome under No answer" in kept["detail"]
    assert sum(each["group"] == "no_answer" for each in desk.outcomes().values()) == 1


def test_an_empty_list_deletes_nothing(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    org.has_values()
    assert kinds(desk.sync()) == {"Everything": "kept"}
    assert len(desk.outcomes()) == len(VALUES)


def test_at_first_connect_an_admin_links_the_defaults_and_none_is_lost(desk: Desk, org: FarOrg) -> None:
    org.has_values("Busy", "LM", "Interested")
    desk.connect()
    assert desk.banner() == "link_first"
    assert len(desk.outcomes()) == 16
    found = desk.admin.see("/api/crm/links")
    assert [each["value"] for each in found["open_values"]] == ["LM", "Interested"]
    assert desk.link("busy")["value"] == "Busy"
    links = [
        {"outcome": "left_voicemail", "what": "linked", "value": "LM"},
        {"outcome": "bad_fit", "what": "left"},
    ]
    desk.world.clock.tick(1)
    assert desk.admin.ask("PUT", "/api/crm/links", json={"links": links}).status_code == 200
    desk.work()
    assert desk.banner() is None
    assert "Interested" in desk.outcomes()
    assert (desk.link("left_voicemail")["value"], desk.link("bad_fit")["state"]) == ("LM", "left")
    assert "Hung up" in org.labels()  # the others were added to the list
    assert "Bad fit" not in org.labels()
    assert len(desk.outcomes()) == 17
    assert desk.sync() == []


def test_a_link_that_cannot_be_is_refused(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    put = lambda *links: desk.admin.ask("PUT", "/api/crm/links", json={"links": list(links)})  # noqa: E731
    assert put({"outcome": "nobody", "what": "left"}).json["code"] == "unknown_outcome"
    assert put({"outcome": "busy", "what": "linked", "value": "Nothing"}).json["code"] == "unknown_value"
    assert put({"outcome": "busy", "what": "linked", "value": "Hung up"}).json["code"] == "value_linked"


def test_an_outcome_made_here_is_added_to_the_list(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    new = {
        "label": "Send a quote",
        "group": "answered",
        "connect_status": "connected",
        "sentiment": "positive",
    }
    assert desk.admin.post("/api/outcomes", **new).status_code == 201
    assert kinds(desk.sync()) == {"Send a quote": "linked"}
    assert "Send a quote" in org.labels()


QUOTE = {
    "label": "Send a quote",
    "group": "answered",
    "connect_status": "connected",
    "sentiment": "positive",
}


def test_a_change_here_asks_for_a_sync_and_a_sync_for_none(desk: Desk, org: FarOrg, redis_url: str) -> None:
    desk.connect()
    queue = make_queue(connect(redis_url))
    queue.connection.flushall()
    desk.admin.post("/api/outcomes", **QUOTE)
    assert ("workers.crm.sync_values", [1]) in [(job.func_name, list(job.args)) for job in queue.jobs]
    queue.connection.flushall()
    org.add("Brand new")
    jobs.sync_values(1)
    assert {"Send a quote", "Brand new"} <= set(org.labels()) & set(desk.outcomes())
    assert "workers.crm.sync_values" not in [job.func_name for job in queue.jobs]


def test_once_the_org_allows_it_what_it_refused_is_added(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    org.goes_wrong(metadata_forbidden=True)
    key = desk.admin.post("/api/outcomes", **QUOTE).json["key"]
    desk.sync()
    assert desk.link(key)["state"] == "by_hand"
    org.goes_wrong()
    desk.sync()
    assert (desk.link(key)["state"], "Send a quote" in org.labels()) == ("linked", True)


def test_where_the_org_forbids_it_an_admin_there_is_asked_to(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    org.goes_wrong(metadata_forbidden=True)
    new = {
        "label": "Send a quote",
        "group": "answered",
        "connect_status": "connected",
        "sentiment": "positive",
    }
    key = desk.admin.post("/api/outcomes", **new).json["key"]
    desk.sync()
    assert (desk.link(key)["state"], "INSUFFICIENT_ACCESS" in desk.link(key)["reason"]) == ("by_hand", True)
    desk.call(key)
    desk.send()
    assert (
        "CallDisposition" not in org.the_task
    )  # a word the list does not have would arrive as an inactive value
    org.add("send a quote")
    desk.sync()
    desk.send()
    assert org.the_task["CallDisposition"] == "send a quote"


def test_odd_lists_lose_nothing_and_say_so(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    long = "Wants " + "x" * 249
    org.add(long)
    org.add(long[:-1] + "y")
    org.add("busy")
    org.add("BUSY ", "BUSY ")
    org.add("مشغول")
    org.add("<b>Bold</b>")
    changes = kinds(desk.sync())
    shown = [label for label in desk.outcomes() if label.startswith("Wants x")]
    assert sorted(map(len, shown)) == [80, 80]
    assert all("…" in label for label in shown)
    assert {"مشغول", "<b>Bold</b>"} <= set(desk.outcomes())
    assert changes["<b>Bold</b>"] == "new"
    left = {each["value"]: each["reason"] for each in desk.admin.see("/api/crm/links")["open_values"]}
    assert "same but for case" in left["busy"]
    key = desk.outcomes()[shown[0]]["key"]
    assert desk.link(key)["label_there"] in (long, long[:-1] + "y")


def test_five_hundred_values_fill_the_catalogue_and_the_rest_is_listed(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    for number in range(500):
        org.add(f"Value {number}")
    told = desk.sync()[-1]
    assert (told["what"], told["label"]) == ("left", "416 values of Salesforce are no outcomes here")
    assert desk.banner() == "values_left_out"
    assert desk.sync() == []  # said once, and in the banner for as long as it is so
    assert len(desk.outcomes()) == 100
    left = desk.admin.see("/api/crm/links")["open_values"]
    assert len(left) == 500 + 16 - 100
    assert "100 outcomes already" in left[0]["reason"]
    new = {"label": "By hand", "group": "answered", "connect_status": "connected", "sentiment": "neutral"}
    refused = desk.admin.post("/api/outcomes", **new)
    assert (refused.status_code, refused.json["code"]) == (409, "catalogue_full")
    assert desk.admin.ask("DELETE", "/api/outcomes/value_0").status_code in (200, 204)
    assert desk.admin.post("/api/outcomes", **new).status_code == 201
    refused = desk.admin.post("/api/outcomes/value_0/restore")
    assert (refused.status_code, refused.json["code"]) == (409, "catalogue_full")


def test_another_field_is_another_list(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    desk.world.clock.tick(1)
    desk.admin.ask("PATCH", "/api/crm", json={"field": OTHER_LIST})
    desk.work()
    assert desk.banner() == "link_first"
    desk.world.clock.tick(1)
    desk.admin.ask("PUT", "/api/crm/links", json={"links": []})
    desk.work()
    assert {"Interested", "Call back later"} <= set(desk.outcomes())
    assert "Hung up" in [each.label for each in org.org.values(OTHER_LIST)]
    desk.call("hung_up")
    desk.send()
    assert org.the_task[OTHER_LIST] == "Hung up"


def test_a_text_takes_any_word_and_has_no_list(desk: Desk, org: FarOrg) -> None:
    org.goes_wrong(plain_text=True)
    desk.connect()
    assert desk.see()["connection"]["field_kind"] == "text"
    desk.call("busy")
    desk.send()
    assert org.the_task["CallDisposition"] == "Busy"


def test_a_field_that_is_gone_is_said_and_found_again(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    org.goes_wrong(field_gone=True)
    desk.sync()
    assert desk.banner() == "field_gone"
    assert len(desk.outcomes()) == 16
    org.goes_wrong()
    desk.sync()
    assert desk.banner() is None


def test_every_quarter_of_an_hour_the_list_is_asked_for_by_itself(desk: Desk, redis_url: str) -> None:
    assert Every(900, "workers.crm.sync_all") in SCHEDULE
    desk.connect()
    queue = make_queue(connect(redis_url))
    queue.empty()
    jobs.sync_all()
    assert [(job.func_name, job.args) for job in queue.jobs] == [("workers.crm.sync_values", [1])]


def test_a_sync_whose_nudge_was_lost_is_found(desk: Desk, redis_url: str) -> None:
    desk.connect()
    desk.world.clock.tick(1)
    desk.admin.post("/api/crm/sync")
    queue = make_queue(connect(redis_url))
    queue.connection.flushall()
    jobs.keep_up()
    assert [job.func_name for job in queue.jobs] == ["workers.crm.sync_values"]


def test_an_outcome_that_an_admin_deleted_here_stays_deleted(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    desk.admin.ask("DELETE", "/api/outcomes/hung_up")
    assert desk.sync() == []
    org.value("Hung up").active = False
    assert desk.sync() == []
    org.value("Hung up").active = True
    assert desk.sync() == []
    assert "Hung up" in desk.outcomes(deleted=True)


def test_an_outcome_whose_value_is_inactive_is_not_restored_here(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    desk.admin.ask("DELETE", "/api/outcomes/hung_up")
    org.value("Hung up").active = False
    desk.sync()
    refused = desk.admin.post("/api/outcomes/hung_up/restore")
    assert (refused.status_code, refused.json["code"]) == (409, "value_inactive")
    org.value("Hung up").active = True
    desk.sync()
    assert desk.admin.post("/api/outcomes/hung_up/restore").status_code == 200


def test_a_label_told_apart_by_case_says_so_and_bars_the_deleted_one(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    desk.admin.ask("DELETE", "/api/outcomes/hung_up")
    org.remove("Hung up")
    org.add("HUNG UP")
    desk.sync()
    org.add("Hung up")
    desk.sync()
    refused = desk.admin.post("/api/outcomes/hung_up/restore").json
    assert (refused["code"], "“HUNG UP”" in refused["detail"]) == ("label_taken", True)
    desk.admin.ask("PATCH", "/api/outcomes/busy", json={"label": "Demo asked"})
    org.add("DEMO ASKED")
    (told,) = [each for each in desk.sync() if each["what"] == "new"]
    assert told["label"] == "DEMO ASKED (2)"
    assert "another outcome here is called so" in told["detail"]


def test_once_the_company_has_another_crm_its_list_is_left_alone(desk: Desk, org: FarOrg) -> None:
    desk.connect()
    with db.transaction(1) as session:
        session.get_one(Company, 1).crm = Crm.HUBSPOT
    asked = len(org.org.asked)
    desk.work()
    jobs.keep_up()
    assert len(org.org.asked) == asked
