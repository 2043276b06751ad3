"""A file as a stream of events, in bounded memory: what opens, the segments inside, what closes and what is wrong with it.

Called by `envelope` (which collects) and by readers of very large files. Every opened thing is closed exactly once, in
nested order, also in files that lack trailers; each segment between ST and SE is passed on untouched, in order.
"""

from itertools import chain

from payers.x12 import envelope_checks as checks
from payers.x12 import ta1
from payers.x12.headers import TransactionHeader, group_header, interchange_header
from payers.x12.kinds import kind_of
from payers.x12.reader import SegmentReader, opened

OPENED, SEGMENTS, ACKNOWLEDGED, CLOSED = "opened", "segments", "acknowledged", "closed"
REMEMBERED = 100_000
STARTS = frozenset({"ISA"[:2], "GS", "ST", "SE", "GE", "IEA"[:2], "TA1"[:2]})


def walk(source):
    """(OPENED, header), (SEGMENTS, header, [text]), (ACKNOWLEDGED, header, TA1), (CLOSED, header, findings, bytes).

    `header` is an InterchangeHeader, GroupHeader or TransactionHeader. Raises Unreadable.
    """
    with opened(source) as file:
        yield from _Walk(SegmentReader(file)).events()


def transactions(source):
    """(TransactionHeader, its segments as an iterator of text) of each transaction, in bounded memory.

    The segments of one must be taken before the next is asked for; what is left is skipped. Raises Unreadable.
    """
    events = walk(source)
    for kind, header, *_ in events:
        if kind == OPENED and isinstance(header, TransactionHeader):
            segments = chain.from_iterable(_runs_until_closed(events, header))
            yield header, segments
            for _ in segments:
                pass


def _runs_until_closed(events, transaction):
    for kind, header, *rest in events:
        if kind == SEGMENTS:
            yield rest[0]
        elif kind == CLOSED and header is transaction:
            return


