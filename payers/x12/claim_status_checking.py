"""Checks that 276, 277 and 277CA share, and the code sets that are public. Called by set_276, set_277 and set_277ca."""

from payers.x12.checking import by_guide, with_values
from payers.x12.findings import ERROR, WARNING, Finding

CATEGORIES = frozenset(
    [
        "A0",
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "A6",
        "A7",
        "A8",
        "D0",
        "E0",
        "E1",
        "E2",
        "E3",
        "E4",
        "F0",
        "F1",
        "F2",
        "F3",
        "F3F",
        "F3N",
        "F4",
        "F5",
        "P0",
        "P1",
        "P2",
        "P3",
        "P4",
        "P5",
        "R0",
        "R1",
        "R3",
        "R4",
        "R5",
        "R6",
        "R7",
        "R8",
        "R9",
        "R10",
        "R11",
        "R12",
        "R13",
        "R14",
        "R15",
        "R16",
        "R17",
        "RQ",
        "X0",
    ]
)
REJECTIONS = frozenset({"A3", "A4", "A6", "A7", "A8"})


def check_report(transaction, report, text, *, is_acknowledgement):
    """Findings of a 277 or 277CA: guide, values, categories."""
    found = by_guide(transaction, text)
    found = with_values(found, report.findings)
    for entry in report.entries:
        for status in (*entry.statuses, *(item for line in entry.lines for item in line.statuses)):
            for code in status.codes:
                found += _category(status, code, is_acknowledgement)
            found += _action(status) if is_acknowledgement else ()
        if is_acknowledgement and entry.level == "claim" and not entry.trace:
            found.append(
                _finding(
                    "control_number_missing",
                    entry.first_segment,
                    "TRN",
                    "TRN02",
                    "The patient control number is missing: the answer cannot be matched with its claim.",
                )
            )
    return tuple(sorted(found, key=lambda item: item.segment_number))


def check_request(transaction, request, text):
    """Findings of a 276: guide, values, and something to find the claim by."""
    found = by_guide(transaction, text)
    found = with_values(found, request.findings)
    for inquiry in request.inquiries:
        if not inquiry.service_date:
            found.append(
                _finding(
                    "service_date_missing",
                    inquiry.first_segment,
                    "DTP",
                    "DTP03",
                    "The date of service is missing: most payers find a claim by member, date and charge.",
                    WARNING,
                )
            )
    return tuple(sorted(found, key=lambda item: item.segment_number))


def _category(status, code, is_acknowledgement):
    if code.category not in CATEGORIES:
        yield _finding(
            "invalid_category",
            status.segment_number,
            "STC",
            "STC01-1",
            f"The status category {code.category!r} is not known: ask the sender what it means.",
        )
    elif is_acknowledgement and code.category[0] not in "AE":
        yield _finding(
            "category_out_of_place",
            status.segment_number,
            "STC",
            "STC01-1",
            f"An acknowledgement speaks in categories A or E, this says {code.category}: take it as news, not as proof of acceptance.",
            WARNING,
        )


def _action(status):
    """STC03 against the category. WQ accepts, U refuses."""
    refused = any(code.category in REJECTIONS for code in status.codes)
    if (status.action == "WQ" and refused) or (status.action == "U" and status.codes and not refused and status.codes[0].category[0] == "A"):
        yield _finding(
            "action_contradicts",
            status.segment_number,
            "STC",
            "STC03",
            f"The action {status.action} contradicts the category {status.codes[0].category}: go by the category.",
            WARNING,
        )


def _finding(code, number, segment, element, message, severity=ERROR):
    return Finding(severity, code, "", segment, number, element, message)
