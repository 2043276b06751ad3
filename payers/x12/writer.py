"""Segments -> bytes. Renderers give tuples of elements or fill templates; here they get delimiters, an envelope, and a clean alphabet.

Outbound text is upper-case ASCII. A delimiter or control character inside the data is replaced where everybody can see
it (see REPLACED), so user text can never create an element, component or segment. Inside a rendered segment composites
are joined with COMPONENT and repetitions with REPETITION, two control characters that no data keeps.
"""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from payers.x12.delimiters import STANDARD, Delimiters

ELEMENT, COMPONENT, REPETITION, SEGMENT = "\x1d", "\x1f", "\x1e", "\x1c"
ENOUGH = 2_000
STRUCTURE = ELEMENT + COMPONENT + REPETITION + SEGMENT
REPLACED = {"*": "+", ":": "-", "^": "-", "~": "-", ">": "-", "|": "-"}
LETTERS = {
    "ß": "SS", "ẞ": "SS", "Æ": "AE", "æ": "AE", "Œ": "OE", "œ": "OE", "Ø": "O", "ø": "O", "Ł": "L", "ł": "L", "Đ": "D", "đ": "D", "ð": "D",
    "Ð": "D", "Þ": "TH", "þ": "TH", "ı": "I", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "€": "EUR",
    "\u00a0": " ", "…": "...",
}  # fmt: skip
_LETTERS = str.maketrans(LETTERS)


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


class Rendered(str):
    """The text of one transaction, ST to SE, each segment terminated, of which it is sure that no data in it makes structure."""

    __slots__ = ()


def pattern(text):
    """A template for a Sheet, written as people read X12 ("REF*%s*%s~DTP*472*D8*%s"): what stands before each of its values.

    Each of its segments ends in a value that is never empty, the last without a terminator.
    """
    *before, last = (SEGMENT + text.translate(_PATTERN)).split("%s")
    if last or "" in before:
        raise ValueError(f"a template has text between its values and ends in one: {text!r}")
    return tuple(before)


def finished(segments):
    """A transaction's segments (tuples of text), whose first is the ST, with their SE, as Rendered."""
    return Rendered(written([*segments, ("SE", str(len(segments) + 1), segments[0][2])]))


def written(segments):
    """Text of segments (tuples of text), each terminated; structural characters in it, unless joined on purpose, become blanks.

    Empty elements at the end of a segment are left out.
    """
    lines = list(map(ELEMENT.join, segments))
    if _smuggled(segments, lines):
        lines = [ELEMENT.join(map(_without_smuggled, segment)) for segment in segments]
    return "".join([line.rstrip(ELEMENT) + SEGMENT for line in lines])


class Sheet:
    """One transaction while it is written: a renderer adds a template (see `pattern`) to `shape` and its values to `values`.

    Fast because a template holds many segments, text is joined once for many claims, and one look at all their values tells
    whether any of them carries a character that is structure; only then are they cleaned one by one.
    """

    __slots__ = ("_done", "shape", "values")

    def __init__(self):
        self.shape, self.values, self._done = [], [], []

    def segments(self, segments):
        """Adds segments given as tuples of text."""
        if segments:
            self.shape.append(SEGMENT + written(segments)[:-1])
            self.values.append("")

    def turn(self):
        """Call it between claims: joins what has gathered when it is much."""
        if len(self.values) > ENOUGH:
            self._join()

    def finished(self, control):
        """The transaction with its SE, as Rendered."""
        self._join()
        text = "".join(self._done)[1:] + SEGMENT
        return Rendered(text + written([("SE", str(text.count(SEGMENT) + 1), control)]))

    def _join(self):
        values = self.values
        data = "".join(values)
        if ELEMENT in data or COMPONENT in data or REPETITION in data or SEGMENT in data:
            values = list(map(_without_structure, values))
        pieces = [""] * (2 * len(values))
        pieces[::2], pieces[1::2] = self.shape, values
        self._done.append("".join(pieces))
        self.shape, self.values = [], []


def assemble(segments, delimiters=STANDARD):
    """Rendered, or segments as tuples of text -> bytes in these delimiters, each segment terminated, nothing added."""
    text = segments if type(segments) is Rendered else written(segments)
    if not text.isascii():
        text = SEGMENT.join([line if line.isascii() else folded(line).rstrip(ELEMENT) for line in text.split(SEGMENT)])
    return text.encode("ascii").translate(_table(delimiters))


