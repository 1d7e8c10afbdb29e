"""The command line. What a command needs is imported inside it: start-up stays short."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dialer.config import Settings
    from policies.vocabulary import Role

# Without rich: importing it would triple the start-up of every command.
PLAIN: dict[str, Any] = {"no_args_is_help": True, "add_completion": False, "rich_markup_mode": None}
app = typer.Typer(help="An in-browser sales dialer on Twilio.", pretty_exceptions_enable=False, **PLAIN)
company = typer.Typer(help="Look after companies.", **PLAIN)
app.add_typer(company, name="company")

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Where everything is kept.", metavar="DIR")]
CompanyName = Annotated[str | None, typer.Option("--company", help="Its name or number; else the first.")]


def main() -> None:
    """Run a command; an expected refusal is one sentence and exit status 2."""
    try:
        app()
    except Exception as error:
        from dialer.config import ConfigError
        from dialer.errors import DialerError

        if not isinstance(error, ConfigError | DialerError):
            raise
        print(f"dialer: {error}", file=sys.stderr)
        sys.exit(2)


def print_version(wanted: bool) -> None:
    """Print the version and exit."""
    if wanted:
        from importlib.metadata import version

        print(f"dialer {version('dialer')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help=print_version.__doc__, callback=print_version, is_eager=True)
    ] = False,
) -> None:
    """What is said before a command."""


@app.command()
def up(
    port: Annotated[int, typer.Option(help="Where the page is served, on 127.0.0.1.")] = 8000,
    data_dir: DataDir = None,
    demo: Annotated[bool, typer.Option("--demo/--no-demo", help="With the demo company.")] = True,
    sandbox: Annotated[
        bool, typer.Option("--sandbox/--no-sandbox", help="With a stand-in for Twilio.")
    ] = True,
) -> None:
    """Run everything on this machine until Ctrl-C."""
    from dialer import stack

    stack.up(stack.Options(port=port, data_dir=data_dir, demo=demo, sandbox=sandbox))


@app.command()
def init(
    data_dir: DataDir = None,
    demo: Annotated[bool, typer.Option("--demo/--no-demo", help="With the demo company.")] = False,
) -> None:
    """Bring the database up to date and install what a first start needs; harmless when repeated."""
    settings = _settings(data_dir)
    _upgrade(settings)
    from dialer.setup import install

    install(settings, demo=demo)


@app.command()
def migrate(data_dir: DataDir = None) -> None:
    """Bring the database up to date."""
    _upgrade(_settings(data_dir))


@app.command("forget-secrets")
def forget_secrets(data_dir: DataDir = None) -> None:
    """Forget what another SECRET_KEY sealed; `dialer init` then keeps the environment's Twilio account."""
    _known_database(data_dir)
    from dialer import clock, lost_key
    from dialer.db import EVERYWHERE, transaction

    with transaction(EVERYWHERE) as session:
        forgotten = lost_key.forget_unreadable(session, now=clock.now())
    print(f"accounts forgotten: {forgotten.count('twilio_account')}")
    for word, advice in lost_key.ADVICE.items():
        if found := forgotten.count(word):
            print(f"{advice}: {found}")


@app.command()
def openapi() -> None:
    """Print the API's OpenAPI document."""
    import json

    from dialer.api import openapi_document
    from dialer.app import create_app
    from dialer.config import Settings

    _log_to_stderr()
    # The document does not depend on the settings, and the page must build before there are any.
    settings = Settings(_env_file=None, secret_key="only-for-the-document", public_url="http://127.0.0.1")  # type: ignore[call-arg]
    print(json.dumps(openapi_document(create_app(settings)), indent=2, sort_keys=True))


@app.command("create-user")
def create_user(
    email: str,
    role: Annotated[
        list[str], typer.Option(help="rep, setter, closer, manager, business_admin, tech_admin.")
    ],
    name: Annotated[str | None, typer.Option(help="Asked for at a terminal.")] = None,
    password: Annotated[str | None, typer.Option(help="Asked for at a terminal.")] = None,
    company_name: CompanyName = None,
    data_dir: DataDir = None,
) -> None:
    """Add a person who can sign in."""
    _require_terminal(name=name, password=password)
    _known_database(data_dir)
    name = name or typer.prompt("Name")
    password = password or typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    from dialer import audit, clock, people
    from dialer.db import EVERYWHERE, transaction
    from dialer.errors import Invalid

    now = clock.now()
    roles = [_role(word) for word in role]
    with transaction(EVERYWHERE) as session:
        found = people.find_company(session, company_name)
        if people.emails_present(session, [people.to_address(email)]):
            raise Invalid(f"{email} can sign in already. Other roles: dialer set-roles {email} --role ROLE")
        user = people.create_user(
            session, company=found, email=email, name=name, password=password, roles=roles, now=now
        )
        by = people.Principal(company_id=found.id, user_id=None)
        after = {"email": user.email, "roles": user.role_words}
        audit.write_entry(session, by, "user.created", f"user:{user.id}", before=None, after=after, now=now)
    print(f"{email} can sign in")


@app.command("set-roles")
def set_roles(
    email: str,
    role: Annotated[list[str], typer.Option(help="All the roles from now on; the same words.")],
    data_dir: DataDir = None,
) -> None:
    """Give somebody who can sign in these roles instead; the way to a tech admin where there is none."""
    _known_database(data_dir)
    from dialer import clock, people, staff
    from dialer.db import EVERYWHERE, transaction

    roles = [_role(word) for word in role]
    with transaction(EVERYWHERE) as session:
        found = people.find_by_email(session, email)
        company_id, user_id = found.company_id, found.id
    with transaction(company_id) as session:
        by = people.Principal(company_id=company_id, user_id=None)
        staff.change_user(session, by, user_id, {"roles": roles}, now=clock.now())
    print(f"{email} is {', '.join(roles)}")


