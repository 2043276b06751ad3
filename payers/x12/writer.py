"""Segments -> bytes. Renderers give tuples of elements; here they get delimiters, an envelope, and a clean alphabet.

Outbound text is upper-case ASCII. A delimiter or control character inside the data is replaced where everybody can see
it (see REPLACED), so user text can never create an element, component or segment. Inside a rendered segment composites
are joined with COMPONENT and repetitions with REPETITION, two control characters that no data keeps.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from payers.x12.delimiters import STANDARD, Delimiters

ELEMENT, COMPONENT, REPETITION, SEGMENT = "\x1d", "\x1f", "\x1e", "\x1c"
STRUCTURE = ELEMENT + COMPONENT + REPETITION + SEGMENT
REPLACED = {"*": "+", ":": "-", "^": "-", "~": "-", ">": "-", "|": "-"}
LETTERS = {"ß": "SS", "ẞ": "SS", "Æ": "AE", "æ": "AE", "Œ": "OE", "œ": "OE", "Ø": "O", "ø": "O", "Ł": "L", "ł": "L", "Đ": "D", "đ": "D", "ð": "D", "Ð": "D", "Þ": "TH", "þ": "TH", "ı": "I", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "€": "EUR", "\u00a0": " ", "…": "..."}  # fmt: skip
_LETTERS = str.maketrans(LETTERS)
_CONTROL = re.compile(f"[^ -~{STRUCTURE}]")


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What stands in ISA and GS. Control numbers are numbers; `at` is written as it is, in the zone it names."""

    sender: str
    receiver: str
    control: int
    at: datetime
    sender_qualifier: str = "ZZ"
    receiver_qualifier: str = "ZZ"
    usage: str = "T"
    acknowledgement_requested: bool = False
    group_sender: str = ""
    group_receiver: str = ""
    group_control: int = 1
    delimiters: Delimiters = field(default=STANDARD)


@dataclass(frozen=True)
class RenderedGroup:
    """A GS to write: kind (GS01), version (GS08), and its transactions as lists of segments."""

    functional_id: str
    version: str
    transactions: list


class Composite(str):
    """An element that was joined on purpose; in any other text the joining characters are replaced."""

    __slots__ = ()


def composite(*parts):
    """Joins the components of one element; empty ones at the end are left out."""
    text = COMPONENT.join(parts)
    if text.count(COMPONENT) != len(parts) - 1 or REPETITION in text:
        text = COMPONENT.join(map(_without_structure, parts))
    return Composite(text.rstrip(COMPONENT))


def repeated(values):
    """Joins the repetitions of one element."""
    return Composite(REPETITION.join(map(_without_structure, values)))


def assemble(segments, delimiters=STANDARD):
    """Segments (tuples of text) -> one text in these delimiters, each segment terminated, nothing added."""
    if not segments:
        return ""
    lines = list(map(ELEMENT.join, segments))
    text = SEGMENT.join(lines) + SEGMENT
    if text.count(SEGMENT) != len(segments) or text.count(ELEMENT) != sum(map(len, segments)) - len(segments) or _smuggled(lines, segments):
        text = SEGMENT.join(ELEMENT.join(map(_without_smuggled, segment)) for segment in segments) + SEGMENT
    return _clean(text).translate(_table(delimiters))


def _smuggled(lines, segments):
    """True when a joining character stands in an element that was not joined on purpose."""
    for line, segment in zip(lines, segments):
        if COMPONENT in line or REPETITION in line:
            for element in segment:
                if type(element) is not Composite and (COMPONENT in element or REPETITION in element):
                    return True
    return False


def interchange(envelope, groups, acknowledgements=()):
    """The bytes of one interchange: ISA, TA1s, groups, IEA."""
    segments = list(acknowledgements)
    for number, group in enumerate(groups, envelope.group_control):
        segments.append(_gs(envelope, group, number))
        for transaction in group.transactions:
            segments += transaction
        segments.append(("GE", str(len(group.transactions)), str(number)))
    segments.append(("IEA", str(len(groups)), f"{envelope.control:09d}"))
    return (isa(envelope) + assemble(segments, envelope.delimiters)).encode("ascii")


def isa(envelope):
    """The ISA at its fixed width of 106 characters, terminator included."""
    marks = envelope.delimiters
    table = _table(marks)

    def fixed(text, width):
        cleaned = _clean(_without_structure(text)).translate(table)
        if len(cleaned) > width:
            raise ValueError(f"{text!r} does not fit the {width} characters that the ISA has for it")
        return cleaned.ljust(width)

    elements = (
        "ISA", "00", " " * 10, "00", " " * 10,
        fixed(envelope.sender_qualifier, 2), fixed(envelope.sender, 15), fixed(envelope.receiver_qualifier, 2), fixed(envelope.receiver, 15),
        f"{envelope.at:%y%m%d}", f"{envelope.at:%H%M}", marks.repetition or "U", "00501", f"{envelope.control:09d}",
        "1" if envelope.acknowledgement_requested else "0", fixed(envelope.usage, 1), marks.component,
    )  # fmt: skip
    return marks.element.join(elements) + marks.segment


def finished(segments):
    """Adds the SE with its count to the segments of a transaction, whose first is the ST."""
    segments.append(("SE", str(len(segments) + 1), segments[0][2]))
    return segments


def _gs(envelope, group, number):
    return (
        "GS", group.functional_id, envelope.group_sender or envelope.sender, envelope.group_receiver or envelope.receiver,
        f"{envelope.at:%Y%m%d}", f"{envelope.at:%H%M%S}" if envelope.at.second else f"{envelope.at:%H%M}", str(number), "X", group.version,
    )  # fmt: skip


def _clean(text):
    """Upper-case ASCII without control characters; empty elements at the end of a segment are left out."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join("" if unicodedata.combining(char) else char if char < "\x80" else "?" for char in text)
    text = text.upper()
    if _CONTROL.search(text):
        text = _CONTROL.sub(" ", text)
    while ELEMENT + SEGMENT in text:
        text = text.replace(ELEMENT + SEGMENT, SEGMENT)
    return text


def _without_smuggled(text):
    return text.translate(_NO_SEGMENTS if type(text) is Composite else NO_STRUCTURE)


def _without_structure(text):
    return text.translate(NO_STRUCTURE)


def _table(delimiters):
    table = _tables.get(delimiters)
    if table is None:
        mine = (delimiters.element, delimiters.component, delimiters.repetition, delimiters.segment)
        table = {ord(char): _replacement(char, mine) for char in mine if char}
        table |= {ord(ELEMENT): mine[0], ord(COMPONENT): mine[1], ord(REPETITION): mine[2] or " ", ord(SEGMENT): mine[3]}
        _tables[delimiters] = table
    return table


def _replacement(char, mine):
    wanted = REPLACED.get(char, " ")
    return wanted if wanted not in mine else " "


_tables: dict[Delimiters, dict[int, str]] = {}
_NO_SEGMENTS = str.maketrans(dict.fromkeys(ELEMENT + SEGMENT, " "))
NO_STRUCTURE = str.maketrans(dict.fromkeys(STRUCTURE, " "))
