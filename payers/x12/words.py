"""The elements of one segment in words, and the small phrases that sentences are made of. Called by `sentences` and its siblings."""

from payers.x12.meanings import meaning
from payers.x12.values import day, is_time, money, number

AMOUNTS_AT = """
CLM02 SV102 SV203 SVD02 CLP03 CLP04 CLP05 SVC02 SVC03 BPR02 AMT02 STC04 STC05 EB07 SV504 SV505 HCP02 HCP03 PS102 CN102
PLB04 PLB06 PLB08 PLB10 PLB12 PLB14
"""
MONEY = frozenset(AMOUNTS_AT.split())


class Words:
    """The elements of a segment in words. `w[5]` is CLM05, `w[5, 3]` is CLM05-3."""

    def __init__(self, segment, component, repetition="", loop="", kind=""):
        self.segment, self.component, self.repetition, self.loop, self.kind = segment, component, repetition, loop, kind

    def raw(self, position, part=0):
        """Text of the element or component, "" where absent."""
        text = self.segment[position] if position < len(self.segment) else ""
        if part:
            parts = text.split(self.component)
            return parts[part - 1] if part <= len(parts) else ""
        return text

    def ref(self, position, part=0):
        """Name of the place: CLM05-3."""
        return f"{self.segment[0]}{position:02d}" + (f"-{part}" if part else "")

    def __getitem__(self, place):
        position, part = place if isinstance(place, tuple) else (place, 0)
        text = self.raw(position, part)
        return meaning(self.ref(position, part), text) or text

    def money(self, position):
        """Amount as $1,234.50, or the text."""
        return dollars(self.raw(position))

    def date(self, position):
        """Date as 2026-11-24, or the text."""
        return spoken_date(self.raw(position))

    def party(self, first=3):
        """A name: first names before the last, organisations as they are."""
        return " ".join(filter(None, (self.raw(first + 1), self.raw(first + 2), self.raw(first), self.raw(first + 4))))


def dollars(text):
    """12.5 -> $12.50; other text as it is."""
    value = money(text) if text else None
    if value is None:
        return text
    return f"-${-value:,.2f}" if value < 0 else f"${value:,.2f}"


def spoken_date(text):
    """CCYYMMDD or a period of two -> ISO dates; other text as it is."""
    first, dash, last = text.partition("-")
    if day(first) is None or (dash and day(last) is None):
        return text
    return f"{day(first)} to {day(last)}" if dash else str(day(first))


def optional(text, value):
    return text.format(value) if value else ""


def plural(text, count):
    return f"{count} {text}" if count == "1" else f"{count} {text}s"


def counted(number, unit):
    """1 unit, 2 units, 1.00 unit; a unit without a word is left as it is."""
    return f"{number} {unit[:-1] if unit.endswith('s') and number.rstrip('0').rstrip('.') == '1' else unit}"


def clock(text):
    """0930 or 093015 -> 09:30; other text as it is."""
    return f"{text[:2]}:{text[2:4]}" if is_time(text) else text


def procedure(w, position):
    modifiers = [w.raw(position, part) for part in range(3, 7)]
    return " ".join(filter(None, (w.raw(position, 2), "with " + " ".join(filter(None, modifiers)) if any(modifiers) else "")))


def capital(text):
    return text[:1].upper() + text[1:]


def percent(text):
    """0.2 -> 20 %; other text as it is."""
    value = number(text) if text else None
    return text if value is None else f"{(value * 100).normalize():f} %"
