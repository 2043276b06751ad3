"""What callers use: read a file, parse and check its transactions, write models as bytes. Re-exported by `payers.x12`."""

from itertools import groupby

from payers.x12 import ta1, writer
from payers.x12.bulk import collector_paused
from payers.x12.registry import SETS, entry_of
from payers.x12.writer import RenderedGroup

SEGMENTS_OF_A_CLAIM = 20


def parse(transaction):
    """The typed model of a Transaction, or None for a set that this codec does not know."""
    entry = SETS.get(transaction.type)
    return entry.module.parse(transaction) if entry else None


def check(transaction):
    """All findings about a Transaction: its envelope's and its set's."""
    entry = SETS.get(transaction.type)
    return transaction.findings + (tuple(entry.module.check(transaction)) if entry else ())


def write(envelope, models, acknowledgements=()):
    """One interchange as bytes: TA1s, then the models, neighbours of one set and version in one group."""
    groups = []
    with collector_paused(sum(len(getattr(model, "claims", ())) for model in models) * SEGMENTS_OF_A_CLAIM):
        for (functional_id, version), items in groupby(models, key=_kind):
            groups.append(RenderedGroup(functional_id, version, [entry_of(item).module.render(item) for item in items]))
    return writer.interchange(envelope, groups, [ta1.render(item) for item in acknowledgements])


def write_again(interchange):
    """An Interchange that was read, written from its raw segments: every segment in order, unknown ones included."""
    marks = interchange.delimiters
    segments = [marks.element.join(interchange.isa)]
    segments += [marks.element.join(ta1.render(item)) for item in interchange.acknowledgements]
    for group in interchange.groups:
        segments.append(marks.element.join(group.gs))
        for transaction in group.transactions:
            segments += transaction.raw
        segments.append(marks.element.join(("GE", str(len(group.transactions)), group.control)))
    segments.append(marks.element.join(("IEA", str(len(interchange.groups)), interchange.control)))
    return (marks.segment.join(segments) + marks.segment).encode("utf-8")


def _kind(model):
    entry = entry_of(model)
    return entry.functional_id, model.version or entry.version
