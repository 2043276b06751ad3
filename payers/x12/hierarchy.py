"""HL levels while a set is written: an HL opens whenever a party of its level differs from the one before.

Called by the renderers of 276, 277, 277CA, 270 and 271, which all have the levels payer, receiver, provider, person.
"""


class Levels:
    """Writes HL segments with their numbers and parents; a parent's child flag is set when a child comes."""

    def __init__(self, segments):
        self.segments = segments
        self.open = []
        self.count = 0

    def enter(self, depth, code, key, *, last=False):
        """Opens level `depth` (0 is outermost) unless the same `key` is open there; True when it was opened.

        `last` says that content of this very level follows: it may not stand behind deeper levels, so they need a new HL.
        """
        below = len(self.open) > depth + 1
        if depth < len(self.open) and self.open[depth][0] == key and not (last and below):
            return False
        del self.open[depth:]
        parent = self.open[-1] if self.open else None
        self.count += 1
        if parent:
            number, at = parent[1], parent[2]
            self.segments[at] = (*self.segments[at][:4], "1")
        self.segments.append(("HL", str(self.count), str(number) if parent else "", code, "0"))
        self.open.append((key, self.count, len(self.segments) - 1))
        return True
