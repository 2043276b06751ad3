"""Claims found from elsewhere: by id for work items and events, by their numbers in the search box, by visit or patient."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse

from claims.models import Claim
from config.shared.registries.links import Link
from config.shared.registries.search import Hit, amount_in


def resolve(claim_ids: Iterable[int]) -> dict[int, Link]:
    """Links of claims by id, in one query."""
    rows = Claim.objects.filter(pk__in=list(claim_ids)).values_list("pk", "number", "public_id")
    return {pk: Link(number, reverse("claims:claim", args=[public_id])) for pk, number, public_id in rows}


def find(text: str, user, limit: int) -> list[Hit]:
    """Claims by their number, patient control number, payer's claim number, or billed amount; all but the amount are exact hits."""
    wanted = text.strip().upper()
    amount = amount_in(wanted) if "." in wanted else None
    numbers = Q(number=wanted if wanted.startswith("C-") else f"C-{wanted}") | Q(payer_control_number=wanted)
    numbers |= Q(submissions__patient_control_number=wanted)
    exact = list(_rows().filter(numbers).distinct()[:limit]) if wanted else []
    alike = list(_rows().filter(billed_amount=amount).exclude(pk__in=[claim.pk for claim in exact])[: limit - len(exact)]) if amount else []
    return [_hit(claim, exact=True) for claim in exact] + [_hit(claim) for claim in alike]


def of_encounter(encounter_id: int) -> QuerySet[Claim]:
    """The claims of a visit, by rank."""
    return _rows().filter(encounter_id=encounter_id).order_by("rank", "pk")


def of_patient(patient_id: int) -> QuerySet[Claim]:
    """The claims of a patient, newest first."""
    return _rows().filter(patient_id=patient_id).order_by("-service_date", "-pk")


def _rows() -> QuerySet[Claim]:
    return Claim.objects.select_related("patient", "payer").defer("patient__sealed_ssn").order_by("-service_date", "-pk")


def _hit(claim: Claim, *, exact: bool = False) -> Hit:
    facts = (claim.patient.sorted_name, claim.payer.name, f"{claim.service_date:%m/%d/%Y}", f"{claim.billed_amount:,.2f}", claim.get_status_display())
    detail = " · ".join(facts)
    return Hit(claim.number, detail, reverse("claims:claim", args=[claim.public_id]), exact, (claim.patient_id,))
