"""The one place that knows every part."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter

from dialer import api, config
from dialer.api.limits import limit_rates
from dialer.api.pages import add_headers
from dialer.api.problems import handle_problems
from dialer.config import Settings
from webhooks import inbound, payments, recording, voice

LARGEST_BODY = 1024 * 1024


class RowId(IntegerConverter):
    """A number in a path, no larger than a database keeps: beyond it nothing is found."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{"max": 2**53, **kwargs})  # type: ignore[arg-type]


def create_app(settings: Settings | None = None) -> Flask:
    """The web application: page, API and webhooks. Raises ConfigError."""
    if settings is not None:
        config.use(settings)
    chosen = config.settings()
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.url_map.converters["int"] = RowId
    app.url_map.strict_slashes = False
    if chosen.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=chosen.proxies, x_proto=chosen.proxies)  # type: ignore[method-assign]
    handle_problems(app)
    limit_rates(app, chosen)
    add_headers(app, chosen)
    api.register(app)
    for blueprint in (voice.bp, inbound.bp, recording.bp, payments.stripe_bp, payments.bp):
        app.register_blueprint(blueprint)
    return app
