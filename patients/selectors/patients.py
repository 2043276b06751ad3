"""Reads of patients: search by what a person at the counter says, hits for the top search box, coverages in force on a day."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from config.shared.registries.links import Link
from config.shared.registries.search import Hit
from patients.models import Coverage, LineOfCoverage, Patient
from patients.rules.registration import digits_of, tidy

MEDICAL = (LineOfCoverage.MEDICAL,)
_DAYS = ("%m/%d/%Y", "%m-%d-%Y", "%Y-%m-%d", "%m/%d/%y", "%m%d%Y")


def search(text: str) -> QuerySet[Patient]:
    """Patients by "last, first", birth date (11/23/2026), phone, account number or member id. Empty text finds everybody."""
    text = tidy(text)
    found = Patient.objects.filter(merged_into__isnull=True)
    if not text:
        return found
    digits = digits_of(text)
    if not digits:
        return found.filter(_named(text))
    own = Q(account_number=text)
    if day := _as_day(text):
        own |= Q(birth_date=day)
    if 10 <= len(digits) <= 11:
        own |= Q(phone=digits[-10:])
    # A union, since "column or subquery" would read every patient.
    return found.filter(pk__in=Patient.objects.filter(own).values("pk").order_by().union(_with_member_id(text)))


def find_hits(text: str, user, limit: int) -> list[Hit]:
    """Answers for the top search box; exact are a whole name, and everything with digits, which is found only whole."""
    rows = search(text).order_by("last_name", "first_name", "pk")[:limit] if text.strip() else []
    whole, name = bool(digits_of(text)), tidy(text).lower()
    return [
        Hit(
            title=row.sorted_name, detail=f"{row.birth_date:%m/%d/%Y} · acct {row.account_number}",
            url=reverse("patients:detail", args=[row.public_id]), exact=whole or name == row.sorted_name.lower(), patient_ids=(row.pk,),
        )
        for row in rows
    ]


def links(ids: Iterable[int]) -> dict[int, Link]:
    """Where the pages of patients are: one query."""
    rows = Patient.objects.filter(pk__in=list(ids))
    return {row.pk: Link(row.sorted_name, reverse("patients:detail", args=[row.public_id])) for row in rows}


def coverages_on(patient_ids: Iterable[int], day: date, *, lines: Collection[str] = MEDICAL) -> dict[int, list[Coverage]]:
    """Coverages of the wanted lines in force on a day, by patient, in rank order: one query."""
    return _by_patient(in_force_on(day).filter(line_of_coverage__in=list(lines)), patient_ids)


def coverages_of(patient_ids: Iterable[int]) -> dict[int, list[Coverage]]:
    """Every coverage that was not taken back, of any line and time, by patient, in rank order: one query."""
    return _by_patient(Coverage.objects.filter(voided_at__isnull=True), patient_ids)


def in_force_on(day: date) -> QuerySet[Coverage]:
    """Coverages that were not taken back and hold on `day`."""
    return Coverage.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day, voided_at__isnull=True)


def _by_patient(coverages: QuerySet[Coverage], patient_ids: Iterable[int]) -> dict[int, list[Coverage]]:
    found: dict[int, list[Coverage]] = {pk: [] for pk in patient_ids}
    for row in coverages.filter(patient_id__in=list(found)).select_related("payer").order_by("patient_id", "rank", "pk"):
        found[row.patient_id].append(row)
    return found


def _named(text: str) -> Q:
    last, comma, first = (part.strip() for part in text.partition(","))
    if comma:
        return Q(last_name__istartswith=last, first_name__istartswith=first)
    words = text.split()
    if len(words) == 1:
        return Q(last_name__istartswith=text) | Q(first_name__istartswith=text)
    return Q(first_name__istartswith=words[0], last_name__istartswith=words[-1]) | Q(last_name__istartswith=text)


def _with_member_id(text: str) -> QuerySet:
    return Coverage.objects.filter(member_id__iexact=text, voided_at__isnull=True).order_by().values("patient_id")


def _as_day(text: str) -> date | None:
    for pattern in _DAYS:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None
