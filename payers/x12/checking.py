"""The part of a check that is the same for every set: structure and elements by the guide, HL numbers, values as read.

Each set's `check` calls `by_guide` and adds what only it knows: totals, pointers, balances.
"""

from payers.x12.elements import ElementCheck
from payers.x12.findings import ERROR, Finding
from payers.x12.guide import guide
from payers.x12.structure import placed
from payers.x12.values import npi_ok

NPI_ROLES_POSITION = {"NM1": (8, 9), "N1": (3, 4)}


def by_guide(transaction, text):
    """Findings of a Transaction under a guide's text, in the order of the segments."""
    marks = transaction.delimiters
    elements = ElementCheck(marks.component, marks.repetition)
    levels = _Levels()
    found = []
    for number, segment, loop, rule, findings in placed(transaction.segments, guide(text), marks.component):
        found += findings
        if segment[0]:
            found += elements.check(segment, rule, loop, number)
        if segment[0] == "HL":
            found += levels.check(segment, number, loop)
        elif segment[0] in NPI_ROLES_POSITION:
            found += _npi(segment, number, loop)
    return found


def _npi(segment, number, loop):
    qualifier, position = NPI_ROLES_POSITION[segment[0]]
    if len(segment) <= position or segment[qualifier] != "XX" or npi_ok(segment[position]):
        return ()
    message = f"{segment[position]!r} is no NPI: it must have ten digits whose last checks the others. Compare it with the provider's registration."
    return (Finding(ERROR, "npi_check_digit", loop, segment[0], number, f"{segment[0]}{position:02d}", message),)


class _Levels:
    """HL01 counts from 1; HL02 names an HL that came before; HL04 tells the truth is not asked of foreign files."""

    def __init__(self):
        self.count = 0
        self.seen = set()

    def check(self, segment, number, loop):
        self.count += 1
        own, parent = ([*segment[1:3], "", ""])[:2]
        found = []
        if own != str(self.count):
            found.append(
                Finding(
                    ERROR,
                    "hl_sequence",
                    loop,
                    "HL",
                    number,
                    "HL01",
                    f"The number is {own!r}, by count it is {self.count}: number the levels 1, 2, 3 without gaps.",
                )
            )
        if parent and parent not in self.seen:
            found.append(
                Finding(
                    ERROR,
                    "hl_parent",
                    loop,
                    "HL",
                    number,
                    "HL02",
                    f"The parent {parent!r} is no level that came before: name the level it belongs to.",
                )
            )
        self.seen.add(own)
        return found
