"""Each golden file reads to the JSON beside it and is written again to the same bytes.

The files are ours, one segment a line to be readable; the line feeds are not part of the bytes compared.
"""

import json
from datetime import datetime
from pathlib import Path

import pytest

from payers import x12
from payers.x12.inspection import inspected

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*/*.edi"))
NAMES = [f"{path.parent.name}/{path.stem}" for path in FILES]


def test_every_set_has_a_golden_file():
    assert {path.parent.name for path in FILES} == {"837p", "837i", "835", "999", "ta1", "277ca", "277", "276", "270", "271"}


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_the_file_reads_to_its_json(path):
    found, readable = inspected(path)

    assert readable
    assert found == json.loads(path.with_suffix(".json").read_text())


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_the_file_is_written_again_to_the_same_bytes(path):
    data = path.read_bytes().replace(b"\n", b"")
    (interchange,) = x12.read(data).interchanges
    envelope = x12.Envelope(
        sender=interchange.sender,
        receiver=interchange.receiver,
        control=int(interchange.control),
        at=datetime(2026, 11, 24, 9, 30),
        group_control=41,
    )

    models = [x12.parse(transaction) for group in interchange.groups for transaction in group.transactions]

    assert x12.write(envelope, models, interchange.acknowledgements) == data


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nothing_is_wrong_with_it(path):
    document = x12.read(path)

    assert document.findings == ()
    assert [finding for transaction in document.transactions() for finding in x12.check(transaction)] == []
