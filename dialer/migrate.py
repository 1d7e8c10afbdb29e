"""Bringing a database up to date. Migrations are numbered and only go forward."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from dialer.db import engine_for

SCRIPTS = Path(__file__).parent / "migrations"


def alembic_config(database_url: str) -> Config:
    """Alembic's settings for a database, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["database_url"] = database_url
    return config


def upgrade(database_url: str) -> None:
    """Run the migrations that a database lacks, and leave no connection behind."""
    command.upgrade(alembic_config(database_url), "head")
    engine_for(database_url).dispose()
