"""What every desk of the sandbox works with, handed around as one value: database, schedule, outbox, clock, plan book.

Made once by `service`; the clearinghouse, the payers, the pay run and the reopenings each hold it.
"""

from dataclasses import dataclass
from datetime import datetime

from payers.sandbox.claims import Claims
from payers.sandbox.clock import Clock
from payers.sandbox.faults import Faults
from payers.sandbox.outbox import Outbox
from payers.sandbox.plan_book import PlanBook
from payers.sandbox.schedule import Schedule
from payers.sandbox.store import Store
from payers.sandbox.writing import Letterhead


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The shared parts."""

    store: Store
    schedule: Schedule
    outbox: Outbox
    faults: Faults
    clock: Clock
    book: PlanBook
    claims: Claims

    @property
    def house(self) -> str:
        """The clearinghouse's own id."""
        return self.book.clearinghouse_id

    def send(self, *models, kind: str, source: str, to: str, account: str, at: datetime, acknowledgements=()) -> None:
        """Make one file ready for pickup; `source` is the clearinghouse or a payer."""
        letterhead = Letterhead(self.book, self.clock)
        write = letterhead.writer(*models, to=to, at=at, sender=source, acknowledgements=acknowledgements)
        self.outbox.send(account=account, kind=kind, source=source, write=write, at=at)
