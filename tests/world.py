"""The application with its demo company, a clock that stands still, the people, and Twilio on the far side."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from dialer import app, config, db, people, setup
from dialer.config import Settings
from dialer.models import User
from tests.conftest import make_settings
from tests.people import Person
from tests.scenarios import START
from tests.twilio_client import Twilio

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Clock:
    """The time that the doors read."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def tick(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class World:
    """The application and whoever meets it."""

    def __init__(self, application: Flask, settings: Settings, clock: Clock) -> None:
        self.app, self.settings, self.clock = application, settings, clock
        self.twilio = Twilio(application, settings, clock)

    def sign_in(self, email: str) -> Person:
        """A person at a browser of their own."""
        person = Person(self.app, self.settings.public_url)
        person.sign_in(email)
        return person

    def stranger(self) -> Person:
        """Somebody who has not signed in."""
        return Person(self.app, self.settings.public_url)

    def program(self, token: str) -> Person:
        """A program with an API token instead of a cookie."""
        return Person(self.app, self.settings.public_url, bearer=token)

    def token_of(self, email: str) -> str:
        """A fresh API token that acts for this person."""
        with db.transaction(db.EVERYWHERE) as session:
            user = session.scalars(select(User).where(User.email == email)).one()
        with db.transaction(user.company_id) as session:
            _, secret = people.make_token(session, people.principal_of(user), "A script", now=self.clock())
        return secret

    @contextmanager
    def real_time(self) -> Iterator[None]:
        """For a far side that reads a clock of its own."""
        before, self.clock.at = self.clock.at, datetime.now(UTC)
        yield
        self.clock.at = before

    def rows(self, query: Any) -> list[Any]:
        """What the database holds, of any company."""
        with db.reading(db.EVERYWHERE) as session:
            return list(session.scalars(query))


def install_demo(url: str) -> None:
    """The demo company into a migrated database, as on the morning when the clock begins to stand still."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dialer.clock.now", lambda: START)
        patch.setattr("dialer.people.passwords.hasher", CHEAP)
        settings = make_settings(database_url=url)
        config.use(settings)
        setup.install(settings, demo=True)
    db.dispose()
    config._current.clear()


@lru_cache(maxsize=8)
def _application_for(settings: Settings) -> Flask:
    """One application for all tests: where its data lies it asks anew each time."""
    return app.create_app(settings)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Monday, nine o'clock, until somebody moves it."""
    made = Clock(START)
    monkeypatch.setattr("dialer.clock.now", made)
    return made


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with the least work it takes: passwords are not what these tests are about."""
    monkeypatch.setattr("dialer.people.passwords.hasher", CHEAP)


@pytest.fixture
def world(settings: Settings, clock: Clock, cheap_passwords: None) -> Iterator[World]:
    """The demo company and nothing else, in both kinds of database."""
    application = _application_for(settings.model_copy(update={"data_dir": Path(), "database_url": ""}))
    config.use(settings)
    yield World(application, settings, clock)
    db.dispose()
    config._current.clear()


@pytest.fixture
def twilio(world: World) -> Twilio:
    return world.twilio


@pytest.fixture
def rep(world: World) -> Person:
    return world.sign_in("rep@demo.test")


@pytest.fixture
def setter(world: World) -> Person:
    return world.sign_in("setter@demo.test")


@pytest.fixture
def manager(world: World) -> Person:
    return world.sign_in("manager@demo.test")


@pytest.fixture
def admin(world: World) -> Person:
    return world.sign_in("admin@demo.test")


@pytest.fixture
def rival(world: World) -> Person:
    return world.sign_in("rival@other.test")


@pytest.fixture
def required(admin: Person) -> None:
    """The switch is on."""
    admin.require_outcomes(True)
