"""ISA/GS/ST around the transactions: reads a file into interchanges, groups and transactions with their raw segments.

`read` gives the whole document, `interchanges` one interchange at a time; `walk.walk` gives the same as a stream of events,
in bounded memory, for very large files.
What is wrong with the envelope becomes findings on the interchange, group or transaction that it belongs to.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from payers.x12.findings import Finding, Unreadable
from payers.x12.headers import GroupHeader, InterchangeHeader, TransactionHeader
from payers.x12.kinds import kind_of
from payers.x12.ta1 import InterchangeAcknowledgement
from payers.x12.walk import ACKNOWLEDGED, OPENED, SEGMENTS, walk


@dataclass(frozen=True, kw_only=True)
class Transaction(TransactionHeader):
    """One ST..SE. `raw` holds the segments as text, ST first; `length` is its number of bytes in the file."""

    raw: tuple[str, ...]
    length: int = 0
    findings: tuple[Finding, ...] = ()

    @cached_property
    def segments(self):
        """The segments as lists of elements, ST first; composites stay joined."""
        separator = self.delimiters.element
        return [segment.split(separator) for segment in self.raw]

    @cached_property
    def body_hash(self):
        """sha256 of the segments without the control numbers ST02 and SE02, whatever the delimiters."""
        return body_hash(self.raw, self.delimiters)


@dataclass(frozen=True, kw_only=True)
class Group(GroupHeader):
    """A GS with its transactions."""

    transactions: tuple[Transaction, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Interchange(InterchangeHeader):
    """An ISA with its groups and its TA1s."""

    groups: tuple[Group, ...] = ()
    acknowledgements: tuple[InterchangeAcknowledgement, ...] = ()
    findings: tuple[Finding, ...] = ()
    length: int = 0


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file: its interchanges in order."""

    interchanges: tuple[Interchange, ...]

    def transactions(self):
        """Every transaction of every group, in file order."""
        for interchange in self.interchanges:
            for group in interchange.groups:
                yield from group.transactions

    @property
    def findings(self):
        """Envelope findings of the interchanges, groups and transactions, in file order."""
        found = []
        for interchange in self.interchanges:
            found += interchange.findings
            for group in interchange.groups:
                found += group.findings
                for transaction in group.transactions:
                    found += transaction.findings
        return tuple(found)


def read(source):
    """The whole file as a Document. Raises Unreadable, also when a later interchange cannot be read."""
    return Document(interchanges=tuple(interchanges(source)))


def interchanges(source):
    """Each interchange as soon as it is complete, so that memory holds one at a time. Raises Unreadable, also when there is none."""
    header = None
    for event, header, *rest in walk(source):
        if event == OPENED:
            if isinstance(header, InterchangeHeader):
                groups, acknowledgements = [], []
            elif isinstance(header, GroupHeader):
                transactions = []
            else:
                raw = []
        elif event == SEGMENTS:
            raw += rest[0]
        elif event == ACKNOWLEDGED:
            acknowledgements.append(rest[0])
        elif isinstance(header, TransactionHeader):
            transactions.append(_transaction(header, raw, *rest))
        elif isinstance(header, GroupHeader):
            groups.append(Group(**vars(header), transactions=tuple(transactions), findings=rest[0]))
        else:
            content = {"groups": tuple(groups), "acknowledgements": tuple(acknowledgements)}
            yield Interchange(**vars(header), **content, findings=rest[0], length=rest[1])
    if header is None:
        raise Unreadable("empty", "The file is empty: there is no X12 interchange in it.")


def _transaction(header, raw, findings, length):
    fields = vars(header) | {"raw": tuple(raw), "findings": findings, "length": length}
    if header.set_id in ("837", "277"):
        fields["type"] = kind_of(header.set_id, header.version, raw, header.interchange.delimiters.element)
    return Transaction(**fields)


def body_hash(raw, delimiters):
    """sha256 (hex) of the segments of a transaction, its control numbers left out and its delimiters made one kind."""
    text = "\n".join(raw)
    for ours, theirs in (("\x1d", delimiters.element), ("\x1f", delimiters.component), ("\x1e", delimiters.repetition)):
        text = text.replace(theirs, ours) if theirs else text
    first, _, rest = text.partition("\n")
    body, _, last = rest.rpartition("\n")
    if not last.startswith("SE\x1d"):
        body = rest
    kept = first.split("\x1d")
    del kept[2:3]
    return sha256("\n".join(("\x1d".join(kept), body)).encode()).hexdigest()
