"""What the demo company's past stands on: people who joined, flows, leads, and a catalogue that was changed."""

from datetime import datetime
from itertools import product
from random import Random

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from dialer import audit
from dialer import demo_habits as habits
from dialer.clock import DAY
from dialer.models import Company, Flow, FlowPlace, FlowStep, Lead, Outcome, Team, User
from dialer.models.base import table_of
from dialer.people import Principal


def found_company(session: Session, company: Company, chance: Random, days: int, now: datetime) -> None:
    """Write all that comes before the first call."""
    _hire(session, company, now)
    _plan_flows(session, company, now)
    _find_leads(session, company, chance, now - (days + 1) * DAY)
    _keep_catalogue(session, company, days, now)
    _put_into_flows(session, company, chance, now)


def _hire(session: Session, company: Company, now: datetime) -> None:
    """Two more teams, and the people in them."""
    teams = {}
    for name in habits.TEAMS:
        session.add(team := Team(company_id=company.id, name=name))
        session.flush()
        teams[name] = team.id
    first = session.scalars(select(User).where(User.email == habits.STARTED[0].email)).one()
    session.add_all(
        User(
            company_id=company.id, email=one.email, name=one.name, password_hash=first.password_hash,
            role_words=[one.role.value], team_id=teams[one.team], created_at=now,
        )
        for one in habits.JOINED
    )  # fmt: skip


def _plan_flows(session: Session, company: Company, now: datetime) -> None:
    for name, steps in habits.FLOWS.items():
        session.add(flow := Flow(company_id=company.id, name=name, created_at=now))
        session.flush()
        session.add_all(
            FlowStep(company_id=company.id, flow_id=flow.id, position=position, name=step)
            for position, step in enumerate(steps, start=1)
        )


def _find_leads(session: Session, company: Company, chance: Random, found_at: datetime) -> None:
    """People who were called. Those whose phones are scripted stay first in everybody's queue."""
    names = list(product(habits.FIRST_NAMES, habits.LAST_NAMES))
    firms = list(product(habits.ORGANISATIONS, habits.TRADES))
    chance.shuffle(names)
    rows = []
    for place, phone in enumerate(habits.phones()):
        first, last = names[place % len(names)]
        firm = " ".join(firms[(place * 7 + place // 100) % len(firms)])
        rows.append({
            "company_id": company.id, "name": f"{first} {last}", "organisation": firm, "title": "",
            "phone": phone, "email": f"{first}.{last}@{firm.replace(' ', '-')}.test".lower(), "notes": "", "created_at": found_at,
        })  # fmt: skip
    session.execute(insert(table_of(Lead)), rows)


def _put_into_flows(session: Session, company: Company, chance: Random, now: datetime) -> None:
    """Most leads are at some step of a flow, so that calls to them are made in it."""
    steps = session.scalars(
        select(FlowStep.id).where(FlowStep.company_id == company.id).order_by(FlowStep.id)
    ).all()
    leads = session.scalars(select(Lead.id).where(Lead.company_id == company.id).order_by(Lead.id))
    rows = [
        {"company_id": company.id, "lead_id": lead_id, "flow_step_id": chance.choice(steps), "since": now}
        for lead_id in leads
        if chance.random() < habits.IN_FLOWS
    ]
    session.execute(insert(table_of(FlowPlace)), rows)


def _keep_catalogue(session: Session, company: Company, days: int, now: datetime) -> None:
    """The outcome that was deleted, and what the audit log says of it and of the one that was edited."""
    own = select(Outcome).where(Outcome.company_id == company.id).order_by(Outcome.position.desc())
    last = session.scalars(own).first()
    deleted_at = now - (1 - habits.DELETED_AFTER) * days * DAY
    edited_at = now - (1 - habits.EDITED.until) * days * DAY
    session.add(Outcome(
        company_id=company.id, **habits.DELETED_OUTCOME, position=last.position + 1 if last else 1,
        trigger_words=[], created_at=now - days * DAY, deleted_at=deleted_at,
    ))  # fmt: skip
    session.flush()
    edited = session.scalars(own.where(Outcome.key == habits.EDITED.key)).one()
    by = Principal(company_id=company.id, user_id=None)
    was, became = ({"connect_status": one.connect_status.value} for one in (habits.EDITED, edited))
    for action, key, before, after, at in (
        ("outcome.changed", habits.EDITED.key, was, became, edited_at),
        ("outcome.deleted", habits.DELETED, {"deleted": False}, {"deleted": True}, deleted_at),
    ):
        audit.write_entry(session, by, action, f"outcome:{key}", before=before, after=after, now=at)
