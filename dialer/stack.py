"""`dialer up`: the whole product on this machine. What runs, in which order, and with what environment."""

import http.client
import json
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from dialer import data_dir, redis_server
from dialer.config import ConfigError, Settings, read_settings
from dialer.sandbox.config import Misused, most_calls
from dialer.sandbox.extra import what_is_missing as what_is_missing_of_the_sandbox
from dialer.supervisor import Program, Stopped, Supervisor

LOOPBACK = "127.0.0.1"
SANDBOX_PORT_OFFSET = 20
MAIL_PORT_OFFSET = 25


@dataclass(frozen=True)
class Options:
    """What the command line of `dialer up` says."""

    port: int
    data_dir: Path | None
    demo: bool
    sandbox: bool


def up(options: Options) -> None:
    """Run the stack until SIGINT or SIGTERM. Raises ConfigError when it cannot start."""
    settings = _settings(options)
    with data_dir.hold(settings.data_dir), _listen(options.port) as listener:
        data_dir.keep_secret_key(settings.data_dir)
        _check_redis(settings)
        try:
            with Supervisor(settings.data_dir / "logs", say) as supervisor:
                Stack(settings, options, supervisor, listener).start()
                supervisor.watch()
        except Stopped:
            pass
        finally:
            redis_server.forget_socket(settings.data_dir / "redis")


def say(line: str) -> None:
    """A line for the person at the terminal."""
    print(line, flush=True)


class Stack:
    """The programs, started in an order in which each finds what it needs."""

    def __init__(
        self, settings: Settings, options: Options, supervisor: Supervisor, listener: socket.socket
    ) -> None:
        self.settings = settings
        self.options = options
        self.supervisor = supervisor
        self.listener = listener
        self.url = f"http://{LOOPBACK}:{options.port}"
        self.env = data_dir.stack_environment(settings)
        if "public_url" not in settings.model_fields_set:
            self.env["PUBLIC_URL"] = self.url

    def start(self) -> None:
        """Start everything and say when it serves."""
        self._start_redis()
        self._start_sandbox()
        self._prepare_database()
        self.supervisor.start(self._web())
        self.supervisor.start(self._python("worker", "workers.worker"))
        self.supervisor.start(self._python("cron", "workers.schedule", grace=2))
        self.supervisor.wait_until(lambda: what_is_missing(self.options.port))
        say(f"ready {self.url}")

    def _start_redis(self) -> None:
        if self.settings.redis_url:
            return
        folder = self.settings.data_dir / "redis"
        path = redis_server.socket_in(folder)
        self.env["REDIS_URL"] = f"unix://{path}"
        self.supervisor.start(Program("redis", redis_server.command(folder, path), self.env))
        self.supervisor.wait_until(
            lambda: None if redis_server.answers(path) else "Redis has not answered yet"
        )

    def _start_sandbox(self) -> None:
        if not self.options.sandbox or self.settings.has_twilio:
            return
        if missing := what_is_missing_of_the_sandbox():
            raise ConfigError(missing)
        try:
            most_calls()
        except Misused as error:
            raise ConfigError(str(error)) from error
        config = self.settings.data_dir / "sandbox.json"
        account = data_dir.keep_sandbox_accounts(config, self.env.get("PUBLIC_URL", self.settings.public_url))
        port = _free_port(self.options.port + SANDBOX_PORT_OFFSET)
        address = f"http://{LOOPBACK}:{port}"
        self.env |= data_dir.sandbox_environment(account, address)
        if not self.settings.salesforce_client_id:
            self.env |= data_dir.salesforce_environment(config, address)
        if not self.settings.webhook_private_targets:  # its page that shows what it received
            self.env["WEBHOOK_PRIVATE_TARGETS"] = f"{LOOPBACK}:{port}"
        mail_port = _free_port(self.options.port + MAIL_PORT_OFFSET)
        if not self.settings.smtp_url:
            self.env |= data_dir.mail_environment(mail_port)
        self.env["DIALER_SANDBOX_CONFIG"] = str(config)
        kept = self.settings.data_dir / "sandbox"
        ports = ("--port", str(port), "--mail-port", str(mail_port))
        arguments = (*ports, "--config", str(config), "--data-dir", str(kept))
        self.supervisor.start(self._python("sandbox", "dialer.sandbox", *arguments, grace=2))

    def _prepare_database(self) -> None:
        demo = "--demo" if self.options.demo else "--no-demo"
        status, last_line = self.supervisor.run(self._python("init", "dialer", "init", demo))
        if status:
            log = self.supervisor.log_of("init")
            last_line = last_line.removeprefix("dialer: ")
            raise ConfigError(
                last_line if status == 2 else f"the database was not prepared: {last_line} (see {log})"
            )

    def _web(self) -> Program:
        listener = self.listener.fileno()
        arguments = ("--config", "python:dialer.gunicorn_conf", "--bind", f"fd://{listener}")
        argv = [sys.executable, "-m", "gunicorn", *arguments, "dialer.app:create_app()"]
        return Program("web", argv, self.env, pass_fds=(listener,))

    def _python(self, name: str, module: str, *arguments: str, grace: float = 5) -> Program:
        return Program(name, [sys.executable, "-m", module, *arguments], self.env, grace)


def what_is_missing(port: int) -> str | None:
    """Why the stack does not serve yet; None when it does."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        body = response.read()
    except OSError:
        return "the web server has not answered yet"
    finally:
        connection.close()
    return None if response.status == 200 else _unwell_parts(body)


def _unwell_parts(body: bytes) -> str:
    try:
        parts = {name: state for name, state in json.loads(body).items() if state != "ok"}
    except (ValueError, AttributeError):
        return "the web server has not come up yet"
    return ", ".join(f"{name}: {state}" for name, state in parts.items())


def _settings(options: Options) -> Settings:
    chosen = {"DIALER_DATA_DIR": options.data_dir} if options.data_dir else {}
    settings = read_settings(**chosen)
    return settings.model_copy(update={"data_dir": settings.data_dir.expanduser().resolve()})


def _listen(port: int) -> socket.socket:
    """The web server's socket is ours, so that requests wait, and do not fail, while it restarts."""
    try:
        return socket.create_server((LOOPBACK, port), backlog=2048)
    except OverflowError as error:
        raise ConfigError(f"{port} is not a port number") from error
    except OSError as error:
        raise ConfigError(f"port {port} on {LOOPBACK} cannot be used: {error.strerror}") from error


def _check_redis(settings: Settings) -> None:
    if not settings.redis_url:
        return
    from redis import Redis, RedisError

    try:
        Redis.from_url(settings.redis_url, socket_connect_timeout=5, socket_timeout=5).ping()
    except ValueError as error:
        raise ConfigError("REDIS_URL is not an address of the form redis://, rediss:// or unix://") from error
    except (RedisError, OSError) as error:
        raise ConfigError(f"no Redis answers at REDIS_URL: {error}") from error


def _free_port(wished: int) -> int:
    for port in (wished, 0):
        try:
            with socket.create_server((LOOPBACK, port)) as found:
                number: int = found.getsockname()[1]
                return number
        except (OSError, OverflowError):
            continue
    raise ConfigError("no port is free for the sandbox")
