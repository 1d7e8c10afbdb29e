"""What a plan has beyond the dialer and strategy calls (row I9). Startup has neither of these."""

from enum import StrEnum

from policies.vocabulary import Plan

PLAN_REQUIRED = "plan_required"  # the API's stable code


class Feature(StrEnum):
    """Something that not every plan has."""

    DISCOVERY_CALLS = "discovery_calls"
    APPOINTMENT_SETTING = "appointment_setting"


EVERYTHING = frozenset(Feature)
HAS: dict[Plan, frozenset[Feature]] = {
    Plan.STARTUP: frozenset(),
    Plan.BUSINESS: EVERYTHING,
    Plan.ENTERPRISE: EVERYTHING,
}
LABELS = {Feature.DISCOVERY_CALLS: "Discovery calls", Feature.APPOINTMENT_SETTING: "Appointment Setting"}


def has_feature(plan: Plan, feature: Feature) -> bool:
    """Whether a plan has it."""
    return feature in HAS[plan]


def plans_with(feature: Feature) -> tuple[Plan, ...]:
    """The plans that have it, the smallest first."""
    return tuple(plan for plan in Plan if has_feature(plan, feature))


def lacks(plan: Plan, feature: Feature) -> str | None:
    """Why a company on this plan may not make new use of it, with the plans that have it; None where it may."""
    if has_feature(plan, feature):
        return None
    plans = " and ".join(each.value.capitalize() for each in plans_with(feature))
    verb = "come" if LABELS[feature].endswith("s") else "comes"
    return (
        f"{LABELS[feature]} {verb} with the {plans} plans; your company is on {plan.value.capitalize()}. "
        "What was there before stays readable. A tech admin can change the plan."
    )
