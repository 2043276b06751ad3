"""What payers decided of visits, from their stored remittances, as a claim to the next payer says it (coordination of benefits)."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from claims import snapshot as frozen
from claims.models import RemittanceAdjustment, RemittanceClaim, RemittanceClaimFate, RemittanceLine


def load(encounter_ids: Collection[int]) -> dict[int, dict[int, frozen.Decision]]:
    """By encounter and rank, the last posted decision that was not taken back. One query; three more where there are decisions."""
    if not encounter_ids:
        return {}
    rows = (
        RemittanceClaim.objects.filter(
            claim__encounter__in=encounter_ids, fate=RemittanceClaimFate.POSTED, reverses__isnull=True, reversed_by__isnull=True,
        )
        .select_related("claim", "remittance").prefetch_related("lines__claim_line", "adjustments")
        .order_by("remittance__evidence_at", "pk")
    )
    found: dict[int, dict[int, frozen.Decision]] = {}
    for row in rows:
        if not row.is_reversal:
            found.setdefault(row.claim.encounter_id, {})[row.claim.rank] = _decision(row)
    return found


def _decision(row: RemittanceClaim) -> frozen.Decision:
    by_line: dict[int | None, list[RemittanceAdjustment]] = {}
    for item in sorted(row.adjustments.all(), key=lambda each: each.ordinal):
        by_line.setdefault(item.line_id, []).append(item)
    lines = sorted(row.lines.all(), key=lambda each: each.ordinal)
    return frozen.Decision(
        paid=row.paid_amount, decided_on=row.remittance.payment_date or row.remittance.evidence_at.date(),
        reductions=_reductions(by_line.get(None, ())),
        lines=tuple(_line(line, _reductions(by_line.get(line.pk, ()))) for line in lines if line.claim_line is not None),
    )


def _line(line: RemittanceLine, reductions: tuple[frozen.Reduction, ...]) -> frozen.LineDecision:
    return frozen.LineDecision(
        charge_id=line.claim_line.charge_id, procedure_code=line.procedure_code, modifiers=tuple(line.modifiers),
        units=_short(line.claim_line.units if line.units is None else line.units), paid=line.paid_amount, reductions=reductions,
    )


def _reductions(rows: Iterable[RemittanceAdjustment]) -> tuple[frozen.Reduction, ...]:
    return tuple(
        frozen.Reduction(group=row.group, reason=row.reason, amount=row.amount, quantity=None if row.quantity is None else _short(row.quantity))
        for row in rows if row.amount
    )


def _short(quantity: Decimal) -> Decimal:
    """Without the column's trailing zeros."""
    return quantity.quantize(Decimal(1)) if quantity == quantity.to_integral_value() else quantity.normalize()
