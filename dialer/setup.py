"""What a fresh installation starts with. Every step is harmless when repeated."""

import json
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer import caller_ids, clock, outcomes, payments, telephony
from dialer.config import Settings, auth_tokens
from dialer.crm.connection import connection_of, keep_login
from dialer.crm.oauth import Tokens
from dialer.db import EVERYWHERE, reading, transaction
from dialer.demo import create_demo
from dialer.models import Company, TwilioAccount
from dialer.people import Principal
from dialer.telephony import Account
from policies.vocabulary import Crm, CrmLogin, Processor


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
    _connect_demo_org(settings, now=now)
    _connect_demo_processors(now=now)


def _connect_accounts(session: Session, settings: Settings, *, now: datetime) -> None:
    """The environment's account belongs to the first company, the sandbox's second one to the second."""
    companies = list(session.scalars(select(Company).order_by(Company.id).limit(2)))
    of_sandbox = _sandbox_accounts()
    if settings.has_twilio:
        account = Account(
            company_id=companies[0].id,
            sid=settings.twilio_account_sid,
            auth_tokens=auth_tokens(settings.twilio_auth_token),
            api_key_sid=settings.twilio_api_key_sid,
            api_key_secret=settings.twilio_api_key_secret,
            twiml_app_sid=settings.twilio_twiml_app_sid,
            caller_id=settings.twilio_caller_id,
        )
        _keep(session, account, of_sandbox, now=now)
    if len(companies) > 1 and companies[1].is_demo and len(of_sandbox) > 1:
        _keep(session, _second_account(of_sandbox[1], companies[1].id), of_sandbox, now=now)


def _connect_demo_org(settings: Settings, *, now: datetime) -> None:
    """The first demo company starts connected to the sandbox's Salesforce org, unless it ever was."""
    org = _of_sandbox().get("salesforce", {})
    with reading(EVERYWHERE) as session:
        company = session.scalar(select(Company).order_by(Company.id).limit(1))
    if not org or company is None or not company.is_demo or company.crm is not Crm.SALESFORCE:
        return
    with transaction(company.id) as session:
        known = connection_of(session)
        if known is not None and known.login is CrmLogin.OAUTH:  # the sandbox may have moved to another port
            known.login_url, known.access_token_sealed = settings.salesforce_login_url, None
        elif known is None:
            tokens = Tokens(access="", refresh=org["refresh_token"], instance_url="", org_id="")
            keep_login(session, Principal(company_id=company.id, user_id=None), tokens, now=now)


def _connect_demo_processors(*, now: datetime) -> None:
    """The first demo company starts connected to the sandbox's payment processors, unless an admin took them off."""
    told = _of_sandbox().get("payments", {})
    with reading(EVERYWHERE) as session:
        company = session.scalar(select(Company).order_by(Company.id).limit(1))
    if not told or company is None or not company.is_demo:
        return
    with transaction(company.id) as session:
        known = {door.processor for door in payments.list_doors(session)}
        for processor in Processor:
            door = told[processor.value]
            if processor not in known:
                by = Principal(company_id=company.id, user_id=None)
                payments.keep_secret(
                    session, by, processor, door["secret"], public_id=door["account"], now=now
                )


def _of_sandbox() -> dict[str, Any]:
    path = os.environ.get("DIALER_SANDBOX_CONFIG")
    found: dict[str, Any] = json.loads(Path(path).read_text()) if path else {}
    return found


def _sandbox_accounts() -> list[dict[str, Any]]:
    accounts: list[dict[str, Any]] = _of_sandbox().get("accounts", [])
    return accounts


def _keep(session: Session, account: Account, of_sandbox: list[dict[str, Any]], *, now: datetime) -> None:
    """Keep an account. One of the sandbox had another token once, so that a late signature can be tried."""
    once: list[str] = next(
        (each.get("retired_tokens", []) for each in of_sandbox if each["account_sid"] == account.sid), []
    )
    if once:
        before = replace(account, auth_tokens=(*account.auth_tokens, *once))
        telephony.keep_account(session, before, now=now)
    had = session.scalar(
        select(TwilioAccount.caller_id).where(TwilioAccount.company_id == account.company_id)
    )
    telephony.keep_account(session, account, now=now)
    caller_ids.adopt(session, account.company_id, account.caller_id, instead_of=had, now=now)


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
