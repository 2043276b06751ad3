"""Decisions -> the 835 that pays them, as values of the codec.

Called by a payer's pay run. The check is what its claims pay less its provider adjustments; each line comes back with
its control number, each claim with the patient control number and the payer's own number.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from payers.sandbox.claims import Adjudication
from payers.sandbox.decision import REVERSED, LineDecision
from payers.sandbox.plan_book import Plan, PlanBook
from payers.x12.model import Address, Adjustment, Amount, Contact, Dated, Party, Reference, organisation, person
from payers.x12.set_835.model import ClaimPayment, ProviderAdjustment, Remittance, ServicePayment

BANK = ("01", "061000104", "DA", "700112233", "1630000000", "", "01", "062000019", "DA", "20044556")
CLAIM_LEVEL_REMARKS = ("MA", "N78")
Day = Callable[[datetime], date]


def remittance(
    adjudications: list[Adjudication], *, book: PlanBook, paid_on: date, day: Day, provider_adjustments: tuple[ProviderAdjustment, ...] = ()
) -> Remittance:
    """One check to one payee, its number (trace) still to be given. `day` gives the payer's calendar day of a moment."""
    plan = book.payers[adjudications[0].claim.payer]
    claims = tuple(claim_payment(item, book, day) for item in adjudications)
    amount = sum((claim.paid for claim in claims), Decimal(0)) - sum((item.amount for item in provider_adjustments), Decimal(0))
    filed = adjudications[0].claim.filed
    return Remittance(
        payment_amount=amount,
        payment_date=paid_on,
        production_date=paid_on,
        trace="",
        payer_trace_id=f"1{plan.tax_id}",
        **({"payment_method": "ACH", "payment_format": "CCP", "bank": BANK} if amount else {"payment_method": "NON", "handling": "H"}),
        payer=_payer(plan),
        claims=claims,
        provider_adjustments=provider_adjustments,
        payee=organisation(filed.payee_name, id_qualifier="XX", id=filed.payee_npi, references=(Reference("TJ", filed.payee_tax_id),)),
    )


def claim_payment(adjudication: Adjudication, book: PlanBook, day: Day) -> ClaimPayment:
    """One CLP."""
    claim, decision = adjudication.claim, adjudication.decision
    plan, next_plan = book.payers[claim.payer], book.payers.get(decision.forwarded_to)
    filed, reversal = claim.filed, decision.status == REVERSED
    remarks = _claim_remarks(adjudication)
    return ClaimPayment(
        patient_control_number=filed.patient_control_number,
        status=decision.status,
        charge=decision.charge,
        paid=decision.paid,
        patient_responsibility=Decimal(0) if reversal else decision.patient_share,
        claim_filing=plan.claim_filing,
        payer_control_number=claim.payer_control_number or "",
        place_of_service=filed.place_of_service,
        frequency=filed.frequency,
        patient=person(filed.patient.name, filed.patient.first, filed.patient.middle, id_qualifier="MI", id=filed.member),
        insured=None if filed.relationship == "18" else person(filed.subscriber.name, filed.subscriber.first, id_qualifier="MI", id=filed.member),
        rendering=person(filed.rendering.name, filed.rendering.first, id_qualifier="XX", id=filed.rendering.id) if filed.rendering else None,
        crossover=organisation(next_plan.name, id_qualifier="PI", id=next_plan.id) if next_plan else None,
        outpatient=("", "", *remarks) if remarks else (),
        remarks=remarks,
        references=(Reference("F8", filed.original_reference),) if filed.original_reference and not reversal else (),
        dates=(Dated("050", day(claim.received_at)),),
        lines=tuple(_line(line) for line in decision.lines),
    )


def spoil(remittance: Remittance, *, level: str, by: Decimal) -> Remittance:
    """The same 835, out of balance by that much: at its check, at a claim, or at a line."""
    if level == "check":
        return replace(remittance, payment_amount=remittance.payment_amount + by)
    first, *others = remittance.claims
    if level == "line":
        line, *rest = first.lines
        first = replace(first, lines=(replace(line, paid=line.paid + by), *rest))
    else:
        first = replace(first, paid=first.paid + by)
        remittance = replace(remittance, payment_amount=remittance.payment_amount + by)
    return replace(remittance, claims=(first, *others))


def _line(line: LineDecision) -> ServicePayment:
    return ServicePayment(
        procedure=line.procedure,
        modifiers=line.modifiers,
        charge=line.charge,
        paid=line.paid,
        units=line.units,
        service_date=line.service_date,
        adjustments=tuple(Adjustment(item.group, item.reason, item.amount) for item in line.adjustments),
        references=(Reference("6R", line.control_number),) if line.control_number else (),
        amounts=(Amount("B6", line.allowed),) if line.allowed else (),
        remarks=tuple(code for code in line.remarks if not code.startswith(CLAIM_LEVEL_REMARKS)),
    )


def _claim_remarks(adjudication: Adjudication) -> tuple[str, ...]:
    """RARCs that a payer reports for the claim as a whole (MOA), each once."""
    decision = adjudication.decision
    on_lines = [code for line in decision.lines for code in line.remarks if code.startswith(CLAIM_LEVEL_REMARKS)]
    return tuple(dict.fromkeys((*decision.remarks, *on_lines)))[:5]


def _payer(plan: Plan) -> Party:
    return organisation(
        plan.name,
        id_qualifier="XV",
        id=plan.id,
        address=Address("1 INSURANCE PLAZA", "", "MONTGOMERY", "AL", "361040001"),
        references=(Reference("2U", plan.id),),
        contacts=(Contact("BL", "PROVIDER SERVICES", (("TE", "8005550100"),)),),
    )
