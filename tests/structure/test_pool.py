"""Connections that died in the pool are not handed out."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from dialer import db
from tests import servers


@pytest.fixture
def url() -> Iterator[str]:
    with servers.clone_postgres() as found:
        yield found
        db.engine_for(found).dispose()


def backend(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def cut(url: str, pid: int) -> None:
    other = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with other.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": pid})
    other.dispose()


def test_a_connection_that_the_server_closed_meanwhile_is_replaced(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "TRUSTED", 0)
    engine = db.engine_for(url)
    first = backend(engine)
    assert backend(engine) == first
    cut(url, first)
    assert backend(engine) != first


def test_one_used_a_moment_ago_is_not_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "TRUSTED", 60)
    engine, asked = db.engine_for(url), []
    first = backend(engine)
    monkeypatch.setattr(engine.dialect, "do_ping", asked.append)
    assert backend(engine) == first
    assert not asked
