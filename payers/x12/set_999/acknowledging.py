"""Findings -> 999: the one place that turns what our checks found into codes for the sender.

Errors refuse the transaction (R), warnings alone accept it with remarks (E); a set that nobody here reads is refused. Codes are
those of IK304, IK403 and IK502. What breaks a situational rule or a sum has the codes I6, I9 and I12 of the guides: something
that depends on other content is missing, or does not fit.
"""

from itertools import groupby

from payers.x12.findings import ERROR, has_errors
from payers.x12.kinds import KNOWN
from payers.x12.set_999.model import ACCEPTED, PARTIALLY, REJECTED, WITH_ERRORS, Acknowledgement, ElementError, SegmentError, SetAcknowledgement
from payers.x12.writer import composite

SEGMENT_CODES = {
    "unknown_segment": "1", "unexpected_segment": "2", "segment_missing": "3", "loop_missing": "I7", "loop_repeated": "4", "segment_repeated": "5",
    "segment_order": "7", "segment_not_used": "I4",
}  # fmt: skip
ELEMENT_CODES = {
    "element_missing": "1", "amount_missing": "1", "too_many_elements": "3", "element_short": "4", "element_long": "5",
    "invalid_character": "6", "invalid_code": "7",
    "invalid_date": "8", "invalid_time": "9", "element_not_used": "I10", "invalid_amount": "6", "invalid_quantity": "6", "element_exclusive": "10",
}  # fmt: skip
CODE_ERRORS = frozenset({"invalid_category", "invalid_entity", "hl_sequence", "hl_parent", "hl_level"})
SET_CODES = {
    "transaction_end_missing": "2",
    "transaction_control_mismatch": "3",
    "segment_count": "4",
    "functional_id": "6",
    "transaction_control": "7",
    "transaction_control_repeated": "23",
}
SET_NOT_SUPPORTED = "1"
LONGEST_CONTEXT = 35
TRACED = frozenset({"276", "277"})
GROUP_CODES = {"group_end_missing": "3", "group_control_mismatch": "4", "transaction_count": "5", "group_control": "6"}


def acknowledge(group, findings=None, *, control="0001"):
    """The 999 for a Group of a Document.

    `findings` maps a transaction (ST02) to what its check found; the envelope's findings are added by themselves.
    """
    findings = findings or {}
    sets = tuple(_set(item, (*item.findings, *findings.get(item.control, ()))) for item in group.transactions)
    accepted = sum(item.accepted for item in sets)
    codes = tuple(dict.fromkeys(GROUP_CODES[item.code] for item in group.findings if item.code in GROUP_CODES))
    return Acknowledgement(
        functional_id=group.functional_id,
        group_control=group.control,
        group_version=group.version,
        code=_group_code(sets, accepted, codes),
        sets=sets,
        included=_declared(group),
        received=len(sets),
        accepted=accepted,
        error_codes=codes[:5],
        control=control,
    )


def _declared(group):
    return len(group.transactions)


def _group_code(sets, accepted, codes):
    if codes or (sets and not accepted):
        return REJECTED
    if accepted < len(sets):
        return PARTIALLY
    return WITH_ERRORS if any(item.code == WITH_ERRORS for item in sets) else ACCEPTED


def _set(transaction, findings):
    errors = tuple(_segment_errors(transaction, [item for item in findings if item.code not in SET_CODES]))
    codes = [SET_CODES[item.code] for item in findings if item.code in SET_CODES]
    if any(item.severity == ERROR and item.code not in SET_CODES for item in findings):
        codes.append("I5" if all(_is_business(item) for item in findings) else "5")
    unknown = transaction.type not in KNOWN
    if unknown:
        codes.insert(0, SET_NOT_SUPPORTED)
    verdict = REJECTED if unknown or has_errors(findings) else WITH_ERRORS if errors else ACCEPTED
    return SetAcknowledgement(
        type=transaction.set_id,
        control=transaction.control,
        version=transaction.version,
        code=verdict,
        error_codes=tuple(dict.fromkeys(codes))[:5],
        errors=errors,
    )


def _is_business(finding):
    return finding.code not in SEGMENT_CODES and finding.code not in ELEMENT_CODES and finding.code not in SET_CODES


def _segment_errors(transaction, findings):
    located = sorted((item for item in findings if item.segment_number), key=lambda item: item.segment_number)
    for number, items in groupby(located, key=lambda item: item.segment_number):
        items = list(items)
        structural = [item for item in items if item.code in SEGMENT_CODES]
        contexts = _contexts(transaction, number)
        for item in structural:
            yield SegmentError(item.segment, number, SEGMENT_CODES[item.code], item.loop, (), contexts)
        others = [item for item in items if item not in structural]
        for code in dict.fromkeys(_dependent(item) for item in others if not item.element):
            yield SegmentError(others[0].segment, number, code, others[0].loop, (), contexts)
        elements = tuple(_element_error(transaction, item) for item in others if item.element)
        if elements:
            yield SegmentError(others[0].segment, number, "8", others[0].loop, elements, contexts)


def _dependent(finding):
    """IK304 of a finding about a segment as such: what it asks for is missing (I6), or it should not be there (I9)."""
    return "I9" if finding.code.endswith(("_unexpected", "_unused", "_twice", "_repeated")) else "I6"


def _element_error(transaction, finding):
    place = finding.element.removeprefix(finding.segment).partition("-")
    position = int(place[0]) if place[0].isdigit() else 1
    component = int(place[2]) if place[2].isdigit() else 0
    segment = transaction.segments[finding.segment_number - 1] if finding.segment_number <= len(transaction.raw) else []
    value = segment[position] if position < len(segment) else ""
    if component:
        value = ([*value.split(transaction.delimiters.component), *[""] * component])[component - 1]
    return ElementError(position, _element_code(finding.code), value[:99], component)


def _element_code(code):
    """IK403: of the dictionary, else a wrong code (7), a dependent element that is missing (I9), or a value that does not fit (I12)."""
    other = "7" if code in CODE_ERRORS else "I9" if code.endswith("_missing") else "I12"
    return ELEMENT_CODES.get(code, other)


def _contexts(transaction, number):
    """CTX naming the claim (CLM01) or the trace (TRN02) under which the segment stands."""
    element = transaction.delimiters.element
    names = {tag + element: ref for tag, ref in (("CLM", "CLM01"), ("TRN", "TRN02")) if tag == "CLM" or transaction.set_id in TRACED}
    for at in range(min(number, len(transaction.raw)) - 1, -1, -1):
        raw = transaction.raw[at]
        if raw.startswith("HL" + element):
            return ()
        ref = names.get(raw[:4])
        value = transaction.segments[at][1 if ref == "CLM01" else 2 :][:1] if ref else ()
        if value and value[0]:
            return ((composite(ref, value[0][:LONGEST_CONTEXT]),),)
    return ()
