"""An admin who looks after webhooks, and the worker that sends them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.hook_sending import deliver
from tests.people import Person
from tests.receiver import Receiver
from tests.world import World


class Desk:
    """Makes webhooks to one receiver and reads what became of them."""

    def __init__(self, admin: Person, receiver: Receiver, world: World) -> None:
        self.admin, self.receiver, self.world = admin, receiver, world

    @contextmanager
    def real_time(self) -> Iterator[None]:
        """The receiver's library looks at the real clock; the admin signs in by it."""
        with self.world.real_time():
            self.admin.sign_in("admin@demo.test")
            yield

    def make(self, path: str = "/ok", *events: str, url: str = "") -> dict[str, Any]:
        """A new webhook, its secret with it."""
        body = {"url": url or self.receiver.url(path), "events": list(events)}
        answer = self.admin.ask("POST", "/api/webhooks", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json)

    def hook(self, made: dict[str, Any]) -> dict[str, Any]:
        return dict(self.admin.see(f"/api/webhooks/{made['id']}"))

    def act(self, made: dict[str, Any], what: str, **body: Any) -> Any:
        answer = self.admin.post(f"/api/webhooks/{made['id']}/{what}", **body)
        assert answer.status_code in (200, 201), answer.text
        return answer.json

    def deliveries(self, made: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
        return list(self.admin.see(f"/api/webhooks/{made['id']}/deliveries", **query)["items"])

    def attempts(self, delivery: dict[str, Any]) -> list[dict[str, Any]]:
        return list(self.admin.see(f"/api/webhooks/deliveries/{delivery['id']}")["attempts"])

    def test(self, made: dict[str, Any]) -> dict[str, Any]:
        """A test event, sent."""
        delivery = self.act(made, "test")
        deliver()
        return dict(self.admin.see(f"/api/webhooks/deliveries/{delivery['id']}"))

    def told(self, path: str = "/ok") -> list[dict[str, Any]]:
        """What arrived there, in order."""
        deliver()
        return [json.loads(one.body) for one in self.receiver.at(path)]

    def types(self, path: str = "/ok") -> list[str]:
        return [one["type"] for one in self.told(path)]
