"""What can be wrong with ISA, GS, ST, SE, GE and IEA, as findings. Called by `envelope` while it reads.

Each takes the elements of the segment and its number in the file; none raises.
"""

from payers.x12.delimiters import ISA_WIDTH
from payers.x12.findings import ERROR, WARNING, Finding
from payers.x12.values import day, is_time

ISA_WIDTHS = (3, 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)
QUALIFIERS = frozenset({"01", "14", "20", "27", "28", "29", "30", "33", "ZZ"})
FUNCTIONAL_IDS = {
    "837": "HC", "835": "HP", "999": "FA", "997": "FA", "277": "HN", "276": "HR", "270": "HS", "271": "HB", "834": "BE", "820": "RA",
    "278": "HI", "275": "PI",
}  # fmt: skip


def isa(parts, number):
    """Findings about the ISA's own elements."""
    found = []
    if len(parts) != 17 or any(len(part) != width for part, width in zip(parts, ISA_WIDTHS, strict=True)):
        found.append(
            _error(
                "isa_width",
                "ISA",
                number,
                f"The ISA must be {ISA_WIDTH} characters with every element at its full width: pad its elements with blanks.",
            )
        )
    parts = (list(parts) + [""] * 17)[:17]
    rules = (
        ("interchange_version", 12, parts[12] in ("00501", "00401", "00200"), "names a version that is not 00501"),
        ("interchange_date", 9, day(parts[9]) is not None, "is not a date YYMMDD"),
        ("interchange_time", 10, is_time(parts[10]), "is not a time HHMM"),
        ("interchange_usage", 15, parts[15] in ("T", "P", "I"), "must be T for test or P for production"),
        ("interchange_control", 13, parts[13].isdigit() and len(parts[13]) == 9, "must be a control number of nine digits"),
        ("interchange_sender", 6, bool(parts[6].strip()), "names no sender"),
        ("interchange_receiver", 8, bool(parts[8].strip()), "names no receiver"),
        ("interchange_authorization", 1, parts[1] in ("00", "03"), "must be 00, or 03 with a value"),
        ("interchange_security", 3, parts[3] in ("00", "01"), "must be 00, or 01 with a password"),
        ("interchange_sender_qualifier", 5, parts[5] in QUALIFIERS, "is no kind of sender's id that health care uses"),
        ("interchange_receiver_qualifier", 7, parts[7] in QUALIFIERS, "is no kind of receiver's id that health care uses"),
        ("interchange_acknowledgement", 14, parts[14] in ("0", "1"), "must be 0 or 1"),
    )
    for code, position, good, text in rules:
        if not good:
            severity = WARNING if code == "interchange_acknowledgement" else ERROR
            found.append(
                Finding(
                    severity,
                    code,
                    segment="ISA",
                    segment_number=number,
                    element=f"ISA{position:02d}",
                    message=f"{parts[position].strip() or 'The empty value'!r} {text}: ask the sender to correct the envelope.",
                )
            )
    return found


def interchange_repeated(control, number):
    """Finding about an ISA whose control number stood on an interchange before in the file."""
    message = f"The control number {control!r} stands on an interchange before in this file: the receiver may take this one for a duplicate."
    return Finding(WARNING, "interchange_control_repeated", segment="ISA", segment_number=number, element="ISA13", message=message)


def trailer(tag, what, parts, number, *, count, control, numeric=False):
    """Findings about an SE, GE or IEA: its count against what was counted, its control number against the header's."""
    parts = ([*list(parts), "", ""])[:3]
    found = []
    names = {"SE": "transaction", "GE": "group", "IEA": "interchange"}
    if not (parts[1].isascii() and parts[1].isdigit()) or int(parts[1][:18]) != count:
        code = {"SE": "segment_count", "GE": "transaction_count", "IEA": "group_count"}[tag]
        found.append(
            _error(
                code, tag, number, f"It counts {parts[1] or 'no'} {what}, but {count} stand here: the file was changed or cut on its way.", f"{tag}01"
            )
        )
    same = parts[2] == control or (numeric and parts[2].lstrip("0") == control.lstrip("0") and parts[2].isdigit())
    if not same:
        found.append(
            _error(
                f"{names[tag]}_control_mismatch",
                tag,
                number,
                f"Its control number {parts[2]!r} is not that of the header, {control!r}: header and trailer belong to different files.",
                f"{tag}02",
            )
        )
    return found


def group(parts, number):
    """Findings about the GS's own elements."""
    parts = (list(parts) + [""] * 9)[:9]
    found = []
    if day(parts[4]) is None or len(parts[4]) != 8:
        found.append(_error("group_date", "GS", number, f"{parts[4]!r} is not a date CCYYMMDD.", "GS04"))
    if not is_time(parts[5]):
        found.append(_error("group_time", "GS", number, f"{parts[5]!r} is not a time HHMM or HHMMSS.", "GS05"))
    if not (parts[6].isascii() and parts[6].isdigit()) or len(parts[6]) > 9:
        found.append(_error("group_control", "GS", number, f"The control number {parts[6]!r} must be one to nine digits.", "GS06"))
    if parts[7] != "X":
        found.append(_error("group_agency", "GS", number, f"The responsible agency is {parts[7]!r}, it must be X.", "GS07"))
    return found


def transaction(set_id, control, repeated):
    """Findings about the ST's own elements, except its kind."""
    found = []
    if not 4 <= len(control) <= 9:
        found.append(_error("transaction_control", "ST", 1, f"The control number {control!r} must have four to nine characters.", "ST02"))
    if repeated:
        found.append(
            _error(
                "transaction_control_repeated",
                "ST",
                1,
                f"The control number {control!r} stands on two transactions of this group: it must be unique.",
                "ST02",
            )
        )
    return found


def functional_id(set_id, group_id, number):
    """The GS01 that belongs to this ST01, where another stands."""
    wanted = FUNCTIONAL_IDS.get(set_id)
    if wanted and group_id and wanted != group_id:
        return [_error("functional_id", "ST", number, f"A {set_id} belongs into a group of kind {wanted}, this group says {group_id!r}.", "ST01")]
    return []


def missing(tag, header, number):
    """A trailer or header that is not there."""
    names = {"SE": "transaction_end_missing", "GE": "group_end_missing", "IEA": "interchange_end_missing", "GS": "group_start_missing"}
    return _error(
        names[tag],
        tag,
        number,
        f"There is no {tag} that {'opens' if tag == 'GS' else 'closes'} this {header}: the file was cut or written wrongly; ask for it again.",
    )


def stray(tag, number):
    """A segment where only envelope segments may stand."""
    return _error("segment_outside_transaction", tag[:3], number, f"The segment {tag[:20]!r} stands outside any transaction: it is not read.")


def note(code, tag, number, message, severity=WARNING):
    """A remark about how the file is written."""
    return Finding(severity, code, segment=tag, segment_number=number, message=message)


def _error(code, tag, number, message, element=""):
    return Finding(ERROR, code, segment=tag, segment_number=number, element=element, message=message)
