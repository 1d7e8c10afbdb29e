"""The company's customer database: connecting it, its list of results, and the outbox."""

from urllib.parse import urlencode, urlsplit

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from dialer import clock, company_settings, outcomes, people
from dialer.api import wire
from dialer.api.crm_shapes import crm_out, links_out, task_out
from dialer.api.doc import describe
from dialer.api.guards import allowed, authenticate, me, permit, public
from dialer.api.schemas.base import Page
from dialer.api.schemas.crm import (
    CrmConnectOut,
    CrmKeyIn,
    CrmLinksIn,
    CrmLinksOut,
    CrmOut,
    CrmRetried,
    CrmSettings,
    CrmTaskOut,
    OutboxQuery,
)
from dialer.config import settings
from dialer.crm import connection, links, oauth, settle
from dialer.crm.connection import Key
from dialer.crm.oauth import Refused
from dialer.db import reading, transaction
from dialer.errors import Conflict, DialerError, Forbidden, Invalid
from dialer.people import Principal
from policies.permissions import Action
from policies.vocabulary import Crm, CrmState, CrmTaskState, LinkState

PAGE = "/admin/crm"
THEIR_HOSTS = (".salesforce.com", ".salesforce.mil", ".force.com")
MOST_RETRIED = 500
bp = Blueprint("crm", __name__, url_prefix="/api/crm")


@bp.get("")
@describe(CrmOut, tag="crm")
@allowed(Action.MANAGE_CRM)
def get_crm() -> ResponseReturnValue:
    """How the connection stands, and what an admin must know at once."""
    with reading(me().company_id) as session:
        return wire.answer(crm_out(session, me()))


@bp.patch("")
@describe(CrmOut, body=CrmSettings, tag="crm")
@allowed(Action.MANAGE_CRM)
def change_crm() -> ResponseReturnValue:
    """Say which customer database the company has, or which field of Salesforce's takes the results."""
    with transaction(me().company_id) as session:
        given, now = wire.body(CrmSettings), clock.now()
        if given.kind is not None:
            _change_kind(session, given.kind)
        if given.field is not None:
            connection.choose_field(session, me(), given.field, now=now)
        session.flush()
        return wire.answer(crm_out(session, me()))


@bp.post("/connect")
@describe(CrmConnectOut, tag="crm")
@allowed(Action.MANAGE_CRM)
def connect() -> ResponseReturnValue:
    """Begin to connect: where to send the person's browser."""
    with transaction(me().company_id) as session:
        url = connection.start_login(session, me(), now=clock.now())
    return wire.answer(CrmConnectOut(url=url))


@bp.get("/callback")
@public
def come_back() -> ResponseReturnValue:
    """The way back from Salesforce. Only for the browser that went, once, within ten minutes."""
    try:
        by = authenticate()
        if not by.may(Action.MANAGE_CRM):
            raise Forbidden("Your role does not allow this.")
        _finish_login(by, request.args.get("state", ""), request.args.get("code", ""))
    except DialerError as error:
        return redirect(f"{PAGE}?{urlencode({'trouble': error.code})}", 303)
    return redirect(f"{PAGE}?connected=1", 303)


@bp.post("/key")
@describe(CrmOut, body=CrmKeyIn, tag="crm")
@allowed(Action.MANAGE_CRM)
def connect_with_key() -> ResponseReturnValue:
    """Connect by a server's own private key (JWT bearer flow)."""
    with reading(me().company_id) as session:
        connection.require_salesforce(session, me())
    connection.require_package()
    given, now = wire.body(CrmKeyIn), clock.now()
    key = Key(_login_url(given.login_url), given.client_id, given.username, given.private_key)
    try:
        tokens = oauth.sign_in_with_key(key.login_url, key.client_id, key.username, key.private_key, now=now)
    except Refused as refused:
        raise _refused(refused) from refused
    with transaction(me().company_id) as session:
        connection.keep_login(session, me(), tokens, key=key, now=now)
        return wire.answer(crm_out(session, me()))


@bp.delete("/connection")
@describe(CrmOut, tag="crm")
@allowed(Action.MANAGE_CRM)
def disconnect() -> ResponseReturnValue:
    """End the connection and have our tokens revoked. Outcomes and links stay."""
    with transaction(me().company_id) as session:
        connection.disconnect(session, me(), now=clock.now())
        session.flush()
        return wire.answer(crm_out(session, me()))


@bp.post("/sync")
@describe(CrmOut, tag="crm")
@allowed(Action.MANAGE_CRM)
def sync_now() -> ResponseReturnValue:
    """Read the list of results again, now."""
    with transaction(me().company_id) as session:
        row = connection.require_connected(session)
        if row.state is CrmState.NEEDS_LOGIN:
            raise Conflict("Salesforce no longer lets us in. Connect again first.", code="crm_needs_login")
        connection.ask_sync(session, row, now=clock.now())
        session.flush()
        return wire.answer(crm_out(session, me()))


@bp.get("/links")
@describe(CrmLinksOut, tag="crm")
@allowed(Action.MANAGE_CRM)
def list_links() -> ResponseReturnValue:
    """How each outcome stands to the list over there, and the values that are no outcome here."""
    with reading(me().company_id) as session:
        return wire.answer(links_out(session))


