"""`python -m config.supervisor [--port N] [--reset] [--empty]`, which bin/start becomes. Prints `Ready: URL`, or one sentence and exits 1."""

import argparse
import os
import sys
from pathlib import Path

from config.endpoints import state_folder
from config.supervisor import sentences
from config.supervisor.run import Options, run
from config.supervisor.valkey import free_port

DEFAULT_PORT = 8000


def main() -> int:
    """Run the system until it is asked to stop."""
    os.umask(0o077)
    state = state_folder()
    try:
        run(_options(state))
    except sentences.CannotStart as reason:
        return _refuse(reason)
    except OSError as error:
        return _refuse(sentences.from_os_error(error, state))
    return 0


def _refuse(reason: sentences.CannotStart) -> int:
    print(f"bin/start: {reason}", file=sys.stderr)
    return 1


def _options(state: Path) -> Options:
    arguments = _arguments()
    port = arguments.port or free_port()
    os.environ["PRACTICE_STATE"] = str(state)
    return Options(
        state=state, port=port, reset=arguments.reset, demo=_demo(), empty=arguments.empty,
        database_url=os.environ.get("DATABASE_URL") or None, redis_url=os.environ.get("REDIS_URL") or None,
        site_url=(os.environ.get("SITE_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/start", description="Start the whole system; Ctrl-C stops it.")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, metavar="N", help="the web's port (8000); 0 takes a free one")
    parser.add_argument("--reset", action="store_true", help="begin with an empty demo: removes its database and files")
    parser.add_argument("--empty", action="store_true", help="a demo without a past: practice, payers and logins only")
    return parser.parse_args()


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text} is no port (0 to 65535)")
    return int(text)


def _demo() -> bool:
    value = os.environ.get("DEMO") or "1"
    if value not in {"0", "1"}:
        raise sentences.CannotStart("DEMO must be 0 or 1.")
    return value == "1"


if __name__ == "__main__":
    sys.exit(main())
