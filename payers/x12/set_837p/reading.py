"""Segments of an 837P -> ClaimBatch. Called by `payers.x12.parse`; 837I reads through the same class.

Every CLM becomes one claim and every LX one line, also where the loops around them are broken: a segment is taken where
its id and entity code say it belongs, and what is missing stays empty.
"""

from decimal import Decimal

from payers.x12.model import Party
from payers.x12.parts import Lines, PartyUnderWay, kept, read_adjustments, read_amount, read_dated, read_procedure, read_quantity, read_reference
from payers.x12.set_837p.model import Attachment, Claim, ClaimBatch, Diagnosis, Drug, Insurance, LineAdjudication, Note, OtherInsurance, ServiceLine

PARTY_SEGMENTS = frozenset({"N3", "N4", "DMG", "REF", "PER", "PRV"})
ABOVE_CLAIMS = {
    "41": ("batch", "submitter"), "40": ("batch", "receiver"), "85": ("provider", "billing_provider"), "87": ("provider", "pay_to_address"),
    "PE": ("provider", "pay_to_plan"), "IL": ("subscriber", "subscriber"), "PR": ("subscriber", "payer"), "QC": ("patient", "patient"),
}  # fmt: skip
CLAIM_PARTIES = {"82": "rendering", "77": "facility", "DQ": "supervising", "PW": "pick_up", "45": "drop_off"}
LINE_PARTIES = CLAIM_PARTIES | {"QB": "purchased", "DK": "ordering"}
REFERRING = ("DN", "P3")
DRUG_REFERENCES = ("XZ", "VY")
NOBODY = Party()


def parse(transaction):
    """ClaimBatch of a Transaction; values that cannot be read are in its `findings`."""
    return ClaimReading(transaction).result()


