"""The lines of a claim with where each of their cents is, and what the whole comes to. Read by the claim's page and its side panel."""

from dataclasses import dataclass
from decimal import Decimal

from billing.selectors import ledger
from billing.selectors.ledger import Buckets
from claims.models import Claim, ClaimLine, Denial, DenialStatus, RemittanceClaimFate, RemittanceLine
from claims.rules.scrub.pointers import letter
from config.shared.money import ZERO

ENDED_DENIALS = (DenialStatus.OVERTURNED, DenialStatus.CLOSED, DenialStatus.WRITTEN_OFF)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line: what was billed, expected, allowed by the payer, and where the cents are now."""

    line: ClaimLine
    allowed: Decimal | None
    paid: Decimal
    adjusted: Decimal
    patient: Decimal
    open: Decimal
    denial: Denial | None

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
    """Sums of the lines. `allowed` and `expected` are None where no line has one."""

    billed: Decimal
    expected: Decimal | None
    allowed: Decimal | None
    paid: Decimal
    adjusted: Decimal
    patient: Decimal
    open: Decimal
    elsewhere: Decimal

    @property
    def parts(self) -> list[tuple[str, Decimal, str]]:
        """Where the billed amount is, for the bar and its legend."""
        places = [
            ("Paid", self.paid, "f-done"), ("Adjusted", self.adjusted, "f-idle"), ("Patient", self.patient, "f-wait"),
            ("With another payer", self.elsewhere, "f-s2"), ("Open with this payer", self.open, "f-risk"),
        ]
        return [place for place in places if place[1]]


def line_rows(claim: Claim) -> list[LineRow]:
    """Four queries: lines, ledger, the payer's allowed amounts, open denials."""
    lines = list(claim.lines.select_related("charge").order_by("ordinal"))
    buckets = ledger.by_charge([line.charge_id for line in lines])
    allowed = dict(
        RemittanceLine.objects.filter(claim_line__in=lines, remittance_claim__fate=RemittanceClaimFate.POSTED)
        .order_by("remittance_claim__remittance__evidence_at", "pk").values_list("claim_line_id", "allowed_amount")
    )
    denials = {denial.line_id: denial for denial in Denial.objects.filter(claim=claim).exclude(status__in=ENDED_DENIALS).order_by("pk")}
    return [
        _row(line, buckets.get(line.charge_id, Buckets()), allowed.get(line.pk), denials.get(line.pk) or denials.get(None), claim.rank)
        for line in lines
    ]


def totals(rows: list[LineRow]) -> Totals:
    """The row under the table."""
    billed = sum((row.line.billed_amount for row in rows), ZERO)
    paid, adjusted, patient, is_open = (sum((getattr(row, name) for row in rows), ZERO) for name in ("paid", "adjusted", "patient", "open"))
    return Totals(
        billed, _sum(row.line.expected_amount for row in rows), _sum(row.allowed for row in rows), paid, adjusted, patient, is_open,
        billed - paid - adjusted - patient - is_open,
    )


def _row(line: ClaimLine, buckets: Buckets, allowed: Decimal | None, denial: Denial | None, rank: int) -> LineRow:
    return LineRow(
        line, allowed, paid=buckets.paid_by_payer, adjusted=buckets.adjusted + buckets.written_off,
        patient=buckets.owed_by_patient + buckets.paid_by_patient, open=buckets.owed_by_rank.get(rank, ZERO), denial=denial,
    )


def _sum(amounts) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None
