"""What pyx12 finds in our malformed twins is found by us at that segment, or reasoned in disagreements.toml as twins/SET.

All twins of a set go into one file, each its own transaction, so that pyx12 reads its guide once.
"""

from bisect import bisect
from functools import cache

import pytest

from payers import x12
from tests.payers.x12 import counting, twins
from tests.payers.x12.pyx12_errors import disagreements, errors

pytest.importorskip("pyx12.x12n_document")

KINDS = ("837P", "837I")
MOST_SEGMENTS = 400
HEADER = (
    "ISA*00*          *00*          *ZZ*RIVERSIDE      *ZZ*PAYERGATE      *261124*0930*^*00501*000000041*0*T*:~GS*{}*A1*B1*20261124*0930*41*X*{}~"
)


def joined(transactions):
    """(bytes of one file with those transactions, the positions in it at which we find something, the position of each ST)."""
    first = transactions[0]
    parts, ours, starts, position = [HEADER.format(first.group.functional_id, first.version)], set(), [], 2
    for number, transaction in enumerate(transactions, 1):
        raw = list(transaction.raw)
        raw[0] = f"ST*{first.set_id}*{number:04d}*{first.version}"
        raw[-1] = f"SE*{len(raw)}*{number:04d}"
        ours |= {position + item.segment_number for item in x12.check(transaction)}
        starts.append(position + 1)
        parts += [f"{segment}~" for segment in raw]
        position += len(raw)
    return ("".join(parts) + f"GE*{len(transactions)}*41~IEA*1*000000041~").encode(), ours, starts


@cache
def not_ours(kind):
    """The errors of pyx12 at whose segment we find nothing, over the golden files and the twins by hand."""
    made = [twins.damaged(twins.golden(kind)[twin.golden], twin.segments(kind)) for twin in counting.BY_HAND[kind]]
    data, ours, _ = joined([*twins.golden(kind).values(), *made])
    return [item for item in errors(data) if item.position not in ours]


def reasoned(kind, item):
    """True when a line of the toml explains the difference."""
    return any(line.covers(f"twins/{kind}", item) for line in disagreements())


@pytest.mark.parametrize("kind", KINDS)
def test_pyx12_finds_no_more_in_golden_files_and_twins_by_hand(kind):
    assert [item for item in not_ours(kind) if not reasoned(kind, item)] == []


def test_every_line_about_twins_is_used():
    lines = [line for line in disagreements() if line.sample.startswith("twins/")]

    assert [line for line in lines if not any(line.covers(f"twins/{kind}", item) for kind in KINDS for item in not_ours(kind))] == []


@pytest.mark.full
@pytest.mark.parametrize("kind", KINDS)
def test_pyx12_finds_nothing_in_the_twins_of_the_guide_before_we_do(kind):
    """Behind the first error pyx12 may lose its place in the guide, and call what follows unknown."""
    made = [twins.damaged(twins.golden(kind)[twin.golden], twin.segments) for twin in twins.family(kind) if len(twin.segments) <= MOST_SEGMENTS]
    data, ours, starts = joined(made)

    left = [item for item in errors(data) if not ours.intersection(range(starts[bisect(starts, item.position) - 1], item.position + 1))]

    assert [item for item in left if not reasoned(kind, item)] == []
