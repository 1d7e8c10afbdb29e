"""Companies, their people, teams, sign-ins, API tokens and Twilio accounts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialer.models.base import Base, Id, Identified, Scoped, belongs_to, word
from policies.vocabulary import Crm, Plan, Role


class Company(Identified, Base):
    """A customer of ours: the fence around everything else."""

    __tablename__ = "companies"

    name: Mapped[str] = mapped_column(String(200))
    plan: Mapped[Plan] = mapped_column(word(Plan), default=Plan.BUSINESS)
    crm: Mapped[Crm] = mapped_column(word(Crm), default=Crm.NONE)
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    currency: Mapped[str] = mapped_column(String(3), default="USD")
    outcome_required: Mapped[bool] = mapped_column(default=False)
    detect_machines: Mapped[bool] = mapped_column(default=True)
    ring_timeout: Mapped[int] = mapped_column(
        default=30
    )  # seconds; below 15 a call counts as abandoned (FTC)
    record_calls: Mapped[bool] = mapped_column(default=False)
    is_demo: Mapped[bool] = mapped_column(default=False)
    owed_reminder_minutes: Mapped[int | None]  # how long an outcome may be owed unreminded; None: for ever
    created_at: Mapped[datetime]


class TwilioAccount(Scoped, Base):
    """A company's account at Twilio. Secrets are encrypted; ``dialer.telephony`` reads them."""

    __tablename__ = "twilio_accounts"
    __table_args__ = (UniqueConstraint("company_id"), UniqueConstraint("account_sid"))

    account_sid: Mapped[str] = mapped_column(String(34))
    auth_tokens_sealed: Mapped[str] = mapped_column(
        Text
    )  # JSON list; the first signs, the rest while rotating
    retired_tokens_sealed: Mapped[str | None] = mapped_column(Text)  # JSON list of [token, instant]
    api_key_sid: Mapped[str] = mapped_column(String(34))
    api_key_secret_sealed: Mapped[str] = mapped_column(Text)
    twiml_app_sid: Mapped[str] = mapped_column(String(34))
    caller_id: Mapped[str] = mapped_column(String(32))


class CallerId(Scoped, Base):
    """A number that those we call may see. It was the company's at Twilio when it was last asked about."""

    __tablename__ = "caller_ids"
    __table_args__ = (
        UniqueConstraint("company_id", "number"),
        Index(
            "uq_caller_ids_one_default",
            "company_id",
            unique=True,
            sqlite_where=text("is_default"),
            postgresql_where=text("is_default"),
        ),
    )

    number: Mapped[str] = mapped_column(String(32))
    label: Mapped[str] = mapped_column(String(120), default="")
    is_default: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]  # when Twilio was last asked; None: never
    missing_since: Mapped[datetime | None]  # when Twilio first did not know it any more


class Team(Scoped, Base):
    """People who are counted together."""

    __tablename__ = "teams"
    __table_args__ = (UniqueConstraint("company_id", "id"), UniqueConstraint("company_id", "name"))

    name: Mapped[str] = mapped_column(String(120))
    deleted_at: Mapped[datetime | None]  # its past calls keep it


class User(Scoped, Base):
    """A person who signs in. E-mail addresses are kept in lower case and are unique everywhere."""

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("company_id", "id"),
        UniqueConstraint("email"),
        belongs_to("teams", "team_id"),
    )

    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    role_words: Mapped[list[str]] = mapped_column("roles", JSON)
    team_id: Mapped[int | None] = mapped_column(Id)
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]
    last_sign_in_at: Mapped[datetime | None]
    reachable_at: Mapped[datetime | None]  # when a page last said that it can be rung; None: it cannot

    team: Mapped[Team | None] = relationship(primaryjoin="User.team_id == Team.id", foreign_keys=team_id)

    @property
    def roles(self) -> list[Role]:
        """The person's roles."""
        return [Role(value) for value in self.role_words]


class Invitation(Scoped, Base):
    """Somebody may join by a link. The link holds the secret; only its digest is kept."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("secret_digest"),
        Index(None, "company_id", "email"),
        belongs_to("teams", "team_id"),
        belongs_to("users", "invited_by_id"),
        belongs_to("users", "user_id"),
    )

    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200), default="")
    role_words: Mapped[list[str]] = mapped_column("roles", JSON)
    team_id: Mapped[int | None] = mapped_column(Id)
    secret_digest: Mapped[str] = mapped_column(String(64))
    invited_by_id: Mapped[int | None] = mapped_column(Id)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    user_id: Mapped[int | None] = mapped_column(Id)  # who came of it

    team: Mapped[Team | None] = relationship(
        primaryjoin="Invitation.team_id == Team.id", foreign_keys=team_id
    )
    invited_by: Mapped[User | None] = relationship(
        primaryjoin="Invitation.invited_by_id == User.id", foreign_keys=invited_by_id
    )

    @property
    def roles(self) -> list[Role]:
        """What they will be."""
        return [Role(value) for value in self.role_words]


class SignIn(Scoped, Base):
    """One device's signed-in session. The cookie holds the secret; only its digest is kept."""

    __tablename__ = "sign_ins"
    __table_args__ = (belongs_to("users", "user_id"), UniqueConstraint("secret_digest"))

    user_id: Mapped[int] = mapped_column(Id)
    secret_digest: Mapped[str] = mapped_column(String(64))
    csrf_token: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    user_agent: Mapped[str] = mapped_column(String(300), default="")
    ip: Mapped[str] = mapped_column(String(45), default="")


class ApiToken(Scoped, Base):
    """A program's way in, acting for the person who made it. Shown once; only its digest is kept."""

    __tablename__ = "api_tokens"
    __table_args__ = (belongs_to("users", "user_id"), UniqueConstraint("secret_digest"))

    user_id: Mapped[int] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(120))
    secret_digest: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))  # None: all its maker may
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(primaryjoin="ApiToken.user_id == User.id", foreign_keys=user_id)


class AuditEntry(Scoped, Base):
    """Who changed what, from what to what, when and from where. Never updated, never deleted."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "company_id", "id"),)

    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(Id, ForeignKey("users.id"))  # None: the command line
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(120))
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    ip: Mapped[str] = mapped_column(String(45), default="")

    actor: Mapped[User | None] = relationship(
        primaryjoin="AuditEntry.actor_id == User.id", foreign_keys=actor_id
    )
