"""What a company's plan lets it do."""

from dialer.errors import Forbidden
from dialer.models import Company
from policies.plans import PLAN_REQUIRED, Feature, lacks


def require_feature(company: Company, feature: Feature) -> None:
    """Raises Forbidden ``plan_required``, which names the plans that have it. Asked before anything new is made."""
    if sentence := lacks(company.plan, feature):
        raise Forbidden(sentence, code=PLAN_REQUIRED)
