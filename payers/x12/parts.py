"""Parties, references, dates, adjustments <-> their segments, as every set writes them. Called by the set modules only."""

from decimal import Decimal

from payers.x12.findings import Finding
from payers.x12.model import Address, Adjustment, Amount, Contact, Dated, Party, Quantity, Reference
from payers.x12.values import day, money, number, plain, ymd
from payers.x12.writer import COMPONENT, NO_STRUCTURE, REPETITION, Composite, composite

NO_VALUE = ("",) * 20
ZERO = Decimal(0)


def name_segment(tag_role, party):
    """NM1 of a party under an entity code."""
    return (
        "NM1", tag_role, "1" if party.is_person else "2", party.name, party.first, party.middle, "", party.suffix, party.id_qualifier, party.id,
    )  # fmt: skip


def party_segments(role, party, *, taxonomy=True, birth=True):
    """NM1, PRV, N3, N4, DMG, REF, PER of a party, those that it has, in the order of the 837."""
    segments = [name_segment(role, party)]
    if taxonomy and party.taxonomy:
        segments.append(("PRV", "PE", "PXC", party.taxonomy))
    if party.address:
        segments += address_segments(party.address)
    if birth and party.birth_date:
        segments.append(("DMG", "D8", ymd(party.birth_date), party.sex))
    if party.references:
        segments += reference_segments(party.references)
    if party.contacts:
        segments += contact_segments(party.contacts)
    return segments


def address_segments(address):
    """N3 and N4; N3 only where there is a street line."""
    segments = [("N3", address.line1, address.line2)] if address.line1 else []
    if address.city or address.zip_code:
        segments.append(("N4", address.city, address.state, address.zip_code, address.country, "", "", address.subdivision))
    return segments


def reference_segments(references):
    """REF of each, in the order given."""
    return [("REF", item.qualifier, item.value, item.note, item.owner) for item in references]


def contact_segments(contacts):
    """PER of each, with up to three numbers."""
    return [("PER", item.function, item.name, *(part for pair in item.numbers[:3] for part in pair)) for item in contacts]


def dated_segment(tag, item):
    """DTP: D8, RD8 for a period, DT with a time."""
    if item.end:
        return (tag, item.qualifier, "RD8", f"{ymd(item.start)}-{ymd(item.end)}")
    if item.time:
        return (tag, item.qualifier, "DT", ymd(item.start) + item.time)
    return (tag, item.qualifier, "D8", ymd(item.start))


def adjustment_segments(adjustments):
    """CAS, neighbours of one group together, six triplets at most in a segment."""
    segments = []
    group, triplets = None, []
    for item in adjustments:
        if item.group != group or len(triplets) == 18:
            if triplets:
                segments.append(("CAS", group, *triplets))
            group, triplets = item.group, []
        triplets += (item.reason, plain(item.amount), plain(item.quantity))
    if triplets:
        segments.append(("CAS", group, *triplets))
    return segments


def ordered(items, order):
    """Items by the guide's order of their qualifiers; unknown qualifiers last, equals as they came."""
    if len(items) < 2:
        return items
    return sorted(items, key=lambda item: order.index(item.qualifier) if item.qualifier in order else len(order))


def procedure_composite(qualifier, code, modifiers=(), description=""):
    """SV101 and its siblings: qualifier, code, up to four modifiers, description."""
    if description:
        return composite(qualifier, code, *(tuple(modifiers) + ("",) * 4)[:4], description)
    return composite(qualifier, code, *modifiers)


