"""The sandbox's receiver of webhooks: it lists what arrived, says whether it was signed, and answers as it is told."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from standardwebhooks.webhooks import Webhook

from tests.salesforce_org import FarOrg, serve_org

SECRET = "whsec_" + "c2VjcmV0LXNlY3JldC1zZWNyZXQ="


@pytest.fixture
def far(tmp_path: Path) -> Iterator[FarOrg]:
    with serve_org(tmp_path, "http://127.0.0.1:9/") as made:
        yield made


def tell(url: str, secret: str = SECRET) -> int:
    now, body = datetime.now(UTC), '{"type":"webhook.test"}'
    headers = {
        "webhook-id": "evt_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("evt_1", now, body),
    }
    answer = requests.post(f"{url}/webhooks/in", data=body, headers=headers, allow_redirects=False, timeout=5)
    return answer.status_code


def verdicts(url: str) -> list[str]:
    seen = requests.get(f"{url}/webhooks.json", timeout=5).json()
    return [one["verified"] for one in seen["arrived"]]


def switch(url: str, **body: str) -> int:
    return requests.post(f"{url}/control/webhooks", json=body, timeout=5).status_code


def test_what_arrives_is_listed_and_checked(far: FarOrg) -> None:
    assert tell(far.url) == 204
    assert verdicts(far.url) == ["no secret here"]
    assert switch(far.url, secret=SECRET) == 200
    assert tell(far.url, "whsec_b3RoZXItb3RoZXItb3RoZXI=") == 204
    assert verdicts(far.url) == ["no", "yes"]
    page = requests.get(f"{far.url}/webhooks", timeout=5).text
    assert f"{far.url}/webhooks/in" in page
    assert "webhook.test" in page
    assert SECRET not in page
    assert switch(far.url, clear="1") == 200
    assert verdicts(far.url) == []


@pytest.mark.parametrize("answer", ["500", "410", "302"])
def test_it_answers_as_it_is_told(answer: str, far: FarOrg) -> None:
    assert switch(far.url, answers=answer) == 200
    assert tell(far.url) == int(answer)


def test_what_is_no_switch_is_refused(far: FarOrg) -> None:
    assert switch(far.url, answers="200000") == 422
    assert switch(far.url, secret="no secret at all") == 422


def test_it_listens_while_one_hangs(far: FarOrg) -> None:
    switch(far.url, answers="hang")
    threading.Thread(target=lambda: requests.post(f"{far.url}/webhooks/in", timeout=30), daemon=True).start()
    assert switch(far.url, answers="204") == 200
    assert tell(far.url) == 204
