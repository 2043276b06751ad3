"""The X12 codec against the least that any program must do with the same bytes, and against pyx12. Rows of DESIGN section 8.

Reading means: dataclasses of every claim, balanced at line, claim and check, taken claim by claim. Emitting means: from
dataclasses to the bytes of the interchange.
"""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from payers import x12
from payers.x12 import set_835, values
from tests.benchmarks import x12_files
from tests.benchmarks.timing import medians, peak_of, row

ROUNDS, FEW_ROUNDS = 9, 3
PAID_CLAIMS, SENT_CLAIMS = 10_000, 5_000
PEAK_MEGABYTES, GROWTH, FLAT = 100, 4, 1.1
READING = "import sys; from payers.x12 import set_835; print([sum(1 for _ in claims) for claims in set_835.stream(sys.argv[1])])"


def rows(scale=1.0):
    """The rows of reading and of emitting; `scale` makes them smaller for a quick look."""
    with TemporaryDirectory() as folder:
        return [*_reading(Path(folder), int(PAID_CLAIMS * scale)), _emitting(int(SENT_CLAIMS * scale))]


def _reading(folder, claims):
    path, large = folder / "835.edi", folder / "large.edi"
    x12_files.remittance(path, claims)
    x12_files.remittance(large, claims * GROWTH)
    data = path.read_bytes()
    split = medians(ROUNDS, ours=partial(read_and_balance, data), split=partial(element_split, data))
    pyx12 = medians(FEW_ROUNDS, ours=partial(read_and_balance, path), pyx12=partial(pyx12_segments, path))
    small_peak, large_peak = peak_of(READING, path), peak_of(READING, large)
    what = f"read and balance an 835 of {claims:,} claims"
    return [
        row(f"{what}: against splitting it", split["ours"], split["split"], 4),
        row(f"{what}: against pyx12's X12Reader", pyx12["ours"], pyx12["pyx12"], 0.2),
        row(f"{what}: peak memory against {PEAK_MEGABYTES} MB", small_peak, PEAK_MEGABYTES, 1, "MB"),
        row(f"{what}: peak memory with {GROWTH} times the claims", large_peak, small_peak, FLAT, "MB"),
    ]


def _emitting(claims):
    batch, envelope = x12_files.batch(claims), x12_files.envelope()
    data = x12.write(envelope, [batch])
    elements = [segment.split("*") for segment in data.decode().split("~")]
    joined_again = partial(joined, elements)
    assert joined_again() == data
    times = medians(ROUNDS, ours=partial(emitted, envelope, batch), join=joined_again)
    return row(f"emit an 837P of {claims:,} claims: against joining its elements", times["ours"], times["join"], 3)


def read_and_balance(source):
    """Every claim of an 835 as dataclasses, balanced; the verdict must be that all adds up."""
    _forget()
    for claims in set_835.stream(source):
        for _ in claims:
            pass
        assert claims.balance.balanced, claims.balance
        assert claims.count
    return claims.count


def emitted(envelope, batch):
    """The bytes of an interchange with this batch."""
    _forget()
    return x12.write(envelope, [batch])


def _forget():
    """Each round begins as a new process does, without amounts and dates that an earlier round left in memory."""
    for memory in values.MEMORIES:
        memory.clear()


def element_split(data):
    """The least that reading is: the elements of every segment."""
    return [segment.split(b"*") for segment in data.split(b"~")]


def pyx12_segments(path):
    """The segments that pyx12's reader gives, counted."""
    from pyx12.x12file import X12Reader

    with path.open(encoding="ascii") as file:
        return sum(1 for _ in X12Reader(file))


def joined(elements):
    """The least that emitting is: element lists that are already there, joined into segments, file and bytes."""
    return "~".join(["*".join(segment) for segment in elements]).encode()