class Lines:
    """Elements of segments while a set is read: text by position, values with findings where they are none.

    One object per transaction; `at` moves it to a segment. Findings carry the segment's number, counted from the ST.
    """

    def __init__(self, transaction):
        self.component = transaction.delimiters.component
        self.repetition = transaction.delimiters.repetition
        self.findings = []
        self.segment = NO_VALUE
        self.number = 0

    def at(self, number, segment):
        """Moves to a segment."""
        self.number, self.segment = number, segment

    def text(self, position):
        """The element's text, "" where absent."""
        return self.segment[position] if position < len(self.segment) else ""

    def texts(self, first, last):
        """Elements first to last, "" where absent."""
        found = self.segment[first : last + 1]
        return found + [""] * (last + 1 - first - len(found))

    def parts(self, position):
        """Components of an element."""
        return self.text(position).split(self.component)

    def repeats(self, position):
        """Repetitions of an element; empty ones are left out."""
        text = self.text(position)
        if not text:
            return ()
        return tuple(filter(None, text.split(self.repetition))) if self.repetition else (text,)

    def rejoined(self, text):
        """The text of an element with its inner separators made the writer's."""
        if self.component in text or (self.repetition and self.repetition in text):
            text = text.translate(NO_STRUCTURE).replace(self.component, COMPONENT)
            return Composite(text.replace(self.repetition, REPETITION) if self.repetition else text)
        return text

    def money(self, position, missing=None):
        """Amount; where the text is no amount, 0 and a finding; where absent, `missing`."""
        text = self.text(position)
        if not text:
            return missing
        value = money(text)
        return self._or_zero(value, position, text, "invalid_amount", "is not an amount with at most two decimals")

    def quantity(self, position, missing=None):
        """Quantity; where the text is none, 0 and a finding; where absent, `missing`."""
        text = self.text(position)
        if not text:
            return missing
        return self._or_zero(number(text), position, text, "invalid_quantity", "is not a number")

    def required_money(self, position):
        """Amount that must be there: 0 and a finding where it is absent or none."""
        value = self.money(position)
        if value is None:
            return self._or_zero(None, position, "", "amount_missing", "an amount must stand here")
        return value

    def day(self, position):
        """Date, or None; a finding where there is text that is no date."""
        text = self.text(position)
        return self._day(text, position) if text else None

    def period(self, qualifier_position, position):
        """(first day, last day or None, time) of a DTP in D8, RD8, DT or TM form."""
        form, text = self.text(qualifier_position), self.text(position)
        if form == "RD8":
            start, _, end = text.partition("-")
            return self._day(start, position), self._day(end, position), ""
        if form in ("DT", "DTS"):
            return self._day(text[:8], position), None, text[8:]
        if form == "TM":
            return None, None, text
        return (self._day(text, position) if text else None), None, ""

    def find(self, code, position, message, severity="error", loop=""):
        """Adds a finding at this segment."""
        tag = self.segment[0]
        element = f"{tag}{position:02d}" if position else ""
        self.findings.append(Finding(severity, code, loop, tag, self.number, element, message))

    def _day(self, text, position):
        value = day(text)
        if value is None:
            self.find("invalid_date", position, f"{text!r} is not a date: write CCYYMMDD.")
        return value

    def _or_zero(self, value, position, text, code, why):
        if value is None:
            self.find(code, position, f"{text or 'The empty element'!r} {why}; it counts as 0.00 until it is corrected.")
            return ZERO
        return value


class PartyUnderWay:
    """A party while its NM1 and the segments under it are read; `done()` gives the frozen Party."""

    def __init__(self, lines, first=1):
        texts = lines.texts(first, first + 8)
        self.fields = {
            "role": texts[0], "is_person": texts[1] == "1", "name": texts[2], "first": texts[3], "middle": texts[4], "suffix": texts[6],
            "id_qualifier": texts[7], "id": texts[8],
        }  # fmt: skip
        self.references, self.contacts = [], []
        self.line = ("", "")
        self.place = None

    def take(self, lines):
        """Takes a segment that belongs to the party; False when it does not."""
        taker = self.TAKERS.get(lines.segment[0])
        if taker is None:
            return False
        taker(self, lines)
        return True

    def _n3(self, lines):
        self.line = tuple(lines.texts(1, 2))

    def _n4(self, lines):
        self.place = (*lines.texts(1, 4), lines.text(7))

    def _dmg(self, lines):
        self.fields["birth_date"] = lines.period(1, 2)[0]
        self.fields["sex"] = lines.text(3)

    def _ref(self, lines):
        self.references.append(read_reference(lines))

    def _per(self, lines):
        self.contacts.append(read_contact(lines))

    def _prv(self, lines):
        self.fields["taxonomy"] = lines.text(3)

    def done(self):
        if self.place or any(self.line):
            self.fields["address"] = Address(*self.line, *(self.place or ()))
        return Party(**self.fields, references=tuple(self.references), contacts=tuple(self.contacts))

    TAKERS = {"N3": _n3, "N4": _n4, "DMG": _dmg, "REF": _ref, "PER": _per, "PRV": _prv}


def read_reference(lines):
    """REF -> Reference."""
    owner = lines.rejoined(lines.segment[4]) if len(lines.segment) > 4 else ""
    return Reference(*lines.texts(1, 3), owner)


def read_contact(lines):
    """PER -> Contact."""
    texts = lines.texts(1, 8)
    pairs = ((texts[at], texts[at + 1]) for at in (2, 4, 6))
    return Contact(texts[0], texts[1], tuple(pair for pair in pairs if any(pair)))


def read_dated(lines):
    """DTP -> Dated."""
    start, end, time = lines.period(2, 3)
    return Dated(lines.text(1), start, end, time)


def read_amount(lines):
    """AMT -> Amount."""
    return Amount(lines.text(1), lines.required_money(2))


def read_quantity(lines):
    """QTY -> Quantity."""
    return Quantity(lines.text(1), lines.quantity(2, ZERO))


def read_adjustments(lines):
    """CAS -> its triplets. Source: X12 005010X221A1, CAS02 to CAS19."""
    group, found = lines.text(1), []
    for position in range(2, max(3, len(lines.segment)), 3):
        reason = lines.text(position)
        if not reason and not lines.text(position + 1):
            continue
        found.append(Adjustment(group, reason, lines.required_money(position + 1), lines.quantity(position + 2)))
    return found


def read_procedure(lines, position):
    """Composite of a procedure -> (qualifier, code, modifiers, description)."""
    parts = (lines.parts(position) + [""] * 7)[:7]
    return parts[0], parts[1], tuple(filter(None, parts[2:6])), parts[6]


def kept(lines):
    """A segment that has no typed home, ready to be written again: its composites and repetitions joined for the writer."""
    return tuple(map(lines.rejoined, lines.segment))
