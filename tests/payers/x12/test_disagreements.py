"""Each error that pyx12 finds in a file of others has a finding of ours at that segment, or a reasoned line in the toml."""

from functools import cache
from pathlib import Path

import pytest

from payers import x12
from tests.payers.x12.pyx12_errors import disagreements, errors, not_ours

pytest.importorskip("pyx12.x12n_document")

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "x12"
FILES = sorted(SAMPLES.glob("*/*")) if SAMPLES.is_dir() else []
NAMES = [f"{path.parent.name}/{path.name}" for path in FILES]
LINES = disagreements()

absent = pytest.mark.skipif(not FILES, reason="../shared/x12 is not there: the files of others are not part of the checkout")


@cache
def differences(path):
    """The errors of pyx12 that we do not have; none where pyx12 has no guide for the set."""
    told = errors(path.read_bytes())
    return () if told is None else tuple(not_ours(told, x12.read(path)))


@absent
@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_what_pyx12_finds_is_found_or_reasoned(path):
    sample = f"{path.parent.name}/{path.name}"

    assert [item for item in differences(path) if not any(line.covers(sample, item) for line in LINES)] == []


@absent
@pytest.mark.full
def test_every_line_of_the_toml_is_used():
    unused = [
        line
        for line in LINES
        if not line.sample.startswith("twins/")
        and not any(line.covers(name, item) for name, path in zip(NAMES, FILES, strict=True) for item in differences(path))
    ]

    assert unused == []


def test_every_line_of_the_toml_gives_a_reason():
    assert all(len(line.reason.split()) >= 5 for line in LINES)
    assert len(set(LINES)) == len(LINES)
