"""Segments of an 837I -> InstitutionalBatch: reads like an 837P, with SV2, CL1, statement dates and more HI codes."""

from payers.x12.parts import ZERO, read_dated, read_procedure
from payers.x12.set_837i.model import HealthCode, InstitutionalBatch, InstitutionalClaim, InstitutionalLine
from payers.x12.set_837p.model import Diagnosis
from payers.x12.set_837p.reading import ClaimReading
from payers.x12.values import money

DIAGNOSES = ("ABK", "ABF", "BK", "BF")
PARTIES = {"71": "attending", "72": "operating", "ZZ": "other_operating", "82": "rendering", "77": "facility"}


def parse(transaction):
    """InstitutionalBatch of a Transaction; values that cannot be read are in its `findings`."""
    return InstitutionalReading(transaction).result()


class InstitutionalReading(ClaimReading):
    """The differences to a professional claim."""

    claim_class, line_class, batch_class = InstitutionalClaim, InstitutionalLine, InstitutionalBatch
    claim_parties = PARTIES
    line_parties = {"72": "operating", "ZZ": "other_operating", "82": "rendering"}
    claim_lists = (*ClaimReading.claim_lists, "health_codes")

    def _cl1(self):
        if self.claim is not None:
            kind, source, status = self.lines.texts(1, 3)
            self.claim.update(admission_type=kind, admission_source=source, patient_status=status)

    def _hi(self):
        if self.claim is None:
            return
        codes = tuple(self._health_code(position) for position in range(1, len(self.lines.segment)) if self.lines.text(position))
        self.claim["health_codes"].append(codes)
        self.claim["diagnoses"] += [Diagnosis(item.qualifier, item.code) for item in codes if item.qualifier in DIAGNOSES]

    def _health_code(self, position):
        parts = (self.lines.parts(position) + [""] * 9)[:9]
        amount = money(parts[4]) if parts[4] else None
        if parts[4] and amount is None:
            self.lines.find("invalid_amount", position, f"{parts[4]!r} is not an amount: it is left out until it is corrected.")
        return HealthCode(parts[0], parts[1], parts[2], parts[3], amount, parts[8])

    def _dtp(self):
        item = read_dated(self.lines)
        if self.claim is None or self.line is not None or self.other is not None or item.qualifier not in ("434", "435", "096"):
            return ClaimReading._dtp(self)
        if item.qualifier == "434":
            self.claim.update(statement_start=item.start, statement_end=item.end)
        elif item.qualifier == "435":
            self.claim.update(admitted_date=item.start, admitted_time=item.time)
        else:
            self.claim["discharge_time"] = item.time
        return None

    def _sv2(self):
        if self._line_for_service() is None:
            return
        lines = self.lines
        qualifier, code, modifiers, description = read_procedure(lines, 2)
        self.line.update(
            revenue_code=lines.text(1), procedure_qualifier=qualifier, procedure=code, modifiers=modifiers, description=description,
            charge=lines.required_money(3), unit=lines.text(4), units=lines.quantity(5, ZERO), non_covered=lines.money(7),
        )  # fmt: skip

    HANDLERS = ClaimReading.HANDLERS | {"CL1": _cl1, "HI": _hi, "DTP": _dtp, "SV2": _sv2}
