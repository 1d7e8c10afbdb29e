"""Every route, every role, and whose thing it is about: the real application must answer as the table says.

A new route needs a row here, or a test fails. A row is a method, an address as the route map writes it, and who may:

    anyone     without signing in
    all        everybody who is signed in, programs with an API token too
    browsers   everybody who is signed in with a browser
    callers    rep, setter, closer, manager
    screeners  setter, manager and both kinds of admin
    leads      manager and both kinds of admin
    admins     business admin and tech admin
    tech       tech admin
    …browsers  the same, but no program with an API token
    own        only whom the thing belongs to, whatever their role

Who may do nothing with a thing because they may not even see it is told 404, everybody else 403. Who sees what does
not depend on the route but on the kind of thing, and is said by SEES. A new kind of thing (a new ``<int:…_id>``) needs
a name in KINDS and, in ``things``, one of ours and one of the other company's.

The table is written by hand on purpose: taken from the guards it could not disagree with them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from dialer import caller_ids, db, people, staff
from dialer.models import (
    ApiToken,
    Call,
    CallerId,
    Company,
    DoNotCall,
    EventType,
    Flow,
    Lead,
    Mail,
    Meeting,
    SavedView,
    Task,
    Team,
    User,
)
from policies.vocabulary import BookingSource, CallState, Direction, MeetingKind, Role, TaskKind
from tests.crm_rows import make_crm_rows
from tests.deal_rows import make_deal_rows
from tests.hook_rows import make_hook_rows
from tests.people import Person
from tests.world import World

TABLE = """
POST    /api/session                                    anyone
GET     /api/session                                    all
DELETE  /api/session                                    all
POST    /api/session/password                           browsers
GET     /api/sign-in                                    anyone
GET     /api/join/<secret>                              anyone
POST    /api/join/<secret>                              anyone
GET     /api/openapi.json                               anyone
GET     /api/docs                                       anyone
GET     /api/live                                       all
POST    /api/voice-token                                callers
PUT     /api/reachable                                  callers

GET     /api/queue                                      all
GET     /api/leads                                      all
POST    /api/leads                                      all
GET     /api/leads/<int:lead_id>                        all
PATCH   /api/leads/<int:lead_id>                        all
PUT     /api/leads/<int:lead_id>/flow                   all
GET     /api/leads/<int:lead_id>/journey                all
PUT     /api/leads/<int:lead_id>/qualification          screeners
GET     /api/appointment-setting                        all
GET     /api/appointment-setting.csv                    all
GET     /api/appointment-setting/counts                 all
GET     /api/appointment-setting/owners                 all
POST    /api/appointment-setting/assign                 leads
GET     /api/do-not-call                                all
POST    /api/do-not-call                                all
DELETE  /api/do-not-call/<int:bar_id>                   leads

GET     /api/flows                                      all
POST    /api/flows                                      leads
GET     /api/flows/<int:flow_id>                        all
PATCH   /api/flows/<int:flow_id>                        leads

GET     /api/calls                                      all
POST    /api/calls                                      callers
GET     /api/calls.csv                                  all
GET     /api/calls/current                              all
GET     /api/calls/incoming                             all
GET     /api/calls/owed                                 all
GET     /api/calls/<int:call_id>                        all
PATCH   /api/calls/<int:call_id>                        all
GET     /api/calls/<int:call_id>/history                all
GET     /api/calls/<int:call_id>/recording              all
PUT     /api/calls/<int:call_id>/outcome                all
DELETE  /api/calls/<int:call_id>/outcome                all
POST    /api/calls/<int:call_id>/end                    own
POST    /api/calls/<int:call_id>/line-failed            own
POST    /api/calls/<int:call_id>/line-over              own
POST    /api/calls/<int:call_id>/outcome/undo           all
POST    /api/calls/outcomes                             all
POST    /api/calls/<int:call_id>/release                leads

GET     /api/tasks                                      all
POST    /api/tasks                                      all
GET     /api/tasks/due                                  all
PATCH   /api/tasks/<int:task_id>                        all

