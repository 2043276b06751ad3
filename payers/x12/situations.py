"""Situational rules as data: what one segment asks of its own elements and of its neighbours. Called by `checking`.

A rule a line, its columns parted by `|`; each set has its rules beside its guide:

    code | loop | segment | when -> must | what is wrong and how to mend it.

The loop is `-` for the header and `*` for any; several are parted by commas; the segment may name qualifiers (NM1*TT). All
conditions of `when` must hold, then each of `must` has to; the first that does not is the finding's element. A code that
begins with `?` is a warning.

    BPR04            it has text                       BPR04=ACH,CHK   it is one of these       BPR02:zero   see TESTS and forms
    !BPR05           it has none; `!` turns any round  SVC01-1         a component
    +NM1*TT          the segment stands in this loop or in an inner one; `^REF*F8`: in a loop around it;
                     `.REF*F8`: in this very loop; an element may follow: ^SBR01=S,T asks for one such segment
    A/B              one of the two holds
"""

import re
from dataclasses import dataclass, field
from functools import cache

from payers.x12.findings import ERROR, WARNING, Finding
from payers.x12.forms import FORMS
from payers.x12.guide import QUALIFIER_AT, LoopRule, guide
from payers.x12.values import number

TESTS = {
    "zero": lambda value: value == 0,
    "positive": lambda value: value > 0,
    "negative": lambda value: value < 0,
    "share": lambda value: 0 <= value <= 1,
}
_CONDITION = re.compile(
    r"(!?)(?:([+^.]?)([A-Z][A-Z0-9]{1,2}?)(\d\d)(?:-(\d))?(?:=([\w,]+)|:(\w+))?|([+^.])([A-Z0-9]{2,3})(?:\*([\w,]+))?)\Z"
)
_WORD = re.compile("[A-Z0-9]*")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a rule. Without a `segment` it is about an element of the rule's own segment."""

    negative: bool
    reach: str
    segment: str
    qualifiers: frozenset[str]
    position: int
    component: int
    codes: frozenset[str]
    test: str

    def holds(self, segment, occurrence, marks):
        """True when the condition holds for this segment in this occurrence of its loop."""
        return self._met(segment, occurrence, marks) is not self.negative

    def _met(self, segment, occurrence, marks):
        if not self.reach:
            return self._element_met(segment, marks)
        if self.reach == "+" and not self.position:
            return occurrence.holds(self.segment, self.qualifiers)
        found = (item for item in occurrence.reached(self.reach) if item[0] == self.segment)
        if self.position:
            return any(self._element_met(item, marks) for item in found)
        return any(not self.qualifiers or _qualifier(item) in self.qualifiers for item in found)

    def _element_met(self, segment, marks):
        text = segment[self.position] if self.position < len(segment) else ""
        if self.component:
            parts = text.split(marks.component)
            text = parts[self.component - 1] if self.component <= len(parts) else ""
        if self.test in FORMS:
            return bool(text and FORMS[self.test](text))
        if self.test:
            value = number(text) if text else None
            return value is not None and TESTS[self.test](value)
        return text in self.codes if self.codes else bool(text)

    def place(self, tag):
        """Name of the element, "" where the condition is about another segment."""
        if self.reach:
            return ""
        return f"{tag}{self.position:02d}" + (f"-{self.component}" if self.component else "")


@dataclass(frozen=True, slots=True)
class Situation:
    """One rule. `when` and `must` hold alternatives: tuples of conditions of which one has to hold."""

    code: str
    severity: str
    loops: frozenset[str]
    segment: str
    qualifiers: frozenset[str]
    when: tuple[tuple[Condition, ...], ...]
    must: tuple[tuple[Condition, ...], ...]
    message: str

    def broken(self, segment, occurrence, marks):
        """The element at which the rule is broken ("" for the segment as such), or None where it is kept."""
        if self.qualifiers and _qualifier(segment) not in self.qualifiers:
            return None
        if not all(_any(alternatives, segment, occurrence, marks) for alternatives in self.when):
            return None
        for alternatives in self.must:
            if not _any(alternatives, segment, occurrence, marks):
                return alternatives[0].place(segment[0])
        return None