class _Walk:
    def __init__(self, reader):
        self.reader = reader
        self.events_out = []
        self.number = 0
        self.interchange = self.group = self.transaction = None
        self.interchange_findings, self.group_findings, self.transaction_findings = [], [], []
        self.groups = self.transactions = self.length = 0
        self.fresh, self.end = True, None
        self.seen_interchanges, self.seen_groups, self.seen_transactions = set(), set(), set()

    def events(self):
        while self.reader.start():
            self.fresh = True
            for run in self.reader:
                again = self._run(run)
                yield from self._taken()
                if again:
                    break
            else:
                break
        self._end_of_file()
        yield from self._taken()

    def _taken(self):
        taken, self.events_out = self.events_out, []
        return taken

    def _run(self, run):
        """Handles one run of segments; True when the rest of it must be read again with other delimiters."""
        element = self.reader.delimiters.element
        body_from = 0
        for index in [index for index, piece in enumerate(run) if piece[:2] in STARTS]:
            piece = run[index]
            tag = piece.split(element, 1)[0]
            if tag[:3] == "ISA":
                tag = "ISA"
            handler = self.HANDLERS.get(tag)
            if handler is None:
                continue
            self._body(run[body_from:index])
            if tag == "ISA" and not self.fresh and self._differs(piece):
                self._close_interchange(self.reader.position(index))
                self.reader.restart(index)
                return True
            self.fresh = False
            self.number += 1
            body_from = index + 1
            handler(self, piece, piece.split(element), index)
        self._body(run[body_from:])
        return False

    def _differs(self, piece):
        """True when this ISA has other delimiters than the interchange before it."""
        mine = self.reader.delimiters
        parts = piece.split(mine.element)
        return (
            piece[3:4] != mine.element
            or len(parts) != 17
            or parts[16] != mine.component
            or (parts[11] != mine.repetition and not parts[11].isalnum())
        )

    def _body(self, pieces):
        if not pieces:
            return
        if not all(pieces):
            kept = [piece for piece in pieces if piece]
            self._remark("empty_segment", "There is an empty segment (two terminators in a row): it is left out.")
            pieces = kept
        if self.transaction:
            self.events_out.append((SEGMENTS, self.transaction, pieces))
            self.length += len(pieces)
        else:
            for offset, piece in enumerate(pieces, self.number + 1):
                if len(self.interchange_findings) < 100:
                    self.interchange_findings.append(checks.stray(piece, offset))
        self.number += len(pieces)

    def _remark(self, code, message):
        target = self.transaction_findings if self.transaction else self.interchange_findings
        if not any(finding.code == code for finding in target):
            target.append(checks.note(code, "", 0 if self.transaction else self.number, message))

    def _isa(self, piece, parts, index):
        offset = self.reader.position(index)
        if self.interchange:
            self._close_interchange(offset)
        self.interchange = interchange_header(parts, self.reader.delimiters, self.number, offset)
        self.interchange_findings = checks.isa(parts, self.number)
        if self.interchange.control in self.seen_interchanges:
            self.interchange_findings.append(checks.interchange_repeated(self.interchange.control, self.number))
        if len(self.seen_interchanges) < REMEMBERED:
            self.seen_interchanges.add(self.interchange.control)
        self.groups, self.seen_groups, self.end = 0, set(), None
        self.events_out.append((OPENED, self.interchange))

    def _gs(self, piece, parts, index):
        self._close_group(self.reader.position(index))
        self._open_group(parts)
        self.group_findings = checks.group(parts, self.number)
        if self.group.control in self.seen_groups:
            self.group_findings.append(
                checks.note(
                    "group_control_repeated",
                    "GS",
                    self.number,
                    f"The control number {self.group.control!r} stands on two groups of this interchange: it must be unique.",
                    "error",
                )
            )
        self.seen_groups.add(self.group.control)

    def _open_group(self, parts):
        self.group = group_header(parts, self.number)
        self.group_findings, self.transactions, self.seen_transactions = [], 0, set()
        self.groups += 1
        self.events_out.append((OPENED, self.group))

    def _st(self, piece, parts, index):
        self._close_transaction(self.reader.position(index))
        if not self.group:
            self._open_group(())
            self.group_findings.append(checks.missing("GS", "transaction", self.number))
        set_id, control, version = (parts[1:4] + [""] * 3)[:3]
        version = version.strip() or self.group.version
        self.transaction = TransactionHeader(
            type=kind_of(set_id, version),
            set_id=set_id,
            control=control,
            version=version,
            interchange=self.interchange,
            group=self.group,
            first_segment=self.number,
            offset=self.reader.position(index),
        )
        self.transaction_findings = checks.functional_id(set_id, self.group.functional_id, 1)
        self.transaction_findings += checks.transaction(set_id, control, control in self.seen_transactions)
        self.seen_transactions.add(control)
        self.transactions += 1
        self.length = 1
        self.events_out.append((OPENED, self.transaction))
        self.events_out.append((SEGMENTS, self.transaction, [piece]))

    def _se(self, piece, parts, index):
        if not self.transaction:
            self.interchange_findings.append(checks.stray(piece, self.number))
            return
        self.length += 1
        self.events_out.append((SEGMENTS, self.transaction, [piece]))
        self.transaction_findings += checks.trailer("SE", "segments", parts, self.length, count=self.length, control=self.transaction.control)
        self._close_transaction(self.reader.position(index + 1), ended=True)

    def _ge(self, piece, parts, index):
        self._close_transaction(self.reader.position(index))
        if not self.group:
            self.interchange_findings.append(checks.stray(piece, self.number))
            return
        control = self.group.control
        self.group_findings += checks.trailer("GE", "transactions", parts, self.number, count=self.transactions, control=control, numeric=True)
        self._close_group(0, ended=True)

    def _iea(self, piece, parts, index):
        self._close_group(self.reader.position(index))
        if not self.interchange:
            return
        control = self.interchange.control
        self.interchange_findings += checks.trailer("IEA", "groups", parts, self.number, count=self.groups, control=control)
        self.end = self.reader.position(index + 1)

    def _ta1(self, piece, parts, index):
        if self.transaction or not self.interchange:
            self._body([piece])
            self.number -= 1
            return
        acknowledgement = ta1.parse(parts)
        self.interchange_findings += ta1.check(acknowledgement)
        self.events_out.append((ACKNOWLEDGED, self.interchange, acknowledgement))

    def _close_transaction(self, offset, ended=False):
        if not self.transaction:
            return
        if not ended:
            self.transaction_findings.append(checks.missing("SE", "transaction", self.length))
        length = offset - self.transaction.offset
        self.events_out.append((CLOSED, self.transaction, tuple(self.transaction_findings), length))
        self.transaction = None

    def _close_group(self, offset, ended=False):
        self._close_transaction(offset)
        if not self.group:
            return
        if not ended:
            self.group_findings.append(checks.missing("GE", "group", self.group.first_segment))
        self.events_out.append((CLOSED, self.group, tuple(self.group_findings), 0))
        self.group = None

    def _close_interchange(self, offset):
        """Closes at the next ISA or the end of the file, so that what strays behind the IEA is still reported."""
        self._close_group(offset)
        if not self.interchange:
            return
        if self.end is None:
            self.interchange_findings.append(checks.missing("IEA", "interchange", self.interchange.first_segment))
        if self.reader.had_nul:
            self._remark("nul_bytes", "The file contains NUL bytes: they are left out.")
        length = (self.end or offset) - self.interchange.offset
        self.events_out.append((CLOSED, self.interchange, tuple(self.interchange_findings), length))
        self.interchange = None

    def _end_of_file(self):
        if self.reader.unterminated:
            self._remark("last_segment_open", "The last segment has no terminator: the file may have been cut.")
        self._close_interchange(self.reader.end)

    HANDLERS = {"ISA": _isa, "GS": _gs, "ST": _st, "SE": _se, "GE": _ge, "IEA": _iea, "TA1": _ta1}