GET     /api/deals                                      all
POST    /api/deals                                      all
GET     /api/deals.csv                                  all
GET     /api/deals/totals                               all
GET     /api/deals/owed                                 all
GET     /api/deals/proposal                             all
GET     /api/deals/<int:deal_id>                        all
PATCH   /api/deals/<int:deal_id>                        all
POST    /api/deals/<int:deal_id>/void                   all
GET     /api/products                                   all
GET     /api/products.csv                               all
POST    /api/products                                   all
PATCH   /api/products/<int:product_id>                  leads
GET     /api/transactions                               all
PUT     /api/transactions/<int:transaction_id>/lead     all
GET     /api/payments                                   admins
GET     /api/payments/notices                           admins
POST    /api/payments/<processor>/secrets               admins
DELETE  /api/payments/<processor>/secrets/<secret_id>   admins
GET     /api/event-types                                all
POST    /api/event-types                                leads
GET     /api/event-types/<int:event_type_id>            all
PATCH   /api/event-types/<int:event_type_id>            leads
POST    /api/event-types/<int:event_type_id>/archive    leads
POST    /api/event-types/<int:event_type_id>/restore    leads
GET     /api/event-types/<int:event_type_id>/slots      all
GET     /api/availability                               all
PUT     /api/availability                               all
GET     /api/meetings                                   all
POST    /api/meetings                                   all
POST    /api/meetings/<int:meeting_id>/reschedule       all
POST    /api/meetings/<int:meeting_id>/cancel           all
GET     /api/meetings.csv                               all
GET     /api/meetings/choices                           all
GET     /api/meetings/owed                              all
GET     /api/meetings/<int:meeting_id>                  all
PUT     /api/meetings/<int:meeting_id>/outcome          all
DELETE  /api/meetings/<int:meeting_id>/outcome          all
PUT     /api/meetings/<int:meeting_id>/attendance       all
GET     /api/saved-views                                all
POST    /api/saved-views                                all
PATCH   /api/saved-views/<int:view_id>                  own
DELETE  /api/saved-views/<int:view_id>                  own

GET     /api/analytics/team                             all
GET     /api/analytics/sales                            all
GET     /api/analytics/sales.csv                        all
GET     /api/analytics/flows                            all
GET     /api/analytics/funnel                           all
GET     /api/analytics/prefills                         all
GET     /api/analytics/wrap-up                          all
GET     /api/analytics/quality                          all

GET     /api/outcomes                                   all
POST    /api/outcomes                                   admins
PUT     /api/outcomes/order                             admins
GET     /api/outcomes/usage                             admins
GET     /api/outcomes/shades                            admins
PATCH   /api/outcomes/<key>                             admins
DELETE  /api/outcomes/<key>                             admins
POST    /api/outcomes/<key>/restore                     admins
GET     /api/outcomes/<key>/impact                      admins
GET     /api/settings/required-impact                   admins
GET     /api/settings                                   all
PATCH   /api/settings                                   admins
GET     /api/settings/choices                           admins
PUT     /api/settings/plan                              tech
GET     /api/caller-ids                                 admins
POST    /api/caller-ids                                 admins
POST    /api/caller-ids/check                           admins
PATCH   /api/caller-ids/<int:caller_id_id>              admins
DELETE  /api/caller-ids/<int:caller_id_id>              admins

