"""Segments of an 835 -> Remittance. Called by `payers.x12.parse`; `streaming` does the same claim by claim, for large files.

Every CLP becomes one claim and every SVC one line, whatever the loops around them look like. This is the codec's fastest
path: one dispatch per segment, and frozen objects are filled in one step instead of field by field.
"""

from decimal import Decimal

from payers.x12.bulk import collector_paused
from payers.x12.model import Adjustment, Amount, Dated, Party, Quantity, Reference
from payers.x12.parts import Lines, PartyUnderWay, read_contact
from payers.x12.set_835.model import ClaimPayment, ProviderAdjustment, Remittance, ServicePayment
from payers.x12.values import KNOWN_AMOUNTS, day, money, number

ZERO, ONE = Decimal(0), Decimal(1)
CLAIM_PARTIES = {
    "QC": "patient",
    "IL": "insured",
    "74": "corrected",
    "82": "rendering",
    "TT": "crossover",
    "PR": "corrected_payer",
    "GB": "other_subscriber",
}
HEADER_PARTY_SEGMENTS = frozenset({"N3", "N4", "REF", "PER"})
SERVICE_DATES = {"472": "start", "150": "start", "151": "end"}
_new, _put = object.__new__, object.__setattr__


def parse(transaction):
    """Remittance of a Transaction; values that cannot be read are in its `findings`."""
    reading = RemittanceReading(transaction)
    with collector_paused(len(transaction.raw)):
        claims = tuple(reading.claims(transaction.raw))
    return reading.remittance(claims)


def filled(cls, fields):
    """An object of a frozen class with these fields; the class's defaults stand for the others."""
    made = _new(cls)
    _put(made, "__dict__", fields)
    return made


