"""Mutated files of every set: whatever comes, the codec answers with findings or with Unreadable, never otherwise."""

import random
from pathlib import Path

import pytest

from payers import x12
from payers.x12.inspection import inspected

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*/*.edi"))
PIECES = [
    "",
    "~",
    "*",
    ":",
    "^",
    "~~",
    "\x00",
    "\xff",
    "é",
    "SE*1*1~",
    "ST*835*0001~",
    "HL*1*1*22~",
    "LX*1~",
    "CLP*1~",
    "SVC~",
    "NM1*QC~",
    "STC*~",
    "IEA*1*1~",
    "9" * 40,
    "-",
    ".",
    "NaN",
]


def mutated(text, source):
    """The text with one to six small wounds."""
    for _ in range(source.randint(1, 6)):
        at = source.randrange(len(text))
        choice = source.random()
        if choice < 0.35:
            text = text[:at] + source.choice(PIECES) + text[at + source.randint(0, 3) :]
        elif choice < 0.6:
            segments = text.split("~")
            one, other = source.randrange(len(segments)), source.randrange(len(segments))
            segments[one], segments[other] = segments[other], segments[one]
            text = "~".join(segments)
        elif choice < 0.8:
            segments = text.split("~")
            del segments[source.randrange(len(segments))]
            text = "~".join(segments)
        else:
            text = text[:at]
        text = text or "ISA"
    return text


def read_in_every_way(data):
    found, _ = inspected(data)
    try:
        document = x12.read(data)
    except x12.Unreadable:
        assert found["error"]
        return
    for transaction in document.transactions():
        assert len(list(x12.explain(transaction))) <= len(transaction.raw)
        model = x12.parse(transaction)
        if model is not None:
            assert len(transaction.body_hash) == 64


@pytest.mark.parametrize("path", GOLDEN, ids=[f"{path.parent.name}/{path.stem}" for path in GOLDEN])
@pytest.mark.parametrize("seed", range(12))
def test_wounded_files_are_read_without_an_exception(path, seed):
    source = random.Random(f"{path.stem}{seed}")
    text = path.read_text().replace("\n", "")

    for _ in range(5):
        read_in_every_way(mutated(text, source).encode("latin-1", "replace"))


@pytest.mark.full
@pytest.mark.parametrize("path", GOLDEN, ids=[f"{path.parent.name}/{path.stem}" for path in GOLDEN])
def test_very_many_wounded_files(path):
    source = random.Random(path.stem)
    text = path.read_text().replace("\n", "")

    for _ in range(2_000):
        read_in_every_way(mutated(text, source).encode("latin-1", "replace"))
