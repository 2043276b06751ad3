"""How a payer writes its adjustments and remarks: CAS groups, reasons, zeros, gaps; the form of the codes. Called by `checking`.

All are warnings: amounts are posted as they stand. Source: X12 005010X221A1, loops 2100 and 2110 CAS, and the forms of the
public code lists (adjustment reasons, remittance remarks).
"""

import re

from payers.x12.findings import WARNING, Finding
from payers.x12.values import number

REASON = re.compile(r"(?:[1-9][0-9]{0,2}|[ABDPWY][0-9]{1,2})\Z").match
REMARK = re.compile(r"(?:MA?[0-9]{1,3}|N[0-9]{1,4})\Z").match
REMARKS_AT = {"MOA": (3, 4, 5, 6, 7), "MIA": (5, 20, 21, 22, 23)}
LOOPS = {"CLP": "2100", "SVC": "2110"}
FULL = 17


def adjustment_findings(transaction):
    """Findings about every CAS, LQ, MIA and MOA."""
    groups, reasons, loop = {}, set(), ""
    for number_, segment in enumerate(transaction.segments, 1):
        tag = segment[0]
        if tag in LOOPS:
            groups, reasons, loop = {}, set(), LOOPS[tag]
        elif tag == "CAS":
            yield from _cas(segment, number_, loop, groups, reasons)
        elif tag == "LQ" and segment[1:2] == ["HE"] and len(segment) > 2:
            yield from _remark(segment, number_, loop, 2)
        elif tag in REMARKS_AT:
            for position in REMARKS_AT[tag]:
                if position < len(segment) and segment[position]:
                    yield from _remark(segment, number_, "2100", position)


def _cas(segment, number_, loop, groups, reasons):
    group = segment[1] if len(segment) > 1 else ""
    if group in groups and groups[group] < FULL:
        message = f"The group {group} began before with room left: the payer should write up to six reasons in one; add them up."
        yield _finding("adjustment_group_split", segment, number_, loop, 1, message)
    groups[group] = len(segment) - 1
    empty = False
    for position in range(2, len(segment), 3):
        reason, amount = ([*segment[position : position + 2], ""])[:2]
        if not reason:
            empty = True
            continue
        if empty:
            yield _finding("adjustment_gap", segment, number_, loop, position, "A reason stands behind an empty one: the payer should close the gap.")
            empty = False
        if not REASON(reason):
            yield _finding("reason_form", segment, number_, loop, position, f"{reason!r} has not the form of an adjustment reason: ask the payer.")
        if (group, reason) in reasons:
            message = f"The reason {group}-{reason} stands twice here: the payer should add the amounts up; post the sum."
            yield _finding("adjustment_repeated", segment, number_, loop, position, message)
        reasons.add((group, reason))
        if amount and number(amount) == 0:
            message = f"The reason {group}-{reason} adjusts nothing (0): it is only a remark, post no entry for it."
            yield _finding("adjustment_zero", segment, number_, loop, position + 1, message)


def _remark(segment, number_, loop, position):
    if not REMARK(segment[position]):
        message = f"{segment[position]!r} has not the form of a remark code (M, MA or N and digits): ask the payer what it means."
        yield _finding("remark_form", segment, number_, loop, position, message)


def _finding(code, segment, number_, loop, position, message):
    return Finding(WARNING, code, loop, segment[0], number_, f"{segment[0]}{position:02d}", message)
