"""How much of each set's guide is encoded, and how much of that is proven by a malformed twin: `python -m tests.payers.x12.counting`.

Prints the table of docs/x12.md; `--write` puts it there. A segment or element is proven when a twin of `twins.family` yields its exact finding, a
situational rule when a twin by hand does. "Public" is what the maps of pyx12 hold, where it has one for the set.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from payers.x12.registry import SETS
from payers.x12.situations import situations
from tests.payers.x12 import twins, twins_835, twins_837i, twins_837p, twins_answers

MAPS = {
    "837P": "837.5010.X222.A1.xml", "837I": "837Q3.I.5010.X223.A1.xml", "835": "835.5010.X221.A1.xml", "999": "999.5010X231.A1.xml",
    "277CA": "277.5010.X214.xml", "277": "277.5010.X212.xml",
}  # fmt: skip
PAGE = Path(__file__).resolve().parents[3] / "docs" / "x12.md"
TABLE = re.compile(r"\| set \| segments: public.*?\n(?:\|.*\n)+")
BY_HAND = {
    "837P": twins_837p.TWINS, "837I": twins_837i.TWINS, "835": twins_835.TWINS, "999": twins_answers.TWINS_999, "277CA": twins_answers.TWINS_277CA,
    "277": twins_answers.TWINS_277, "276": twins_answers.TWINS_276, "271": twins_answers.TWINS_271, "270": twins_answers.TWINS_270,
}  # fmt: skip


@dataclass(frozen=True)
class Count:
    """The numbers of one set: (public or None, encoded, proven) of segments and elements, (encoded, proven) of rules."""

    kind: str
    segments: tuple[int | None, int, int]
    elements: tuple[int | None, int, int]
    rules: tuple[int, int]


def count(kind):
    """Count of a set."""
    proven = _proven(kind)
    rules = twins.rules(kind)
    elements = [(rule, ref) for rule in rules for ref, usage, *_ in twins.leaves(rule) if usage != "N"]
    public = _public(kind)
    return Count(
        kind,
        (public and public[0], len(rules), len({rule for rule, _ in proven})),
        (public and public[1], len(elements), len(proven & set(elements))),
        (len(situational_rules(kind)), len(proven_rules(kind))),
    )


def situational_rules(kind):
    """(code, loops, segment, elements) of each rule of a set: its SITUATIONS, and what its check calculates (CALCULATED)."""
    text, calculated = _declared(kind, "SITUATIONS", ""), _declared(kind, "CALCULATED", ())
    rows = {(rule.code, rule.loops, rule.segment, _elements(rule)) for rules in situations(text).values() for rule in rules}
    return frozenset(rows) | {(code, frozenset({loop}), segment, None) for code, loop, segment, *_ in calculated}


def _elements(rule):
    return frozenset(alternatives[0].place(rule.segment) for alternatives in rule.must)


def _declared(kind, name, default):
    module = SETS[kind].module
    for place in (module, getattr(module, "guide", None), getattr(module, "checking", None)):
        if hasattr(place, name):
            return getattr(place, name)
    return default


def _proven(kind):
    return frozenset((twin.rule, twin.ref) for twin, found in twins.checked(kind) if any(map(twin.proves, found)))


def proven_rules(kind):
    """The situational rules of a set that a twin by hand breaks."""
    twins_ = BY_HAND.get(kind, ())
    return frozenset(row for row in situational_rules(kind) if any(_breaks(twin, row) for twin in twins_))


def _breaks(twin, row):
    code, loops, segment, elements = row
    return (twin.code, twin.tag) == (code, segment) and (twin.loop in loops or "*" in loops) and (elements is None or twin.element in elements)


def _public(kind):
    """(segments, elements) that pyx12's map uses, or None. A segment counts once by its loop, id and place."""
    if kind not in MAPS or not find_spec("pyx12"):
        return None
    root = ElementTree.parse(Path(find_spec("pyx12").origin).parent / "map" / MAPS[kind]).getroot()
    found = {}
    for loop in root.iter("loop"):
        for segment in loop.findall("segment"):
            key = (loop.get("xid"), segment.get("xid"), segment.findtext("pos"), segment.findtext("name"))
            if segment.get("xid") not in ("ISA", "IEA", "GS", "GE", "TA1", "ST", "SE") and segment.findtext("usage") != "N":
                found[key] = sum(map(_used, segment))
    return len(found), sum(found.values())


def _used(node):
    if node.tag == "element":
        return node.findtext("usage") != "N"
    if node.tag == "composite" and node.findtext("usage") != "N":
        return sum(map(_used, node.findall("element")))
    return 0


def table():
    """The table for docs/x12.md, in Markdown."""
    lines = [
        "| set | segments: public / encoded / proven | elements: public / encoded / proven | situational rules: encoded / proven |",
        "|---|---|---|---|",
    ]
    for kind in SETS:
        item = count(kind)
        cells = [" / ".join("-" if number is None else str(number) for number in numbers) for numbers in (item.segments, item.elements, item.rules)]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def written(text):
    """The text of docs/x12.md with the table as counted now."""
    return TABLE.sub(lambda _: table() + "\n", text, count=1)


if __name__ == "__main__":
    print(table())
    if "--write" in sys.argv:
        PAGE.write_text(written(PAGE.read_text()))
