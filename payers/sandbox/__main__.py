"""`python -m payers.sandbox --state DIR`: opens the doors, prints one line of JSON when ready, runs until told to stop."""

import argparse
import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from payers.sandbox import sftp
from payers.sandbox.control import Control
from payers.sandbox.core_exchange import CoreExchange
from payers.sandbox.http import HttpServer
from payers.sandbox.plan_book import DEFAULT, PlanBookError
from payers.sandbox.service import Habits, Sandbox
from payers.sandbox.state import open_state


def main() -> int:
    options = _parser().parse_args()
    try:
        asyncio.run(_serve(options))
    except (OSError, PlanBookError) as problem:
        print(f"the sandbox cannot start: {problem}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m payers.sandbox", description="A clearinghouse with several payers behind it.")
    parser.add_argument("--state", type=Path, required=True, help="folder of its files, made where missing")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--sftp-port", type=int, default=0, help="0: any free port")
    parser.add_argument("--http-port", type=int, default=0, help="0: any free port")
    parser.add_argument("--consumed-stay-listed", action="store_true", help="files that were taken in stay in the inbox")
    parser.add_argument("--archive", action="store_true", help="files that were taken in move to /archive")
    parser.add_argument("--plan-book", type=Path, default=DEFAULT)
    parser.add_argument("--without-chance", action="store_true", help="no denials or rejections by share, every lag its median")
    parser.add_argument("--seconds-per-unit", type=float, default=1.0, help="how long a delay of 1 lasts on wall time")
    return parser


async def _serve(options: argparse.Namespace) -> None:
    os.umask(0o077)
    habits = Habits(
        consumed_stay_listed=options.consumed_stay_listed,
        archive=options.archive,
        chance=not options.without_chance,
        seconds_per_unit=options.seconds_per_unit,
        plan_book=options.plan_book,
    )
    sandbox = Sandbox(open_state(options.state.resolve(), archive=options.archive), habits)
    sandbox.recover()
    sandbox.acceptor = await sftp.listen(sandbox, host=options.host, port=options.sftp_port)
    sandbox.show_host_key()
    http = HttpServer({("POST", "/core"): CoreExchange(sandbox).handle, **Control(sandbox).routes()})
    http_server = await http.listen(options.host, options.http_port)
    _announce(sandbox, options.host, sandbox.acceptor.get_port(), http_server.sockets[0].getsockname()[1])
    await _run_until_told(sandbox)
    sandbox.acceptor.close()
    http_server.close()
    sandbox.store.close()


def _announce(sandbox: Sandbox, host: str, sftp_port: int, http_port: int) -> None:
    doors = {"host": host, "sftp_port": sftp_port, "http_port": http_port, "host_key": sandbox.state.public_host_key()}
    sandbox.state.write_endpoints({"pid": os.getpid(), **doors})
    print(json.dumps({"ready": True, **doors}), flush=True)


async def _run_until_told(sandbox: Sandbox) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    loop = asyncio.create_task(sandbox.loop())
    await stopping.wait()
    loop.cancel()


if __name__ == "__main__":
    raise SystemExit(main())