@company.command("set")
def company_set(
    changes: Annotated[
        list[str], typer.Argument(metavar="NAME=VALUE...", help="name, plan, crm, time_zone, currency")
    ],
    company_name: CompanyName = None,
    data_dir: DataDir = None,
) -> None:
    """Change what a company has: name=… plan=… crm=… time_zone=… currency=…"""
    _known_database(data_dir)
    from dialer import clock, people
    from dialer.company_settings import change_settings, parse_change
    from dialer.db import EVERYWHERE, transaction

    wanted = dict(parse_change(*_split(change)) for change in changes)
    with transaction(EVERYWHERE) as session:
        company_id = people.find_company(session, company_name).id
    with transaction(company_id) as session:
        by = people.Principal(company_id=company_id, user_id=None)
        change_settings(session, people.company_of(session, company_id), by, wanted, now=clock.now())
    print("changed " + ", ".join(changes))


@app.command()
def recount(
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day, YYYY-MM-DD.")],
    data_dir: DataDir = None,
) -> None:
    """Count all days since DATE again from calls, meetings and deals, and say what differed."""
    _known_database(data_dir)
    from dialer import recounting

    with typer.progressbar(length=1, label="counting", file=sys.stderr) as bar:
        found = recounting.recount(since.date(), bar)
    for line in found.examples:
        print(line)
    if found.differing > len(found.examples):
        print(f"... and {found.differing - len(found.examples):,} more")
    said = f"{found.differing:,} rows differed and are right now" if found.differing else "nothing differed"
    sales = f"{found.meetings:,} meetings and {found.deals:,} deals"
    print(f"{found.calls:,} calls of {found.days:,} days, {sales} counted again: {said}")


@app.command()
def sandbox(
    port: Annotated[int, typer.Option(help="Where it listens, on 127.0.0.1.")] = 8020,
    product: Annotated[str, typer.Option(help="The product's address.")] = "http://127.0.0.1:8000",
    data_dir: DataDir = None,
) -> None:
    """Run the stand-in for Twilio by itself; prints the environment that points the product at it."""
    from dialer.config import ConfigError
    from dialer.sandbox.extra import what_is_missing

    if missing := what_is_missing():
        raise ConfigError(missing)
    from dialer.data_dir import (
        keep_sandbox_accounts,
        mail_environment,
        salesforce_environment,
        sandbox_environment,
    )
    from dialer.sandbox.config import Misused, load_config, most_calls
    from dialer.sandbox.server import claimed, listen, serve

    folder = _settings(data_dir).data_dir
    config, kept = folder / "sandbox.json", folder / "sandbox"
    try:
        most_calls()  # before anything is claimed or said
        with claimed(port, kept) as listening, listen(0) as mail:
            account = keep_sandbox_accounts(config, product)
            address = f"http://127.0.0.1:{listening.getsockname()[1]}"
            environment = sandbox_environment(account, address) | salesforce_environment(config, address)
            environment |= mail_environment(mail.getsockname()[1])
            print(
                "# TWILIO_AUTH_TOKEN has two tokens: requests may be signed by either. Where one is asked for,",
                flush=True,
            )
            print(
                "# as by the REST API's basic authentication (TWILIO_ACCOUNT_SID:token), give the first.",
                flush=True,
            )
            for name, value in environment.items():
                print(f"{name}={value}", flush=True)
            serve(listening, mail, load_config(config), kept)
    except Misused as error:
        raise ConfigError(str(error)) from error


def _settings(data_dir: Path | None) -> "Settings":
    """The settings of this command, the same that `dialer up` gives its processes."""
    from dialer import redis_server
    from dialer.config import read_settings, use

    _log_to_stderr()
    settings = read_settings(**({"DIALER_DATA_DIR": data_dir.expanduser().resolve()} if data_dir else {}))
    folder = settings.data_dir.resolve() / "redis"
    if not settings.redis_url and folder.is_dir():
        settings = settings.model_copy(update={"redis_url": f"unix://{redis_server.socket_in(folder)}"})
    use(settings)
    return settings


def _log_to_stderr() -> None:
    """What a command prints is its answer; remarks go elsewhere."""
    import structlog

    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))


def _known_database(data_dir: Path | None) -> None:
    """For commands that look after what is there."""
    from dialer.database_check import require_tables

    require_tables(_settings(data_dir).database)


def _upgrade(settings: "Settings") -> None:
    from dialer.database_check import check_database
    from dialer.migrate import upgrade

    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_database(settings.database)
    upgrade(settings.database)


def _split(change: str) -> tuple[str, str]:
    from dialer.errors import Invalid

    name, equals, value = change.partition("=")
    if not equals:
        raise Invalid(f"{change!r} is not of the form name=value.")
    return name, value


def _require_terminal(**given: str | None) -> None:
    """Where nobody can be asked, what is missing is named."""
    from dialer.errors import Invalid

    missing = " and ".join(f"--{name}" for name, value in given.items() if not value)
    if missing and not sys.stdin.isatty():
        raise Invalid(f"There is no terminal to ask at: give {missing}.")


def _role(word: str) -> "Role":
    from dialer.errors import Invalid
    from policies.vocabulary import Role

    try:
        return Role(word)
    except ValueError as error:
        raise Invalid(f"{word!r} is not a role; these are: {', '.join(Role)}.") from error
