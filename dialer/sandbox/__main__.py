"""`python -m dialer.sandbox --port 8020 --mail-port 8025 --config FILE --data-dir DIR`."""

import argparse
import sys
from pathlib import Path

from dialer.sandbox.extra import what_is_missing


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dialer.sandbox", description="A stand-in for Twilio.")
    parser.add_argument("--port", type=int, default=8020)
    parser.add_argument("--mail-port", type=int, default=0, help="where mail is taken by SMTP; 0: any")
    parser.add_argument("--config", type=Path, required=True, help="JSON file with the accounts")
    parser.add_argument("--data-dir", type=Path, required=True, help="where finished calls are remembered")
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    if missing := what_is_missing():
        print(f"sandbox: {missing}", file=sys.stderr)
        sys.exit(2)
    from dialer.sandbox.server import main

    main(given.port, given.mail_port, given.config, given.data_dir)
