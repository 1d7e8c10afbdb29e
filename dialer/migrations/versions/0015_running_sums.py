"""Running sums of years and months instead of sums of months, quarters and years; indexes of calls by outcome, and of those that owe one"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0013"

OWED = "outcome_id IS NULL AND line_ended_at IS NOT NULL AND rep_id IS NOT NULL"
TABLES = ("rep_periods", "team_periods", "team_hour_periods", "company_hour_periods")


def upgrade() -> None:
    """A worker sums up what is over, soon; until then days are read."""
    for table in TABLES:
        op.execute(f"DELETE FROM {table}")
        with op.batch_alter_table(table) as batch:
            batch.alter_column("period", existing_type=sa.String(length=7), type_=sa.String(length=10))
    op.execute("ALTER TABLE calendars RENAME COLUMN months_before TO summed_before")
    op.execute("UPDATE calendars SET summed_before = '0001-01-01'")
    _index("ix_calls_owed", "company_id", "rep_id", "created_at", where=OWED)
    _index("ix_calls_outcome", "company_id", "outcome_id", "created_at", where="outcome_id IS NOT NULL")


def _index(name: str, *columns: str, where: str) -> None:
    some = sa.text(where)
    op.create_index(name, "calls", columns, sqlite_where=some, postgresql_where=some)
