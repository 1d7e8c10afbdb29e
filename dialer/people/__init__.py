"""Companies and people: signing in, who is asking, and finding them. ``dialer.staff`` changes them."""

from dialer.people.accounts import create_user, require_free, to_address
from dialer.people.finding import (
    company_of,
    emails_present,
    find_by_email,
    find_company,
    find_team,
    find_user,
    list_teams,
    list_users,
    lock_company,
    lock_person,
)
from dialer.people.passwords import hash_password, is_password, require_strong
from dialer.people.plans import require_feature
from dialer.people.principal import Principal, principal_of, require_dialer
from dialer.people.secrets import digest, new_secret
from dialer.people.sign_ins import (
    SIGN_IN_LIFETIME,
    check_password,
    close_sign_in,
    close_sign_ins,
    open_sign_in,
    principal_of_sign_in,
)
from dialer.people.tokens import (
    TOKEN_PREFIX,
    USED_RESOLUTION,
    find_token,
    list_tokens,
    make_token,
    principal_of_token,
    revoke_tokens,
    touch_token,
)

__all__ = [
    "SIGN_IN_LIFETIME",
    "TOKEN_PREFIX",
    "USED_RESOLUTION",
    "Principal",
    "check_password",
    "close_sign_in",
    "close_sign_ins",
    "company_of",
    "create_user",
    "digest",
    "emails_present",
    "find_by_email",
    "find_company",
    "find_team",
    "find_token",
    "find_user",
    "hash_password",
    "is_password",
    "list_teams",
    "list_tokens",
    "list_users",
    "lock_company",
    "lock_person",
    "make_token",
    "new_secret",
    "open_sign_in",
    "principal_of",
    "principal_of_sign_in",
    "principal_of_token",
    "require_dialer",
    "require_feature",
    "require_free",
    "require_strong",
    "revoke_tokens",
    "to_address",
    "touch_token",
]
