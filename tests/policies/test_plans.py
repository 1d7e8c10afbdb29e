"""What each plan has."""

import pytest

from policies.plans import Feature, lacks, plans_with
from policies.vocabulary import Plan


@pytest.mark.parametrize("feature", Feature)
def test_business_and_enterprise_have_what_startup_has_not(feature: Feature) -> None:
    assert plans_with(feature) == (Plan.BUSINESS, Plan.ENTERPRISE)
    for plan in Plan:
        assert (lacks(plan, feature) is None) is (plan is not Plan.STARTUP)


def test_the_refusal_names_the_plans_that_have_it() -> None:
    calls, setting = (lacks(Plan.STARTUP, feature) or "" for feature in Feature)
    assert calls.startswith(
        "Discovery calls come with the Business and Enterprise plans; your company is on Startup."
    )
    assert setting.startswith("Appointment Setting comes with the Business and Enterprise plans;")
