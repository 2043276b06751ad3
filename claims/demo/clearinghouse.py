"""The sandbox's other door, for the demo only: tell it the date, order the misbehaviour of the day, and learn what a payer's letter says.

Claims, answers and money never pass here: those travel as files over SFTP and as questions over HTTP, like with any clearinghouse.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from config.shared.errors import DomainError
from payers.services.prepare_demo import sandbox_endpoints

SECONDS = 60


class NoSandbox(DomainError):
    """The demo needs the sandbox that `bin/start` runs."""

    code = "no_sandbox"
    message = "The sandbox does not run: start the demo with bin/start."


class SandboxRefused(DomainError):
    """The sandbox did not do what it was told."""

    code = "sandbox_refused"
    message = "The sandbox refused: {answer}"


@dataclass(frozen=True, slots=True)
class Clearinghouse:
    """The control endpoints of one running sandbox."""

    url: str
    token: str

    def set_clock(self, moment: datetime | None) -> None:
        """The date from now on; None is wall time again."""
        self._post("clock", {"now": moment.isoformat() if moment else None})

    def work(self) -> None:
        """Have everything done that is due."""
        self._post("run", {})

    def gather_payments(self, days: int | None) -> None:
        """Have payers pay at most every so many days; None is their own rhythm again."""
        self._post("payments", {"over": days})

    def misbehave(self, fault: str, scope: Mapping[str, str]) -> None:
        """Order a fault once."""
        self._post("faults", {"fault": fault, "count": 1, "scope": dict(scope)})

    def appeal(self, number: str) -> tuple[bool, datetime]:
        """The payer got an appeal of the claim it knows by this number: whether it will overturn its decision, and when it says so.

        None is decided for it here: its plan book does. Raises SandboxRefused where no decision stands.
        """
        answer = self._post("appeal", {"claim": number})
        return answer["overturned"], datetime.fromisoformat(answer["decided_at"])

    def take_back(self, *, payer: str, payee: str, amount: Decimal, reference: str) -> None:
        """What the payer's letter demanded comes off its next check."""
        self._post("takeback", {"payer": payer, "payee": payee, "amount": str(amount), "reference": reference})

    def reverse(self, number: str) -> None:
        """The payer takes its decision on a claim back, for good."""
        self._post("reverse", {"claim": number})

    def _post(self, verb: str, body: dict[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 - the URL is the sandbox's own, on loopback
            f"{self.url}/control/{verb}", data=json.dumps(body).encode(), headers={"Authorization": f"Bearer {self.token}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as response:  # noqa: S310
                return json.load(response)
        except urllib.error.HTTPError as problem:
            with problem:
                raise SandboxRefused(answer=problem.read().decode(errors="replace")[:200]) from problem
        except OSError as problem:
            raise NoSandbox() from problem


def clearinghouse() -> Clearinghouse:
    """The sandbox of this state folder. Raises NoSandbox."""
    found = sandbox_endpoints()
    if found is None:
        raise NoSandbox()
    return Clearinghouse(f"http://{found['host']}:{found['http_port']}", found["control_token"])
