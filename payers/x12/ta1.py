"""TA1, the answer to an interchange as such: accepted, accepted with errors, or refused, and why.

It stands between ISA and GS, so its four names work on one segment: `parse(elements)`, `render(ack)`, `check(ack)`.
"""

from dataclasses import dataclass
from datetime import date as Date

from payers.x12.findings import ERROR, Finding, has_errors
from payers.x12.values import day, is_time

ACCEPTED, ACCEPTED_WITH_ERRORS, REJECTED = "A", "E", "R"

NOTES = {
    "000": "no error",
    "001": "the control numbers of the interchange's header and trailer differ",
    "002": "this version of the standard is not supported",
    "003": "this version of the controls is not supported",
    "004": "the segment terminator is not valid",
    "005": "the sender's id qualifier is not valid",
    "006": "the sender's id is not valid",
    "007": "the receiver's id qualifier is not valid",
    "008": "the receiver's id is not valid",
    "009": "the receiver's id is not known here",
    "010": "the authorization qualifier is not valid",
    "011": "the authorization value is not valid",
    "012": "the security qualifier is not valid",
    "013": "the security value is not valid",
    "014": "the interchange's date is not valid",
    "015": "the interchange's time is not valid",
    "016": "the standards id is not valid",
    "017": "the version of the interchange is not valid",
    "018": "the control number of the interchange is not valid",
    "019": "the request for an acknowledgement is not valid",
    "020": "the test or production mark is not valid",
    "021": "the number of groups is not valid",
    "022": "the control structure is not valid",
    "023": "the file ended before its interchange did",
    "024": "the content of the interchange is not valid",
    "025": "an interchange with this control number was received before",
    "026": "the element separator is not valid",
    "027": "the component separator is not valid",
    "028": "the delivery date is not valid",
    "029": "the delivery time is not valid",
    "030": "the delivery time code is not valid",
    "031": "the grade of service is not valid",
}

SPEC = {"segment": "TA1", "codes": {"TA104": (ACCEPTED, ACCEPTED_WITH_ERRORS, REJECTED), "TA105": tuple(NOTES)}}


@dataclass(frozen=True, kw_only=True)
class InterchangeAcknowledgement:
    """One TA1: the ISA13 it answers, that interchange's date and time (HHMM), the verdict and the note code."""

    control: str
    date: Date | None
    time: str
    code: str
    note: str = "000"

    @property
    def accepted(self):
        """True for A and E."""
        return self.code in (ACCEPTED, ACCEPTED_WITH_ERRORS)

    @property
    def meaning(self):
        """The note in words."""
        return NOTES.get(self.note, "a note this codec does not know")


def parse(elements):
    """Elements of a TA1 segment -> InterchangeAcknowledgement."""
    control, text, time, code, note = (list(elements[1:6]) + [""] * 5)[:5]
    return InterchangeAcknowledgement(control=control, date=day(text), time=time, code=code, note=note)


def render(ack):
    """InterchangeAcknowledgement -> the TA1 segment as a tuple of elements."""
    when = f"{ack.date:%y%m%d}" if ack.date else ""
    return ("TA1", ack.control.zfill(9), when, ack.time, ack.code, ack.note)


def check(ack):
    """Findings about the TA1 itself."""
    found = []
    if ack.code not in SPEC["codes"]["TA104"]:
        found.append(_finding("invalid_code", "TA104", f"The verdict {ack.code!r} is none of A, E, R: ask the sender what it means."))
    if ack.note not in NOTES:
        found.append(_finding("invalid_code", "TA105", f"The note code {ack.note!r} is not known: ask the sender what it means."))
    if ack.note in NOTES and ((ack.code == ACCEPTED and ack.note != "000") or (ack.code == REJECTED and ack.note == "000")):
        message = f"The verdict {ack.code} and the note {ack.note} ({ack.meaning}) contradict each other: go by the verdict, and ask the sender."
        found.append(_finding("note_contradicts", "TA105", message))
    if not (ack.control.isascii() and ack.control.isdigit()):
        found.append(_finding("invalid_control", "TA101", f"The control number {ack.control!r} is not nine digits: match it by its date and time."))
    if ack.date is None or not is_time(ack.time):
        found.append(_finding("invalid_date", "TA102", "Date or time of the answered interchange is not valid: match it by its control number."))
    return tuple(found)


def acknowledge(interchange, *, code=None, note=None):
    """The TA1 for an interchange: from its findings, or as told (code="R", note="025" for one received before)."""
    first = next((f for f in interchange.findings if f.severity == ERROR), None)
    if code is None:
        code = REJECTED if first else ACCEPTED_WITH_ERRORS if interchange.findings else ACCEPTED
    if note is None:
        note = _NOTE_OF.get(first.code, "024") if first and has_errors((first,)) else "000"
    return InterchangeAcknowledgement(
        control=interchange.control,
        date=interchange.at.date() if interchange.at else None,
        time=interchange.isa[10] if len(interchange.isa) > 10 else "",
        code=code,
        note=note,
    )


_NOTE_OF = {
    "interchange_control_mismatch": "001",
    "interchange_end_missing": "023",
    "group_count": "021",
    "interchange_version": "017",
    "interchange_date": "014",
    "interchange_time": "015",
    "interchange_usage": "020",
    "interchange_control": "018",
    "interchange_sender": "006",
    "interchange_receiver": "008",
    "interchange_sender_qualifier": "005",
    "interchange_receiver_qualifier": "007",
    "interchange_authorization": "010",
    "interchange_security": "012",
    "interchange_acknowledgement": "019",
    "interchange_control_repeated": "025",
    "isa_width": "022",
    "isa_structure": "022",
}


def _finding(code, element, message):
    return Finding(ERROR, code, segment="TA1", element=element, message=message)
