"""From a stored transaction's row back to its X12: the bytes are the evidence, read again whenever somebody asks."""

from dataclasses import dataclass
from typing import Any

from config.shared import blobs
from payers import x12
from payers.models import InboundTransaction


@dataclass(frozen=True, slots=True)
class StoredTransaction:
    """What a handler gets: the row, and the codec's transaction (None for a TA1, whose model comes ready)."""

    row: InboundTransaction
    x12: Any = None
    ta1: Any = None

    @property
    def model(self) -> Any:
        """The typed model of the set; None for a set that the codec does not know."""
        return self.ta1 if self.x12 is None else x12.parse(self.x12)


def read_transaction(row: InboundTransaction) -> StoredTransaction:
    """Read the file again and pick the transaction by its place. Raises BlobMissing, x12.Unreadable."""
    document = x12.read(blobs.read(row.file.sha256))
    return split(document)[row.ordinal - 1].with_row(row)


@dataclass(frozen=True, slots=True)
class Piece:
    """A transaction in its place in a file, with the numbers of its envelope."""

    interchange: Any
    group: Any = None
    x12: Any = None
    ta1: Any = None

    def with_row(self, row: InboundTransaction) -> StoredTransaction:
        return StoredTransaction(row, self.x12, self.ta1)


def split(document: Any) -> list[Piece]:
    """Every TA1 and ST of a file, in order."""
    pieces: list[Piece] = []
    for interchange in document.interchanges:
        pieces += [Piece(interchange, ta1=answer) for answer in interchange.acknowledgements]
        pieces += [Piece(interchange, group, x12=each) for group in interchange.groups for each in group.transactions]
    return pieces
