"""Which loop each segment stands in, by a set's guide; and what is missing, too many, unknown or out of order.

Called by `check` and `explain`. Never gives up: a segment that fits nowhere keeps the place of its neighbours, one that
stands too late is taken where it belongs, and each says so in a finding.
"""

from dataclasses import dataclass, field

from payers.x12.findings import ERROR, Finding
from payers.x12.guide import LoopRule

NOT_PLACED = None


@dataclass(slots=True)
class _Open:
    """A loop that is open: how far it has come, how often each child occurred, where a required one was passed over."""

    loop: LoopRule
    position: int
    counts: dict
    start: int
    passed: dict = field(default_factory=dict)

    def advance(self, position, number):
        """Moves to a child; required ones between are noted at this segment, in case they never come."""
        for between in range(self.position + 1, position):
            if self.loop.children[between].usage == "R" and not self.counts.get(between):
                self.passed.setdefault(between, number)
        self.position = max(self.position, position)

    def behind(self, position):
        """True when that child should have come before where the loop is: not where both are of one run, which has no order."""
        return self.loop.runs[position] < self.loop.runs[self.position]


def placed(segments, guide, component):
    """(number, segment, loop id, SegmentRule or None, findings) of each segment; what ends unfinished is found at the last."""
    walk = _Placement(guide, component)
    number = 0
    for number, segment in enumerate(segments, 1):
        yield walk.place(number, segment)
    left = walk.close(0, number)
    if left:
        yield number, [""], "", NOT_PLACED, left


class _Placement:
    def __init__(self, guide, component):
        self.guide = guide
        self.component = component
        self.stack = [_Open(guide.root, 0, {}, 1)]

    def place(self, number, segment):
        found = []
        target = self._find(segment)
        if target is None:
            found += self._open_hidden(number, segment)
            target = self._find(segment)
        if target is None:
            found.append(self._nowhere(number, segment))
            return number, segment, self.stack[-1].loop.id, NOT_PLACED, found
        level, position, late = target
        found += self.close(level + 1, number)
        opened = self.stack[level]
        child = opened.loop.children[position]
        if late:
            found.append(self._late(number, segment, opened))
        else:
            opened.advance(position, number)
        count = opened.counts[position] = opened.counts.get(position, 0) + 1
        if count == child.maximum + 1:
            found.append(self._too_many(number, segment, child, count))
        if isinstance(child, LoopRule):
            rule = child.trigger
            self.stack.append(_Open(child, 0, {0: 1}, number))
            return number, segment, child.id, rule, found
        return number, segment, opened.loop.id, child, found

    def _find(self, segment):
        """(stack level, child, True when it stands too late) of the nearest place that takes the segment."""
        late = None
        for level in range(len(self.stack) - 1, -1, -1):
            opened = self.stack[level]
            for position in opened.loop.by_id.get(segment[0], ()):
                child = opened.loop.children[position]
                rule = child.trigger if isinstance(child, LoopRule) else child
                if not rule.matches(segment, self.component):
                    continue
                if position == 0 and level and not isinstance(child, LoopRule):
                    continue
                if opened.behind(position):
                    late = late or (level, position, True)
                elif self._full(opened, position, child) and self._room_elsewhere(opened, position, segment):
                    continue
                else:
                    return level, position, False
        return late

    def _open_hidden(self, number, segment):
        """Opens the loop that takes the segment where only the loop's first segment is missing; the finding says so."""
        for level in range(len(self.stack) - 1, -1, -1):
            opened = self.stack[level]
            for position, child in enumerate(opened.loop.children):
                if position < opened.position or not isinstance(child, LoopRule) or not self._holds(child, segment):
                    continue
                found = self.close(level + 1, number)
                opened.advance(position, number)
                opened.counts[position] = opened.counts.get(position, 0) + 1
                self.stack.append(_Open(child, 0, {0: 1}, number))
                message = f"Loop {child.id} ({child.name}) begins here without its {_named(child.trigger)}: add it before this {segment[0]}."
                return [*found, Finding(ERROR, "segment_missing", child.id, child.trigger.id, number, "", message)]
        return []

    def _holds(self, loop, segment):
        """True when the loop has an inner loop, or a segment that stands nowhere else, that takes the segment."""
        for position in loop.by_id.get(segment[0], ()):
            child = loop.children[position]
            rule = child.trigger if isinstance(child, LoopRule) else child
            alone = isinstance(child, LoopRule) or (position and segment[0] in self.guide.alone)
            if alone and rule.matches(segment, self.component):
                return True
        return False

    def _full(self, opened, position, child):
        return opened.counts.get(position, 0) >= child.maximum

    def _room_elsewhere(self, opened, position, segment):
        """True when a later child of the same loop would take the segment (NTE, REF of the same qualifier twice)."""
        for other in opened.loop.by_id[segment[0]]:
            if other > position:
                child = opened.loop.children[other]
                rule = child.trigger if isinstance(child, LoopRule) else child
                if rule.matches(segment, self.component):
                    return True
        return False

    def close(self, level, number):
        """Closes the loops from `level` inwards; what they lack."""
        found = []
        while len(self.stack) > level:
            opened = self.stack.pop()
            found = self._missing(opened, number) + found
            if not self.stack:
                self.stack = [opened]
                break
        return found

    def _missing(self, opened, number):
        found = []
        for position, child in enumerate(opened.loop.children):
            if child.usage != "R" or opened.counts.get(position):
                continue
            at = opened.passed.get(position, number)
            where = f"loop {opened.loop.id} ({opened.loop.name}), which began at segment {opened.start}," if opened.loop.id else "transaction"
            if isinstance(child, LoopRule):
                text = f"The {where} has no {child.name} (loop {child.id}): add its {_named(child.trigger)}."
                found.append(Finding(ERROR, "loop_missing", child.id, child.trigger.id, at, "", text))
            else:
                found.append(Finding(ERROR, "segment_missing", opened.loop.id, child.id, at, "", f"The {where} has no {_named(child)}: add it."))
        return found

    def _nowhere(self, number, segment):
        tag = segment[0]
        loop = self.stack[-1].loop.id
        if tag not in self.guide.ids:
            return Finding(
                ERROR, "unknown_segment", loop, tag[:3], number, "", f"The segment {tag[:20]!r} does not belong to this transaction set: take it out."
            )
        qualifier = segment[1] if len(segment) > 1 else ""
        return Finding(
            ERROR, "unexpected_segment", loop, tag, number, "", f"{tag} {qualifier!r} has no place in or after {_place(loop)}: "
            "check its qualifier, or move it to the loop it belongs to."
        )  # fmt: skip

    def _late(self, number, segment, opened):
        return Finding(
            ERROR, "segment_order", opened.loop.id, segment[0], number, "", f"{segment[0]} stands too late: within {_place(opened.loop.id)} "
            "it must come before what precedes it here."
        )  # fmt: skip

    def _too_many(self, number, segment, child, count):
        if isinstance(child, LoopRule):
            return Finding(
                ERROR,
                "loop_repeated",
                child.id,
                segment[0],
                number,
                "",
                f"This is number {count} of loop {child.id} ({child.name}), the guide allows {child.maximum}: split the content.",
            )
        return Finding(
            ERROR,
            "segment_repeated",
            child.loop,
            segment[0],
            number,
            "",
            f"This is number {count} of {_named(child)} here, the guide allows {child.maximum}: take out what is doubled.",
        )


def _named(rule):
    codes = " or ".join(sorted(rule.qualifiers)[:4]) if rule.qualifiers else ""
    return f"{rule.id} {codes}".strip()


def _place(loop):
    return f"loop {loop}" if loop else "the header"