@dataclass(slots=True)
class Occurrence:
    """One time that a loop occurs: its own segments, those of the loops in it, and the occurrence around it."""

    loop: str
    around: "Occurrence | None"
    own: list = field(default_factory=list)
    within: set = field(default_factory=set)
    inner: list = field(default_factory=list)

    def take(self, number_, segment):
        """Adds a segment to this loop, and to what stands within each loop around it."""
        self.own.append((number_, segment))
        mark = (segment[0], _qualifier(segment))
        occurrence = self
        while occurrence is not None:
            occurrence.within.add(mark)
            occurrence = occurrence.around

    def holds(self, tag, qualifiers):
        """True when such a segment stands in this loop or in a loop within it."""
        return any(id_ == tag and (not qualifiers or qualifier in qualifiers) for id_, qualifier in self.within)

    def reached(self, reach):
        """The segments of this loop (`.`), of this loop and those within it (`+`), or of the loops around it (`^`)."""
        if reach == "^":
            outer = self.around
            while outer is not None:
                yield from (segment for _, segment in outer.own)
                outer = outer.around
            return
        yield from (segment for _, segment in self.own)
        if reach == "+":
            for loop in self.inner:
                yield from loop.reached("+")


class Situations:
    """Collects the loops of one transaction while they are placed; `findings` then holds the rules against them."""

    def __init__(self, rules, guide_text, marks):
        self.rules = situations(rules)
        self.parents, self.triggers = _parents(guide_text)
        self.marks = marks
        self.open = {"": Occurrence("", None)}
        self.all = [self.open[""]]

    def take(self, number_, segment, loop, rule):
        """Notes where a segment was placed."""
        if not self.rules:
            return
        if loop not in self.open or (rule is not None and rule == self.triggers.get(loop)):
            around = next((self.open[outer] for outer in reversed(self.parents.get(loop, ())) if outer in self.open), self.open[""])
            self.open[loop] = Occurrence(loop, around)
            around.inner.append(self.open[loop])
            self.all.append(self.open[loop])
            for inner, outer in self.parents.items():
                if loop in outer and inner != loop:
                    self.open.pop(inner, None)
        self.open[loop].take(number_, segment)

    def findings(self):
        """A Finding for each rule that is broken, at the segment that asks."""
        for occurrence in self.all:
            for number_, segment in occurrence.own:
                for rule in self.rules.get(segment[0], ()):
                    if occurrence.loop not in rule.loops and "*" not in rule.loops:
                        continue
                    element = rule.broken(segment, occurrence, self.marks)
                    if element is not None:
                        yield Finding(rule.severity, rule.code, occurrence.loop, segment[0], number_, element, rule.message)


@cache
def situations(text):
    """Rules of a text in the notation above, by the segment that they are about."""
    found = {}
    for line in text.splitlines():
        if line.strip():
            rule = _rule(line)
            found.setdefault(rule.segment, []).append(rule)
    return found


def _rule(line):
    code, loop, place, body, message = (part.strip() for part in line.split("|"))
    tag, _, qualifiers = place.partition("*")
    when, _, must = body.partition("->")
    severity = WARNING if code.startswith("?") else ERROR
    return Situation(
        code.lstrip("?"), severity, frozenset(loop.replace("-", "").split(",")), tag, _codes(qualifiers), tuple(map(_alternatives, when.split())),
        tuple(map(_alternatives, must.split())), message,
    )  # fmt: skip


def _alternatives(text):
    return tuple(map(_condition, text.split("/")))


def _condition(text):
    match = _CONDITION.match(text)
    if not match:
        raise ValueError(f"not a condition of a situational rule: {text!r}")
    negative, element_reach, own, position, component, codes, test, reach, tag, qualifiers = match.groups()
    if test and test not in TESTS and test not in FORMS:
        raise ValueError(f"not a test of a situational rule: {text!r}")
    return Condition(
        bool(negative), reach or element_reach or "", tag or own or "", _codes(qualifiers), int(position or 0), int(component or 0),
        _codes(codes), test or "",
    )


def _codes(text):
    return frozenset(text.split(",")) if text else frozenset()


def _any(alternatives, segment, occurrence, marks):
    return any(condition.holds(segment, occurrence, marks) for condition in alternatives)


def _qualifier(segment):
    position = QUALIFIER_AT.get(segment[0], 1)
    text = segment[position] if position < len(segment) else ""
    return _WORD.match(text).group() if segment[0] == "HI" else text


@cache
def _parents(guide_text):
    """(loop -> the loops that may stand around it, outer loops first; loop -> the rule of the segment that opens it)."""
    parents, triggers = {}, {}
    for loop in guide(guide_text).loops():
        for child in loop.children:
            if isinstance(child, LoopRule):
                parents[child.id] = (*parents.get(child.id, ()), loop.id)
                triggers[child.id] = child.trigger
    return parents, triggers
