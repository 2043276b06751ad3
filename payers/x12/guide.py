"""What an implementation guide asks of a set, as data: loops, segments, elements. Each set's `guide` module has the text.

One line a loop or segment, indented under its loop:

    @2010AA R 1 billing provider             a loop: id, usage (R required, S situational), most repeats (> any), its name
      NM1 R 1 85 | R R:1,2 R S S . S S:XX S  a segment: id, usage, most repeats, qualifier codes (or -), its elements

Elements in order: R required, S situational, . not used; `:` lists the codes allowed, `/` the longest text, `(...)` the
components, `12*` repeats the token. Without `|` the segment has its usual elements (USUAL). The first segment of a
loop opens it. The qualifier stands in the element that QUALIFIER_AT names.
"""

import re
from dataclasses import dataclass, field
from functools import cache

USUAL = {
    "N3": "R S", "N4": "R S S S . . S", "REF": "R R", "AMT": "R R", "QTY": "R R", "HL": "R S R S", "LX": "R", "NTE": "R R", "LQ": "R R", "K3": "R",
    "PER": "R S R R S S S S", "DTP": "R R R", "DTM": "R R", "CAS": "R:CO,CR,OA,PI,PR R R S S S S S S S S S S S S S S S S", "PRV": "R R:PXC R",
    "DMG": "R:D8 R R:F,M,U", "SE": "R R", "MSG": "R", "LS": "R", "LE": "R",
}  # fmt: skip
QUALIFIER_AT = {"HL": 3}
QUALIFIED = frozenset({"NM1", "N1", "REF", "DTP", "DTM", "AMT", "QTY", "PRV", "CRC", "HI", "HL", "LQ", "MEA", "NTE", "PER", "LS", "LE", "CUR", "PWK"})


@dataclass(frozen=True, slots=True)
class ElementRule:
    """Usage (R, S, N), allowed codes (or None), longest text (0: the dictionary's), rules of the components."""

    usage: str
    codes: frozenset[str] | None = None
    maximum: int = 0
    components: tuple["ElementRule", ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentRule:
    """A segment at its place in a loop. `qualifiers` is None where any will do."""

    id: str
    usage: str
    maximum: int
    qualifiers: frozenset[str] | None
    elements: tuple[ElementRule, ...]
    loop: str

    def matches(self, segment, component):
        """True when the segment's id and qualifier are this rule's."""
        if segment[0] != self.id:
            return False
        if self.qualifiers is None:
            return True
        position = QUALIFIER_AT.get(self.id, 1)
        value = segment[position] if position < len(segment) else ""
        return (value.split(component, 1)[0] if self.id == "HI" else value) in self.qualifiers


@dataclass(slots=True)
class LoopRule:
    """A loop: its rules and inner loops in order. `by_id` tells which of them a segment id may open.

    `runs` numbers the stretches of neighbours with one segment id (the REFs of a claim): the standard has them at one place, in any order.
    """

    id: str
    usage: str
    maximum: int
    name: str = ""
    children: list = field(default_factory=list)
    by_id: dict = field(default_factory=dict)
    runs: list = field(default_factory=list)

    @property
    def trigger(self):
        """The segment that opens the loop."""
        return self.children[0]


@dataclass(frozen=True, slots=True)
class Guide:
    """A set's guide: the outermost loop, every segment id that occurs, and those that occur in one loop `alone`."""

    root: LoopRule
    ids: frozenset[str]
    alone: frozenset[str] = frozenset()

    def loops(self):
        """Every loop, outermost first."""
        waiting = [self.root]
        while waiting:
            loop = waiting.pop(0)
            yield loop
            waiting = [child for child in loop.children if isinstance(child, LoopRule)] + waiting

    def segment_rules(self):
        """Every segment rule of every loop."""
        return [child for loop in self.loops() for child in loop.children if isinstance(child, SegmentRule)]


@cache
def guide(text):
    """Guide of a text in the notation above."""
    root = LoopRule("", "R", 1, "transaction")
    stack = [(-1, root)]
    for line in text.splitlines():
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        while stack[-1][0] >= depth:
            stack.pop()
        parent = stack[-1][1]
        if line.lstrip().startswith("@"):
            loop = _loop(line.split())
            parent.children.append(loop)
            stack.append((depth, loop))
        else:
            parent.children.append(_segment_rule(line, parent.id))
    ids = frozenset(_index(root))
    homes = {}
    for rule in Guide(root, ids).segment_rules():
        homes.setdefault(rule.id, set()).add(rule.loop)
    return Guide(root, ids, frozenset(id_ for id_, loops in homes.items() if len(loops) == 1))


def _index(loop):
    ids, before = set(), None
    for position, child in enumerate(loop.children):
        first = child.trigger if isinstance(child, LoopRule) else child
        kind = (type(child), first.id)
        loop.runs.append(loop.runs[-1] + (kind != before) if loop.runs else 0)
        before = kind
        loop.by_id.setdefault(first.id, []).append(position)
        ids.add(first.id)
        if isinstance(child, LoopRule):
            ids |= _index(child)
    return ids


def _loop(words):
    return LoopRule(words[0][1:], words[1], _times(words[2]), " ".join(words[3:]))


def _segment_rule(line, loop):
    head, bar, tail = line.partition("|")
    id_, usage, times, *codes = head.split()
    qualifiers = frozenset(codes[0].split(",")) if codes and codes[0] != "-" else None
    elements = list(_elements(tail if bar else USUAL.get(id_, "")))
    position = QUALIFIER_AT.get(id_, 1)
    if qualifiers and id_ != "HI" and position <= len(elements):
        elements[position - 1] = ElementRule("R", qualifiers)
    return SegmentRule(id_, usage, _times(times), qualifiers, tuple(elements), loop)


def _times(word):
    return 1_000_000_000 if word == ">" else int(word)


_TOKEN = re.compile(r"(?:(\d+)\*)?([RS.])(?:/(\d+))?(?::([\w,]+))?(?:\(([^)]*)\))?\s*")


def _elements(text):
    text = text.strip()
    while text:
        match = _TOKEN.match(text)
        if not match:
            raise ValueError(f"not an element of a guide: {text!r}")
        times, usage, longest, codes, inner = match.groups()
        rule = ElementRule(
            usage.replace(".", "N"), frozenset(codes.split(",")) if codes else None, int(longest or 0), tuple(_elements(inner)) if inner else ()
        )
        yield from [rule] * int(times or 1)
        text = text[match.end() :]
