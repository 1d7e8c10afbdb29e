"""The product, and beside it in the same processes two views with nothing around them: what a server can do at best.

Served as ``tests.bench.bare:create_app()``. ``/bench/hello`` is a hello-world; ``/bench/commit`` does one durable
INSERT and COMMIT through the product's own engine.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import Column, Integer, MetaData, String, Table, insert

from dialer import app, db

PREFIX = "/bench/"
tables = MetaData()
said = Table("bench_said", tables, Column("id", Integer, primary_key=True), Column("word", String(40)))
keep = insert(said)


def create_app() -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """A WSGI application: the bare views under their prefix, the product everywhere else."""
    product, bare = app.create_app(), create_bare_app()

    def choose(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        chosen = bare if environ["PATH_INFO"].startswith(PREFIX) else product
        return chosen(environ, start_response)

    return choose


def create_bare_app() -> Flask:
    """Only the two views."""
    bare = Flask(__name__, static_folder=None)

    @bare.get(PREFIX + "hello")
    def hello() -> ResponseReturnValue:
        return "Hello, world!"

    @bare.post(PREFIX + "commit")
    def commit() -> ResponseReturnValue:
        with db.engine().execution_options(writes=True).begin() as connection:
            connection.execute(keep, {"word": "hello"})
        return "", 204

    return bare
