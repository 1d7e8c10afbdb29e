"""Joining by a link, which is good for a week and for one person."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from dialer import audit, nudges, people
from dialer.config import settings
from dialer.errors import Conflict, Invalid, NotFound
from dialer.mail import colleagues
from dialer.models import Invitation, User
from dialer.people import Principal
from dialer.staff.changes import describe
from dialer.staff.rules import in_order, require_grantable
from policies.vocabulary import Role

LIFETIME = timedelta(days=7)
UNKNOWN = "This link leads to no invitation. Copy it again, whole, or ask for a new one."


def invite(
    session: Session,
    by: Principal,
    *,
    email: str,
    name: str,
    roles: list[Role],
    team_id: int | None,
    now: datetime,
) -> tuple[Invitation, str]:
    """Invite an address. Returns the invitation and the secret of its link, which is shown this once.

    Raises Conflict ``already_invited``, Invalid ``email_taken``, Forbidden ``tech_admin_only``, NotFound.
    """
    people.lock_company(session, by.company_id)
    require_grantable(by, [], roles)
    address = people.to_address(email)
    people.require_free(session, address)
    open_one = next((each for each in list_open(session) if each.email == address), None)
    if open_one is not None:
        raise Conflict(
            f"{address} is invited already. Renew that invitation for a new link, or withdraw it.",
            code="already_invited",
            invitation_id=open_one.id,
        )
    secret = people.new_secret()
    invitation = Invitation(
        email=address,
        name=name,
        role_words=in_order(roles),
        team_id=people.find_team(session, team_id).id if team_id is not None else None,
        secret_digest=people.digest(secret),
        invited_by_id=by.user_id,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(invitation)
    session.flush()
    team = invitation.team.name if invitation.team else None
    after = {"email": address, "roles": invitation.role_words, "team": team}
    _note(session, by, "invitation.made", invitation, after, now=now)
    return invitation, secret


def renew(session: Session, by: Principal, invitation: Invitation, *, now: datetime) -> str:
    """A new link for another week; the old one is dead. Returns its secret. Raises Conflict, Invalid."""
    _lock(session, by, invitation)
    require_grantable(by, [], invitation.roles)
    _require_open(invitation)
    people.require_free(session, invitation.email)
    secret = people.new_secret()
    invitation.secret_digest, invitation.expires_at = people.digest(secret), now + LIFETIME
    colleagues.drop_invitation(session, invitation)
    session.flush()
    _note(session, by, "invitation.renewed", invitation, {"email": invitation.email}, now=now)
    return secret


def send_link(session: Session, by: Principal, invitation: Invitation, link: str, *, now: datetime) -> None:
    """Send the link by e-mail as well. Whoever asks has it: only its digest is kept here.

    Raises Conflict ``mail_not_set_up``, ``invitation_expired``; Invalid ``not_its_link``.
    """
    _lock(session, by, invitation)
    require_grantable(by, [], invitation.roles)
    _require_open(invitation)
    if invitation.expires_at <= now:
        raise Conflict("This invitation has expired. Make a new link first.", code="invitation_expired")
    if not settings().smtp_url:
        detail = "No mail server is set up here, so nothing can be sent. Pass on the link yourself."
        raise Conflict(detail, code="mail_not_set_up")
    secret = link.rpartition("/")[2]
    if people.digest(secret) != invitation.secret_digest:
        raise Invalid("link: this is not the invitation's newest link. Make a new one.", code="not_its_link")
    sender = people.find_user(session, by.user_id or 0, by)
    address = f"{settings().public_url}/join/{secret}"
    colleagues.tell_invited(session, invitation, address, sender, now=now)
    _note(session, by, "invitation.sent", invitation, {"email": invitation.email}, now=now)


def withdraw(session: Session, by: Principal, invitation: Invitation, *, now: datetime) -> None:
    """The link works no more. Harmless when repeated. Raises Conflict when it was used."""
    _lock(session, by, invitation)
    if invitation.withdrawn_at is not None:
        return
    _require_open(invitation)
    invitation.withdrawn_at = now
    colleagues.drop_invitation(session, invitation)
    session.flush()
    _note(session, by, "invitation.withdrawn", invitation, {"email": invitation.email}, now=now)


def list_open(session: Session) -> list[Invitation]:
    """Those that nobody used or withdrew, the newest first; expired ones can be renewed."""
    query = select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
    query = query.options(joinedload(Invitation.team), joinedload(Invitation.invited_by))
    return list(session.scalars(query.order_by(Invitation.id.desc())))


def find_invitation(session: Session, invitation_id: int) -> Invitation:
    """One of them. Raises NotFound."""
    found = session.get(Invitation, invitation_id)
    if found is None:
        raise NotFound("There is no such invitation.")
    return found


def find_open(session: Session, secret: str, *, now: datetime) -> Invitation:
    """The invitation behind a link. Raises NotFound, or Conflict with why the link works no more."""
    found = session.scalar(select(Invitation).where(Invitation.secret_digest == people.digest(secret)))
    if found is None:
        raise NotFound(UNKNOWN, code="invitation_unknown")
    _require_open(found)
    if found.expires_at <= now:
        raise Conflict(
            "This invitation has expired. Ask the admin who sent it to renew it.", code="invitation_expired"
        )
    return found


def accept(
    session: Session, company_id: int, secret: str, *, name: str, password_hash: str, ip: str, now: datetime
) -> User:
    """Make the account. Raises what ``find_open`` does, and Invalid ``email_taken``."""
    company = people.lock_company(session, company_id)
    invitation = find_open(session, secret, now=now)
    session.refresh(invitation, with_for_update=True)
    _require_open(invitation)
    user = people.create_user(
        session,
        company=company,
        email=invitation.email,
        name=name,
        password="",
        password_hash=password_hash,
        roles=invitation.roles,
        team=invitation.team if invitation.team and invitation.team.deleted_at is None else None,
        now=now,
    )
    invitation.accepted_at, invitation.user_id = now, user.id
    colleagues.drop_invitation(session, invitation)
    session.flush()
    joined = people.principal_of(user, ip=ip)
    after = {"email": user.email, **describe(session, user)}
    audit.write_entry(session, joined, "user.joined", f"user:{user.id}", before=None, after=after, now=now)
    nudges.refetch(session, "users", company_id=user.company_id)
    return user


def _lock(session: Session, by: Principal, invitation: Invitation) -> None:
    """One change at a time; the row is read again under the lock."""
    people.lock_company(session, by.company_id)
    session.refresh(invitation)


def _require_open(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise Conflict(
            "This invitation has been used. Sign in with the password chosen then.", code="invitation_used"
        )
    if invitation.withdrawn_at is not None:
        raise Conflict(
            "This invitation was withdrawn. Ask an admin of that company.", code="invitation_withdrawn"
        )


def _note(
    session: Session, by: Principal, action: str, invitation: Invitation, after: object, *, now: datetime
) -> None:
    subject = f"invitation:{invitation.id}"
    audit.write_entry(session, by, action, subject, before=None, after=after, now=now)
    nudges.refetch(session, "users", company_id=by.company_id)
