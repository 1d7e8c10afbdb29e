"""Role -> actions, one table. A person may do what any of their roles may."""

from collections.abc import Iterable
from enum import StrEnum

from policies.vocabulary import Role


class Action(StrEnum):
    """Something that a guard asks about."""

    LOOK = "look"
    DIAL = "dial"
    RELEASE_CALL = "release_call"
    CHANGE_OTHERS_OUTCOME = "change_others_outcome"
    MANAGE_TASKS = "manage_tasks"
    SEE_TEAM = "see_team"
    SEE_COMPANY = "see_company"
    CHANGE_SETTINGS = "change_settings"
    MANAGE_OUTCOMES = "manage_outcomes"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_TOKENS = "manage_tokens"
    SEE_AUDIT = "see_audit"
    MANAGE_DO_NOT_CALL = "manage_do_not_call"
    QUALIFY_LEADS = "qualify_leads"
    ASSIGN_LEADS = "assign_leads"
    CHANGE_PLAN = "change_plan"
    MANAGE_CRM = "manage_crm"
    MANAGE_MAIL = "manage_mail"
    MANAGE_DEALS = "manage_deals"
    MANAGE_PAYMENTS = "manage_payments"
    MANAGE_EVENT_TYPES = "manage_event_types"
    MANAGE_FLOWS = "manage_flows"
    MANAGE_WEBHOOKS = "manage_webhooks"


REP_ACTIONS = frozenset({Action.LOOK, Action.DIAL})
SETTER_ACTIONS = REP_ACTIONS | {Action.QUALIFY_LEADS}
MANAGER_ACTIONS = SETTER_ACTIONS | {
    Action.RELEASE_CALL,
    Action.CHANGE_OTHERS_OUTCOME,
    Action.MANAGE_TASKS,
    Action.SEE_TEAM,
    Action.MANAGE_DO_NOT_CALL,
    Action.ASSIGN_LEADS,
    Action.MANAGE_DEALS,
    Action.MANAGE_EVENT_TYPES,
    Action.MANAGE_FLOWS,
}
TECH_ADMIN_ACTIONS = frozenset(Action) - {Action.DIAL}
BUSINESS_ADMIN_ACTIONS = TECH_ADMIN_ACTIONS - {Action.CHANGE_PLAN}

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.REP: REP_ACTIONS,
    Role.SETTER: SETTER_ACTIONS,
    Role.CLOSER: REP_ACTIONS,
    Role.MANAGER: MANAGER_ACTIONS,
    Role.BUSINESS_ADMIN: BUSINESS_ADMIN_ACTIONS,
    Role.TECH_ADMIN: TECH_ADMIN_ACTIONS,
}


def actions_of(roles: Iterable[Role]) -> frozenset[Action]:
    """Everything that these roles together may do."""
    return frozenset().union(*(ALLOWED[role] for role in roles))