class RemittanceReading:
    """Reads one ST. `claims` yields each claim when it ends; afterwards `remittance` gives header and provider adjustments."""

    def __init__(self, transaction):
        self.transaction = transaction
        self.lines = Lines(transaction)
        self.element = transaction.delimiters.element
        self.component = transaction.delimiters.component
        self.header = {"references": []}
        self.adjustments = []
        self.parties = {}
        self.party = self.claim = self.line = None
        self.group = ()
        self.ordinal = 0
        self.number = 0
        self.dtm_lines = True

    def claims(self, raw):
        """ClaimPayment of each CLP in `raw` (an iterable of segments as text, ST first)."""
        element, handlers = self.element, self.HANDLERS
        for number_, text in enumerate(raw, self.number + 1):
            segment = text.split(element)
            self.number = number_
            if segment[0] == "CLP":
                if self.claim is not None:
                    yield self._claim_done(number_ - 1)
                self._clp(segment)
                continue
            handler = handlers.get(segment[0])
            if handler is None:
                continue
            if handler is _ENDS_CLAIM and self.claim is not None:
                yield self._claim_done(number_ - 1)
            handler(self, segment)
        if self.claim is not None:
            yield self._claim_done(self.number)

    def remittance(self, claims):
        """The Remittance with these claims; call it when `claims` is exhausted."""
        self._party_done()
        header = {
            "payment_amount": ZERO, "payment_method": "", "payment_date": None, "trace": "", "payer_trace_id": "", "payer": Party(), "payee": Party(),
        } | self.header  # fmt: skip
        header["references"] = tuple(header["references"])
        return Remittance(
            **header, claims=claims, provider_adjustments=tuple(self.adjustments), control=self.transaction.control,
            version=self.transaction.version, findings=tuple(self.lines.findings),
        )  # fmt: skip

    # the header

    def _bpr(self, segment):
        lines = self._at(segment)
        self.header.update(
            handling=lines.text(1), payment_amount=lines.required_money(2), credit_debit=lines.text(3), payment_method=lines.text(4),
            payment_format=lines.text(5), bank=tuple(lines.texts(6, 15)), payment_date=lines.day(16),
        )  # fmt: skip

    def _trn(self, segment):
        texts = self._at(segment).texts(2, 4)
        self.header.update(trace=texts[0], payer_trace_id=texts[1], supplemental_id=texts[2])

    def _n1(self, segment):
        self._party_done()
        lines = self._at(segment)
        role, name, qualifier, id_ = lines.texts(1, 4)
        self.party = PartyUnderWay(lines)
        self.party.fields = {"role": role, "name": name, "id_qualifier": qualifier, "id": id_}
        self.party_key = {"PR": "payer", "PE": "payee"}.get(role)

    def _party_done(self):
        if self.party is not None and self.party_key:
            self.header.setdefault(self.party_key, self.party.done())
        self.party = None

    def _party_part(self, segment):
        if self.claim is None and self.party is not None:
            self.party.take(self._at(segment))

    # the claim

    def _clp(self, segment):
        self._party_done()
        lines = self._at(segment)
        self.ordinal += 1
        self.line = None
        size = len(segment)
        self.claim = {
            "patient_control_number": lines.text(1), "status": lines.text(2), "charge": self._amount(segment, 3, True),
            "paid": self._amount(segment, 4, True),
            "patient_responsibility": self._amount(segment, 5) or ZERO, "claim_filing": segment[6] if size > 6 else "",
            "payer_control_number": segment[7] if size > 7 else "", "place_of_service": segment[8] if size > 8 else "",
            "frequency": segment[9] if size > 9 else "", "group": self.group, "ordinal": self.ordinal, "first_segment": self.number,
        }  # fmt: skip
        if size > 11:
            self.claim.update(drg=segment[11], drg_weight=lines.quantity(12), discharge_fraction=lines.quantity(13))
        self.services = []
        self.claim_lists = {}

    def _claim_done(self, last):
        if self.line is not None:
            self._line_done(last)
        fields = self.claim
        for name, items in self.claim_lists.items():
            fields[name] = tuple(items)
        fields["lines"] = tuple(self.services)
        fields["last_segment"] = last
        self.claim = None
        return filled(ClaimPayment, fields)

    def _list(self, name):
        """The list of that name of the line, or of the claim before its first line."""
        lists = self.claim_lists if self.line is None else self.line_lists
        found = lists.get(name)
        if found is None:
            found = lists[name] = []
        return found

    def _nm1(self, segment):
        if self.claim is None:
            return
        key = CLAIM_PARTIES.get(segment[1] if len(segment) > 1 else "")
        if key and key not in self.claim:
            texts = (segment[1:10] + [""] * 9)[:9]
            self.claim[key] = filled(
                Party,
                {
                    "role": texts[0], "is_person": texts[1] == "1", "name": texts[2], "first": texts[3], "middle": texts[4], "suffix": texts[6],
                    "id_qualifier": texts[7], "id": texts[8],
                },
            )  # fmt: skip

    def _mia(self, segment):
        if self.claim is not None:
            self.claim["inpatient"] = tuple(segment[1:])
            self._remarks(segment, (5, 20, 21, 22, 23))

    def _moa(self, segment):
        if self.claim is not None:
            self.claim["outpatient"] = tuple(segment[1:])
            self._remarks(segment, (3, 4, 5, 6, 7))

    def _remarks(self, segment, positions):
        found = [segment[at] for at in positions if at < len(segment) and segment[at]]
        self.claim_lists.setdefault("remarks", []).extend(found)

    def _svc(self, segment):
        if self.claim is None:
            return
        if self.line is not None:
            self._line_done(self.number - 1)
        procedure = segment[1].split(self.component) if len(segment) > 1 else [""]
        size = len(segment)
        self.line = {
            "procedure_qualifier": procedure[0], "procedure": procedure[1] if len(procedure) > 1 else "", "charge": self._amount(segment, 2, True),
            "paid": self._amount(segment, 3, True), "ordinal": len(self.services) + 1, "first_segment": self.number,
        }  # fmt: skip
        if len(procedure) > 2:
            self.line["modifiers"] = tuple(filter(None, procedure[2:6]))
        if size > 4:
            self._svc_rest(segment, size)
        self.line_lists = {}

    def _svc_rest(self, segment, size):
        line = self.line
        line["revenue_code"] = segment[4]
        if size > 5 and segment[5]:
            line["units"] = self._quantity(segment, 5)
        if size > 6 and segment[6]:
            submitted = segment[6].split(self.component)
            line["submitted_qualifier"] = submitted[0]
            line["submitted_procedure"] = submitted[1] if len(submitted) > 1 else ""
            line["submitted_modifiers"] = tuple(filter(None, submitted[2:6]))
        if size > 7 and segment[7]:
            line["submitted_units"] = self._quantity(segment, 7)

    def _line_done(self, last):
        fields = self.line
        for name, items in self.line_lists.items():
            fields[name] = tuple(items)
        fields["last_segment"] = last
        self.services.append(filled(ServicePayment, fields))
        self.line = None

    def _cas(self, segment):
        if self.claim is None:
            return
        found = self._list("adjustments")
        if len(segment) == 4 and segment[2]:
            fields = {"group": segment[1], "reason": segment[2], "amount": self._amount(segment, 3, True), "quantity": None}
            found.append(filled(Adjustment, fields))
            return
        group = segment[1] if len(segment) > 1 else ""
        for at in range(2, max(3, len(segment)), 3):
            reason = segment[at] if at < len(segment) else ""
            if not reason and (at + 1 >= len(segment) or not segment[at + 1]):
                continue
            quantity = self._quantity(segment, at + 2) if at + 2 < len(segment) and segment[at + 2] else None
            fields = {"group": group, "reason": reason, "amount": self._amount(segment, at + 1, True), "quantity": quantity}
            found.append(filled(Adjustment, fields))

    def _dtm(self, segment):
        qualifier, text = ([*segment[1:3], "", ""])[:2]
        value = day(text)
        if value is None:
            value = self._at(segment).day(2)
        if self.claim is None:
            if qualifier == "405":
                self.header["production_date"] = value
        elif self.line is not None and qualifier in SERVICE_DATES:
            self.line["service_end" if qualifier == "151" else "service_date"] = value
        elif self.line is None:
            self._list("dates").append(Dated(qualifier, value))

    def _ref(self, segment):
        if self.claim is None:
            if self.party is not None:
                self.party.take(self._at(segment))
            else:
                self.header["references"].append(Reference(*self._at(segment).texts(1, 3)))
            return
        texts = ([*segment[1:4], "", "", ""])[:3]
        self._list("references").append(filled(Reference, {"qualifier": texts[0], "value": texts[1], "note": texts[2]}))

    def _amt(self, segment):
        if self.claim is not None:
            fields = {"qualifier": segment[1] if len(segment) > 1 else "", "amount": self._amount(segment, 2, True)}
            self._list("amounts").append(filled(Amount, fields))

    def _qty(self, segment):
        if self.claim is not None:
            lines = self._at(segment)
            self._list("quantities").append(Quantity(lines.text(1), lines.quantity(2, ZERO)))

    def _lq(self, segment):
        if self.claim is not None and len(segment) > 2:
            self._list("remarks").append(segment[2])

    def _per(self, segment):
        if self.claim is None:
            self._party_part(segment)
        else:
            self.claim_lists.setdefault("contacts", []).append(read_contact(self._at(segment)))

    # what ends a claim

    def _boundary(self, segment):
        self._party_done()
        tag = segment[0]
        if tag == "PLB":
            self._plb(segment)
        elif tag == "LX":
            self.group = (tuple(segment),)
        elif tag in ("TS3", "TS2"):
            self.group += (tuple(segment),)

    def _plb(self, segment):
        lines = self._at(segment)
        provider, fiscal = lines.text(1), lines.day(2)
        for at in range(3, max(4, len(segment)), 2):
            reason, reference = ([*lines.parts(at), ""])[:2]
            if not reason and not lines.text(at + 1):
                continue
            self.adjustments.append(
                ProviderAdjustment(
                    reason=reason, reference=reference, amount=lines.required_money(at + 1), provider_id=provider, fiscal_date=fiscal,
                    ordinal=len(self.adjustments) + 1, segment_number=self.number,
                )
            )  # fmt: skip

    # values

    def _at(self, segment):
        self.lines.at(self.number, segment)
        return self.lines

    def _amount(self, segment, position, required=False):
        """The amount of an element; the common way is one look into what was read before."""
        try:
            value = KNOWN_AMOUNTS[segment[position]]
        except (KeyError, IndexError):
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
        "LX": _boundary, "PLB": _boundary, "SE": _boundary, "TS3": _boundary, "TS2": _boundary, "BPR": _bpr, "TRN": _trn, "N1": _n1,
        "N3": _party_part, "N4": _party_part,
    }  # fmt: skip


_ENDS_CLAIM = RemittanceReading._boundary
