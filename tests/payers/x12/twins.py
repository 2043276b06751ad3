"""Malformed twins: a golden file with one thing broken, and the finding that has to name it. Used by tests and by `counting`.

Twins by hand stand in tables beside the tests of their set. Here are those that a set's guide itself asks for: every
element gone, filled with a wrong code, too long, or filled where none belongs; every segment and loop gone or once too
often; all made from golden files that hold the segment.
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from payers import x12
from payers.x12.guide import QUALIFIED, QUALIFIER_AT, LoopRule, guide
from payers.x12.registry import SETS
from payers.x12.segments import segments as dictionary
from payers.x12.structure import placed

GOLDEN = Path(__file__).parent / "golden"
MOST_REPEATS = 100
CODES = ("ZZ", "Q", "QQ", "QQQ", "ZZZ", "9", "99", "999", "8", "7", "X", "XXXX")
ENVELOPE = frozenset({"ST", "SE"})


@dataclass(frozen=True)
class Twin:
    """A damaged transaction and the finding it must yield: any of the codes, at this loop (None: any), number and element.

    `rule` is the segment rule that it proves, `ref` the element or component of it, "" for the segment or loop as such.
    """

    name: str
    golden: str
    segments: tuple[tuple[str, ...], ...]
    codes: tuple[str, ...]
    number: int
    loop: str | None
    element: str | None
    rule: object
    ref: str = ""

    def proves(self, finding):
        """True for the finding that this twin is about."""
        return (
            finding.code in self.codes
            and finding.segment_number == self.number
            and self.loop in (None, finding.loop)
            and (self.element is None or finding.element in (self.element, self.element.partition("-")[0]))
        )


@dataclass(frozen=True)
class Home:
    """Where a segment rule is met: golden file, number, last segment of the loop it opens, how often it stands there."""

    golden: str
    number: int
    last: int
    count: int


@cache
def golden(kind):
    """{file: Transaction} of the golden files of a set (837P, 277CA ...); the second transaction of a file is "file 2"."""
    found = {}
    for path in sorted((GOLDEN / kind.lower()).glob("*.edi")):
        for number, transaction in enumerate(x12.read(path.read_bytes().replace(b"\n", b"")).transactions(), 1):
            if transaction.type == kind:
                found[path.stem if number == 1 else f"{path.stem} {number}"] = transaction
    return found


def damaged(transaction, segments):
    """The transaction with other segments."""
    separator = transaction.delimiters.element
    return replace(transaction, raw=tuple(separator.join(segment).rstrip(separator) for segment in segments))


def guide_of(kind):
    """The Guide of a set."""
    return guide(SETS[kind].module.SPEC)


@cache
def rules(kind):
    """The distinct segment rules of a set, without ST and SE; loops that an 837 holds twice count once."""
    return tuple(dict.fromkeys(rule for rule in guide_of(kind).segment_rules() if rule.id not in ENVELOPE))


@cache
def homes(kind):
    """{segment rule: its Homes} over the golden files, the shortest file first: a twin of a short file is checked sooner."""
    found = {}
    for name, transaction in sorted(golden(kind).items(), key=lambda item: len(item[1].raw)):
        for rule, home in _homes_in(kind, name, transaction):
            found.setdefault(rule, []).append(home)
    return found


def _homes_in(kind, name, transaction):
    rows = [(row[0], row[2], row[3]) for row in placed(transaction.segments, guide_of(kind), transaction.delimiters.component)]
    inner, triggers, parents = _family(kind)
    open_at, homes_, counts = {"": 1}, [], {}
    for at, (number, loop, rule) in enumerate(rows):
        opens = rule == triggers.get(loop)
        if opens:
            open_at[loop] = number
        scope = next((parent for parent in parents[loop] if parent in open_at), "") if opens else loop
        key = (scope, max((open_at.get(item, 0) for item in (parents[loop] if opens else (loop,))), default=0), rule)
        counts[key] = counts.get(key, 0) + 1
        last = number
        if opens:
            following = rows[at + 1 :]
            last = next((row[0] for row in following if row[1] not in inner[loop] or row[2] == triggers[loop]), rows[-1][0]) - 1
        homes_.append((rule, number, last, key))
    return [(rule, Home(name, number, last, counts[key])) for rule, number, last, key in homes_ if rule is not None]


@cache
def _family(kind):
    """(loop -> loops within it and itself, loop -> rule of its first segment, loop -> loops that may hold it)."""
    inner, triggers, parents = {}, {}, {"": set()}
    for loop in reversed(list(guide_of(kind).loops())):
        inner.setdefault(loop.id, {loop.id})
        for child in loop.children:
            if isinstance(child, LoopRule):
                inner[loop.id] |= inner[child.id]
                triggers[child.id] = child.trigger
                parents.setdefault(child.id, set()).add(loop.id)
    return inner, triggers, parents


def family(kind):
    """Every twin that the guide of a set asks for, from its golden files."""
    for rule in rules(kind):
        known = homes(kind).get(rule, ())
        if known:
            yield from _element_twins(kind, rule, known[0])
            yield from _segment_twins(kind, rule, known)
    yield from _loop_twins(kind)


@cache
def checked(kind):
    """(twin, what `check` finds in it) of each twin of the family."""
    return tuple((twin, x12.check(damaged(golden(kind)[twin.golden], twin.segments))) for twin in family(kind))


def _element_twins(kind, rule, home):
    transaction = golden(kind)[home.golden]
    segment = transaction.segments[home.number - 1]
    marks = transaction.delimiters
    for ref, usage, path, element_rule, info in leaves(rule):
        if path == _qualifier_path(rule):
            yield _twin(kind, rule, home, "qualifier", _with(segment, path, "Q9", marks), UNPLACED, None, None, ref)
        elif usage == "N":
            value = "9" * max(info.minimum, 1)
            yield _twin(kind, rule, home, "not used", _with(segment, path, value, marks), ("element_not_used",), rule.loop, ref, ref)
        else:
            if usage == "R" and _can_go(rule, path, segment):
                gone = _with(_with(segment, *_sibling(rule, path, segment, marks), marks), path, "", marks)
                yield _twin(kind, rule, home, "gone", gone, ("element_missing", "amount_missing"), rule.loop, ref, ref)
            value = _wrong_code(element_rule, info)
            if value:
                yield _twin(kind, rule, home, "wrong code", _with(segment, path, value, marks), ("invalid_code",), rule.loop, ref, ref)
            elif not element_rule.codes:
                value = ("9" if info.kind in ("R", "N") else "A") * ((element_rule.maximum or info.maximum) + 1)
                yield _twin(kind, rule, home, "too long", _with(segment, path, value, marks), ("element_long",), rule.loop, ref, ref)


UNPLACED = ("unexpected_segment", "segment_missing", "loop_missing", "segment_order", "invalid_code")


def leaves(rule):
    """(name, usage, (position, component), ElementRule, ElementInfo) of each element of a rule, components instead of composites."""
    infos = dictionary()[rule.id].elements
    for position, element in enumerate(rule.elements, 1):
        info, ref = infos[position - 1], f"{rule.id}{position:02d}"
        if element.components and element.usage != "N":
            for index, (part, part_info) in enumerate(zip(element.components, info.components, strict=False), 1):
                yield f"{ref}-{index}", part.usage, (position, index), part, part_info
        elif not info.components:
            yield ref, element.usage, (position, 0), element, info


def _can_go(rule, path, segment):
    """False for the only component of a composite that the golden segment has not: nothing asks for it."""
    there = path[0] < len(segment) and segment[path[0]]
    return bool(there or not path[1] or len([part for part in rule.elements[path[0] - 1].components if part.usage != "N"]) > 1)


def _sibling(rule, path, segment, marks):
    """(path, value) of another component of the same composite, so that the composite is there without this one."""
    position, component = path
    if not component or (position < len(segment) and segment[position]):
        return (1, 0), segment[1] if len(segment) > 1 else ""
    parts = rule.elements[position - 1].components
    other = next(at for at in sorted(range(1, len(parts) + 1), key=lambda at: parts[at - 1].usage) if at != component and parts[at - 1].usage != "N")
    infos = dictionary()[rule.id].elements[position - 1].components
    codes = parts[other - 1].codes
    return (position, other), min(codes) if codes else "1" * max(infos[other - 1].minimum, 1)


def _qualifier_path(rule):
    if rule.qualifiers is None or rule.id not in QUALIFIED:
        return None
    return (QUALIFIER_AT.get(rule.id, 1), 1 if rule.id == "HI" else 0)


def _wrong_code(rule, info):
    """A code that is none, of a length that is right."""
    if not rule.codes:
        return ""
    return next((code for code in CODES if code not in rule.codes and info.minimum <= len(code) <= info.maximum), "")


def _with(segment, path, value, marks):
    position, component = path
    changed = list(segment) + [""] * (position + 1 - len(segment))
    if component:
        parts = changed[position].split(marks.component)
        parts += [""] * (component - len(parts))
        parts[component - 1] = value
        value = marks.component.join(parts).rstrip(marks.component)
    changed[position] = value
    return changed


def _twin(kind, rule, home, what, segment, codes, loop, element, ref):
    segments = list(golden(kind)[home.golden].segments)
    segments[home.number - 1] = segment
    return Twin(f"{home.golden} {rule.loop} {ref or rule.id} {what}", home.golden, _frozen(segments), codes, home.number, loop, element, rule, ref)


def _segment_twins(kind, rule, known):
    """The segment gone where it is required, and once more than the guide allows."""
    opens = rule == _family(kind)[1].get(rule.loop)
    single = next((home for home in known if home.count == 1), None)
    if rule.usage == "R" and single and not opens:
        segments = list(golden(kind)[single.golden].segments)
        del segments[single.number - 1]
        yield _structure_twin(rule, single, "gone", segments, "segment_missing", single.number)
    if rule.maximum <= MOST_REPEATS and not opens:
        home = known[known[0].count - 1]
        more = rule.maximum + 1 - home.count
        segments = list(golden(kind)[home.golden].segments)
        segments[home.number : home.number] = [segments[home.number - 1]] * more
        yield _structure_twin(rule, home, "too often", segments, "segment_repeated", home.number + more)


def _loop_twins(kind):
    """Each loop gone where it is required, and once more than the guide allows."""
    for loop in {loop.id: loop for loop in guide_of(kind).loops() if loop.id}.values():
        known = homes(kind).get(loop.trigger, ())
        single = next((home for home in known if home.count == 1), None)
        usages = {item.usage for item in guide_of(kind).loops() if item.id == loop.id}
        if usages == {"R"} and single:
            segments = list(golden(kind)[single.golden].segments)
            del segments[single.number - 1 : single.last]
            yield _structure_twin(loop.trigger, single, "loop gone", segments, "loop_missing", single.number, loop.id)
        if loop.maximum <= MOST_REPEATS and known:
            home = single or known[known[0].count - 1]
            more = loop.maximum + 1 - home.count
            segments = list(golden(kind)[home.golden].segments)
            body = segments[home.number - 1 : home.last]
            segments[home.last : home.last] = body * more
            number = home.last + len(body) * (more - 1) + 1
            yield _structure_twin(loop.trigger, home, "loop too often", segments, "loop_repeated", number, loop.id)


def _structure_twin(rule, home, what, segments, code, number, loop=None):
    name = f"{home.golden} {rule.loop} {rule.id} {','.join(sorted(rule.qualifiers or ()))[:12]} {what}"
    return Twin(name, home.golden, _frozen(segments), (code,), number, loop or rule.loop, "", rule)


def _frozen(segments):
    return tuple(map(tuple, segments))


@dataclass(frozen=True)
class Damage:
    """A twin by hand: in a golden file `old` becomes `new` once, and the finding stands at the nth segment that begins with `at`.

    `also` names the codes of errors that follow from the damage; no other error may be found.
    """

    golden: str
    old: str
    new: str
    code: str
    loop: str
    at: str
    element: str = ""
    also: tuple[str, ...] = ()
    nth: int = 1

    def segments(self, kind):
        """The damaged segments, SE's count right again; AssertionError where `old` is not in the golden file."""
        transaction = golden(kind)[self.golden]
        text = "~".join(transaction.raw) + "~"
        assert self.old in text, f"{self.old!r} is not in {self.golden}"
        raw = text.replace(self.old, self.new, 1).removesuffix("~").split("~")
        if raw[-1].startswith("SE*"):
            raw[-1] = f"SE*{len(raw)}*{transaction.control}"
        return tuple(tuple(segment.split("*")) for segment in raw)

    def number(self, segments):
        """Number of the segment at which the finding must stand."""
        found = [number for number, segment in enumerate(segments, 1) if ("*".join(segment) + "~").startswith(self.at)]
        return found[self.nth - 1]

    @property
    def tag(self):
        """Id of the segment at which the finding must stand."""
        return self.at.partition("*")[0]
