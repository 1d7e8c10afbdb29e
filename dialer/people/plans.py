"""What a company's plan lets it do."""

from dialer.errors import Forbidden
from dialer.models import Company
from policies.plans import PLAN_REQUIRED, Feature, lacks


def require_feature(company: Company, feature: Feature, *, way_out: str = "") -> None:
    """Raises Forbidden ``plan_required``, which names the plans that have it. Asked before anything new is made."""
    if sentence := lacks(company.plan, feature):
        raise Forbidden(f"{sentence} {way_out}".rstrip(), code=PLAN_REQUIRED)
