"""One plain sentence for a segment, for people who do not read X12. Called by `explain`.

A sentence is built from `Words`: the element's meaning where it has one, else its text. A segment without a sentence of
its own is told by its elements' names.
"""

from payers.x12.meanings import meaning
from payers.x12.segments import segments
from payers.x12.values import day, money

MONEY = frozenset({"CLM02", "SV102", "SV203", "SVD02", "CLP03", "CLP04", "CLP05", "SVC02", "SVC03", "BPR02", "AMT02", "STC04", "STC05", "EB07"})


class Words:
    """The elements of a segment in words. `w[5]` is CLM05, `w[5, 3]` is CLM05-3."""

    def __init__(self, segment, component, repetition="", loop=""):
        self.segment, self.component, self.repetition, self.loop = segment, component, repetition, loop

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


def sentence(segment, component, repetition="", loop=""):
    """The sentence of a segment (list of elements)."""
    words = Words(segment, component, repetition, loop)
    teller = SENTENCES.get(segment[0])
    text = teller(words) if teller else _by_names(words)
    return " ".join(text.split()) + "."


def _by_names(words):
    info = segments().get(words.segment[0])
    if info is None:
        return f"A segment {words.segment[0][:20]} that this codec does not know"
    given = [
        f"{element.name} {words[position]}" for position, element in enumerate(info.elements, 1) if words.raw(position) and not element.components
    ]  # fmt: skip
    return f"{info.name.capitalize()}: {', '.join(given)}" if given else info.name.capitalize()


def _optional(text, value):
    return text.format(value) if value else ""


def _plural(text, count):
    return f"{count} {text}" if count == "1" else f"{count} {text}s"


def _nm1(w):
    return f"{w[1].capitalize()}: {w.party() or 'no name'}{_optional(', ' + (w[8] or 'id') + ' {}', w.raw(9))}"


def _n1(w):
    return f"{w[1].capitalize()}: {w.raw(2)}{_optional(', ' + (w[3] or 'id') + ' {}', w.raw(4))}"


def _procedure(w, position):
    modifiers = [w.raw(position, part) for part in range(3, 7)]
    return " ".join(filter(None, (w.raw(position, 2), "with " + " ".join(filter(None, modifiers)) if any(modifiers) else "")))


def _clm(w):
    return f"Claim {w.raw(1)}: {w.money(2)}, place of service {w[5, 1]}, {w[5, 3]}{_optional(', because of {}', w[11, 1])}"


def _hi(w):
    return "Codes: " + "; ".join(f"{w[at, 1]} {w.raw(at, 2)}" for at in range(1, len(w.segment)) if w.raw(at))


def _sv1(w):
    pointers = w.raw(7).replace(w.component, ", ")
    return f"Service {_procedure(w, 1)}: {w.money(2)} for {w.raw(4)} {w[3]}{_optional(', for diagnosis {}', pointers)}"


def _sv2(w):
    return f"Revenue code {w.raw(1)}{_optional(', service {}', _procedure(w, 2))}: {w.money(3)} for {w.raw(5)} {w[4]}"


def _cas(w):
    triplets = [
        f"{dollars(w.raw(at + 1))}, reason {w.raw(at)}{_optional(' ({})', w[at] if w[at] != w.raw(at) else '')}"
        for at in range(2, len(w.segment), 3)
        if w.raw(at)
    ]
    return f"Adjustment {w.raw(1)} ({w[1]}): " + "; ".join(triplets)


def _clp(w):
    owed = _optional(", the patient owes {}", w.money(5) if w.raw(5) not in ("", "0") else "")
    return f"Claim {w.raw(1)}, {w[2]}: charged {w.money(3)}, paid {w.money(4)}{owed}{_optional(', payer number {}', w.raw(7))}"


def _svc(w):
    submitted = _optional(", billed as {}", w.raw(6, 2))
    return f"Service {_procedure(w, 1) or w.raw(4)}{submitted}: charged {w.money(2)}, paid {w.money(3)}{_optional(' for {} units', w.raw(5))}"


def _svd(w):
    return f"Payer {w.raw(1)} paid {w.money(2)} on {_procedure(w, 3)}{_optional(', {} units', w.raw(5))}"


def _status_code(w, at):
    category = _optional(" ({})", w[at, 1] if w[at, 1] != w.raw(at, 1) else "")
    entity = _optional(" about {}", meaning("NM101", w.raw(at, 3)) or w.raw(at, 3))
    return f"{w.raw(at, 1)}{category}, code {w.raw(at, 2)}{entity}"


def _stc(w):
    codes = [_status_code(w, at) for at in (1, 10, 11) if w.raw(at)]
    amount = _optional(", charge {}", w.money(4)) + _optional(", paid {}", w.money(5) if w.raw(5) not in ("", "0") else "")
    return f"Status {'; '.join(codes)}{_optional(' on {}', w.date(2))}{_optional(', {}', w[3])}{amount}{_optional(': {}', w.raw(12))}"


