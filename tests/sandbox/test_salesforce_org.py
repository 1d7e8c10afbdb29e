"""The Salesforce stand-in itself: its sign-in, its refusals, its page. What a product asks of it is in tests/crm."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from dialer.sandbox.salesforce.oauth import challenge_of
from tests.salesforce_org import CLIENT, LIST, FarOrg, serve_org

CALLBACK = "http://127.0.0.1:9/api/crm/callback"
VERIFIER = "v" * 50


@pytest.fixture
def org(tmp_path: Path) -> Iterator[FarOrg]:
    with serve_org(tmp_path, CALLBACK) as far:
        yield far


def token(org: FarOrg, **given: str) -> tuple[int, dict[str, Any]]:
    client = {name: CLIENT[name] for name in ("client_id", "client_secret")}
    answer = requests.post(f"{org.url}/services/oauth2/token", data=client | given, timeout=5)
    return answer.status_code, answer.json()


def session_of(org: FarOrg) -> dict[str, str]:
    _, said = token(org, grant_type="refresh_token", refresh_token=CLIENT["refresh_token"])
    return {"Authorization": f"Bearer {said['access_token']}"}


def ask(org: FarOrg, method: str, path: str, **more: Any) -> requests.Response:
    more.setdefault("headers", session_of(org))
    return requests.request(method, f"{org.url}/services/data/v62.0/{path}", timeout=5, **more)


def a_code(org: FarOrg) -> str:
    query = f"client_id={CLIENT['client_id']}&redirect_uri={CALLBACK}&code_challenge={challenge_of(VERIFIER)}&state=s"
    return org.allow(f"{org.url}/services/oauth2/authorize?{query}")["code"]


def test_a_code_is_good_once_for_who_knows_its_secret(org: FarOrg) -> None:
    good = {"grant_type": "authorization_code", "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
    assert token(org, **good | {"code_verifier": "wrong"}, code=a_code(org))[1]["error"] == "invalid_grant"
    assert (
        token(org, **good | {"redirect_uri": "http://x"}, code=a_code(org))[1]["error"]
        == "redirect_uri_mismatch"
    )
    assert token(org, **good | {"client_secret": "x"}, code=a_code(org))[1]["error"] == "invalid_client"
    code = a_code(org)
    status, said = token(org, **good, code=code)
    assert (status, said["instance_url"], said["token_type"]) == (200, org.url, "Bearer")
    assert token(org, **good, code=code) == (
        400,
        {"error": "invalid_grant", "error_description": "expired authorization code"},
    )
    assert token(org, grant_type="refresh_token", refresh_token=said["refresh_token"])[0] == 200
    assert requests.post(
        f"{org.url}/services/oauth2/revoke", data={"token": said["refresh_token"]}, timeout=5
    ).ok
    assert token(org, grant_type="refresh_token", refresh_token=said["refresh_token"])[0] == 400


def test_an_application_it_does_not_know_is_shown_no_button(org: FarOrg) -> None:
    for query in (
        f"client_id=x&redirect_uri={CALLBACK}",
        f"client_id={CLIENT['client_id']}&redirect_uri=http://evil",
    ):
        page = requests.get(f"{org.url}/services/oauth2/authorize?{query}", timeout=5)
        assert page.status_code == 400
        assert "Allow</button>" not in page.text


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("sobjects/Task", {"Colour": "red"}, 400, "INVALID_FIELD"),
        ("sobjects/Task", {"Subject": "x" * 256}, 400, "STRING_TOO_LONG"),
        ("sobjects/Task", {"WhoId": "003000000000000000"}, 400, "INVALID_CROSS_REFERENCE_KEY"),
        ("sobjects/Task", [], 400, "JSON_PARSER_ERROR"),
    ],
)
def test_refusals_have_its_shape(org: FarOrg, path: str, body: Any, status: int, code: str) -> None:
    answer = ask(org, "POST", path, json=body)
    assert (answer.status_code, answer.json()[0]["errorCode"]) == (status, code)
    assert re.fullmatch(r"api-usage=\d+/15000", answer.headers["Sforce-Limit-Info"])


def test_without_a_session_nothing_is_answered(org: FarOrg) -> None:
    answer = ask(org, "GET", "sobjects/Task/describe", headers={"Authorization": "Bearer x"})
    assert (answer.status_code, answer.json()[0]["errorCode"]) == (401, "INVALID_SESSION_ID")


def test_a_list_that_is_written_back_without_a_value_makes_it_inactive(org: FarOrg) -> None:
    query = f"SELECT Id, FullName, Metadata FROM StandardValueSet WHERE MasterLabel = '{LIST}'"
    (record,) = ask(org, "GET", "tooling/query", params={"q": query}).json()["records"]
    del record["Metadata"]["standardValue"][0]
    path = record["attributes"]["url"].partition("/v62.0/")[2]
    assert ask(org, "PATCH", path, json={"Metadata": record["Metadata"]}).status_code == 204
    assert not org.value("No voicemail").active


def test_queries_it_cannot_read_are_refused(org: FarOrg) -> None:
    for query in ("DROP TABLE Task", "SELECT Id FROM Task WHERE Id > 'x'"):
        assert ask(org, "GET", "query", params={"q": query}).json()[0]["errorCode"] == "MALFORMED_QUERY"


def test_its_page_changes_it_and_it_is_kept_over_a_restart(org: FarOrg, tmp_path: Path) -> None:
    change = {"field": LIST, "do": "add", "label": "<Wants> a demo"}
    assert requests.post(f"{org.url}/control/salesforce/values", data=change, timeout=5).status_code == 200
    page = requests.get(f"{org.url}/salesforce", timeout=5).text
    assert "&lt;Wants&gt; a demo" in page
    again = requests.post(f"{org.url}/control/salesforce/values", json=change, timeout=5)
    assert (again.status_code, again.json()["error"]) == (422, "value '<Wants> a demo' is there already")
    elsewhere = {"Origin": "https://evil.example"}
    answer = requests.post(
        f"{org.url}/control/salesforce/tokens", data={"do": "revoke"}, headers=elsewhere, timeout=5
    )
    assert answer.status_code == 403
    with serve_org(tmp_path, CALLBACK) as restarted:
        assert "<Wants> a demo" in restarted.labels()


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("faults", {"rest": "sleepy"}),
        ("faults", {"colour": True}),
        ("faults", {"field_gone": "yes"}),
        ("faults", {"seconds": 999}),
        ("tokens", {"do": "dance"}),
        ("values", {"field": LIST, "do": "add", "label": "x" * 256}),
        ("values", {"field": LIST, "do": "dance"}),
        ("lists", {"field": LIST, "values": "x"}),
    ],
)
def test_a_switch_that_is_none_is_refused_with_a_sentence(
    org: FarOrg, what: str, body: dict[str, Any]
) -> None:
    answer = requests.post(f"{org.url}/control/salesforce/{what}", json=body, timeout=5)
    assert answer.status_code == 422
    assert answer.json()["error"]