GET     /api/users                                      leads
GET     /api/users/<int:user_id>                        leads
PATCH   /api/users/<int:user_id>                        admins
POST    /api/users/<int:user_id>/deactivate             admins
POST    /api/users/<int:user_id>/reactivate             admins
GET     /api/teams                                      leads
POST    /api/teams                                      admins
PATCH   /api/teams/<int:team_id>                        admins
DELETE  /api/teams/<int:team_id>                        admins
GET     /api/invitations                                admins
POST    /api/invitations                                admins
DELETE  /api/invitations/<int:invitation_id>            admins
POST    /api/invitations/<int:invitation_id>/renew      admins
POST    /api/invitations/<int:invitation_id>/send       admins
GET     /api/tokens                                     admins
POST    /api/tokens                                     admins
GET     /api/tokens/scopes                              admins
DELETE  /api/tokens/<int:token_id>                      admins
GET     /api/audit                                      admins
GET     /api/audit.csv                                  admins
GET     /api/audit/actions                              admins
GET     /api/deliveries                                 admins
GET     /api/crm                                        admins
PATCH   /api/crm                                        admins
POST    /api/crm/connect                                admin browsers
GET     /api/crm/callback                               anyone
POST    /api/crm/key                                    admins
DELETE  /api/crm/connection                             admins
POST    /api/crm/sync                                   admins
GET     /api/crm/links                                  admins
PUT     /api/crm/links                                  admins
POST    /api/crm/links/<key>/accept                     admins
GET     /api/crm/outbox                                 admins
POST    /api/crm/outbox/retry                           admins
POST    /api/crm/outbox/<int:row_id>/retry              admins
POST    /api/crm/outbox/<int:row_id>/drop               admins
GET     /api/webhooks                                   admins
POST    /api/webhooks                                   admins
GET     /api/webhooks/events                            admins
GET     /api/webhooks/<int:webhook_id>                  admins
PATCH   /api/webhooks/<int:webhook_id>                  admins
POST    /api/webhooks/<int:webhook_id>/pause            admins
POST    /api/webhooks/<int:webhook_id>/resume           admins
POST    /api/webhooks/<int:webhook_id>/secret           admins
POST    /api/webhooks/<int:webhook_id>/test             admins
POST    /api/webhooks/<int:webhook_id>/replay           admins
GET     /api/webhooks/<int:webhook_id>/deliveries       admins
GET     /api/webhooks/deliveries/<int:webhook_delivery_id>  admins
POST    /api/webhooks/deliveries/<int:webhook_delivery_id>/replay  admins
DELETE  /api/webhooks/<int:webhook_id>                  admins
GET     /api/mail                                       admins
GET     /api/mail/server                                admins
POST    /api/mail/test                                  admins
POST    /api/mail/<int:mail_id>/send                    admins

