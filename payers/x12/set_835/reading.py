"""Segments of an 835 -> Remittance. Called by `payers.x12.parse`; `streaming` does the same claim by claim, for large files.

Every CLP becomes one claim and every SVC one line, whatever the loops around them look like. Here is what stands around the
claims; a claim itself is read by `reading_claim`.
"""

from decimal import Decimal

from payers.x12.bulk import collector_paused
from payers.x12.model import Party, Reference
from payers.x12.parts import Lines, PartyUnderWay
from payers.x12.set_835.model import ProviderAdjustment, Remittance
from payers.x12.set_835.reading_claim import ClaimReading

ZERO = Decimal(0)
MOST_OF_A_GROUP = 8


def parse(transaction):
    """Remittance of a Transaction; values that cannot be read are in its `findings`."""
    reading = RemittanceReading(transaction)
    with collector_paused(len(transaction.raw)):
        claims = tuple(reading.claims(transaction.raw))
    return reading.remittance(claims)


class RemittanceReading:
    """Reads one ST. `claims` yields each claim when it ends; afterwards `remittance` gives header and provider adjustments."""

    def __init__(self, transaction):
        self.transaction = transaction
        self.lines = Lines(transaction)
        self.element = transaction.delimiters.element
        self.header = {"references": []}
        self.adjustments = []
        self.party = self.party_key = None
        self.group = ()
        self.ordinal = self.number = 0
        self.inside = False

    def claims(self, raw):
        """ClaimPayment of each CLP in `raw` (an iterable of segments as text, ST first)."""
        claim = ClaimReading(self.transaction, self.lines)
        known, handlers, number = claim.known.get, claim.HANDLERS.get, 0
        for number, text in enumerate(raw, 1):
            seen_before = known(text)
            if seen_before is not None and self.inside:
                claim.number = number
                action, value = seen_before
                action(claim, value)
                continue
            self.number = claim.number = number
            segment = text.split(self.element)
            tag = segment[0]
            handler = handlers(tag)
            if handler is not None and self.inside:
                handler(claim, text, segment)
                continue
            if self.inside and tag in ENDS:
                self.inside = False
                yield claim.done(number - 1)
            if tag == "CLP":
                self._clp(segment, claim)
            elif tag in self.HANDLERS:
                self.HANDLERS[tag](self, segment)
        if self.inside:
            yield claim.done(number)

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

    def _cur(self, segment):
        self.header["currency"] = tuple(segment[1:])

    def _rdm(self, segment):
        if not self.inside:
            self.header["delivery"] = tuple(segment[1:])

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
        if not self.inside and self.party is not None:
            self.party.take(self._at(segment))

    def _dtm(self, segment):
        lines = self._at(segment)
        found = lines.day(2)
        if lines.text(1) == "405":
            self.header["production_date"] = found

    def _ref(self, segment):
        if self.party is not None:
            self.party.take(self._at(segment))
        else:
            self.header["references"].append(Reference(*self._at(segment).texts(1, 3)))

    # what begins and ends a claim

    def _clp(self, segment, claim):
        self._party_done()
        self.ordinal += 1
        self.inside = True
        claim.begin(segment, self.group, self.ordinal)

    def _boundary(self, segment):
        self._party_done()
        tag = segment[0]
        if tag == "PLB":
            self._plb(segment)
        elif tag == "LX":
            self.group = (tuple(segment),)
        elif tag in ("TS3", "TS2"):
            self.group = (*self.group[: MOST_OF_A_GROUP - 1], tuple(segment))

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

    def _at(self, segment):
        self.lines.at(self.number, segment)
        return self.lines

    HANDLERS = {
        "DTM": _dtm, "REF": _ref, "PER": _party_part, "N3": _party_part, "N4": _party_part, "N1": _n1, "BPR": _bpr, "TRN": _trn, "CUR": _cur,
        "RDM": _rdm, "LX": _boundary, "PLB": _boundary, "SE": _boundary, "TS3": _boundary, "TS2": _boundary,
    }  # fmt: skip


ENDS = frozenset({"CLP"} | {tag for tag, handler in RemittanceReading.HANDLERS.items() if handler is RemittanceReading._boundary})
