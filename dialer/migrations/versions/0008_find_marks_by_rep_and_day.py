"""Find the marks of a rep's day without reading all that wait"""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index(
        "ix_stale_days_company_id_rep_id_day_marked_at",
        "stale_days",
        ["company_id", "rep_id", "day", "marked_at"],
    )
