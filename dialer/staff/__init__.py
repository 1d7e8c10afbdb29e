"""The company's people as its admins look after them: roles, teams, invitations, and leaving."""

from dialer.staff.changes import change_own_password, change_user
from dialer.staff.invitations import (
    accept,
    find_invitation,
    find_open,
    invite,
    list_open,
    renew,
    send_link,
    withdraw,
)
from dialer.staff.leaving import deactivate, reactivate
from dialer.staff.teams import delete_team, make_team, members, rename_team

__all__ = [
    "accept",
    "change_own_password",
    "change_user",
    "deactivate",
    "delete_team",
    "find_invitation",
    "find_open",
    "invite",
    "list_open",
    "make_team",
    "members",
    "reactivate",
    "rename_team",
    "renew",
    "send_link",
    "withdraw",
]
