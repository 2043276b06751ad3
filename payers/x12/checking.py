"""The part of a check that is the same for every set: structure and elements by the guide, HL numbers, values as read.

Each set's `check` calls `by_guide` and adds what only it knows: totals, pointers, balances.
"""

from dataclasses import replace

from payers.x12.elements import ElementCheck
from payers.x12.findings import ERROR, WARNING, Finding
from payers.x12.forms import STATES
from payers.x12.guide import guide
from payers.x12.level_checks import Levels
from payers.x12.situations import Situations
from payers.x12.structure import placed
from payers.x12.values import npi_ok

NPI_AT = {"NM1": (8, 9), "N1": (3, 4)}
ANSWERS = frozenset({"271", "277", "277CA", "835"})


def by_guide(transaction, text, situations=""):
    """Findings of a Transaction under a guide's text and its situational rules. A missing SE is the envelope's finding."""
    marks = transaction.delimiters
    elements = ElementCheck(marks.component, marks.repetition)
    levels = Levels(text)
    rules = Situations(situations, text, marks)
    found = Found()
    for number, segment, loop, rule, findings in placed(transaction.segments, guide(text), marks.component):
        found += [item for item in findings if (item.segment, item.code) != ("SE", "segment_missing")]
        if segment[0]:
            found.loops[number] = loop
            found += elements.check(segment, rule, loop, number)
            rules.take(number, segment, loop, rule)
        if segment[0] == "HL":
            found += levels.check(segment, number, loop)
        elif segment[0] in NPI_AT:
            found += _npi(segment, number, loop, WARNING if transaction.type in ANSWERS else ERROR)
        elif segment[0] == "N4":
            found += _state(segment, number, loop)
    found += levels.children()
    found += rules.findings()
    return found


class Found(list):
    """Findings of the guide, and the loop in which each segment stands."""

    def __init__(self, items=()):
        super().__init__(items)
        self.loops = {}


def with_values(found, read):
    """Findings of the guide and of the amounts that were read; what both say of one element is said once."""
    amounts = [replace(item, loop=found.loops.get(item.segment_number, "")) for item in read if item.code in ("invalid_amount", "amount_missing")]
    said = {(item.segment_number, item.element) for item in amounts}
    doubled = ("invalid_quantity", "element_missing")
    return [item for item in found if item.code not in doubled or (item.segment_number, item.element) not in said] + amounts


def _npi(segment, number, loop, severity):
    """An answer repeats the NPI that was sent, a rejection of it above all: there it is worth a look, and no fault of the answer."""
    qualifier, position = NPI_AT[segment[0]]
    if len(segment) <= position or segment[qualifier] != "XX" or npi_ok(segment[position]):
        return ()
    message = f"{segment[position]!r} is no NPI: one has ten digits, the last checks the others. Compare it with the provider's registration."
    return (Finding(severity, "npi_check_digit", loop, segment[0], number, f"{segment[0]}{position:02d}", message),)


def _state(segment, number, loop):
    state, country = (segment[2:3] or [""])[0], (segment[4:5] or [""])[0]
    if not state or country not in ("", "US", "USA") or state in STATES:
        return ()
    return (
        Finding(ERROR, "invalid_code", loop, "N4", number, "N402", f"{state!r} is no state of the United States or Canada: write its two letters."),
    )