@bp.put("/links")
@describe(CrmLinksOut, body=CrmLinksIn, tag="crm")
@allowed(Action.MANAGE_CRM)
def put_links() -> ResponseReturnValue:
    """Link outcomes to values, add them to the list, or leave them out. Values left over become outcomes."""
    with transaction(me().company_id) as session:
        connection.require_connected(session)
        given = wire.body(CrmLinksIn)
        choices = [links.Choice(each.outcome, LinkState(each.what), each.value) for each in given.links]
        links.decide_links(session, me(), choices, now=clock.now())
        session.flush()
        return wire.answer(links_out(session))


@bp.post("/links/<key>/accept")
@describe(CrmLinksOut, tag="crm")
@allowed(Action.MANAGE_CRM)
def accept_new(key: str) -> ResponseReturnValue:
    """An outcome that came from Salesforce is right as it is: no longer marked as new."""
    with transaction(me().company_id) as session:
        link = connection.find_outcome_link(session, outcomes.find_outcome(session, key).id)
        permit(Action.MANAGE_CRM)
        links.accept_new(session, link)
        session.flush()
        return wire.answer(links_out(session))


@bp.get("/outbox")
@describe(Page[CrmTaskOut], query=OutboxQuery, tag="crm")
@allowed(Action.MANAGE_CRM)
def list_outbox() -> ResponseReturnValue:
    """Calls on their way to Salesforce, newest first; ``state=dead`` for those that need a person."""
    asked = wire.query(OutboxQuery)
    with reading(me().company_id) as session:
        before = wire.before_cursor(asked)
        rows = settle.list_tasks(session, asked.state, before_id=before, limit=asked.limit + 1)
        shown, following = wire.page(rows, asked.limit, lambda row: row.id)
        return wire.answer(Page[CrmTaskOut](items=[task_out(session, row) for row in shown], next=following))


@bp.post("/outbox/retry")
@describe(CrmRetried, tag="crm")
@allowed(Action.MANAGE_CRM)
def retry_all() -> ResponseReturnValue:
    """Try every dead row again."""
    with transaction(me().company_id) as session:
        dead = settle.list_tasks(session, CrmTaskState.DEAD, before_id=None, limit=MOST_RETRIED)
        for row in dead:
            settle.retry_task(session, row, me(), now=clock.now())
    return wire.answer(CrmRetried(retried=len(dead)))


@bp.post("/outbox/<int:row_id>/retry")
@describe(CrmTaskOut, tag="crm")
@allowed(Action.MANAGE_CRM)
def retry(row_id: int) -> ResponseReturnValue:
    """Try a row again, now."""
    with transaction(me().company_id) as session:
        row = settle.find_task(session, row_id)
        permit(Action.MANAGE_CRM)
        settle.retry_task(session, row, me(), now=clock.now())
        return wire.answer(task_out(session, row))


@bp.post("/outbox/<int:row_id>/drop")
@describe(CrmTaskOut, tag="crm")
@allowed(Action.MANAGE_CRM)
def drop(row_id: int) -> ResponseReturnValue:
    """Let a row be; its call is not sent."""
    with transaction(me().company_id) as session:
        row = settle.find_task(session, row_id)
        permit(Action.MANAGE_CRM)
        settle.drop_task(session, row, me(), now=clock.now())
        return wire.answer(task_out(session, row))


def _change_kind(session: Session, kind: Crm) -> None:
    company = people.company_of(session, me().company_id)
    row = connection.connection_of(session)
    if kind is not Crm.SALESFORCE and row is not None and row.state is not CrmState.DISCONNECTED:
        raise Conflict(
            "Disconnect Salesforce first; what waits in the outbox goes with it.", code="crm_connected"
        )
    company_settings.change_settings(session, company, me(), {"crm": kind}, now=clock.now())


def _finish_login(by: Principal, state: str, code: str) -> None:
    """Trade the code that came back. Salesforce is asked between two transactions."""
    now = clock.now()
    with transaction(by.company_id) as session:
        connection.require_salesforce(session, by)
        verifier = connection.take_verifier(session, by, state, now=now)
    if not code:
        raise Conflict("Access was not allowed in Salesforce.", code="crm_denied")
    try:
        tokens = oauth.exchange_code(settings().salesforce_login_url, code, verifier)
    except Refused as refused:
        raise _refused(refused) from refused
    if not tokens.refresh:
        raise Conflict("Salesforce gave no refresh token: its scope is missing.", code="crm_no_refresh_token")
    with transaction(by.company_id) as session:
        connection.keep_login(session, by, tokens, now=now)


def _refused(refused: Refused) -> DialerError:
    if refused.status is None or refused.status >= 500:
        return Conflict("Salesforce does not answer. Try again in a while.", code="crm_away")
    return Conflict(f"Salesforce says no: {refused.said} ({refused.code})", code="crm_refused")


def _login_url(given: str) -> str:
    """Where a key signs in: as configured, or any address of Salesforce's own. Raises Invalid."""
    url = given.rstrip("/") or settings().salesforce_login_url
    parts = urlsplit(url)
    if url == settings().salesforce_login_url:
        return url
    if parts.scheme != "https" or not (parts.hostname or "").endswith(THEIR_HOSTS):
        raise Invalid(
            "The login address is https://login.salesforce.com, or your org's own of salesforce.com."
        )
    return f"https://{parts.hostname}"
