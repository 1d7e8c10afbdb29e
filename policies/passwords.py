"""What a password must be. Length is what protects it, so little else is asked."""

SHORTEST = 10
LONGEST = 1024


def weakness(password: str, email: str) -> str | None:
    """What is wrong with it, as a sentence that says what to do; None when it will do."""
    if len(password) < SHORTEST:
        return f"Choose a password of at least {SHORTEST} characters."
    if len(password) > LONGEST:
        return f"Choose a password of at most {LONGEST} characters."
    address = email.strip().lower()
    if password.strip().lower() in (address, address.partition("@")[0]):
        return "Choose a password that is not your e-mail address."
    return None
