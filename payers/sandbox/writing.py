"""How the sandbox's files are made: a writer per file that takes the interchange control number and gives the bytes.

The outbox calls the writer once it has drawn the number, and a second time for a twin in another envelope; the body is
fixed before, so both carry the same transaction.
"""

from collections.abc import Callable
from datetime import datetime

from payers import x12
from payers.sandbox.clock import Clock
from payers.sandbox.plan_book import PlanBook
from payers.x12.ta1 import InterchangeAcknowledgement

Writer = Callable[[int], bytes]


class Letterhead:
    """Who writes, when, to whom: the envelope of everything the sandbox sends."""

    def __init__(self, book: PlanBook, clock: Clock):
        self.book, self.clock = book, clock

    def writer(
        self, *models, to: str, at: datetime, sender: str | None = None, acknowledgements: tuple[InterchangeAcknowledgement, ...] = ()
    ) -> Writer:
        """A writer of one interchange with these transactions; `sender` (a payer) stands in the group."""
        local = at.astimezone(self.clock.zone)
        house = self.book.clearinghouse_id

        def write(control: int) -> bytes:
            envelope = x12.Envelope(
                sender=house,
                receiver=to,
                control=control,
                usage="T",
                at=local,
                group_sender=sender or house,
                group_receiver=to,
                group_control=control,
            )
            return x12.write(envelope, list(models), acknowledgements=list(acknowledgements))

        return write
