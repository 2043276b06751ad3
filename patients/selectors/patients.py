"""Reads of patients: search, the page of one, coverages in force."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from config.shared.registries.search import Hit
from patients.models import Coverage, Patient


def search(text: str) -> QuerySet[Patient]:
    """Patients by "last, first", birth date (11/23/2026), phone, account number or member id. Empty text finds everybody."""
    text = text.strip()
    found = Patient.objects.filter(merged_into__isnull=True)
    if not text:
        return found
    if day := _as_day(text):
        return found.filter(birth_date=day)
    digits = "".join(character for character in text if character.isdigit())
    if len(digits) == 10 and len(text) <= 14:
        return found.filter(Q(phone=digits) | Q(pk__in=_with_member_id(text)))
    if digits and any(character.isdigit() for character in text):
        return found.filter(Q(account_number=text) | Q(pk__in=_with_member_id(text)))
    return found.filter(_named(text))


def find_hits(text: str, user, limit: int) -> list[Hit]:
    """Answers for the top search box; an account number or member id that is exact comes first."""
    rows = search(text).order_by("last_name", "first_name", "pk")[:limit]
    return [
        Hit(
            title=row.sorted_name, detail=f"{row.birth_date:%m/%d/%Y} · acct {row.account_number}", url=f"/patients/{row.public_id}/",
            exact=text.strip() == row.account_number, patient_ids=(row.pk,),
        )
        for row in rows
    ]


def coverages_on(patient_ids: list[int], day: date, *, line_of_coverage: str = "medical") -> dict[int, list[Coverage]]:
    """Coverages in force on a day, by patient, in rank order: one query."""
    rows = (
        Coverage.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day), patient_id__in=patient_ids, valid_from__lte=day, voided_at__isnull=True,
            line_of_coverage=line_of_coverage,
        )
        .select_related("payer")
        .order_by("patient_id", "rank", "pk")
    )
    found: dict[int, list[Coverage]] = {pk: [] for pk in patient_ids}
    for row in rows:
        found[row.patient_id].append(row)
    return found


def _named(text: str) -> Q:
    last, _, first = (part.strip() for part in text.partition(","))
    if first or "," in text:
        return Q(last_name__istartswith=last, first_name__istartswith=first)
    words = text.split()
    if len(words) == 1:
        return Q(last_name__istartswith=text) | Q(first_name__istartswith=text)
    return Q(first_name__istartswith=words[0], last_name__istartswith=words[-1]) | Q(last_name__istartswith=text)


def _with_member_id(text: str) -> QuerySet:
    return Coverage.objects.filter(member_id__iexact=text, voided_at__isnull=True).values("patient_id")


def _as_day(text: str) -> date | None:
    for pattern in ("%m/%d/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None
