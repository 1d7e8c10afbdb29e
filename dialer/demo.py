"""The demo company: people to sign in as, and leads whose phones are scripted (see the sandbox)."""

from datetime import datetime

from sqlalchemy.orm import Session

from dialer import people
from dialer.models import Company, Lead, Team
from policies.vocabulary import Crm, Plan, Role

PASSWORD = "demo"
CALLERS = (
    ("rep@demo.test", "Robin Vale", Role.REP),
    ("setter@demo.test", "Sasha Ortiz", Role.SETTER),
    ("closer@demo.test", "Cleo Marsh", Role.CLOSER),
    ("manager@demo.test", "Morgan Lind", Role.MANAGER),
)
ADMINS = (
    ("admin@demo.test", "Ada Brandt", Role.BUSINESS_ADMIN),
    ("tech@demo.test", "Toni Reyes", Role.TECH_ADMIN),
)
PEOPLE = (*CALLERS, *ADMINS)
RIVAL = ("rival@other.test", "Riva Stone", Role.BUSINESS_ADMIN)
# The last four digits tell the sandbox which phone it is.
PHONES = (
    ("0101", "Demo phone: answers, talks, then listens and echoes you."),
    ("0102", "Demo phone: busy."),
    ("0105", "Demo phone: answering machine with a greeting and a beep."),
    ("0104", "Demo phone: number not in service."),
    ("0103", "Demo phone: rings out, nobody answers."),
    ("0106", "Demo phone: answers, then hangs up on you."),
)
LEADS = (
    ("202", "Hannah Osei", "Brightwater Analytics", "Head of operations"),
    ("212", "Luca Ferrante", "Ferrante & Sons", "Owner"),
    ("303", "Priya Raman", "Cobalt Freight", "Logistics director"),
    ("312", "Jonas Keller", "Alpenblick Hotels", "General manager"),
    ("415", "Mei Tanaka", "Tidepool Software", "VP of sales"),
    ("512", "Diego Santos", "Santos Solar", "Founder"),
    ("617", "Aisha Bello", "Harbor Dental Group", "Practice manager"),
    ("702", "Erik Lund", "Fjord Fitness", "Regional lead"),
    ("206", "Sofia Marin", "Marin Interiors", "Studio director"),
    ("214", "Tom Whitaker", "Prairie Tools", "Purchasing"),
    ("305", "Nadia Haddad", "Haddad Legal", "Partner"),
    ("404", "Owen Price", "Peachtree Media", "Producer"),
    ("503", "Ines Carvalho", "Cascade Coffee", "Co-owner"),
    ("602", "Ravi Menon", "Saguaro Health", "IT manager"),
    ("713", "Grace Liu", "Bayou Marine", "Controller"),
    ("801", "Felix Braun", "Wasatch Outdoor", "Buyer"),
    ("919", "Amara Nwosu", "Triangle Biotech", "Lab manager"),
    ("615", "Hugo Laurent", "Maison Laurent", "Chef and owner"),
)


def create_demo(session: Session, *, now: datetime) -> None:
    """Make both demo companies, their people, a team each, and the leads of the first."""
    first = Company(
        name="Northlight",
        plan=Plan.BUSINESS,
        crm=Crm.SALESFORCE,
        time_zone="UTC",
        is_demo=True,
        created_at=now,
    )
    rival = Company(
        name="Rivalry Ltd", plan=Plan.STARTUP, crm=Crm.NONE, time_zone="UTC", is_demo=True, created_at=now
    )
    session.add(first)
    session.flush()
    session.add(rival)
    session.flush()
    team = Team(company_id=first.id, name="Outbound")
    session.add(team)
    session.flush()
    password_hash = people.hash_password(PASSWORD)  # once for all: it is no secret, and takes its time
    for email, name, role in PEOPLE:
        in_team = team if (email, name, role) in CALLERS else None
        _person(session, first, email, name, role, in_team, password_hash, now=now)
    _person(session, rival, *RIVAL, None, password_hash, now=now)
    for place, lead in enumerate(LEADS):
        _lead(session, first, lead, PHONES[place % len(PHONES)], now=now)
    _lead(session, rival, LEADS[0], PHONES[0], now=now)


def _person(
    session: Session,
    company: Company,
    email: str,
    name: str,
    role: Role,
    team: Team | None,
    password_hash: str,
    *,
    now: datetime,
) -> None:
    people.create_user(
        session,
        company=company,
        email=email,
        name=name,
        password=PASSWORD,
        password_hash=password_hash,
        roles=[role],
        team=team,
        now=now,
    )


def _lead(
    session: Session,
    company: Company,
    lead: tuple[str, str, str, str],
    phone: tuple[str, str],
    *,
    now: datetime,
) -> None:
    area, name, organisation, title = lead
    digits, notes = phone
    address = f"{name.split()[0].lower()}@{organisation.split()[0].lower()}.test"
    row = Lead(
        company_id=company.id,
        name=name,
        organisation=organisation,
        title=title,
        phone=f"+1{area}555{digits}",
        email=address,
        notes=notes,
        created_at=now,
    )
    session.add(row)
