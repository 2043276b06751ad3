"""Do the HLs of a transaction make a tree: numbers, parents, levels, children. Called by `checking` for each HL.

HL01 counts from 1; HL02 names an HL that came before, of the level that the guide puts around this one; HL04 says whether
others follow below, which some senders get wrong without harm: a warning.
"""

from functools import cache

from payers.x12.findings import ERROR, WARNING, Finding
from payers.x12.guide import LoopRule, guide


class Levels:
    """The HLs of one transaction, in order, under a guide's text."""

    def __init__(self, text):
        self.allowed = _parents(text)
        self.rows = []
        self.level_of = {}
        self.parents = set()

    def check(self, segment, number, loop):
        """Findings about this HL itself; `children` tells about HL04 when all are there.

        A level with a wrong number is also known by the one it should have, so that those below it are not strange as well.
        """
        own, parent, level, children = ([*segment[1:5], "", "", "", ""])[:4]
        counted = str(len(self.rows) + 1)
        if own != counted:
            message = f"The number is {own!r}, by count it is {counted}: number the levels 1, 2, 3 without gaps."
            yield _finding("hl_sequence", number, loop, 1, message)
        if parent and parent not in self.level_of:
            yield _finding("hl_parent", number, loop, 2, f"The parent {parent!r} is no level that came before: name the level it belongs to.")
        elif parent and self.allowed.get(level) and self.level_of[parent] not in self.allowed[level]:
            wanted = " or ".join(sorted(self.allowed[level]))
            message = f"The parent {parent!r} is of level {self.level_of[parent]!r}: a level {level} belongs under {wanted}, name that one."
            yield _finding("hl_level", number, loop, 2, message)
        self.parents.add(parent)
        self.rows.append((own, counted, number, loop, children))
        for name in (own, counted):
            self.level_of.setdefault(name, level)

    def children(self):
        """Findings about each HL04 that does not say what follows."""
        for own, counted, number, loop, children in self.rows:
            followed = own in self.parents or counted in self.parents
            if children == "0" and followed:
                yield _finding("hl_children", number, loop, 4, "It says that nothing follows below, yet another level names it: write 1.", WARNING)
            elif children == "1" and not followed:
                yield _finding("hl_children", number, loop, 4, "It says that levels follow below, yet none names it: write 0, or add them.", WARNING)


@cache
def _parents(text):
    """{level code: level codes that may be around it}, from the loops that an HL opens."""
    found = {}

    def walk(loop, around):
        for child in loop.children:
            if isinstance(child, LoopRule):
                opens = child.trigger.id == "HL" and child.trigger.qualifiers
                for code in opens or ():
                    found.setdefault(code, set()).update(around)
                walk(child, opens or around)

    walk(guide(text).root, frozenset())
    return found


def _finding(code, number, loop, position, message, severity=ERROR):
    return Finding(severity, code, loop, "HL", number, f"HL{position:02d}", message)
