"""Checks that 276, 277 and 277CA share, and the code sets that are public. Called by set_276, set_277 and set_277ca."""

from payers.x12.checking import by_guide, with_values
from payers.x12.claim_status_totals import total_findings
from payers.x12.findings import ERROR, WARNING, Finding
from payers.x12.meanings_status import ENTITIES
from payers.x12.traces import repeated_traces

KNOWN_CATEGORIES = """
A0 A1 A2 A3 A4 A5 A6 A7 A8 D0 E0 E1 E2 E3 E4 F0 F1 F2 F3 F3F F3N F4 F5 P0 P1 P2 P3 P4 P5
R0 R1 R3 R4 R5 R6 R7 R8 R9 R10 R11 R12 R13 R14 R15 R16 R17 RQ X0
"""
CATEGORIES = frozenset(KNOWN_CATEGORIES.split())
LEVELS = (("hl_sequence", "2000B", "HL"), ("hl_parent", "2000B", "HL"), ("hl_level", "2000C", "HL"), ("hl_children", "2000B", "HL"))
CODED = ("invalid_category", "status_form", "invalid_entity")
CALCULATED_276 = (*LEVELS[:3], ("hl_children", "2000D", "HL"), ("trace_repeated", "2200E", "TRN"))
CALCULATED_277 = LEVELS + tuple((code, loop, "STC") for code in CODED for loop in ("2200B", "2200C", "2200D", "2220D", "2200E", "2220E"))
CALCULATED_277CA = (
    *LEVELS,
    *((code, loop, "STC") for code in (*CODED, "category_out_of_place", "action_contradicts") for loop in ("2200B", "2200C", "2200D", "2220D")),
    ("total_taken", "2200B", "QTY"), ("total_refused", "2200B", "QTY"), ("amount_taken", "2200B", "AMT"), ("amount_refused", "2200B", "AMT"),
    ("total_taken", "2200C", "QTY"), ("total_refused", "2200C", "QTY"), ("amount_taken", "2200C", "AMT"), ("amount_refused", "2200C", "AMT"),
)  # fmt: skip
REJECTIONS = frozenset({"A3", "A4", "A6", "A7", "A8"})
CODES_AT = (1, 10, 11)


def check_report(transaction, report, text, situations, *, is_acknowledgement):
    """Findings of a 277 or 277CA: guide, situations, values, categories, and the totals of an acknowledgement."""
    guided = by_guide(transaction, text, situations)
    found = with_values(guided, report.findings)
    for entry in report.entries:
        for status in (*entry.statuses, *(item for line in entry.lines for item in line.statuses)):
            segment, loop = transaction.segments[status.segment_number - 1], guided.loops[status.segment_number]
            found += _codes(segment, status.segment_number, loop, transaction.delimiters.component, is_acknowledgement)
            found += _action(status, loop) if is_acknowledgement else ()
    if is_acknowledgement:
        found += total_findings(report, transaction.segments)
    return tuple(sorted(found, key=lambda item: item.segment_number))


def check_request(transaction, request, text, situations):
    """Findings of a 276: guide, situations and values."""
    guided = by_guide(transaction, text, situations)
    found = with_values(guided, request.findings) + list(repeated_traces(transaction, request.inquiries, guided.loops))
    return tuple(sorted(found, key=lambda item: item.segment_number))


def _codes(segment, number, loop, component, is_acknowledgement):
    """The one to three composites of an STC, each at its own element."""
    for position in CODES_AT:
        text = segment[position] if position < len(segment) else ""
        if text:
            category, code, entity = ([*text.split(component), "", "", ""])[:3]
            yield from _category(category, f"STC{position:02d}-1", number, loop, is_acknowledgement)
            if code and not (code.isascii() and code.isdigit() and len(code) <= 4):
                message = f"The status code {code!r} has not the form of one (up to four digits): ask the sender what it means."
                yield _finding("status_form", number, loop, f"STC{position:02d}-2", message, WARNING)
            if entity and entity not in ENTITIES:
                message = f"{entity!r} is no code of an entity: ask the sender whom the status is about."
                yield _finding("invalid_entity", number, loop, f"STC{position:02d}-3", message)


def _category(category, element, number, loop, is_acknowledgement):
    if category and category not in CATEGORIES:
        yield _finding("invalid_category", number, loop, element, f"The status category {category!r} is not known: ask the sender what it means.")
    elif category and is_acknowledgement and category[0] not in "AE":
        message = f"An acknowledgement speaks in categories A or E, this says {category}: take it as news, not as proof of acceptance."
        yield _finding("category_out_of_place", number, loop, element, message, WARNING)


def _action(status, loop):
    """STC03 against the category. WQ accepts, U refuses."""
    refused = any(code.category in REJECTIONS for code in status.codes)
    accepts = status.codes and not refused and status.codes[0].category.startswith("A")
    if (status.action == "WQ" and refused) or (status.action == "U" and accepts):
        message = f"The action {status.action} contradicts the category {status.codes[0].category}: go by the category."
        yield _finding("action_contradicts", status.segment_number, loop, "STC03", message, WARNING)


def _finding(code, number, loop, element, message, severity=ERROR):
    return Finding(severity, code, loop, "STC", number, element, message)
