"""What must agree within one claim of an 837 besides payers and dates: numbers, totals, diagnoses, pointers. Called by `checking`.

Each check takes the claim's places and the claim and gives findings at the exact segment.
"""

import re
from collections import deque

from payers.x12.findings import WARNING
from payers.x12.parts import ZERO

LONGEST_CONTROL_NUMBER = 20
LONGEST_LINE_NUMBER = 30
FREQUENCIES = ("1", "7", "8")
ICD10 = ("ABK", "ABF")
ICD10_FORM = re.compile("[A-TV-Z][0-9][0-9A-Z](?:[0-9A-Z]{1,4})?|U0[0-9](?:[0-9A-Z]{1,4})?").fullmatch
ICD9_FORM = re.compile("[0-9]{3,5}|V[0-9]{2,4}|E[0-9]{3,4}").fullmatch


def _number(at, claim):
    if len(claim.patient_control_number) > LONGEST_CONTROL_NUMBER:
        message = f"the patient control number has more than {LONGEST_CONTROL_NUMBER} characters, payers cut it off: shorten it."
        yield at.say("control_number_long", at.first, "CLM01", message)


def repeated(at, claim, seen):
    """The same patient control number on two claims; `seen` maps numbers to segments. The guide advises against it and forbids it not."""
    number = claim.patient_control_number
    if number in seen:
        message = f"the same patient control number stands on the claim at segment {seen[number]}: give each claim its own, answers come under it."
        yield at.say("claim_repeated", at.first, "CLM01", message, WARNING)
    seen.setdefault(number, at.first)


def _totals(at, claim):
    total = sum((line.charge for line in claim.lines), ZERO)
    if claim.lines and total != claim.charge:
        message = f"the charge is {claim.charge:.2f}, its lines add up to {total:.2f}: correct one of them."
        yield at.say("charge_total", at.first, "CLM02", message)
    if claim.charge < ZERO:
        message = "the charge is negative: a claim is taken back by frequency 8, not by a negative amount."
        yield at.say("negative_charge", at.first, "CLM02", message)


def _frequency(at, claim):
    if claim.frequency and claim.frequency not in FREQUENCIES:
        message = f"the frequency {claim.frequency!r} is not 1 (original), 7 (replacement) or 8 (void)."
        yield at.say("frequency", at.first, "CLM05-3", message)


def _diagnoses(at, claim):
    codes = set()
    versions = {item.qualifier in ICD10 for item in claim.diagnoses}
    for number, element, item in _placed_diagnoses(at, claim):
        if "." in item.code:
            yield at.say("diagnosis_dot", number, element, f"the diagnosis {item.code} has a dot: send it without.")
        elif item.code and not (ICD10_FORM if item.qualifier in ICD10 else ICD9_FORM)(item.code):
            yield at.say("diagnosis_form", number, element, f"{item.code} has not the form of a diagnosis of its list: look it up.")
        if item.code and item.code in codes:
            yield at.say("diagnosis_repeated", number, element, f"the diagnosis {item.code} stands twice: send it once.", WARNING)
        codes.add(item.code)
    if len(versions) > 1:
        message = "ICD-9 and ICD-10 codes are mixed: use the list in force on the date of service."
        yield at.say("diagnosis_versions", at.own("HI"), "HI01", message)


def _placed_diagnoses(at, claim):
    """(segment number, element, Diagnosis) of each diagnosis, in the order in which they were read."""
    component = at.component
    waiting = deque(claim.diagnoses)
    for number in at.places.all(at.first, at.own_last, "HI"):
        for position, text in enumerate(at.places.segments[number - 1][1:], 1):
            qualifier, _, rest = text.partition(component)
            if waiting and (qualifier, rest.partition(component)[0]) == (waiting[0].qualifier, waiting[0].code):
                yield number, f"HI{position:02d}-2", waiting.popleft()


def _authorization(at, claim):
    if claim.prior_authorization and claim.prior_authorization == claim.referral_number:
        message = "the same number is given as authorization (G1) and as referral (9F): keep the one that it is."
        yield at.say("authorization_repeated", at.own("REF", "G1"), "REF02", message, WARNING)


def _line_numbers(at, claim):
    seen = set()
    for count, line in enumerate(claim.lines, 1):
        if line.number != count:
            message = f"the line is number {count} of the claim: number the lines 1, 2, 3 without gaps."
            yield at.say("line_sequence", line.first_segment, "LX01", message, line=line)
        if not line.control_number:
            continue
        if line.control_number in seen:
            message = f"the control number {line.control_number!r} stands on a line before: give each its own."
            yield at.say("line_number_repeated", at.line(line, "REF", "6R"), "REF02", message, line=line)
        if len(line.control_number) > LONGEST_LINE_NUMBER:
            message = f"the control number has more than {LONGEST_LINE_NUMBER} characters: shorten it."
            yield at.say("line_number_long", at.line(line, "REF", "6R"), "REF02", message, line=line)
        seen.add(line.control_number)


def _pointers(at, claim, line):
    number, seen = at.line(line, "SV1"), set()
    for position, pointer in enumerate(line.pointers, 1):
        if not (pointer.isascii() and pointer.isdigit()) or not 1 <= int(pointer[:9]) <= len(claim.diagnoses):
            message = f"it points to diagnosis {pointer}, the claim has {len(claim.diagnoses)}: correct the pointer or add the diagnosis."
            yield at.say("pointer", number, f"SV107-{position}", message, line=line)
        elif pointer in seen:
            message = f"it points to diagnosis {pointer} twice: once is enough."
            yield at.say("pointer_repeated", number, f"SV107-{position}", message, WARNING, line=line)
        seen.add(pointer)


def _amounts(at, claim, line):
    tag, charge, units = ("SV2", "SV203", "SV205") if hasattr(line, "revenue_code") else ("SV1", "SV102", "SV104")
    number = at.line(line, tag)
    if line.units <= ZERO:
        message = f"the units are {line.units}: at least one unit or minute must be billed."
        yield at.say("units", number, units, message, line=line)
    if line.charge < ZERO:
        yield at.say("negative_charge", number, charge, "the charge is negative: take the claim back by frequency 8.", line=line)


CLAIM_CHECKS = (_number, _totals, _frequency, _diagnoses, _authorization, _line_numbers)
LINE_CHECKS = (_pointers, _amounts)
