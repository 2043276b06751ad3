"""The notation of situational rules: what a line says is what is found."""

import pytest

from payers.x12.guide import guide
from payers.x12.registry import SETS
from payers.x12.situations import Situations, situations
from payers.x12.structure import placed
from tests.payers.x12 import counting

GUIDE = """
ST R 1 -
BHT R 1 -
@A R > outer
  NM1 R 1 41,40
  REF S 9 EI,SY
  @B S > inner
    DTP S 9 1,2
SE R 1
"""
SEGMENTS = [["ST", "999"], ["BHT", "1", "", "0.5:x"], ["NM1", "41", "2"], ["REF", "EI", "9"], ["DTP", "1", "D8"], ["NM1", "40", "1"], ["SE", "7"]]


class Marks:
    component = ":"
    repetition = "^"


def broken(line):
    """(code, severity, loop, segment number, element) of what one rule finds in SEGMENTS."""
    rules = Situations(line, GUIDE, Marks)
    for number, segment, loop, rule, _ in placed(SEGMENTS, guide(GUIDE), ":"):
        rules.take(number, segment, loop, rule)
    return [(item.code, item.severity, item.loop, item.segment_number, item.element) for item in rules.findings()]


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        ("a | A | NM1 | -> NM109 | Say the id.", [("a", "error", "A", 3, "NM109"), ("a", "error", "A", 6, "NM109")]),
        ("?a | A | NM1*40 | -> NM109 | Say the id.", [("a", "warning", "A", 6, "NM109")]),
        ("a | A | NM1 | NM102=2 -> NM109 | Say the id.", [("a", "error", "A", 3, "NM109")]),
        ("a | A | NM1 | !NM102=2 -> NM109 | Say the id.", [("a", "error", "A", 6, "NM109")]),
        ("a | A | NM1 | -> +REF*EI | Say the number.", [("a", "error", "A", 6, "")]),
        ("a | A | NM1 | -> +DTP | Say the date.", [("a", "error", "A", 6, "")]),
        ("a | B | DTP | -> ^REF*SY | Say the number.", [("a", "error", "B", 5, "")]),
        ("a | B | DTP | -> ^REF*EI | Say the number.", []),
        ("a | A,B | DTP | -> DTP03/DTP02 | Say the date.", []),
        ("a | * | DTP | -> DTP03 | Say the date.", [("a", "error", "B", 5, "DTP03")]),
        ("a | - | BHT | -> !BHT01 | Leave it out.", [("a", "error", "", 2, "BHT01")]),
        ("a | - | BHT | -> BHT03-1:share | Say a share.", []),
        ("a | - | BHT | -> BHT03-1:zero | Say nothing.", [("a", "error", "", 2, "BHT03-1")]),
        ("a | - | BHT | BHT02 -> BHT03 | Say it.", []),
    ],
)
def test_a_rule_finds_what_it_says(rule, places):
    assert broken(rule) == places


@pytest.mark.parametrize("body", ["-> nm109", "-> NM109:odd", "-> +", "NM1 -> NM109"])
def test_what_is_no_condition_is_refused(body):
    with pytest.raises(ValueError, match="situational rule"):
        situations(f"a | A | NM1 | {body} | Say it.")


@pytest.mark.parametrize("kind", ["835", "999", "277CA", "277", "276", "271", "270"])
def test_every_rule_is_broken_by_a_twin_and_says_how_to_mend_it(kind):
    rules = counting.situational_rules(kind)

    assert set(rules) - set(counting.proven_rules(kind)) == set()
    for line in situations(getattr(SETS[kind].module, "SITUATIONS", "")).values():
        for rule in line:
            assert rule.message.endswith("."), rule.code
            assert len(rule.message.split()) >= 8, rule.code