def _plb(w):
    pairs = [f"{w[at, 1]} {_optional('({}) ', w.raw(at, 2))}{dollars(w.raw(at + 1))}" for at in range(3, len(w.segment), 2) if w.raw(at)]
    return f"Adjustment of the whole payment for {w.raw(1)} (positive takes money away): " + "; ".join(pairs)


def _bpr(w):
    return f"Payment of {w.money(2)} by {w[4]}{_optional(' on {}', w.date(16))} ({w[1]})"


def _eb(w):
    services = ", ".join(meaning("EB03", code) or code for code in (w.raw(3).split(w.repetition) if w.repetition else [w.raw(3)]) if code)
    share = _optional(" {}", w.money(7)) + _optional(" share {}", w.raw(8))
    head = f"{w[1].capitalize()}{_optional(' ({})', w[2])}{share}{_optional(' per {}', w[6])}"
    return f"{head}{_optional(', for {}', services)}{_optional(', plan {}', w.raw(5))}{_optional(', {}', w[12])}"


def _date(w):
    return f"{_capital(w[1])}: {w.date(3 if w.segment[0] == 'DTP' else 2)}"


def _capital(text):
    return text[:1].upper() + text[1:]


SENTENCES = {
    "ISA": lambda w: f"Interchange {w.raw(13)} from {w.raw(6).strip()} to {w.raw(8).strip()}, {w[15]}",
    "IEA": lambda w: f"End of interchange {w.raw(2)}, {_plural('group', w.raw(1))}",
    "GS": lambda w: f"Group {w.raw(6)} of {w[1]}, version {w.raw(8)}",
    "GE": lambda w: f"End of group {w.raw(2)}, {_plural('transaction', w.raw(1))}",
    "ST": lambda w: f"Transaction {w.raw(2)}: {w[1]}",
    "SE": lambda w: f"End of transaction {w.raw(2)}, {_plural('segment', w.raw(1))}",
    "TA1": lambda w: f"Interchange {w.raw(1)} is {w[4]}, note {w.raw(5)}",
    "BHT": lambda w: f"Made on {w.date(4)} at {w.raw(5)}, sender's reference {w.raw(3)}",
    "HL": lambda w: f"Level {w.raw(1)}: {w[3]}{_optional(', under level {}', w.raw(2))}",
    "NM1": _nm1,
    "N1": _n1,
    "N3": lambda w: f"Address: {', '.join(filter(None, (w.raw(1), w.raw(2))))}",
    "N4": lambda w: f"City: {w.raw(1)} {w.raw(2)} {w.raw(3)}",
    "REF": lambda w: f"{_capital(w[1])}: {w.raw(2)}",
    "PER": lambda w: f"Contact{_optional(' {}', w.raw(2))}{_optional(': {}', ' '.join(filter(None, (w[3], w.raw(4)))))}",
    "DMG": lambda w: f"Born {w.date(2)}{_optional(', {}', w[3])}",
    "SBR": lambda w: f"{w[1].capitalize()} insurance{_optional(', patient is {}', w[2])}{_optional(', group {}', w.raw(3))}{_optional(', {}', w[9])}",
    "PAT": lambda w: f"Patient{_optional(', relationship to the subscriber: {}', w[1])}{_optional(', died {}', w.date(6))}",
    "CLM": _clm,
    "HI": _hi,
    "LX": lambda w: f"{'Group of claims' if w.loop == '2000' else 'Service line'} {w.raw(1)}",
    "SV1": _sv1,
    "SV2": _sv2,
    "DTP": _date,
    "DTM": _date,
    "AMT": lambda w: f"Amount {w[1]}: {w.money(2)}",
    "CAS": _cas,
    "CLP": _clp,
    "SVC": _svc,
    "SVD": _svd,
    "STC": _stc,
    "PLB": _plb,
    "BPR": _bpr,
    "TRN": lambda w: f"Trace number {w.raw(2)}{_optional(', from {}', w.raw(3))}",
    "LQ": lambda w: f"{w[1].capitalize()} {w.raw(2)}{_optional(': {}', w[2] if w[2] != w.raw(2) else '')}",
    "EB": _eb,
    "EQ": lambda w: f"Asks about {w[1] or _procedure(w, 2)}",
    "AAA": lambda w: f"Not answered: {w[3]}; {w[4]}",
    "AK1": lambda w: f"Answer to group {w.raw(2)} of {w[1]}",
    "AK2": lambda w: f"Answer to transaction {w.raw(2)} ({w[1]})",
    "IK3": lambda w: f"Segment {w.raw(1)} number {w.raw(2)}{_optional(' in loop {}', w.raw(3))}: {w[4]}",
    "IK4": lambda w: f"Element {w.raw(1)}: {w[3]}{_optional(', it holds {}', w.raw(4))}",
    "IK5": lambda w: f"The transaction is {w[1]}{_optional(': {}', w[2])}",
    "AK9": lambda w: f"The group is {w[1]}: {w.raw(4)} of {w.raw(3)} transactions accepted",
    "MSG": lambda w: f"Message: {w.raw(1)}",
    "NTE": lambda w: f"{w[1].capitalize()}: {w.raw(2)}",
}
