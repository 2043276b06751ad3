"""Edits: procedure codes, modifiers, units and anaesthesia minutes of each line."""

import re
from collections.abc import Iterator
from decimal import Decimal

from claims.rules.scrub.rule import ERROR, WARNING, Facts, Problem, rule
from claims.snapshot import Snapshot

CODE = re.compile(r"[0-9]{5}|[0-9]{4}[A-Z]|[A-Z][0-9]{4}")
MODIFIER = re.compile(r"[0-9A-Z]{2}")
MOST_UNITS = Decimal(9_999_999)


@rule(ERROR, "HCPCS: five characters")
def procedure_format(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        if not CODE.fullmatch(line.procedure_code):
            message = f"Line {line.ordinal}: {line.procedure_code or 'no code'} is no procedure code."
            yield Problem(f"lines.{line.ordinal}.procedure_code", message, "Enter the charge again with its right code.", line.ordinal)


@rule(ERROR, "X12 005010X222A1 loop 2400, SV101")
def modifier_format(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        wrong = [modifier for modifier in line.modifiers if not MODIFIER.fullmatch(modifier)]
        if wrong or len(line.modifiers) > 4 or len(set(line.modifiers)) < len(line.modifiers):
            message = f"Line {line.ordinal}: the modifiers {' '.join(line.modifiers)} are not up to four different codes of two characters."
            yield Problem(f"lines.{line.ordinal}.modifiers", message, "Correct them on the encounter.", line.ordinal)


@rule(WARNING, "Modifier 50 says both sides")
def modifier_sides(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        sides = {"50", "LT", "RT"} & set(line.modifiers)
        if len(sides) > 1:
            message = f"Line {line.ordinal} names its side twice: {' and '.join(sorted(sides))}."
            yield Problem(f"lines.{line.ordinal}.modifiers", message, "Use 50 alone, or a line for each side.", line.ordinal)


@rule(ERROR, "X12 005010X222A1 loop 2400, SV104")
def units_range(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        exact = line.units == line.units.quantize(Decimal("0.001"))
        if not (0 < line.units <= MOST_UNITS and exact):
            message = f"Line {line.ordinal}: {line.units.normalize():f} units can't be sent."
            yield Problem(f"lines.{line.ordinal}.units", message, "Enter the charge again with its right units.", line.ordinal)


@rule(ERROR, "Anaesthesia (00100 to 01999) is billed by minutes")
def anesthesia_minutes(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        if "00100" <= line.procedure_code <= "01999" and not line.minutes:
            message = f"Line {line.ordinal}: anaesthesia without minutes."
            yield Problem(f"lines.{line.ordinal}.minutes", message, "Enter the charge again with its minutes.", line.ordinal)
