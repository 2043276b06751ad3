"""The sandbox inside the test's own process: same parts, no ports. For tests of what it decides, not of the wire.

It has the control verbs of `tests.support.sandbox.SandboxProcess`, so a test reads alike with either.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from payers.sandbox.control import Control
from payers.sandbox.core_exchange import CoreExchange
from payers.sandbox.http import BadRequest, HttpServer, Request, Response
from payers.sandbox.service import Habits, Sandbox
from payers.sandbox.state import ACCOUNT, open_state


class InProcess:
    """One sandbox, opened here."""

    def __init__(self, folder: Path, **habits):
        self.sandbox = Sandbox(open_state(folder), Habits(**{"consumed_stay_listed": True, "chance": False} | habits))
        self.orders = Control(self.sandbox)
        self.http = HttpServer({("POST", "/core"): CoreExchange(self.sandbox).handle, **self.orders.routes()})
        credentials = self.sandbox.state.credentials
        self.username, self.password, self.control_token = credentials.username, credentials.password, credentials.control_token

    def put(self, name: str, content: bytes) -> None:
        (self.sandbox.state.inbox(ACCOUNT) / f"{name}.tmp").write_bytes(content)
        self.sandbox.commit_upload(account=ACCOUNT, partial=f"{name}.tmp", name=name)

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.sandbox.state.outbox(ACCOUNT).iterdir()}

    def post(self, path: str, body: bytes, content_type: str) -> tuple[int, str, bytes]:
        try:
            answer = self.http._answer(Request("POST", path, {"content-type": content_type}, body))
        except BadRequest as problem:
            answer = Response(HTTPStatus(problem.status), b"")
        return answer.status, answer.content_type, answer.body

    def set_clock(self, now: str | None) -> dict:
        return self.orders.set_clock({"now": now})

    def run(self) -> dict:
        return self.orders.run({})

    def fault(self, name: str, **order) -> int:
        return self.orders.order_fault({"fault": name, **order})["id"]

    def order(self, verb: str, **wanted) -> dict:
        """A control order by the name of its handler: reverse, appeal, take_back."""
        return getattr(self.orders, verb)(wanted)

    def state(self) -> dict:
        return self.orders.show_state({})

    def received(self) -> list[dict]:
        return self.sandbox.inbox.journal.lines()

    def sent(self, kind: str | None = None) -> list[dict]:
        return [line for line in self.sandbox.outbox.journal.lines() if kind in (None, line["kind"])]


@contextmanager
def sandbox_in_process(folder: Path, **habits) -> Iterator[InProcess]:
    made = InProcess(folder, **habits)
    try:
        yield made
    finally:
        made.sandbox.store.close()
