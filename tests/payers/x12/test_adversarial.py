"""Hostile files: bounded memory (a limit of address space), bounded time, and the finding that says what is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from payers import x12
from tests.payers.x12 import builders
from tests.payers.x12.adversarial import FILES, SETS

ROOT = Path(__file__).resolve().parents[3]
MANY, VERY_MANY = 3_000, 1_000_000
MEGABYTES, FULL_MEGABYTES = 400, 3_000
SECONDS, FULL_SECONDS = 300, 1_800
SMALL_PART, GIGABYTE = 32 << 10, 1 << 20
PLAIN = x12.write(builders.envelope(), [builders.batch()])


def told(names, count, megabytes=MEGABYTES, seconds=SECONDS, checking="yes"):
    """{name: what was found} by a process of its own; it fails where the memory or the time does not suffice."""
    command = [sys.executable, "-m", "tests.payers.x12.adversarial", str(count), str(megabytes), checking, *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


EXPECTED = {
    "adjustments of one claim": {"sets": 1, "segment_count": 1},
    "services of one claim": {"sets": 1, "segment_count": 1},
    "remark segments of one claim": {"sets": 1, "segment_count": 1, "segment_repeated": 1},
    "claims of one payment": {"sets": 1, "segment_count": 1, "segment_missing": MANY + 1},
    "summaries of one payment": {"sets": 1, "segment_count": 1},
    "unknown segments": {"sets": 1, "segment_count": 1, "unknown_segment": MANY},
    "lines of one claim": {"sets": 1, "segment_count": 1, "loop_repeated": 1},
    "references of one claim": {"sets": 1, "segment_count": 1, "segment_repeated": 1},
    "claims of one batch": {"sets": 1, "segment_count": 1, "claim_repeated": MANY},
    "other payers of one claim": {"sets": 1, "segment_count": 1, "rank_repeated": MANY - 1},
    "levels in levels of an 837": {"sets": 1, "segment_count": 1, "hl_level": MANY - 1},
    "levels in levels of a 277CA": {"sets": 1, "segment_count": 1, "hl_level": MANY - 1, "unexpected_segment": MANY},
    "levels in levels of a 276": {"sets": 1, "segment_count": 1, "hl_level": MANY - 1, "unexpected_segment": MANY},
    "levels in levels of a 271": {"sets": 1, "segment_count": 1, "hl_level": MANY - 1, "unexpected_segment": MANY},
    "benefits of one person": {"sets": 1, "segment_count": 1},
    "loops that never end": {"sets": 1, "segment_count": 1, "loop_end_missing": MANY},
    "errors of one set": {"sets": 1, "segment_count": 1, "received_count": 1},
    "sets of one group": {"sets": MANY, "transaction_control_repeated": MANY - 1, "transaction_count": 1},
    "groups": {"group_control_repeated": MANY - 1, "group_count": 1},
    "interchanges": {"group_count": MANY},
    "interchanges of other separators": {"group_count": 2 * MANY},
    "acknowledgements": {"group_count": 1},
    "stray segments": {"segment_outside_transaction": 100},
    "empty segments": {"empty_segment": 1},
    "no terminator": {"segment_too_long": 1},
    "no terminator in UTF-16": {"segment_too_long": 1},
    "elements without end": {"segment_too_long": 1},
    "blanks before everything": {"empty": 1},
    "NUL bytes before everything": {"empty": 1},
}


def test_every_hostile_file_has_its_finding_here():
    assert set(EXPECTED) == set(SETS) | set(FILES)


def test_hostile_files_have_their_findings():
    found = told(EXPECTED, MANY)

    assert {name: {code: found[name].get(code) for code in codes} for name, codes in EXPECTED.items()} == EXPECTED


def test_a_gigabyte_without_a_terminator_is_left_after_little_of_it():
    names = [name for name, found in EXPECTED.items() if "segment_too_long" in found]

    assert told(names, GIGABYTE) == {name: EXPECTED[name] for name in names}


def test_endless_blanks_stay_in_flat_memory():
    names = [name for name, found in EXPECTED.items() if "empty" in found]

    assert told(names, SMALL_PART, megabytes=100) == {name: EXPECTED[name] for name in names}


@pytest.mark.full
@pytest.mark.parametrize("name", SETS)
def test_a_million_of_them_are_read_in_bounded_memory(name):
    found = told([name], VERY_MANY, FULL_MEGABYTES, FULL_SECONDS, checking="no")[name]

    assert found["sets"] == (1 if EXPECTED[name]["sets"] == 1 else VERY_MANY)


def marked(element="*", component=":", repetition="^", segment="~"):
    """A file with these delimiters in its ISA and everywhere."""
    return PLAIN.decode().translate(str.maketrans({"*": element, ":": component, "^": repetition, "~": segment}))


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ({"element": "A"}, "isa_broken"),
        ({"element": "7"}, "isa_broken"),
        ({"element": " "}, "isa_broken"),
        ({"component": "A"}, "isa_delimiters"),
        ({"component": "7"}, "isa_delimiters"),
        ({"component": " "}, "isa_delimiters"),
        ({"component": "*"}, "isa_delimiters"),
        ({"segment": "A"}, "isa_delimiters"),
        ({"segment": "7"}, "isa_delimiters"),
        ({"segment": " "}, "isa_delimiters"),
        ({"segment": ":"}, "isa_delimiters"),
        ({"segment": "*"}, "isa_delimiters"),
        ({"element": "é"}, "isa_broken"),
    ],
)
def test_characters_that_cannot_separate_make_a_file_unreadable(marks, code):
    with pytest.raises(x12.Unreadable) as caught:
        x12.read(marked(**marks).encode("latin-1"))

    assert caught.value.code == code


@pytest.mark.parametrize("marks", [{"segment": "\n"}, {"segment": "\r"}, {"element": "\t"}, {"element": "|", "component": ">", "segment": "!"}, {"element": "§"}, {"segment": "¶"}])
def test_strange_characters_that_can_separate_do(marks):
    (transaction,) = x12.read(marked(**marks).encode("latin-1")).transactions()

    assert [segment[0] for segment in transaction.segments] == [segment[0] for segment in next(x12.read(PLAIN).transactions()).segments]
    assert x12.check(transaction) == ()


@pytest.mark.parametrize("repetition", [":", "~", "U", " ", "0"])
def test_a_repetition_separator_that_is_none_separates_nothing(repetition):
    (interchange,) = x12.read(PLAIN.replace(b"*^*00501*", f"*{repetition}*00501*".encode())).interchanges

    assert interchange.delimiters.repetition == ""