GET     /api/book/<slug>                                anyone
GET     /api/book/<slug>/times                          anyone
POST    /api/book/<slug>                                anyone
GET     /api/bookings/<token>                           anyone
GET     /api/bookings/<token>/times                     anyone
GET     /api/bookings/<token>/meeting.ics               anyone
POST    /api/bookings/<token>/confirm                   anyone
POST    /api/bookings/<token>/reschedule                anyone
POST    /api/bookings/<token>/cancel                    anyone
"""

CALLERS = {"rep", "setter", "closer", "manager"}
ADMINS = {"admin", "tech"}
EVERYBODY = CALLERS | ADMINS
WHO = {
    "anyone": EVERYBODY,
    "all": EVERYBODY,
    "browsers": EVERYBODY,
    "callers": CALLERS,
    "screeners": {"setter", "manager"} | ADMINS,
    "leads": {"manager"} | ADMINS,
    "admins": ADMINS,
    "admin browsers": ADMINS,
    "tech": {"tech"},
    "own": EVERYBODY,
}
# Whose things these roles see: a call is its rep's, a meeting its host's, a task its owner's, a person their own; the rest belongs to the company.
PERSONAL = {"own": EVERYBODY, "team": {"manager"} | ADMINS, "other team": ADMINS, "other company": set[str]()}
SHARED = {"company": EVERYBODY, "other company": set[str]()}
LENT = {"own": EVERYBODY, "shared": EVERYBODY, "not shared": set[str](), "other company": set[str]()}
SEES = {"call": PERSONAL, "person": PERSONAL, "task": PERSONAL, "meeting": PERSONAL, "lead": SHARED, "bar": SHARED, "team": SHARED,
        "invitation": SHARED, "token": SHARED, "caller ID": SHARED, "CRM task": SHARED, "view": LENT,
        "event type": SHARED, "flow": SHARED, "webhook": SHARED, "delivery": SHARED,
        "message": SHARED, "deal": PERSONAL, "product": SHARED, "transaction": SHARED}  # fmt: skip
KINDS = {"call_id": "call", "user_id": "person", "lead_id": "lead", "bar_id": "bar", "team_id": "team",
         "invitation_id": "invitation", "token_id": "token", "caller_id_id": "caller ID", "task_id": "task",
         "row_id": "CRM task", "meeting_id": "meeting", "view_id": "view", "event_type_id": "event type",
         "flow_id": "flow", "webhook_id": "webhook", "webhook_delivery_id": "delivery",
         "mail_id": "message", "deal_id": "deal", "product_id": "product", "transaction_id": "transaction"}  # fmt: skip
OURS, THEIRS = 1, 2
SAID = {"signed_out": "sign in", "bad_token": "sign in", "forbidden": "no", "browser_only": "no",
        "not_found": "unknown"}  # fmt: skip
Things = dict[tuple[str, str, str], int]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    method: str
    path: str
    who: str

    @property
    def kind(self) -> str | None:
        """What the route is about; None for routes about nothing in particular."""
        names = re.findall(r"<int:(\w+)>", self.path)
        return KINDS[names[0]] if names else None

    def expected(self, role: str, relation: str, *, by_program: bool = False) -> str:
        """What somebody of this role is told about a thing in this relation to them."""
        if self.kind and role not in SEES[self.kind][relation]:
            return "unknown"
        may = role in WHO[self.who] and not (self.who == "own" and relation != "own")
        return "yes" if may and not (self.who.endswith("browsers") and by_program) else "no"


ROWS = [Row(*re.split(r"\s{2,}", line.strip())) for line in TABLE.splitlines() if line.strip()]


def test_the_table_has_every_route_once_and_nothing_else(world: World) -> None:
    routes = {
        (method, rule.rule)
        for rule in world.app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    written = [(row.method, row.path) for row in ROWS]
    assert routes - set(written) == set(), "write down who may use these routes, in the table above"
    assert set(written) - routes == set(), "these routes are gone: take them out of the table"
    assert len(written) == len(set(written))


def test_every_route_says_whom_it_lets_in(world: World) -> None:
    rules = [rule for rule in world.app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    silent = [
        str(rule) for rule in rules if not getattr(world.app.view_functions[rule.endpoint], "guard", None)
    ]
    assert silent == []


@pytest.fixture
def actors(world: World) -> dict[str, Person]:
    """One person of each role; all but the admins are in one team."""
    return {
        role: world.sign_in(f"{role}@demo.test") for role in ("rep", "setter", "closer", "manager", *ADMINS)
    }


@pytest.fixture
def things(world: World, actors: dict[str, Person], rival: Person) -> Things:
    """What routes can be about: the kind, whose it is, in which relation."""
    made: Things = {}
    with db.transaction(OURS) as session:
        company, (team,) = people.company_of(session, OURS), people.list_teams(session)
        other_team = Team(company_id=OURS, name="Elsewhere")
        session.add(other_team)
        session.flush()
        mate, outsider = (
            _rep(session, company, name, of, world) for name, of in (("mate", team), ("far", other_team))
        )
        for role, person in actors.items():
            own_team = team.id if role in CALLERS else None
            made |= _personal(session, person.id, own_team, role, "own", world)
            made["view", role, "own"] = _view(session, person.id, world)
        for relation, owner in (("team", mate), ("other team", outsider)):
            made |= _personal(session, owner.id, owner.team_id, "", relation, world)
        made["view", "", "shared"] = _view(session, mate.id, world, is_shared=True)
        made["view", "", "not shared"] = _view(session, outsider.id, world)
        made |= _shared(session, company, actors["admin"].id, "company", world)
        # Two that cannot be deleted, so that they are there for the next who tries.
        made["team", "", "company"] = team.id
        made["caller ID", "", "company"] = caller_ids.list_caller_ids(session)[0].id
    with db.transaction(THEIRS) as session:
        made |= _personal(session, rival.id, None, "", "other company", world)
        made["view", "", "other company"] = _view(session, rival.id, world, is_shared=True)
        made |= _shared(session, people.company_of(session, THEIRS), rival.id, "other company", world)
    for company_id, call, relation in (
        (OURS, made["call", "", "team"], "company"),
        (THEIRS, made["call", "", "other company"], "other company"),
    ):
        made["CRM task", "", relation] = make_crm_rows(company_id, call, now=world.clock())
        hook_id, delivery_id = make_hook_rows(company_id, now=world.clock())
        made |= {("webhook", "", relation): hook_id, ("delivery", "", relation): delivery_id}
    for role in ADMINS:  # who may delete a webhook, deletes it for the next who tries
        hook_id, delivery_id = make_hook_rows(OURS, now=world.clock())
        made |= {("webhook", role, "company"): hook_id, ("delivery", role, "company"): delivery_id}
    return made | _of_deals(made, world)


def _of_deals(made: Things, world: World) -> Things:
    """A deal of everybody's, and a product and a transaction of each company's."""
    found: Things = {}
    for (_, role, relation), owner in [item for item in made.items() if item[0][0] == "person"]:
        company_id = THEIRS if relation == "other company" else OURS
        rows = make_deal_rows(company_id, now=world.clock(), closer_id=owner)
        found["deal", role, relation] = rows["deal_id"]
        shared = relation if company_id == THEIRS else "company"
        found["product", "", shared], found["transaction", "", shared] = (
            rows["product_id"],
            rows["transaction_id"],
        )
    return found


def _personal(
    session: db.Session, user_id: int, team_id: int | None, role: str, relation: str, world: World
) -> Things:
    """Somebody, and what is theirs."""
    return {
        ("call", role, relation): _call(session, user_id, team_id, world),
        ("person", role, relation): user_id,
        ("task", role, relation): _task(session, user_id, world),
        ("meeting", role, relation): _meeting(session, user_id, world),
    }


def _rep(session: db.Session, company: Company, name: str, team: Team, world: World) -> User:
    email = f"{name}@firm.example"
    return people.create_user(
        session, company=company, email=email, name=name, password="", password_hash="x",
        roles=[Role.REP], team=team, now=world.clock(),
    )  # fmt: skip


def _call(session: db.Session, rep_id: int, team_id: int | None, world: World) -> int:
    now = world.clock()
    call = Call(
        rep_id=rep_id, team_id=team_id, direction=Direction.OUTBOUND, from_number="+12025550199",
        to_number="+12025550101", day=now.date(), hour=9, state=CallState.WRAP_UP, created_at=now,
        line_ended_at=now, offered_words=[],
    )  # fmt: skip
    session.add(call)
    session.flush()
    return call.id


def _task(session: db.Session, owner_id: int, world: World) -> int:
    now = world.clock()
    task = Task(kind=TaskKind.TO_DO, owner_id=owner_id, note="Ask", due_at=now, created_at=now)
    session.add(task)
    session.flush()
    return task.id


def _meeting(session: db.Session, host_id: int, world: World) -> int:
    """With a lead and of an event type of its own; it begins in a day."""
    now, kind = world.clock(), MeetingKind.STRATEGY
    lead = Lead(name="Mia", phone="+12125550111", created_at=now)
    talk = EventType(kind=kind, slug=f"talk-of-{host_id}", name="Talk", minutes=30, created_at=now)
    session.add_all([lead, talk])
    session.flush()
    starts_at = now + timedelta(days=1)
    meeting = Meeting(
        event_type_id=talk.id, kind=kind, lead_id=lead.id, host_id=host_id, source=BookingSource.LEAD,
        starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30), invitee_zone="UTC", booked_at=now,
    )  # fmt: skip
    session.add(meeting)
    session.flush()
    return meeting.id


def _view(session: db.Session, owner_id: int, world: World, *, is_shared: bool = False) -> int:
    view = SavedView(
        user_id=owner_id, page="leads", name="Mine", query="", is_shared=is_shared, created_at=world.clock()
    )
    session.add(view)
    session.flush()
    return view.id


def _shared(session: db.Session, company: Company, user_id: int, relation: str, world: World) -> Things:
    """One of everything that belongs to the company as such."""
    now = world.clock()
    by = people.principal_of(session.get_one(User, user_id))
    invitation, _ = staff.invite(
        session,
        by,
        email=f"new@company{company.id}.example",
        name="",
        roles=[Role.REP],
        team_id=None,
        now=now,
    )
    rows = {
        "lead": Lead(name="Ann", phone="+12125550107", created_at=now),
        "bar": DoNotCall(phone="+12125550108", reason="Asked", set_at=now, set_by_id=user_id),
        "team": Team(name="Night"),
        "flow": Flow(name="Spring", created_at=now),
        "token": ApiToken(user_id=user_id, name="Theirs", secret_digest=f"{company.id}" * 64, created_at=now),
        "caller ID": CallerId(number="+12125550109", created_at=now),
        "message": Mail(
            kind="test", recipient="a@firm.example", subject="A", text="A", created_at=now, next_try_at=now
        ),
        "event type": EventType(
            kind=MeetingKind.STRATEGY, slug=f"{company.id}", name="Talk", minutes=30, created_at=now
        ),
    }
    session.add_all(rows.values())
    session.flush()
    return {(kind, "", relation): row.id for kind, row in {**rows, "invitation": invitation}.items()}


def told(person: Person, row: Row, thing: int | None) -> str:
    """What the application says to somebody who tries."""
    path = re.sub(r"<int:\w+>", str(thing), row.path)
    path = path.replace("<secret>", "nobody-has-this").replace("<key>", "no_voicemail")
    path = path.replace("<slug>", "nothing-here").replace("<token>", "nobody-has-this")
    path = path.replace("<processor>", "stripe").replace("<secret_id>", "none")
    query = {"from": "2026-03-02", "to": "2026-03-02"} if "analytics" in path else None
    answer = person.ask(row.method, path, json={} if row.method != "GET" else None, query_string=query)
    answer.close()  # of a stream only the beginning is wanted
    assert answer.status_code not in (405, 500), f"{row.method} {path}: {answer.status_code}"
    refused = answer.status_code in (401, 403, 404)
    return SAID.get(answer.json["code"], "yes") if refused else "yes"


def cases(row: Row, role: str, things: Things) -> Iterator[tuple[str, int | None]]:
    """The relations in which somebody can try this route, and the thing of each."""
    if row.kind is None:
        yield "", None
        return
    for relation in SEES[row.kind]:
        yield relation, things.get((row.kind, role, relation)) or things[row.kind, "", relation]


def mistakes(
    person: Person, role: str, things: Things, rows: list[Row], *, program: bool = False
) -> list[str]:
    """Where the application and the table disagree. Signing out comes last: it ends the session asked with."""
    found = []
    for row in sorted(rows, key=lambda row: row.path == "/api/session" and row.method == "DELETE"):
        for relation, thing in cases(row, role, things):
            expected, said = row.expected(role, relation, by_program=program), told(person, row, thing)
            if said != expected:
                who = f"{role}{' with a token' if program else ''}"
                found.append(f"{row.method} {row.path} by {who}, {relation}: {said}, not {expected}")
    return found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_role_is_told_what_the_table_says(actors: dict[str, Person], things: Things) -> None:
    found = [line for role, person in actors.items() for line in mistakes(person, role, things, ROWS)]
    assert found == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_token_may_what_its_maker_may(world: World, actors: dict[str, Person], things: Things) -> None:
    for role in ("rep", "admin"):
        program = world.program(world.token_of(f"{role}@demo.test"))
        assert mistakes(program, role, things, ROWS, program=True) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_is_not_signed_in_comes_in_nowhere_else(world: World, things: Things) -> None:
    nobody, forged = world.stranger(), world.program("dlr_forged")
    for row in ROWS:
        thing = next((thing for _, thing in cases(row, "rep", things)), None)
        expected = "yes" if row.who == "anyone" else "sign in"
        for person in (nobody, forged):
            assert told(person, row, thing) == expected, row


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_admin_of_another_company_finds_nothing_of_ours(rival: Person, things: Things) -> None:
    for row in ROWS:
        for relation, thing in cases(row, "rep", things):
            if relation not in ("", "other company"):
                assert told(rival, row, thing) == "unknown", (row, relation)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_other_database_says_the_same(actors: dict[str, Person], things: Things) -> None:
    few = [row for row in ROWS if row.path.count("/") == 3 and row.kind]
    for role in ("rep", "manager", "admin"):
        assert mistakes(actors[role], role, things, few) == []