def _smuggled(segments, lines):
    """True when a structural character stands in an element that was not joined on purpose."""
    text = SEGMENT.join(lines)
    if text.count(SEGMENT) > len(lines) - 1 or text.count(ELEMENT) != sum(map(len, segments)) - len(lines):
        return True
    for line, segment in zip(lines, segments, strict=True):
        if COMPONENT in line or REPETITION in line:
            for element in segment:
                if (COMPONENT in element or REPETITION in element) and type(element) is not Composite:
                    return True
    return False


def interchange(envelope, groups, acknowledgements=()):
    """The bytes of one interchange: ISA, TA1s, groups, IEA."""
    marks = envelope.delimiters
    parts = [isa(envelope), assemble(acknowledgements, marks)]
    for number, group in enumerate(groups, envelope.group_control):
        parts.append(assemble([_gs(envelope, group, number)], marks))
        parts += [assemble(transaction, marks) for transaction in group.transactions]
        parts.append(assemble([("GE", str(len(group.transactions)), str(number))], marks))
    parts.append(assemble([("IEA", str(len(groups)), f"{envelope.control:09d}")], marks))
    return b"".join(parts)


def isa(envelope):
    """The ISA at its fixed width of 106 characters, terminator included."""
    marks = envelope.delimiters
    table = _table(marks)

    def fixed(text, width):
        cleaned = folded(_without_structure(text)).encode("ascii").translate(table)
        if len(cleaned) > width:
            raise ValueError(f"{text!r} does not fit the {width} characters that the ISA has for it")
        return cleaned.decode("ascii").ljust(width)

    elements = (
        "ISA", "00", " " * 10, "00", " " * 10,
        fixed(envelope.sender_qualifier, 2), fixed(envelope.sender, 15), fixed(envelope.receiver_qualifier, 2), fixed(envelope.receiver, 15),
        f"{envelope.at:%y%m%d}", f"{envelope.at:%H%M}", marks.repetition or "U", "00501", f"{envelope.control:09d}",
        "1" if envelope.acknowledgement_requested else "0", fixed(envelope.usage, 1), marks.component,
    )  # fmt: skip
    return (marks.element.join(elements) + marks.segment).encode("ascii")


def _gs(envelope, group, number):
    return (
        "GS", group.functional_id, envelope.group_sender or envelope.sender, envelope.group_receiver or envelope.receiver,
        f"{envelope.at:%Y%m%d}", f"{envelope.at:%H%M%S}" if envelope.at.second else f"{envelope.at:%H%M}", str(number), "X", group.version,
    )  # fmt: skip


def folded(text):
    """ASCII of any text: letters lose their accents, what has no ASCII form becomes a question mark."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join("" if unicodedata.combining(char) else char if char < "\x80" else "?" for char in text)


def _without_smuggled(text):
    return text.translate(_NO_SEGMENTS if type(text) is Composite else NO_STRUCTURE)


def _without_structure(text):
    return text.translate(NO_STRUCTURE)


def _table(delimiters):
    """256 bytes for bytes.translate: upper case, delimiters and control characters of the data replaced, structure written."""
    table = _tables.get(delimiters)
    if table is None:
        mine = (delimiters.element, delimiters.component, delimiters.repetition, delimiters.segment)
        codes = [ord(chr(code).upper()) if 32 <= code < 127 else 32 for code in range(256)]
        for char in filter(None, mine):
            codes[ord(char)] = ord(_replacement(char, mine))
        for inner, char in zip((ELEMENT, COMPONENT, REPETITION, SEGMENT), mine, strict=True):
            codes[ord(inner)] = ord(char or " ")
        table = _tables[delimiters] = bytes(codes)
    return table


def _replacement(char, mine):
    wanted = REPLACED.get(char, " ")
    return wanted if wanted not in mine else " "


_tables: dict[Delimiters, bytes] = {}
_NO_SEGMENTS = str.maketrans(dict.fromkeys(ELEMENT + SEGMENT, " "))
NO_STRUCTURE = str.maketrans(dict.fromkeys(STRUCTURE, " "))
_PATTERN = str.maketrans("*:^~", ELEMENT + COMPONENT + REPETITION + SEGMENT)
