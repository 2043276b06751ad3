"""The control endpoints: set the clock, run what is due, order faults, look inside. For tests, the demo and operators.

Loopback only and behind the token of the state's config; nothing a payer's client would ever see.
"""

import hmac
import json
from datetime import datetime
from decimal import Decimal
from http import HTTPStatus
from typing import TYPE_CHECKING

from payers.sandbox.clock import parse_moment, stamp
from payers.sandbox.http import BadRequest, Handler, Request, Response, json_response
from payers.sandbox.pay_run import GATHERED
from payers.sandbox.state import ACCOUNT

if TYPE_CHECKING:
    from payers.sandbox.service import Sandbox


class Control:
    """Handlers under /control/."""

    def __init__(self, sandbox: "Sandbox"):
        self.sandbox = sandbox

    def routes(self) -> dict[tuple[str, str], Handler]:
        return {
            ("POST", "/control/clock"): self._guarded(self.set_clock),
            ("POST", "/control/run"): self._guarded(self.run),
            ("POST", "/control/payments"): self._guarded(self.gather_payments),
            ("POST", "/control/faults"): self._guarded(self.order_fault),
            ("POST", "/control/reverse"): self._guarded(self.reverse),
            ("POST", "/control/appeal"): self._guarded(self.appeal),
            ("POST", "/control/takeback"): self._guarded(self.take_back),
            ("GET", "/control/state"): self._guarded(self.show_state),
        }

    def _guarded(self, handler) -> Handler:
        """The handler behind the token, given the request's JSON object."""

        def handle(request: Request) -> Response:
            token = request.headers.get("authorization", "").removeprefix("Bearer ")
            if not hmac.compare_digest(token.encode(), self.sandbox.state.credentials.control_token.encode()):
                raise BadRequest(HTTPStatus.UNAUTHORIZED)
            try:
                return json_response(handler(json.loads(request.body or b"{}")))
            except (json.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError, ArithmeticError) as problem:
                return json_response({"error": f"{type(problem).__name__}: {problem}"}, status=HTTPStatus.UNPROCESSABLE_ENTITY)

        return handle

    def set_clock(self, wanted: dict) -> dict:
        """{"now": ISO text or null}: the date from now on; null is wall time again."""
        now = wanted["now"]
        self.sandbox.set_clock(parse_moment(now) if now is not None else None)
        return self._time()

    def run(self, _wanted: dict) -> dict:
        """Do everything that is due now."""
        done, sent = self.sandbox.run_due()
        return self._time() | {"processed": dict(done), "sent": dict(sent), "next_due": self.sandbox.schedule.next_due()}

    def gather_payments(self, wanted: dict) -> dict:
        """{"over": units or null}: pay runs come at most every so many units, whatever the plan book says; null is the book again."""
        over = wanted["over"]
        with self.sandbox.store.transaction():
            self.sandbox.store.set_setting(GATHERED, None if over is None else str(float(over)))
        return {"over": over}

    def order_fault(self, wanted: dict) -> dict:
        """{"fault": name, "count": n or null, "scope": {...}, ...} orders one; {"clear": true or id} ends them."""
        faults = self.sandbox.faults
        with self.sandbox.store.transaction():
            if "clear" in wanted:
                faults.clear(None if wanted["clear"] is True else int(wanted["clear"]))
                answer = {"cleared": wanted["clear"]}
            else:
                answer = {"id": faults.order(wanted.pop("fault"), **wanted)}
        self.sandbox.show_host_key()
        return answer

    def reverse(self, wanted: dict) -> dict:
        """{"claim": number, "correct": false, "deferred": null}: the payer takes its decision back, now."""
        sandbox = self.sandbox
        with sandbox.store.transaction():
            sandbox.reopenings.reverse(wanted["claim"], at=sandbox.clock.now(), correct=wanted.get("correct", False), deferred=wanted.get("deferred"))
        return self._time()

    def appeal(self, wanted: dict) -> dict:
        """{"claim": number, "overturned": true, false or null for the book's share}: what the payer will say, and when."""
        sandbox = self.sandbox
        with sandbox.store.transaction():
            answer = sandbox.reopenings.appeal(wanted["claim"], at=sandbox.clock.now(), overturned=wanted.get("overturned"))
        return {"overturned": answer.overturned, "decided_at": stamp(answer.decided_at)}

    def take_back(self, wanted: dict) -> dict:
        """{"payer", "payee": NPI, "amount", "reference", "interest": "0.00"}: a letter's takeback, in the payee's next check."""
        sandbox = self.sandbox
        with sandbox.store.transaction():
            sandbox.reopenings.recover(
                account=ACCOUNT,
                payer=wanted["payer"],
                payee=wanted["payee"],
                amount=Decimal(wanted["amount"]),
                reference=wanted["reference"],
                interest=Decimal(wanted.get("interest", "0")),
            )
        return self._time()

    def show_state(self, _wanted: dict) -> dict:
        sandbox = self.sandbox
        return self._time() | {
            "consumed_stay_listed": sandbox.habits.consumed_stay_listed,
            "chance": sandbox.habits.chance,
            "payers": {plan.id: plan.name for plan in sandbox.book.payers.values()},
            "uploads": [_plain(row) for row in sandbox.store.rows("SELECT id, account, name, sha256, isa13, received_at FROM upload ORDER BY id")],
            "claims": [_plain(row) for row in sandbox.store.rows(CLAIMS)],
            "jobs": sandbox.schedule.waiting(),
            "outbox": [_plain(row) for row in sandbox.store.rows("SELECT id, name, kind, source, state, made_at FROM outgoing ORDER BY id")],
            "faults": [vars(fault) for fault in sandbox.faults.in_force()],
        }

    def _time(self) -> dict:
        clock = self.sandbox.clock
        now: datetime = clock.now()
        return {"now": stamp(now), "mode": "set" if clock.set_to else "wall"}


CLAIMS = """
    SELECT id, patient_control_number, payer, member, state, clearinghouse_number, payer_control_number, received_at, changed_at
    FROM claim ORDER BY id
"""


def _plain(row) -> dict:
    return dict(zip(row.keys(), row, strict=True))
