"""E-mail for admins: whether messages leave, which were refused, and a test message."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialer import clock, people
from dialer.api import wire
from dialer.api.doc import describe
from dialer.api.guards import allowed, me, permit
from dialer.api.schemas.base import Page
from dialer.api.schemas.mail import MailOut, MailQuery, PostOut
from dialer.db import reading, transaction
from dialer.mail import desk
from dialer.mail.outbox import shown_text
from dialer.models import Mail
from policies.permissions import Action

bp = Blueprint("mail", __name__, url_prefix="/api/mail")


@bp.get("/server")
@describe(PostOut, tag="mail")
@allowed(Action.MANAGE_MAIL)
def get_state() -> ResponseReturnValue:
    """Whether messages can leave, how many wait, and what was in their way."""
    with reading(me().company_id) as session:
        found = desk.state_of_post(session, now=clock.now())
    return wire.answer(PostOut.model_validate(found, from_attributes=True))


@bp.get("")
@describe(Page[MailOut], query=MailQuery, tag="mail")
@allowed(Action.MANAGE_MAIL)
def list_mails() -> ResponseReturnValue:
    """Messages, newest first; ``state=dead`` for those that need a person."""
    asked = wire.query(MailQuery)
    with reading(me().company_id) as session:
        before = wire.before_cursor(asked)
        rows = desk.list_mails(session, asked.state, before_id=before, limit=asked.limit + 1)
    shown, following = wire.page(rows, asked.limit, lambda row: row.id)
    return wire.answer(Page[MailOut](items=[_out(row) for row in shown], next=following))


@bp.post("/test")
@describe(MailOut, status=201, tag="mail")
@allowed(Action.MANAGE_MAIL)
def send_test() -> ResponseReturnValue:
    """Write a test message to the person asking; the list shows what becomes of it."""
    with transaction(me().company_id) as session:
        person = people.find_user(session, me().user_id or 0, me())
        return wire.answer(_out(desk.send_test(session, person, now=clock.now())), 201)


@bp.post("/<int:mail_id>/send")
@describe(MailOut, tag="mail")
@allowed(Action.MANAGE_MAIL)
def send_again(mail_id: int) -> ResponseReturnValue:
    """Try a message again, now. 409 ``already_sent``, ``mail_dropped`` or ``mail_planned``."""
    with transaction(me().company_id) as session:
        row = desk.find_mail(session, mail_id)
        permit(Action.MANAGE_MAIL)
        desk.send_again(session, row, me(), now=clock.now())
        return wire.answer(_out(row))


def _out(row: Mail) -> MailOut:
    shown = MailOut.model_validate(row, from_attributes=True)
    return shown.model_copy(update={"text": shown_text(row)})
