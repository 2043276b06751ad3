"""One claim of an 835 while it is read: CLP and all that stands under it -> ClaimPayment. Used by `reading`, its fastest part.

What is fast here: a segment that was seen before in this transaction (the same adjustment, amount, date, service, provider)
is not read again, because its value is frozen and can be shared; and frozen objects are filled in one step instead of field
by field.
"""

from decimal import Decimal

from payers.x12.model import Adjustment, Amount, Dated, Party, Quantity, Reference
from payers.x12.parts import read_contact
from payers.x12.set_835.model import ClaimPayment, ServicePayment
from payers.x12.values import day, money, number

ZERO = Decimal(0)
KNOWN = 20_000
CLAIM_PARTIES = {
    "QC": "patient", "IL": "insured", "74": "corrected", "82": "rendering", "TT": "crossover", "PR": "corrected_payer", "GB": "other_subscriber",
}  # fmt: skip
PARTIES_OF_MANY = frozenset({"82", "TT", "PR"})
SERVICE_DATES = {"472": "service_date", "150": "service_date", "151": "service_end"}
_new, _put = object.__new__, object.__setattr__


def filled(cls, fields):
    """An object of a frozen class with these fields; the class's defaults stand for the others."""
    made = _new(cls)
    _put(made, "__dict__", fields)
    return made


