"""The sandbox's own packages: an optional extra of the installation, nothing else needs them."""

from importlib.util import find_spec

PACKAGES = ("aiohttp", "aioice", "aiortc", "aiosmtpd", "av")


def what_is_missing() -> str | None:
    """A sentence for the person who wanted a sandbox; None when everything is there."""
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if not missing:
        return None
    return (
        f"the sandbox needs packages that are not installed ({', '.join(missing)}): install the dialer with "
        "its extra, pip install '.[sandbox]', or run it with --no-sandbox and an account at Twilio"
    )
