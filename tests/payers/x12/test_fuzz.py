"""Mutated files of every set: whatever comes, the codec answers with findings or with Unreadable, never otherwise.

The wounds are seeded: a failing case is told by its path and number, and what once failed is kept in KEPT as a plain test.
"""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from payers import x12
from payers.x12.inspection import inspected

HERE = Path(__file__).resolve()
GOLDEN = sorted((HERE.parent / "golden").glob("*/*.edi"))
SAMPLES = sorted((HERE.parents[4] / "shared" / "x12").glob("*/*"))
FILES = GOLDEN + SAMPLES
IDS = [f"{path.parent.name}/{path.stem}" for path in GOLDEN] + [f"samples/{path.parent.name}/{path.name}" for path in SAMPLES]
LONG = 20_000
MOST_GROWTH_MEGABYTES = 16
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


def content(path):
    """The text of a file without line breaks; of a long one its beginning."""
    return path.read_bytes().decode("latin-1").replace("\n", "").replace("\r", "")[:LONG]


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


def wounded(path, count, seed=""):
    """That many mutants of a file, the same for the same path and seed."""
    source = random.Random(f"{path.stem}{seed}")
    text = content(path)
    for _ in range(count):
        yield mutated(text, source).encode("latin-1", "replace")


@pytest.mark.parametrize("path", GOLDEN, ids=IDS[: len(GOLDEN)])
def test_wounded_files_are_read_without_an_exception(path):
    for data in wounded(path, 40):
        read_in_every_way(data)


@pytest.mark.skipif(not SAMPLES, reason="../shared/x12 is not there: the files of others are not part of the checkout")
def test_wounded_files_of_others_are_read_without_an_exception():
    for path in SAMPLES:
        for data in wounded(path, 5):
            read_in_every_way(data)


@pytest.mark.full
@pytest.mark.parametrize("path", FILES, ids=IDS)
def test_very_many_wounded_files(path):
    for data in wounded(path, 1_000, "many"):
        read_in_every_way(data)


KEPT = {
    "an acknowledgement that refuses without a category": ("277ca", "STC*A7:", "STC*:"),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_once_failed_is_read_now(name):
    kind, whole, hurt = KEPT[name]
    texts = [content(path) for path in GOLDEN if path.parent.name == kind]
    assert any(whole in text for text in texts)

    for text in texts:
        read_in_every_way(text.replace(whole, hurt).encode())


GROWTH = """
from pathlib import Path
from tests.payers.x12 import test_fuzz as fuzz

def resident():
    return int(next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")).split()[1]) // 1024

def rounds(count, seed):
    for path in fuzz.GOLDEN:
        for data in fuzz.wounded(path, count // len(fuzz.GOLDEN) + 1, seed):
            fuzz.read_in_every_way(data)

rounds(2_000, "before")
before = resident()
rounds(10_000, "after")
print(resident() - before)
"""


@pytest.mark.full
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the resident memory of a process is read from /proc")
def test_ten_thousand_wounded_files_leave_no_memory_behind():
    done = subprocess.run([sys.executable, "-c", GROWTH], cwd=HERE.parents[3], capture_output=True, text=True, check=True)

    assert int(done.stdout) <= MOST_GROWTH_MEGABYTES