class ClaimReading:
    """Walks the segments once; each handler takes one segment id. Subclasses say what a claim and a line are."""

    claim_class, line_class, batch_class = Claim, ServiceLine, ClaimBatch
    claim_parties, line_parties = CLAIM_PARTIES, LINE_PARTIES
    claim_lists = (
        "diagnoses", "anesthesia_procedures", "condition_codes", "dates", "references", "amounts", "attachments", "notes", "referring",
        "other_insurances",
        "lines", "more",
    )  # fmt: skip

    def __init__(self, transaction):
        self.transaction = transaction
        self.lines = Lines(transaction)
        self.batch = {}
        self.above = {"batch": self.batch, "provider": {}, "subscriber": {}, "patient": {}}
        self.claims = []
        self.claim = self.other = self.line = self.adjudication = self.drug = self.party = None
        self.place = "header"

    def result(self):
        lines, handlers = self.lines, self.HANDLERS
        for number, segment in enumerate(self.transaction.segments, 1):
            lines.at(number, segment)
            if self.party and segment[0] in PARTY_SEGMENTS and self._party_takes(segment):
                continue
            handler = handlers.get(segment[0])
            if handler:
                handler(self)
            elif self.claim is not None and segment[0] != "SE":
                (self.line or self.claim)["more"].append(kept(lines))
        self._close_claim(len(self.transaction.raw) - 1)
        batch = {"reference": "", "date": None, "time": "", "submitter": NOBODY, "receiver": NOBODY} | self.batch
        return self.batch_class(
            **batch, claims=tuple(self.claims), control=self.transaction.control, version=self.transaction.version, findings=tuple(lines.findings)
        )  # fmt: skip

    def _party_takes(self, segment):
        if segment[0] == "REF" and self.party_under == "drug":
            return False
        return self.party.take(self.lines)

    def _bht(self):
        self.batch.update(
            purpose=self.lines.text(2), reference=self.lines.text(3), date=self.lines.day(4), time=self.lines.text(5), usage=self.lines.text(6)
        )  # fmt: skip

    def _hl(self):
        self._close_claim()
        self.place = {"20": "provider", "22": "subscriber", "23": "patient"}.get(self.lines.text(3), self.place)
        order = ("provider", "subscriber", "patient")
        if self.place in order:
            for name in order[order.index(self.place) :]:
                self.above[name] = {}

    def _nm1(self):
        self._close_party()
        role = self.lines.text(1)
        self.party = PartyUnderWay(self.lines)
        self.party_under, self.party_key = self._home_of(role)

    def _home_of(self, role):
        if self.line is not None and self.adjudication is None and (role in self.line_parties or role in REFERRING):
            return self.line, self.line_parties.get(role, "referring")
        if self.other is not None:
            return self.other, {"IL": "subscriber", "PR": "payer"}.get(role, "providers")
        if self.claim is not None and (role in self.claim_parties or role in REFERRING):
            return self.claim, self.claim_parties.get(role, "referring")
        if role in ABOVE_CLAIMS and self.claim is None:
            level, key = ABOVE_CLAIMS[role]
            return self.above[level], key
        return {}, ""

    def _close_party(self):
        if self.party is None:
            return
        party, under, key = self.party.done(), self.party_under, self.party_key
        self.party = None
        if key in ("referring", "providers"):
            under[key].append(party)
        else:
            under.setdefault(key, party)

    def _sbr(self):
        self._close_party()
        texts = self.lines.texts(1, 9)
        insurance = Insurance(
            rank=texts[0], relationship=texts[1], group_number=texts[2], group_name=texts[3], msp_type=texts[4], claim_filing=texts[8]
        )  # fmt: skip
        if self.claim is None:
            self.above["subscriber"]["insurance"] = insurance
            return
        self._close_line()
        self._close_other()
        self.other = {"insurance": insurance, "adjustments": [], "providers": []}

    def _pat(self):
        self.above["patient"].update(
            patient_relationship=self.lines.text(1),
            patient_death_date=self.lines.period(5, 6)[0],
            patient_weight=self.lines.quantity(8),
            pregnant=self.lines.text(9) == "Y",
        )

    def _clm(self):
        self._close_claim()
        lines = self.lines
        place, _, frequency = ([*lines.parts(5), "", "", ""])[:3]
        causes = (lines.parts(11) + [""] * 5)[:5]
        self.claim = {
            "patient_control_number": lines.text(1), "charge": lines.required_money(2), "place_of_service": place, "frequency": frequency,
            "provider_signature": lines.text(6), "assignment": lines.text(7), "benefits_assigned": lines.text(8),
            "release_of_information": lines.text(9),
            "patient_signature_source": lines.text(10), "related_causes": tuple(filter(None, causes[:3])), "accident_state": causes[3],
            "accident_country": causes[4], "special_program": lines.text(12), "delay_reason": lines.text(20), "first_segment": lines.number,
        }  # fmt: skip
        for name in self.claim_lists:
            self.claim[name] = []

    def _lx(self):
        if self.claim is None:
            return
        number = self.lines.text(1)
        self._open_line(int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0)

    def _open_line(self, number):
        self._close_line()
        self._close_other()
        self.line = {"number": number, "first_segment": self.lines.number}
        for name in ("dates", "references", "amounts", "quantities", "attachments", "notes", "referring", "adjudications", "more"):
            self.line[name] = []

    def _line_for_service(self):
        """The line under way; a service whose LX is missing begins one."""
        if self.claim is not None and (self.line is None or "procedure" in self.line):
            self._open_line(len(self.claim["lines"]) + 2 if self.line is not None else len(self.claim["lines"]) + 1)
        return self.line

    def _close_other(self):
        self._close_party()
        if self.other is not None:
            found = {"subscriber": NOBODY, "payer": NOBODY} | self.other
            self.claim["other_insurances"].append(OtherInsurance(**_frozen(found)))
            self.other = None

    def _close_adjudication(self):
        if self.adjudication is not None:
            self.line["adjudications"].append(LineAdjudication(**_frozen(self.adjudication)))
            self.adjudication = None

    def _close_line(self, last=None):
        self._close_party()
        if self.line is None:
            return
        self._close_adjudication()
        if self.drug:
            self.line["drug"] = Drug(**self.drug)
            self.drug = None
        self.line["last_segment"] = last or self.lines.number - 1
        found = {"procedure": "", "charge": Decimal(0), "units": Decimal(0)} | self.line
        self.claim["lines"].append(self.line_class(**_frozen(found)))
        self.line = None

    def _close_claim(self, last=None):
        self._close_party()
        if self.claim is None:
            return
        self._close_line(last)
        self._close_other()
        self.claim["last_segment"] = last or self.lines.number - 1
        above = {"billing_provider": NOBODY, "subscriber": NOBODY, "payer": NOBODY, "insurance": Insurance(rank="")}
        for name in ("provider", "subscriber", "patient"):
            above |= self.above[name]
        taxonomy = above.pop("taxonomy", "")
        if taxonomy and not above["billing_provider"].taxonomy:
            above["billing_provider"] = _with_taxonomy(above["billing_provider"], taxonomy)
        above.pop("", None)
        self.claims.append(self.claim_class(**above, **_frozen(self.claim)))
        self.claim = None

    def _prv(self):
        if self.claim is None:
            self.above["provider"]["taxonomy"] = self.lines.text(3)

    def _here(self):
        return self.line if self.line is not None else self.claim

    def _dtp(self):
        item = read_dated(self.lines)
        if self.adjudication is not None and item.qualifier == "573":
            self.adjudication["paid_date"] = item.start
        elif self.other is not None and item.qualifier == "573":
            self.other["paid_date"] = item.start
        elif self.line is not None and item.qualifier == "472":
            self.line["service_date"], self.line["service_end"] = item.start, item.end
        elif self.claim is not None:
            self._here()["dates"].append(item)

    def _ref(self):
        if self.claim is None:
            return
        item = read_reference(self.lines)
        if self.drug is not None and item.qualifier in DRUG_REFERENCES:
            self.drug["reference"] = item
        elif self.line is not None and item.qualifier == "6R" and "control_number" not in self.line:
            self.line["control_number"] = item.value
        else:
            self._here()["references"].append(item)

    def _amt(self):
        item = read_amount(self.lines)
        if self.adjudication is not None and item.qualifier == "EAF":
            self.adjudication["remaining_liability"] = item.amount
        elif self.other is not None and self.line is None:
            key = {"D": "paid", "A8": "non_covered", "EAF": "remaining_liability"}.get(item.qualifier)
            if key:
                self.other[key] = item.amount
        elif self.claim is not None:
            self._here()["amounts"].append(item)

    def _cas(self):
        target = self.adjudication if self.adjudication is not None else self.other
        if target is not None:
            target["adjustments"] += read_adjustments(self.lines)

    def _hi(self):
        if self.claim is None:
            return
        for position in range(1, len(self.lines.segment)):
            qualifier, code, *_ = [*self.lines.parts(position), "", ""]
            if qualifier in ("ABK", "ABF", "BK", "BF"):
                self.claim["diagnoses"].append(Diagnosis(qualifier, code))
            elif qualifier in ("BP", "BO"):
                self.claim["anesthesia_procedures"].append(code)
            elif qualifier == "BG":
                self.claim["condition_codes"].append(code)

    def _nte(self):
        if self.claim is not None:
            self._here()["notes"].append(Note(self.lines.text(1), self.lines.text(2)))

    def _pwk(self):
        if self.claim is not None:
            texts = self.lines.texts(1, 6)
            self._here()["attachments"].append(Attachment(texts[0], texts[1], texts[5]))

    def _qty(self):
        if self.line is not None:
            self.line["quantities"].append(read_quantity(self.lines))

    def _oi(self):
        if self.other is not None:
            texts = self.lines.texts(3, 6)
            self.other.update(benefits_assigned=texts[0], patient_signature_source=texts[1], release_of_information=texts[3])

    def _moa(self):
        if self.other is not None:
            self.other["outpatient"] = tuple(self.lines.segment[1:])

    def _sv1(self):
        if self._line_for_service() is None:
            return
        lines = self.lines
        qualifier, code, modifiers, description = read_procedure(lines, 1)
        self.line.update(
            procedure_qualifier=qualifier, procedure=code, modifiers=modifiers, description=description, charge=lines.required_money(2),
            unit=lines.text(3), units=lines.quantity(4, Decimal(0)), place_of_service=lines.text(5), pointers=tuple(filter(None, lines.parts(7))),
            emergency=lines.text(9), epsdt=lines.text(11), family_planning=lines.text(12), copay_exempt=lines.text(15),
        )  # fmt: skip

    def _lin(self):
        if self.line is not None:
            self._close_party()
            self.drug = {"ndc": self.lines.text(3)}

    def _ctp(self):
        if self.drug is not None:
            self.drug.update(quantity=self.lines.quantity(4), unit=self.lines.parts(5)[0])

    def _mia(self):
        if self.other is not None:
            self.other["inpatient"] = tuple(self.lines.segment[1:])

    def _cur(self):
        if self.claim is None:
            self.above["provider"]["currency"] = self.lines.text(2)

    def _svd(self):
        if self.line is None:
            return
        self._close_party()
        self._close_adjudication()
        lines = self.lines
        qualifier, code, modifiers, description = read_procedure(lines, 3)
        self.adjudication = {
            "payer_id": lines.text(1), "paid": lines.required_money(2), "procedure_qualifier": qualifier, "procedure": code, "modifiers": modifiers,
            "description": description, "revenue_code": lines.text(4), "units": lines.quantity(5, Decimal(1)),
            "bundled_line": lines.text(6), "adjustments": [],
        }  # fmt: skip

    def _nothing(self):
        """Segments that only structure the file."""

    HANDLERS = {
        "ST": _nothing, "BHT": _bht, "HL": _hl, "NM1": _nm1, "SBR": _sbr, "PAT": _pat, "CLM": _clm, "LX": _lx, "PRV": _prv, "DTP": _dtp, "REF": _ref,
        "AMT": _amt, "CAS": _cas, "HI": _hi, "NTE": _nte, "PWK": _pwk, "QTY": _qty, "OI": _oi, "MOA": _moa, "SV1": _sv1, "LIN": _lin, "CTP": _ctp,
        "SVD": _svd, "MIA": _mia, "CUR": _cur, "N3": _nothing, "N4": _nothing, "DMG": _nothing, "PER": _nothing,
    }  # fmt: skip


def _frozen(fields):
    return {name: tuple(value) if type(value) is list else value for name, value in fields.items()}


def _with_taxonomy(party, taxonomy):
    fields = {name: getattr(party, name) for name in party.__dataclass_fields__}
    return Party(**fields | {"taxonomy": taxonomy})
