"""The facts that a letter may name, as words, for one appeal. Empty where they are not on file. Called when a draft is made."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from billing.selectors.statement_content import practice_facts
from claims.models import Appeal, ClaimLine, ClaimSubmission, Denial
from claims.selectors.claims import current
from claims.snapshot import Snapshot, from_json
from config.practice.models import Organisation
from config.shared.money import ZERO
from config.shared.ui.text import day, usd
from payers.models import DiagnosisCode
from payers.selectors import reference


def facts_of(appeal: Appeal, today: date) -> dict[str, str]:
    """Every fact of `rules.letters.FACTS`."""
    denial = appeal.denial
    claim, snapshot = denial.claim, from_json(submission_of(denial).snapshot)
    return _practice(denial) | _money(appeal) | _person(snapshot) | {
        "payer": claim.payer.name, "appeals_address": claim.payer.appeals_address, "today": day(today), "level": appeal.level_name,
        "claim_number": denial.remittance_claim.patient_control_number, "payer_claim_number": denial.remittance_claim.payer_control_number,
        "service_date": day(claim.service_date), "diagnoses": _diagnoses(snapshot),
        "provider": f"{snapshot.rendering_provider.first_name} {snapshot.rendering_provider.last_name}".strip(),
        "reasons": _reason(denial), "remarks": _remarks(denial), "sent_date": day(claim.sent_at) if claim.sent_at else "",
        "filing_proof": f"{day(claim.filing_proof_date)}, number {claim.filing_proof_number or 'none given'}" if claim.filing_proof_date else "",
        "filing_limit": day(claim.filing_deadline_date) if claim.filing_deadline_date else "",
        "authorization": authorization_of(denial),
    }


def submission_of(denial: Denial) -> ClaimSubmission:
    """The version that the payer decided, else the one that counts."""
    return denial.remittance_claim.submission or current([denial.claim])[denial.claim_id]


def denied_lines(denial: Denial) -> list[ClaimLine]:
    """The denied line, or all of the claim's where the whole claim was refused."""
    return [denial.line] if denial.line_id else list(denial.claim.lines.order_by("ordinal"))


def authorization_of(denial: Denial) -> str:
    """As it went out, or as the visit has it now."""
    return submission_of(denial).snapshot["authorization_number"] or denial.claim.encounter.authorization_number


def reason_words(group: str, codes: Iterable[str]) -> list[str]:
    """Adjustment reasons with their group, in our words."""
    codes = list(codes)
    known = reference.reasons(codes)
    return [f"{group}-{code}, {known[code].paraphrase}" if code in known else f"{group}-{code}" for code in codes]


def remark_words(codes: Iterable[str]) -> list[str]:
    """Remarks in our words."""
    codes = list(codes)
    known = reference.remarks(codes)
    return [f"{code}, {known[code].paraphrase}" if code in known else code for code in codes]


def _practice(denial: Denial) -> dict[str, str]:
    biller = denial.claim.encounter.billing_provider
    facts = practice_facts(biller, Organisation.objects.first())
    return {
        "practice": biller.name, "practice_address": f"{facts['street']}, {facts['city_line']}", "practice_phone": facts["phone"],
        "practice_npi": biller.npi, "practice_tax_id": facts["tax_id"],
    }


def _person(snapshot: Snapshot) -> dict[str, str]:
    patient = snapshot.patient
    return {
        "patient": f"{patient.first_name} {patient.last_name}".strip(), "birth_date": day(patient.birth_date) if patient.birth_date else "",
        "member": snapshot.coverage.member_id, "group_number": snapshot.coverage.group_number,
    }


def _money(appeal: Appeal) -> dict[str, str]:
    denial, lines = appeal.denial, denied_lines(appeal.denial)
    billed: Decimal = sum((line.billed_amount for line in lines), ZERO)
    return {
        "codes": ", ".join(" ".join([line.procedure_code, *line.modifiers]) for line in lines), "billed": f"${usd(billed)}",
        "denied": f"${usd(denial.denied_amount)}", "denied_date": day(denial.denied_date), "requested": f"${usd(appeal.requested_amount)}",
        "payment": denial.remittance_claim.remittance.trace_number,
    }


def _reason(denial: Denial) -> str:
    return f"{reason_words(denial.group, [denial.reason])[0].rstrip('.')}."


def _remarks(denial: Denial) -> str:
    words = remark_words(denial.remarks)
    return f"Remarks: {'; '.join(each.rstrip('.') for each in words)}." if words else "No remark came with it."


def _diagnoses(snapshot: Snapshot) -> str:
    """Codes with their dot, and words where our table has them."""
    known = dict(DiagnosisCode.objects.filter(code__in=snapshot.diagnoses).values_list("code", "description"))
    shown = (f"{code[:3]}.{code[3:]}".rstrip(".") + (f" ({known[code]})" if code in known else "") for code in snapshot.diagnoses)
    return ", ".join(shown)
