"""Role -> actions."""

import pytest

from policies.permissions import ALLOWED, Action, actions_of
from policies.vocabulary import Role

CALLERS = (Role.REP, Role.CLOSER)
ADMINS = (Role.BUSINESS_ADMIN, Role.TECH_ADMIN)


@pytest.mark.parametrize("role", Role)
def test_every_role_may_look(role: Role) -> None:
    assert Action.LOOK in ALLOWED[role]


@pytest.mark.parametrize("role", Role)
def test_all_but_admins_may_dial(role: Role) -> None:
    assert (Action.DIAL in ALLOWED[role]) is (role not in ADMINS)


@pytest.mark.parametrize("action", [Action.MANAGE_OUTCOMES, Action.CHANGE_SETTINGS, Action.MANAGE_TOKENS])
def test_only_admins_configure(action: Action) -> None:
    assert {role for role in Role if action in ALLOWED[role]} == set(ADMINS)


@pytest.mark.parametrize("action", [Action.RELEASE_CALL, Action.CHANGE_OTHERS_OUTCOME, Action.MANAGE_TASKS])
def test_managers_and_admins_free_a_rep_and_decide_for_one(action: Action) -> None:
    assert {role for role in Role if action in ALLOWED[role]} == {Role.MANAGER, *ADMINS}


@pytest.mark.parametrize("role", CALLERS)
def test_callers_look_and_dial_and_that_is_all(role: Role) -> None:
    assert ALLOWED[role] == {Action.LOOK, Action.DIAL}


def test_a_setter_screens_leads_as_well() -> None:
    assert ALLOWED[Role.SETTER] == {Action.LOOK, Action.DIAL, Action.QUALIFY_LEADS}


def test_every_action_is_somebodys() -> None:
    assert actions_of(Role) == set(Action)


def test_two_roles_may_what_either_may() -> None:
    both = actions_of([Role.REP, Role.TECH_ADMIN])
    assert both == ALLOWED[Role.REP] | ALLOWED[Role.TECH_ADMIN]


def test_no_role_may_nothing() -> None:
    assert actions_of([]) == frozenset()
