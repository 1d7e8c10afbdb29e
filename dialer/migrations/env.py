"""Alembic's way in: runs the migrations of the database it is given."""

from alembic import context

from dialer.db import engine_for
from dialer.models import Base

engine = engine_for(context.config.attributes["database_url"]).execution_options(writes=True)

with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
