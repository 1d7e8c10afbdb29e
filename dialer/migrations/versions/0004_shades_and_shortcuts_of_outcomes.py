"""Shades and shortcuts of outcomes, and room for labels of characters that take several code points"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("outcomes") as outcomes:
        outcomes.add_column(sa.Column("shade", sa.Integer(), nullable=True))
        outcomes.add_column(sa.Column("shortcut", sa.String(length=1), nullable=True))
        outcomes.alter_column("label", existing_type=sa.String(length=80), type_=sa.String(length=320))
