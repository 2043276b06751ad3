"""From a stored file to its transactions, and from a transaction's row back to its X12. The bytes are the evidence, read again whenever asked.

Files are read as a stream: memory holds one transaction at a time, however large the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from config.shared import blobs
from payers import x12
from payers.models import InboundTransaction
from payers.x12.headers import TransactionHeader
from payers.x12.kinds import kind_of
from payers.x12.walk import ACKNOWLEDGED, CLOSED, OPENED, SEGMENTS


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


@dataclass(frozen=True, slots=True)
class Piece:
    """A transaction in its place in a file, with the numbers of its envelope."""

    interchange: Any
    group: Any = None
    x12: Any = None
    ta1: Any = None

    def with_row(self, row: InboundTransaction) -> StoredTransaction:
        return StoredTransaction(row, self.x12, self.ta1)


def read_transaction(row: InboundTransaction) -> StoredTransaction:
    """Read the file again and pick the transaction by its place. Raises BlobMissing, x12.Unreadable."""
    return piece_of(row).with_row(row)


def piece_of(row: InboundTransaction) -> Piece:
    """The transaction of this row in its file. Raises BlobMissing, x12.Unreadable."""
    with blobs.opened(row.file.sha256) as file:
        return next(islice(pieces(file), row.ordinal - 1, None))


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """Every TA1 and ST of a file, in order. Raises x12.Unreadable, also after some were given."""
    raw: list[str] = []
    for event, header, *rest in x12.walk(file):
        if event == ACKNOWLEDGED:
            yield Piece(header, ta1=rest[0])
        elif event == OPENED:
            raw = []
        elif event == SEGMENTS:
            raw += rest[0]
        elif event == CLOSED and isinstance(header, TransactionHeader):
            yield Piece(header.interchange, header.group, x12=_transaction(header, raw, *rest))


def _transaction(header: TransactionHeader, raw: list[str], findings: tuple, length: int) -> x12.Transaction:
    """The codec's own value; an 837 or 277 whose version does not tell its kind is told by what stands inside."""
    kind = kind_of(header.set_id, header.version, raw, header.interchange.delimiters.element)
    return x12.Transaction(**vars(header) | {"type": kind, "raw": tuple(raw), "findings": findings, "length": length})
