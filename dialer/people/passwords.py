"""Passwords: hashed with argon2, which takes its time on purpose, so never while a row is locked."""

import secrets
from base64 import b64encode

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from dialer.errors import Invalid
from policies.passwords import weakness

hasher = PasswordHasher()


def _hash_of_no_password() -> str:
    """Looks like one of the hasher's, at its price to verify, without the price of making it at every start."""
    salt, result = (b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    price = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${price}${salt}${result}"


# Verified when nobody has that address, so that a stranger cannot tell by the time it takes.
NOBODYS_HASH = _hash_of_no_password()


def hash_password(password: str) -> str:
    """What is kept of a password."""
    return hasher.hash(password)


def is_password(password_hash: str | None, password: str) -> bool:
    """Whether this is the password. Takes as long when there is no hash to compare with."""
    try:
        hasher.verify(password_hash or NOBODYS_HASH, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return password_hash is not None


def require_strong(password: str, email: str) -> None:
    """Raises Invalid ``weak_password`` with what to do."""
    if sentence := weakness(password, email):
        raise Invalid(sentence, code="weak_password")
