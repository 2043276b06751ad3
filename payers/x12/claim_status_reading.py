"""Segments of a 276, 277 or 277CA -> entries by level. Called by set_276, set_277 and set_277ca.

An entry begins with each TRN, or with an STC where its level has no TRN; broken hierarchies still give every STC a place.
"""

from payers.x12.claim_status import CLAIM, PROVIDER, RECEIVER, SOURCE, Inquiry, Status, StatusCode, StatusEntry, StatusLine
from payers.x12.model import Party
from payers.x12.parts import Lines, PartyUnderWay, read_amount, read_procedure, read_quantity, read_reference

LEVELS = {"20": SOURCE, "21": RECEIVER, "19": PROVIDER, "22": CLAIM, "23": CLAIM, "PT": CLAIM}
BELOW = {
    SOURCE: ("receiver", "provider", "subscriber", "dependent"),
    RECEIVER: ("provider", "subscriber", "dependent"),
    PROVIDER: ("subscriber", "dependent"),
}
ROLES = {"AY": "source", "PR": "source", "41": "receiver", "85": "provider", "1P": "provider", "IL": "subscriber", "03": "dependent"}
PARTY_SEGMENTS = frozenset({"N3", "N4", "DMG", "PER"})


class StatusReading:
    """Walks the segments once and collects entries as dicts; `entries` and `inquiries` give them frozen."""

    def __init__(self, transaction):
        self.transaction = transaction
        self.lines = Lines(transaction)
        self.header = {"reference": "", "date": None, "time": ""}
        self.parties = {}
        self.level, self.hl_code = SOURCE, ""
        self.birth = (None, "")
        self.party = self.party_key = self.entry = self.line = None
        self.found = []
        for number, segment in enumerate(transaction.segments, 1):
            self.lines.at(number, segment)
            if self.party and segment[0] in PARTY_SEGMENTS:
                self.party.take(self.lines)
                continue
            handler = self.HANDLERS.get(segment[0])
            if handler:
                handler(self)
        self._close_entry(len(transaction.raw) - 1)

    def entries(self):
        """StatusEntry of each."""
        names = StatusEntry.__dataclass_fields__
        return tuple(StatusEntry(**{name: value for name, value in entry.items() if name in names}) for entry in self.found)

    def inquiries(self):
        """Inquiry of each entry of a claim level."""
        return tuple(_inquiry(entry) for entry in self.found if entry["level"] == CLAIM)

    def _bht(self):
        lines = self.lines
        self.header.update(reference=lines.text(3), date=lines.day(4), time=lines.text(5))

    def _hl(self):
        self._close_entry()
        self.hl_code = self.lines.text(3)
        self.level = LEVELS.get(self.hl_code, self.level)
        for name in BELOW.get(self.level, ("dependent",) if self.hl_code == "23" else ("subscriber", "dependent")):
            self.parties.pop(name, None)
        self.birth = (None, "")

    def _nm1(self):
        self._close_party()
        self.party = PartyUnderWay(self.lines)
        role = self.lines.text(1)
        key = ROLES.get(role)
        if role == "QC":
            key = "dependent" if self.hl_code == "23" else "subscriber"
        self.party_key = key
        if self.birth[0]:
            self.party.fields["birth_date"], self.party.fields["sex"] = self.birth

    def _close_party(self):
        if self.party is not None and self.party_key:
            self.parties[self.party_key] = self.party.done()
            if self.entry is not None:
                self.entry.update(self.parties)
        self.party = None

    def _dmg(self):
        self.birth = (self.lines.period(1, 2)[0], self.lines.text(3))

    def _trn(self):
        self._close_entry()
        self._open_entry(self.lines.text(2))

    def _open_entry(self, trace=""):
        self._close_party()
        self.entry = {"source": Party(), "level": self.level, "trace": trace, "first_segment": self.lines.number}
        for name in ("statuses", "references", "quantities", "amounts", "lines"):
            self.entry[name] = []
        self.entry |= self.parties

    def _close_entry(self, last=None):
        self._close_party()
        self._close_line()
        if self.entry is None:
            return
        entry = {name: tuple(value) if type(value) is list else value for name, value in self.entry.items()}
        entry["last_segment"] = last or self.lines.number - 1
        own = next((item.value for item in entry["references"] if item.qualifier == "EJ"), "")
        is_acknowledgement = self.transaction.type == "277CA" and entry["level"] == CLAIM
        entry["patient_control_number"] = entry["trace"] if is_acknowledgement else own
        self.found.append(entry)
        self.entry = None

    def _stc(self):
        if self.entry is None:
            self._open_entry()
        target = self.line if self.line is not None else self.entry
        target["statuses"].append(read_status(self.lines))

    def _ref(self):
        if self.entry is None:
            return
        item = read_reference(self.lines)
        if self.line is not None and item.qualifier == "FJ":
            self.line["control_number"] = item.value
        elif self.line is not None and item.qualifier == "XZ":
            self.line["prescription"] = item.value
        elif self.line is None:
            self.entry["references"].append(item)

    def _dtp(self):
        if self.entry is None:
            return
        start, end, _ = self.lines.period(2, 3)
        target = self.line if self.line is not None else self.entry
        names = {
            "472": ("service_date", "service_end"),
            "050": ("received_date", None),
            "009": ("processed_date", None),
            "232": ("service_date", "service_end"),
        }
        first, second = names.get(self.lines.text(1), (None, None))
        if first and (self.line is None or second):
            target[first] = start
            if second and end:
                target[second] = end

    def _qty(self):
        if self.entry is not None:
            self.entry["quantities"].append(read_quantity(self.lines))

    def _amt(self):
        if self.entry is not None:
            self.entry["amounts"].append(read_amount(self.lines))

    def _svc(self):
        if self.entry is None:
            return
        self._close_line()
        lines = self.lines
        qualifier, code, modifiers, _ = read_procedure(lines, 1)
        self.line = {
            "procedure_qualifier": qualifier, "procedure": code, "modifiers": modifiers, "charge": lines.money(2), "paid": lines.money(3),
            "revenue_code": lines.text(4), "units": lines.quantity(7), "statuses": [],
        }  # fmt: skip

    def _close_line(self):
        if self.line is not None:
            self.entry["lines"].append(StatusLine(**self.line | {"statuses": tuple(self.line["statuses"])}))
            self.line = None

    HANDLERS = {
        "BHT": _bht, "HL": _hl, "NM1": _nm1, "DMG": _dmg, "TRN": _trn, "STC": _stc, "REF": _ref, "DTP": _dtp, "QTY": _qty, "AMT": _amt, "SVC": _svc,
    }  # fmt: skip


