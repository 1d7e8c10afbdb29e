"""``python -m tests.new_migration "what it does"``: write the next numbered migration from what the models say."""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from dialer.migrate import alembic_config, upgrade


def main() -> None:
    """Compare the models with a fresh database at the newest migration. Read what it writes: it guesses."""
    if len(sys.argv) != 2:
        sys.exit('say what it does: python -m tests.new_migration "what it does"')
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'empty.db'}"
        upgrade(url)
        config = alembic_config(url)
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        newest = ScriptDirectory.from_config(config).get_current_head() or "0000"
        command.revision(config, sys.argv[1], autogenerate=True, rev_id=f"{int(newest) + 1:04d}")


if __name__ == "__main__":
    main()
