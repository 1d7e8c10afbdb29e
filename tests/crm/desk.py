"""An admin at the CRM page, a rep who calls, and the worker behind both."""

from typing import Any

from dialer import db
from dialer.models import CrmMark
from tests.people import Person
from tests.salesforce_org import FarOrg
from tests.scenarios import TALKED
from tests.twilio_client import Twilio, after
from tests.world import World
from workers import crm as jobs

OURS = 1


class Desk:
    """An admin at the page, and the worker behind it."""

    def __init__(self, admin: Person, rep: Person, twilio: Twilio, world: World, org: FarOrg) -> None:
        self.admin, self.rep, self.twilio, self.world, self.org = admin, rep, twilio, world, org

    def connect(self) -> "Desk":
        """There and back again, and the first sync."""
        url = self.admin.post("/api/crm/connect").json["url"]
        back = self.admin.get("/api/crm/callback", **self.org.allow(url))
        assert back.headers["Location"] == "/admin/crm?connected=1"
        self.work()
        return self

    def sync(self) -> list[dict[str, str]]:
        """Sync now; what changed."""
        self.world.clock.tick(1)
        assert self.admin.post("/api/crm/sync").status_code == 200
        self.work()
        seen = self.see()["connection"]
        fresh = seen["changed_at"] is not None and seen["changed_at"] >= seen["tried_at"]
        return list(seen["changes"]) if fresh else []

    def work(self) -> None:
        """The worker does what there is to do."""
        jobs.sync_values(OURS)
        jobs.send_tasks(OURS)

    def send(self) -> None:
        jobs.send_tasks(OURS)

    def see(self) -> dict[str, Any]:
        return dict(self.admin.see("/api/crm"))

    def banner(self) -> str | None:
        banner = self.see()["banner"]
        return banner["code"] if banner else None

    def outbox(self, **query: Any) -> list[dict[str, Any]]:
        return list(self.admin.see("/api/crm/outbox", **query)["items"])

    @property
    def the_row(self) -> dict[str, Any]:
        (row,) = self.outbox()
        return row

    def outcomes(self, *, deleted: bool = False) -> dict[str, dict[str, Any]]:
        items = self.admin.see("/api/outcomes")["items"]
        return {each["label"]: each for each in items if each["deleted"] is deleted}

    def link(self, key: str) -> dict[str, Any]:
        found = self.admin.see("/api/crm/links")["outcomes"]
        return next(each for each in found if each["key"] == key)

    def call(self, outcome: str = "follow_up", **more: Any) -> int:
        """A call that is made and ended."""
        call_id = after(self.rep, self.twilio, TALKED)
        assert self.rep.end(call_id, outcome=outcome, **more).status_code == 200
        return call_id

    def marks(self) -> int:
        with db.reading(db.EVERYWHERE) as session:
            return session.query(CrmMark).count()
