"""The people and the far side of the browser tests, for those that take minutes."""

from tests.browser.conftest import browser, far, sign_in, stack, team, three_reps  # noqa: F401
