"""The part of a check that is the same for every set: structure and elements by the guide, HL numbers, values as read.

Each set's `check` calls `by_guide` and adds what only it knows: totals, pointers, balances.
"""

from payers.x12.elements import ElementCheck
from payers.x12.findings import ERROR, Finding
from payers.x12.guide import guide
from payers.x12.structure import placed
from payers.x12.values import npi_ok

NPI_AT = {"NM1": (8, 9), "N1": (3, 4)}
STATES_AND_PROVINCES = """
AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV
WI WY AS GU MP PR VI FM MH PW AA AE AP AB BC MB NB NL NS NT NU ON PE QC SK YT
"""
STATES = frozenset(STATES_AND_PROVINCES.split())


def by_guide(transaction, text):
    """Findings of a Transaction under a guide's text, in the order of the segments. A missing SE is the envelope's finding."""
    marks = transaction.delimiters
    elements = ElementCheck(marks.component, marks.repetition)
    levels = _Levels()
    found = []
    for number, segment, loop, rule, findings in placed(transaction.segments, guide(text), marks.component):
        found += [item for item in findings if (item.segment, item.code) != ("SE", "segment_missing")]
        if segment[0]:
            found += elements.check(segment, rule, loop, number)
        if segment[0] == "HL":
            found += levels.check(segment, number, loop)
        elif segment[0] in NPI_AT:
            found += _npi(segment, number, loop)
        elif segment[0] == "N4":
            found += _state(segment, number, loop)
    return found


def with_values(found, read):
    """Findings of the guide and of the amounts that were read; what both say of one element is said once."""
    amounts = [item for item in read if item.code in ("invalid_amount", "amount_missing")]
    said = {(item.segment_number, item.element) for item in amounts}
    doubled = ("invalid_quantity", "element_missing")
    return [item for item in found if item.code not in doubled or (item.segment_number, item.element) not in said] + amounts


def _npi(segment, number, loop):
    qualifier, position = NPI_AT[segment[0]]
    if len(segment) <= position or segment[qualifier] != "XX" or npi_ok(segment[position]):
        return ()
    message = f"{segment[position]!r} is no NPI: it must have ten digits whose last checks the others. Compare it with the provider's registration."
    return (Finding(ERROR, "npi_check_digit", loop, segment[0], number, f"{segment[0]}{position:02d}", message),)


def _state(segment, number, loop):
    state, country = (segment[2:3] or [""])[0], (segment[4:5] or [""])[0]
    if not state or country not in ("", "US", "USA") or state in STATES:
        return ()
    return (
        Finding(ERROR, "invalid_code", loop, "N4", number, "N402", f"{state!r} is no state of the United States or Canada: write its two letters."),
    )


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
