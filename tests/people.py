"""A person at a browser: signs in, sends the CSRF token, speaks JSON."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

COOKIE = "dialer_session"
LEAD_PHONE = "+12025550101"


class Person:
    """One browser (or program) and who sits at it."""

    def __init__(self, app: Flask, origin: str, *, bearer: str = "") -> None:
        self.app, self.client = app, app.test_client()
        self.origin = origin
        self.headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        self.user: dict[str, Any] = {}

    def sign_in(self, email: str, password: str = "demo") -> TestResponse:
        """Sign in; from here on every request carries the CSRF token."""
        body = {"email": email, "password": password}
        answer = self.ask("POST", "/api/session", json=body, headers={"Origin": self.origin})
        if answer.status_code == 200:
            self.headers["X-CSRF-Token"] = answer.json["csrf_token"]
            self.user = answer.json["user"]
        return answer

    def second_tab(self) -> "Person":
        """The same browser: the same cookie and the same CSRF token."""
        tab = Person(self.app, self.origin)
        cookie = self.client.get_cookie(COOKIE, domain="127.0.0.1")
        assert cookie, "sign in first"
        tab.client.set_cookie(COOKIE, cookie.value, domain="127.0.0.1")
        tab.headers, tab.user = dict(self.headers), self.user
        return tab

    def ask(self, method: str, path: str, **options: Any) -> TestResponse:
        """Send one request."""
        headers = {**self.headers, **options.pop("headers", {})}
        return self.client.open(path, method=method, base_url=self.origin, headers=headers, **options)

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.ask("GET", path, query_string=query or None)

    def post(self, path: str, **body: Any) -> TestResponse:
        return self.ask("POST", path, json=body)

    def see(self, path: str, **query: Any) -> Any:
        """The JSON at an address that must be there."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json

    @property
    def id(self) -> int:
        return int(self.user["id"])

    def dial(self, to: str = LEAD_PHONE) -> int:
        """Begin a call that must be allowed; its number."""
        answer = self.post("/api/calls", to=to)
        assert answer.status_code == 201, answer.text
        return int(answer.json["id"])

    def call(self, call_id: int) -> dict[str, Any]:
        """The call as it is now."""
        return dict(self.see(f"/api/calls/{call_id}"))

    def record(self, call_id: int, outcome: str, **body: Any) -> TestResponse:
        return self.ask("PUT", f"/api/calls/{call_id}/outcome", json={"outcome": outcome, **body})

    def clear(self, call_id: int, **query: Any) -> TestResponse:
        return self.ask("DELETE", f"/api/calls/{call_id}/outcome", query_string=query)

    def end(self, call_id: int, **body: Any) -> TestResponse:
        return self.post(f"/api/calls/{call_id}/end", **body)

    def release(self, call_id: int, reason: str = "The rep has gone home.") -> TestResponse:
        return self.post(f"/api/calls/{call_id}/release", reason=reason)

    def require_outcomes(self, required: bool) -> None:
        """Turn the switch."""
        answer = self.ask("PATCH", "/api/settings", json={"outcome_required": required})
        assert answer.status_code == 200, answer.text

    def numbers(self, **query: Any) -> dict[str, Any]:
        """The team's numbers of the day on which the clock stands."""
        period = {"from": "2026-03-02", "to": "2026-03-02"}
        return dict(self.see("/api/analytics/team", **(period | query)))