class ClaimReading:
    """`begin` takes a CLP, each handler a segment under it as text and elements (`number` says which), `done` gives the claim.

    `known` remembers what texts of this transaction mean, up to KNOWN of them: text -> (what takes the value, the value).
    What led to a finding is never remembered.
    """

    def __init__(self, transaction, lines):
        self.component = transaction.delimiters.component
        self.lines = lines
        self.known = {}
        self.number = 0
        self.claim = self.line = self.target = None
        self.claim_more, self.line_more = {}, {}

    def begin(self, segment, group, ordinal):
        """Opens the claim of a CLP."""
        self.lines.at(self.number, segment)
        size = len(segment)
        texts = segment if size > 9 else segment + [""] * (10 - size)
        self.claim = fields = {
            "patient_control_number": texts[1], "status": texts[2], "charge": self._amount(segment, 3, True), "paid": self._amount(segment, 4, True),
            "patient_responsibility": self._amount(segment, 5) or ZERO, "claim_filing": texts[6], "payer_control_number": texts[7],
            "place_of_service": texts[8], "frequency": texts[9], "group": group, "ordinal": ordinal, "first_segment": self.number,
        }  # fmt: skip
        if size > 11:
            fields.update(drg=segment[11], drg_weight=self.lines.quantity(12), discharge_fraction=self.lines.quantity(13))
        self.line, self.target = None, fields
        self.services = []

    def done(self, last):
        """The ClaimPayment, whose last segment is number `last`."""
        if self.line is not None:
            self._line_done(last)
        fields = self.claim
        if self.claim_more:
            self._join(fields, self.claim_more)
        fields["lines"] = tuple(self.services)
        fields["last_segment"] = last
        self.claim = None
        return filled(ClaimPayment, fields)

    def _line_done(self, last):
        fields = self.line
        if self.line_more:
            self._join(fields, self.line_more)
        fields["last_segment"] = last
        made = _new(ServicePayment)
        _put(made, "__dict__", fields)
        self.services.append(made)

    def _add(self, name, found):
        """Adds a tuple of values to the line, or to the claim before its first line."""
        if name in self.target:
            more = self.claim_more if self.line is None else self.line_more
            more.setdefault(name, []).extend(found)
        else:
            self.target[name] = found

    def _add_to_claim(self, name, found):
        if name in self.claim:
            self.claim_more.setdefault(name, []).extend(found)
        else:
            self.claim[name] = found

    def _join(self, fields, more):
        for name, values in more.items():
            fields[name] += tuple(values)
        more.clear()

    def _take_service(self, fields):
        if self.line is not None:
            self._line_done(self.number - 1)
        self.line = self.target = line = fields.copy()
        line["first_segment"] = self.number
        line["ordinal"] = len(self.services) + 1

    def _svc(self, text, segment):
        noted = len(self.lines.findings)
        size = len(segment)
        procedure = segment[1].split(self.component) if size > 1 else [""]
        fields = {
            "procedure_qualifier": procedure[0], "procedure": procedure[1] if len(procedure) > 1 else "", "charge": self._amount(segment, 2, True),
            "paid": self._amount(segment, 3, True),
        }  # fmt: skip
        if len(procedure) > 2:
            fields["modifiers"] = tuple(filter(None, procedure[2:6]))
        if size > 4:
            fields["revenue_code"] = segment[4]
        if size > 5 and segment[5]:
            fields["units"] = self._quantity(segment, 5)
        if size > 6 and segment[6]:
            submitted = segment[6].split(self.component)
            fields["submitted_qualifier"] = submitted[0]
            fields["submitted_procedure"] = submitted[1] if len(submitted) > 1 else ""
            fields["submitted_modifiers"] = tuple(filter(None, submitted[2:6]))
            fields["submitted_description"] = submitted[6] if len(submitted) > 6 else ""
        if size > 7 and segment[7]:
            fields["submitted_units"] = self._quantity(segment, 7)
        self._take(text, ClaimReading._take_service, fields, noted)

    def _take_adjustments(self, found):
        target = self.target
        if "adjustments" in target:
            self._add("adjustments", found)
        else:
            target["adjustments"] = found

    def _cas(self, text, segment):
        noted = len(self.lines.findings)
        group = segment[1] if len(segment) > 1 else ""
        found = []
        for at in range(2, max(3, len(segment)), 3):
            reason = segment[at] if at < len(segment) else ""
            if not reason and (at + 1 >= len(segment) or not segment[at + 1]):
                continue
            quantity = self._quantity(segment, at + 2) if at + 2 < len(segment) and segment[at + 2] else None
            fields = {"group": group, "reason": reason, "amount": self._amount(segment, at + 1, True), "quantity": quantity}
            found.append(filled(Adjustment, fields))
        self._take(text, ClaimReading._take_adjustments, tuple(found), noted)

    def _take_date(self, found):
        if self.line is None:
            self._add("dates", (found,))
        elif found.qualifier in SERVICE_DATES:
            self.line[SERVICE_DATES[found.qualifier]] = found.start

    def _dtm(self, text, segment):
        noted = len(self.lines.findings)
        qualifier, written = ([*segment[1:3], "", ""])[:2]
        value = day(written)
        if value is None:
            value = self._at(segment).day(2)
        self._take(text, ClaimReading._take_date, filled(Dated, {"qualifier": qualifier, "start": value}), noted)

    def _take_amount(self, found):
        target = self.target
        if "amounts" in target:
            self._add("amounts", found)
        else:
            target["amounts"] = found

    def _amt(self, text, segment):
        noted = len(self.lines.findings)
        fields = {"qualifier": segment[1] if len(segment) > 1 else "", "amount": self._amount(segment, 2, True)}
        self._take(text, ClaimReading._take_amount, (filled(Amount, fields),), noted)

    def _take_party(self, party):
        key = CLAIM_PARTIES.get(party.role)
        if key and key not in self.claim:
            self.claim[key] = party

    def _nm1(self, text, segment):
        texts = segment if len(segment) > 9 else segment + [""] * (10 - len(segment))
        fields = {
            "role": texts[1], "is_person": texts[2] == "1", "name": texts[3], "first": texts[4], "middle": texts[5], "suffix": texts[7],
            "id_qualifier": texts[8], "id": texts[9],
        }  # fmt: skip
        party = filled(Party, fields)
        if texts[1] in PARTIES_OF_MANY:
            self._take(text, ClaimReading._take_party, party, len(self.lines.findings))
        else:
            self._take_party(party)

    def _ref(self, text, segment):
        size = len(segment)
        made = _new(Reference)
        note = segment[3] if size > 3 else ""
        _put(made, "__dict__", {"qualifier": segment[1] if size > 1 else "", "value": segment[2] if size > 2 else "", "note": note})
        target = self.target
        if "references" in target:
            self._add("references", (made,))
        else:
            target["references"] = (made,)

    def _mia(self, text, segment):
        self.claim["inpatient"] = tuple(segment[1:])
        self._remarks(segment, (5, 20, 21, 22, 23))

    def _moa(self, text, segment):
        self.claim["outpatient"] = tuple(segment[1:])
        self._remarks(segment, (3, 4, 5, 6, 7))

    def _remarks(self, segment, positions):
        self._add_to_claim("remarks", tuple(segment[at] for at in positions if at < len(segment) and segment[at]))

    def _qty(self, text, segment):
        lines = self._at(segment)
        self._add("quantities", (Quantity(lines.text(1), lines.quantity(2, ZERO)),))

    def _lq(self, text, segment):
        if len(segment) > 2:
            self._add("pharmacy_remarks" if segment[1] == "RX" and self.line is not None else "remarks", (segment[2],))

    def _per(self, text, segment):
        self._add_to_claim("contacts", (read_contact(self._at(segment)),))

    def _at(self, segment):
        self.lines.at(self.number, segment)
        return self.lines

    def _take(self, text, action, value, noted):
        """Takes a value, and remembers it unless its text led to a finding (there were `noted` before)."""
        if noted == len(self.lines.findings):
            if len(self.known) >= KNOWN:
                self.known.clear()
            self.known[text] = (action, value)
        action(self, value)

    def _amount(self, segment, position, required=False):
        value = money(segment[position]) if position < len(segment) else None
        if value is None:
            lines = self._at(segment)
            value = lines.required_money(position) if required else lines.money(position)
        return value

    def _quantity(self, segment, position):
        value = number(segment[position])
        return value if value is not None else self._at(segment).quantity(position)

    HANDLERS = {
        "SVC": _svc, "CAS": _cas, "DTM": _dtm, "REF": _ref, "AMT": _amt, "NM1": _nm1, "LQ": _lq, "MOA": _moa, "MIA": _mia, "QTY": _qty, "PER": _per,
    }  # fmt: skip
