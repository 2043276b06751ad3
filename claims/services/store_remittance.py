"""Put what an 835 says into rows, whatever becomes of it: the check, each CLP, SVC, CAS and PLB. Bulk; the facts are immutable afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from claims.models import ProviderAdjustment, Remittance, RemittanceAdjustment, RemittanceClaim, RemittanceLine
from claims.rules.forwarding import is_forwarded
from claims.selectors.remittance_rows import CHUNK, ClaimRows
from payers.x12 import set_835

ROWS_PER_STATEMENT = 5000
SERVICE_STARTS = "232"


def remittance_row(model: set_835.Remittance, verdict: set_835.Balance, *, inbound_transaction_id: int, evidence_at, at, payer) -> Remittance:
    """The check's row, unsaved, without its state. A debit (BPR03 D) is a negative payment."""
    payee = model.payee
    return Remittance(
        inbound_transaction_id=inbound_transaction_id, payer=payer, payer_name=model.payer.name[:80], trace_number=model.trace[:50],
        payer_trace_id=model.payer_trace_id[:30], payee_name=payee.name[:80], payee_npi=payee.npi[:20],
        payee_tax_id=(payee.id if payee.id_qualifier == "FI" else payee.tax_id)[:20],
        payment_amount=-model.payment_amount if model.credit_debit == "D" else model.payment_amount, payment_method=model.payment_method[:4],
        payment_date=model.payment_date, claim_paid_amount=verdict.claims_paid, provider_adjustment_amount=verdict.provider_adjustments,
        claim_count=len(model.claims), is_balanced=verdict.balanced, evidence_at=evidence_at, received_at=at,
    )


def does_not_fit(model: set_835.Remittance) -> str:
    """The first value that names something and is longer than X12 lets it be, "" where all fit. Source: X12 005010X221A1."""
    named = {"TRN02": (model.trace, 50), "TRN03": (model.payer_trace_id, 30)}
    found = next((name for name, (value, most) in named.items() if len(value) > most), "")
    return found or next((problem for claim in model.claims if (problem := _claim_does_not_fit(claim))), "")


def _claim_does_not_fit(claim: set_835.ClaimPayment) -> str:
    adjustments = [*claim.adjustments, *(item for line in claim.lines for item in line.adjustments)]
    if len(claim.patient_control_number) > 50 or len(claim.payer_control_number) > 50:
        return f"A claim number of CLP {claim.ordinal}"
    if any(len(line.control_number) > 50 for line in claim.lines):
        return f"A line's control number of CLP {claim.ordinal}"
    if any(len(item.group) > 2 or len(item.reason) > 5 for item in adjustments):
        return f"A group or reason code of CLP {claim.ordinal}"
    return ""


def claim_rows(remittance: Remittance, model: set_835.Remittance, verdict: set_835.Balance) -> Iterator[list[ClaimRows]]:
    """Unsaved rows of the CLPs, a chunk at a time, so that memory stays flat as the file grows."""
    off = {claim.ordinal for claim in verdict.claims}
    claims = iter(model.claims)
    while chunk := list(islice(claims, CHUNK)):
        yield [_claim_rows(remittance, claim, claim.ordinal not in off) for claim in chunk]


def save_claim_rows(found: Sequence[ClaimRows]) -> None:
    """Three inserts for any number of claims."""
    RemittanceClaim.objects.bulk_create([rows.row for rows in found], batch_size=ROWS_PER_STATEMENT)
    RemittanceLine.objects.bulk_create(_owned(found, "lines"), batch_size=ROWS_PER_STATEMENT)
    RemittanceAdjustment.objects.bulk_create(_owned(found, "adjustments"), batch_size=ROWS_PER_STATEMENT)


def save_provider_adjustments(remittance: Remittance, model: set_835.Remittance) -> None:
    """The PLB entries: positive reduces the payment."""
    ProviderAdjustment.objects.bulk_create([
        ProviderAdjustment(remittance=remittance, ordinal=item.ordinal, reason=item.reason[:4], reference=item.reference[:60], amount=item.amount)
        for item in model.provider_adjustments
    ])


def _owned(found: Iterable[ClaimRows], name: str) -> list[Any]:
    """Children with the keys that their CLP got when it was saved."""
    children = []
    for rows in found:
        for child in getattr(rows, name):
            child.remittance_claim = rows.row
            children.append(child)
    return children


def _claim_rows(remittance: Remittance, claim: set_835.ClaimPayment, is_balanced: bool) -> ClaimRows:
    rows = ClaimRows(_claim_row(remittance, claim, is_balanced))
    adjustments = [(None, item) for item in claim.adjustments]
    for line in claim.lines:
        row = _line_row(rows.row, line)
        rows.lines.append(row)
        adjustments += [(row, item) for item in line.adjustments]
    rows.adjustments = [
        RemittanceAdjustment(
            remittance_claim=rows.row, line=line, ordinal=ordinal, group=item.group[:2], reason=item.reason[:5], amount=item.amount,
            quantity=item.quantity,
        )
        for ordinal, (line, item) in enumerate(adjustments, start=1)
    ]
    return rows


def _claim_row(remittance: Remittance, claim: set_835.ClaimPayment, is_balanced: bool) -> RemittanceClaim:
    patient, member = claim.corrected or claim.patient, claim.insured or claim.patient
    days = [item.start for item in claim.dates if item.qualifier == SERVICE_STARTS and item.start]
    days += [line.service_date for line in claim.lines if line.service_date]
    return RemittanceClaim(
        remittance=remittance, ordinal=claim.ordinal, patient_control_number=claim.patient_control_number[:50],
        payer_control_number=claim.payer_control_number[:50], original_reference=claim.original_reference[:50], status_code=claim.status[:4],
        charge_amount=claim.charge, paid_amount=claim.paid, patient_responsibility_amount=claim.patient_responsibility,
        is_forwarded=is_forwarded(claim.forwarded, _every_remark(claim)), remarks=[code[:10] for code in claim.remarks],
        patient_last_name=patient.name[:60] if patient else "", patient_first_name=patient.first[:35] if patient else "",
        member_id=member.id[:80] if member else "", service_date=min(days, default=None), is_balanced=is_balanced,
        first_segment=claim.first_segment, last_segment=claim.last_segment,
    )


def _every_remark(claim: set_835.ClaimPayment) -> set[str]:
    return {*claim.remarks, *(code for line in claim.lines for code in line.remarks)}


def _line_row(row: RemittanceClaim, line: set_835.ServicePayment) -> RemittanceLine:
    return RemittanceLine(
        remittance_claim=row, ordinal=line.ordinal, control_number=line.control_number[:50], procedure_code=line.procedure[:48],
        submitted_procedure_code=line.submitted_procedure[:48], modifiers=[code[:4] for code in line.modifiers], charge_amount=line.charge,
        paid_amount=line.paid, allowed_amount=line.allowed, units=line.units, service_date=line.service_date,
        remarks=[code[:10] for code in line.remarks], first_segment=line.first_segment, last_segment=line.last_segment,
    )
