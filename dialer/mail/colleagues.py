"""What people of the company are told beside meetings: that they are invited, and that a webhook was stopped.

A letter that invites holds the secret of its link, so it lies encrypted in the outbox and is forgotten once it left.
"""

from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from dialer.config import settings
from dialer.mail.outbox import drop_letters, write_mail
from dialer.mail.words import day_words
from dialer.models import Company, Hook, Invitation, User
from policies.hooks import Disabled
from policies.permissions import Action, actions_of
from policies.vocabulary import MailKind

BECAUSE = {
    Disabled.GONE: "it answered 410 Gone, which means that nobody listens there any more",
    Disabled.FAILING: "nothing but failures came back for five days",
}


def tell_invited(session: Session, invitation: Invitation, link: str, by: User, *, now: datetime) -> None:
    """Send the link to whom it is for, in the place of one that still waits."""
    drop_invitation(session, invitation)
    company = session.get_one(Company, invitation.company_id)
    until = day_words(invitation.expires_at.astimezone(ZoneInfo(company.time_zone)))
    text = (
        f"Hello{' ' + invitation.name if invitation.name else ''},\n\n"
        f"{by.name} invites you to join {company.name} in its sales dialer.\n\n"
        f"Open this link, choose a password, and you are in:\n{link}\n\n"
        f"The link works once, until {until}, for whoever opens it first: do not pass it on. "
        "If you did not expect this message, you can leave it alone.\n"
    )
    subject = f"{by.name} invites you to {company.name}"
    write_mail(session, MailKind.COLLEAGUE_INVITED, invitation.email, subject, text, now=now)


def drop_invitation(session: Session, invitation: Invitation) -> None:
    """Its link works no more: a letter with it that still waits is not worth sending."""
    drop_letters(session, MailKind.COLLEAGUE_INVITED, invitation.email, "The link in it works no more.")


def tell_webhook_stopped(session: Session, hook: Hook, *, now: datetime) -> None:
    """Tell everybody who looks after webhooks that we stopped sending to one by ourselves.

    Its address stays out of it, since it may hold a secret. Without a mail server the page alone says it: a letter
    that waited until there is one would be old news.
    """
    if not settings().smtp_url or hook.disabled_because is None:
        return
    host = urlsplit(hook.url).hostname or "?"
    name = f"{hook.description} ({host})" if hook.description else host
    text = (
        f"We stopped sending to the webhook {name}, because {BECAUSE[hook.disabled_because]}.\n\n"
        "What happens meanwhile is kept for thirty days. Once the receiver is well again, send again; it begins with "
        f"what waited:\n{settings().public_url}/admin/webhooks\n"
    )
    people = session.scalars(select(User).where(User.deactivated_at.is_(None)).order_by(User.id))
    for person in people:
        if Action.MANAGE_WEBHOOKS in actions_of(person.roles):
            subject = f"Webhook stopped: {name}"
            write_mail(session, MailKind.WEBHOOK_STOPPED, person.email, subject, text, now=now)
