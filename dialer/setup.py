"""What a fresh installation starts with. Every step is harmless when repeated."""

import json
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

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
    of_sandbox = _sandbox_accounts()
    if settings.has_twilio:
        tokens = tuple(token.strip() for token in settings.twilio_auth_token.split(",") if token.strip())
        account = Account(
            company_id=companies[0].id,
            sid=settings.twilio_account_sid,
            auth_tokens=tokens,
            api_key_sid=settings.twilio_api_key_sid,
            api_key_secret=settings.twilio_api_key_secret,
            twiml_app_sid=settings.twilio_twiml_app_sid,
            caller_id=settings.twilio_caller_id,
        )
        _keep(session, account, of_sandbox, now=now)
    if len(companies) > 1 and companies[1].is_demo and len(of_sandbox) > 1:
        _keep(session, _second_account(of_sandbox[1], companies[1].id), of_sandbox, now=now)


def _sandbox_accounts() -> list[dict[str, Any]]:
    path = os.environ.get("DIALER_SANDBOX_CONFIG")
    accounts: list[dict[str, Any]] = json.loads(Path(path).read_text())["accounts"] if path else []
    return accounts


def _keep(session: Session, account: Account, of_sandbox: list[dict[str, Any]], *, now: datetime) -> None:
    """Keep an account. One of the sandbox had another token once, so that a late signature can be tried."""
    once: list[str] = next(
        (each.get("retired_tokens", []) for each in of_sandbox if each["account_sid"] == account.sid), []
    )
    if once:
        before = replace(account, auth_tokens=(*account.auth_tokens, *once))
        telephony.keep_account(session, before, now=now)
    telephony.keep_account(session, account, now=now)


def _second_account(second: dict[str, Any], company_id: int) -> Account:
    return Account(
        company_id=company_id,
        sid=second["account_sid"],
        auth_tokens=tuple(second["auth_tokens"]),
        api_key_sid=second["api_key_sid"],
        api_key_secret=second["api_key_secret"],
        twiml_app_sid=second["applications"][0]["sid"],
        caller_id=second["numbers"][0],
    )
