"""Every twin that a set's guide asks for yields the finding that names it; every twin by hand yields its finding and no other error."""

import pytest

from payers import x12
from payers.x12.findings import ERROR
from payers.x12.registry import SETS
from payers.x12.set_999.acknowledging import ELEMENT_CODES, SEGMENT_CODES
from tests.payers.x12 import counting, twins

BY_GUIDE = frozenset(SEGMENT_CODES) | frozenset(ELEMENT_CODES)
HAND = [(kind, twin) for kind, table in counting.BY_HAND.items() for twin in table]


@pytest.mark.parametrize("kind", SETS)
def test_what_the_guide_forbids_is_found_where_it_stands(kind):
    unproven, strangers = [], []
    for twin, found in twins.checked(kind):
        if not any(map(twin.proves, found)):
            unproven.append((twin.name, [str(item) for item in found][:3]))
        if "qualifier" not in twin.name:
            elsewhere = [item for item in found if item.code in BY_GUIDE and item.severity == ERROR and item.segment_number != twin.number]
            strangers += [(twin.name, str(item)) for item in elsewhere]

    assert unproven == []
    assert strangers == []


@pytest.mark.parametrize(("kind", "twin"), HAND, ids=[f"{kind} {twin.code} {number}" for number, (kind, twin) in enumerate(HAND)])
def test_a_twin_by_hand_yields_its_finding_and_no_other_error(kind, twin):
    segments = twin.segments(kind)

    found = x12.check(twins.damaged(twins.golden(kind)[twin.golden], segments))

    mine = (twin.code, twin.loop, segments[twin.number(segments) - 1][0], twin.number(segments), twin.element)
    assert mine in [(item.code, item.loop, item.segment, item.segment_number, item.element) for item in found]
    assert {item.code for item in found if item.severity == ERROR} <= {twin.code, *twin.also}
    assert all(item.message.endswith((".", "?")) and len(item.message.split()) >= 5 for item in found)


@pytest.mark.full
def test_the_page_shows_what_is_counted():
    assert counting.table() in counting.PAGE.read_text()
