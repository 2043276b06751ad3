"""The four characters that structure a file, and how the ISA tells them.

The ISA has a fixed width: the fourth byte is the element separator, and after its sixteenth separator come the component
separator and the segment terminator. Files whose ISA is a few characters short or long are read by counting separators.
"""

from dataclasses import dataclass

from payers.x12.findings import Unreadable

ISA_WIDTH = 106
ISA_REACH = 400


@dataclass(frozen=True, slots=True)
class Delimiters:
    """Element, component and repetition separators and the segment terminator; repetition is "" where there is none."""

    element: str = "*"
    component: str = ":"
    repetition: str = "^"
    segment: str = "~"


STANDARD = Delimiters()


def sniff(head, offset=0):
    """Delimiters of the interchange whose ISA starts `head` (text). Raises Unreadable when the ISA does not say them."""
    if not head.startswith("ISA"):
        raise Unreadable("no_isa", "The file does not begin with an ISA segment, so it is not an X12 interchange.", offset)
    element = head[3:4]
    parts = head[:ISA_REACH].split(element, 16) if _may_separate(element) else []
    if len(parts) < 17 or len(parts[16]) < 2:
        raise Unreadable("isa_broken", "The ISA segment breaks off or its separators cannot be told.", offset)
    component, segment = parts[16][0], parts[16][1]
    repetition = parts[11] if len(parts[11]) == 1 and _may_separate(parts[11]) else ""
    if not (_may_separate(component) and _may_separate(segment)) or len({element, component, segment}) < 3:
        raise Unreadable("isa_delimiters", "The separators in the ISA are letters, digits or the same character twice.", offset)
    if repetition in (element, component, segment):
        repetition = ""
    return Delimiters(element, component, repetition, segment)


def _may_separate(character):
    return len(character) == 1 and not character.isalnum() and character != " "
