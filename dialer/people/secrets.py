"""Secrets that we make, long and random, and of which only a digest is kept."""

import hashlib
import secrets


def new_secret() -> str:
    """A secret that nobody guesses."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret that is long and random already."""
    return hashlib.sha256(secret.encode()).hexdigest()
