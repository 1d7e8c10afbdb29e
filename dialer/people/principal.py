"""Who is asking."""

from dataclasses import dataclass, field

from dialer.errors import Forbidden
from dialer.models import ApiToken, SignIn, User
from policies.permissions import Action, actions_of
from policies.vocabulary import Role

SALESFORCE = "Salesforce"  # where changes come from that a sync makes; kept in the place of an address


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is asking: a person in a browser, a program with a token, Salesforce, or the command line (no user)."""

    company_id: int
    user_id: int | None
    roles: tuple[Role, ...] = ()
    team_id: int | None = None
    ip: str = ""
    csrf_token: str | None = None  # None: not a browser session
    sign_in_id: int | None = None
    token_id: int | None = None
    scopes: frozenset[str] | None = None  # of a token; None: whatever the person may
    actions: frozenset[Action] = field(default_factory=frozenset)

    @property
    def is_salesforce(self) -> bool:
        """Whether a sync asks."""
        return self.user_id is None and self.ip == SALESFORCE

    @property
    def owner(self) -> str:
        """Who asks, told apart down to the token."""
        return f"token:{self.token_id}" if self.token_id else f"user:{self.user_id}"

    def may(self, action: Action) -> bool:
        """Whether any of the roles allows it."""
        return action in self.actions


def principal_of(
    user: User, *, ip: str = "", sign_in: SignIn | None = None, token: ApiToken | None = None
) -> Principal:
    """A person as the guards see them."""
    return Principal(
        company_id=user.company_id,
        user_id=user.id,
        roles=tuple(user.roles),
        team_id=user.team_id,
        ip=ip,
        csrf_token=sign_in.csrf_token if sign_in else None,
        sign_in_id=sign_in.id if sign_in else None,
        token_id=token.id if token else None,
        scopes=frozenset(token.scopes) if token and token.scopes is not None else None,
        actions=actions_of(user.roles),
    )


def require_dialer(by: Principal) -> int:
    """The user who dials. Raises Forbidden for the command line."""
    if by.user_id is None:
        raise Forbidden("Only a person can dial.")
    return by.user_id
