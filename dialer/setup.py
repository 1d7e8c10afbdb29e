"""What a fresh installation starts with. Every step is harmless when repeated."""

import json
import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import clock, outcomes, telephony
from dialer.config import Settings
from dialer.db import EVERYWHERE, transaction
from dialer.demo import create_demo
from dialer.models import Company
from dialer.telephony import Account


def install(settings: Settings, *, demo: bool) -> None:
    """The first company, default outcomes, the Twilio account of the environment, and the demo company."""
    now = clock.now()
    with transaction(EVERYWHERE) as session:
        if session.scalar(select(Company.id).limit(1)) is None:
            if demo:
                create_demo(session, now=now)
            else:
                session.add(Company(name="My company", created_at=now))
                session.flush()
        for company in session.scalars(select(Company)):
            outcomes.install_defaults(session, company, now=now)
        _connect_accounts(session, settings, now=now)


def _connect_accounts(session: Session, settings: Settings, *, now: datetime) -> None:
    """The environment's account belongs to the first company, the sandbox's second one to the second."""
    companies = list(session.scalars(select(Company).order_by(Company.id).limit(2)))
    if settings.has_twilio:
        tokens = tuple(token.strip() for token in settings.twilio_auth_token.split(",") if token.strip())
        telephony.keep_account(
            session,
            Account(
                company_id=companies[0].id,
                sid=settings.twilio_account_sid,
                auth_tokens=tokens,
                api_key_sid=settings.twilio_api_key_sid,
                api_key_secret=settings.twilio_api_key_secret,
                twiml_app_sid=settings.twilio_twiml_app_sid,
                caller_id=settings.twilio_caller_id,
            ),
            now=now,
        )
    if len(companies) > 1 and companies[1].is_demo:
        _connect_second(session, companies[1], now=now)


def _connect_second(session: Session, company: Company, *, now: datetime) -> None:
    path = os.environ.get("DIALER_SANDBOX_CONFIG")
    if not path:
        return
    accounts = json.loads(Path(path).read_text())["accounts"]
    if len(accounts) < 2:
        return
    second = accounts[1]
    account = Account(
        company_id=company.id,
        sid=second["account_sid"],
        auth_tokens=tuple(second["auth_tokens"]),
        api_key_sid=second["api_key_sid"],
        api_key_secret=second["api_key_secret"],
        twiml_app_sid=second["applications"][0]["sid"],
        caller_id=second["numbers"][0],
    )
    telephony.keep_account(session, account, now=now)
