"""Of which charges and claims a payer has said: a Qualified Medicare Beneficiary. Nobody may ask the patient for them (DOMAIN 0a.1)."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from claims.models import AdjustmentClass, RemittanceAdjustment, RemittanceClaimFate
from claims.rules.posting_plan import QMB


def qmb_charges(encounter_ids: Collection[int]) -> set[int]:
    """The charges of these visits on which a standing decision says so. Two queries."""
    if not encounter_ids:
        return set()
    said = _standing().filter(remittance_claim__claim__encounter__in=encounter_ids)
    by_line = said.filter(line__isnull=False).values_list("line__claim_line__charge_id", flat=True)
    by_claim = said.filter(line__isnull=True).values_list("remittance_claim__claim__lines__charge_id", flat=True)
    return set(by_line) | set(by_claim)


def qmb_claims(claim_ids: Iterable[int]) -> set[int]:
    """Those of these claims whose own standing decision says so. One query."""
    return set(_standing().filter(remittance_claim__claim__in=list(claim_ids)).values_list("remittance_claim__claim_id", flat=True))


def _standing() -> QuerySet[RemittanceAdjustment]:
    return RemittanceAdjustment.objects.filter(
        remittance_claim__fate=RemittanceClaimFate.POSTED, remittance_claim__reversed_by__isnull=True, remittance_claim__reverses__isnull=True,
        classified=AdjustmentClass.PATIENT, category=QMB,
    )
