"""The company's catalogue of call outcomes: what everybody starts with, reading it, changing it (rows G1-G6).

What a change would do to the numbers is in ``dialer.outcomes.impact``, above the reports that read this catalogue.
"""

from dialer.outcomes.catalogue import (
    catalogue,
    counted_as,
    find_outcome,
    find_usable,
    heir_of,
    require_in_use,
    require_managed,
)
from dialer.outcomes.change import (
    create_outcome,
    delete_outcome,
    edit_outcome,
    order_outcomes,
    require_deletable,
    restore_outcome,
)
from dialer.outcomes.defaults import DEFAULT_OUTCOMES, Default, install_defaults
from dialer.outcomes.fields import NewOutcome

__all__ = [
    "DEFAULT_OUTCOMES",
    "Default",
    "NewOutcome",
    "catalogue",
    "counted_as",
    "create_outcome",
    "delete_outcome",
    "edit_outcome",
    "find_outcome",
    "find_usable",
    "heir_of",
    "install_defaults",
    "order_outcomes",
    "require_deletable",
    "require_in_use",
    "require_managed",
    "restore_outcome",
]
