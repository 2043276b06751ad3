"""Stored X12 in plain words, as pages show it: each segment with its sentence. Read from the stored bytes, never from our rows."""

from dataclasses import dataclass

from payers import x12
from payers.models import InboundTransaction
from payers.selectors.transactions import read_transaction

MOST_SEGMENTS = 400


@dataclass(frozen=True, slots=True)
class Said:
    """One segment: `raw` without its terminator, `say` in plain words, `number` from the ST."""

    number: int
    raw: str
    say: str
    mark: str = ""


def explained(row: InboundTransaction, *, first: int | None = None, last: int | None = None) -> list[Said]:
    """The segments of a transaction (or the part from `first` to `last`, counted from the ST) with what they say."""
    stored = read_transaction(row)
    if stored.x12 is None:
        answer = stored.ta1
        return [Said(1, f"TA1*{answer.control}", f"Answer to file {answer.control}: code {answer.code}, note {answer.note}.")]
    segments = x12.explain(stored.x12, first=first or 1, last=last or len(stored.x12.raw))
    return [Said(each.number, each.raw, each.sentence) for _, each in zip(range(MOST_SEGMENTS), segments, strict=False)]
