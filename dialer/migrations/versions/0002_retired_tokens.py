"""Remember auth tokens that were taken out"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("twilio_accounts", sa.Column("retired_tokens_sealed", sa.Text(), nullable=True))