def read_status(lines):
    """STC -> Status with its one to three codes."""
    codes = []
    for position in (1, 10, 11):
        parts = ([*lines.parts(position), "", "", ""])[:4]
        if any(parts):
            codes.append(StatusCode(*parts))
    return Status(
        codes=tuple(codes),
        date=lines.day(2),
        action=lines.text(3),
        amount=lines.money(4),
        paid=lines.money(5),
        adjudicated_date=lines.day(6),
        payment_method=lines.text(7),
        check_date=lines.day(8),
        check_number=lines.text(9),
        message=lines.text(12),
        segment_number=lines.number,
    )


def _inquiry(entry):
    asked = next((item.amount for item in entry["amounts"] if item.qualifier == "T3"), None)
    number = next((item.value for item in entry["references"] if item.qualifier == "1K"), "")
    known = {name: entry.get(name, Party()) for name in ("source", "receiver", "provider", "subscriber")}
    kept = tuple(item for item in entry["references"] if item.qualifier not in ("1K", "EJ"))
    optional = {name: entry[name] for name in ("dependent", "service_date", "service_end", "lines", "first_segment", "last_segment") if name in entry}
    return Inquiry(
        **known, **optional, trace=entry["trace"], patient_control_number=entry["patient_control_number"], payer_control_number=number,
        amount=asked, references=kept
    )  # fmt: skip
