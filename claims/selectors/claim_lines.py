"""The lines of a claim with where each of their cents is, and what the whole comes to. Read by the claim's page and its side panel."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from billing.selectors import ledger
from billing.selectors.ledger import Buckets
from claims.models import Claim, ClaimLine, Denial, DenialStatus, RemittanceClaimFate, RemittanceLine
from claims.rules.scrub.pointers import letter
from config.shared.money import ZERO

ENDED_DENIALS = (DenialStatus.OVERTURNED, DenialStatus.CLOSED, DenialStatus.WRITTEN_OFF)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line: what was billed, expected, allowed by the payer, and where the cents are now; `denial` is its open denial's public id."""

    line: ClaimLine
    allowed: Decimal | None
    paid: Decimal
    adjusted: Decimal
    patient: Decimal
    open: Decimal
    denial: UUID | None

    @property
    def units(self) -> str:
        """Units without needless zeros."""
        return f"{self.line.units.normalize():f}"

    @property
    def letters(self) -> str:
        """The diagnoses it points to."""
        return ", ".join(letter(pointer) for pointer in self.line.charge.pointers)

    @property
    def state(self) -> tuple[str, str, str]:
        """Word, tone and shape."""
        if self.denial:
            return "Denied", "risk", "risk"
        if self.open:
            return "Open", "wait", "wait"
        return ("Paid", "done", "done") if self.paid else ("Closed", "idle", "idle")


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of the lines. `allowed` and `expected` are None where no line has one; `denied` is the part of `open` that a denial holds."""

    billed: Decimal
    expected: Decimal | None
    allowed: Decimal | None
    paid: Decimal
    adjusted: Decimal
    patient: Decimal
    open: Decimal
    denied: Decimal
    elsewhere: Decimal

    @property
    def parts(self) -> list[tuple[str, Decimal, str]]:
        """Where the billed amount is, for the bar and its legend."""
        places = [
            ("Paid", self.paid, "f-done"), ("Adjusted", self.adjusted, "f-idle"), ("Patient", self.patient, "f-wait"),
            ("With another payer", self.elsewhere, "f-s2"), ("Denied by this payer", self.denied, "f-risk"),
            ("Open with this payer", self.open - self.denied, "f-s1"),
        ]
        return [place for place in places if place[1]]


def line_rows(claim: Claim) -> list[LineRow]:
    """Two queries: the lines with the payer's allowed amount and their open denial, and the ledger."""
    allowed = RemittanceLine.objects.filter(claim_line=OuterRef("pk"), remittance_claim__fate=RemittanceClaimFate.POSTED)
    allowed = allowed.order_by("-remittance_claim__remittance__evidence_at", "-pk")
    denials = Denial.objects.filter(Q(line=OuterRef("pk")) | Q(line__isnull=True), claim=claim).exclude(status__in=ENDED_DENIALS)
    denials = denials.order_by("line", "pk")
    lines = list(
        claim.lines.select_related("charge").order_by("ordinal")
        .annotate(allowed=Subquery(allowed.values("allowed_amount")[:1]), denial=Subquery(denials.values("public_id")[:1]))
    )
    buckets = ledger.by_charge([line.charge_id for line in lines])
    return [_row(line, buckets.get(line.charge_id, Buckets()), claim.rank) for line in lines]


def totals(rows: list[LineRow]) -> Totals:
    """The row under the table."""
    billed = sum((row.line.billed_amount for row in rows), ZERO)
    paid, adjusted, patient, is_open = (sum((getattr(row, name) for row in rows), ZERO) for name in ("paid", "adjusted", "patient", "open"))
    denied = sum((row.open for row in rows if row.denial), ZERO)
    return Totals(
        billed, _sum(row.line.expected_amount for row in rows), _sum(row.allowed for row in rows), paid, adjusted, patient, is_open, denied,
        billed - paid - adjusted - patient - is_open,
    )


def _row(line: ClaimLine, buckets: Buckets, rank: int) -> LineRow:
    return LineRow(
        line, line.allowed, paid=buckets.paid_by_payer, adjusted=buckets.adjusted + buckets.written_off,
        patient=buckets.owed_by_patient + buckets.paid_by_patient, open=buckets.owed_by_rank.get(rank, ZERO), denial=line.denial,
    )


def _sum(amounts) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None
