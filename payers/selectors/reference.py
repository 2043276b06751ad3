"""Reads of reference codes: diagnoses by number or word, explanations of adjustment reasons and remarks."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from payers.models import AdjustmentReason, DiagnosisCode, RemarkCode


def in_force(day: date) -> QuerySet[DiagnosisCode]:
    """Diagnosis codes that exist on `day`."""
    return DiagnosisCode.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


def diagnoses(codes: Iterable[str], day: date) -> dict[str, DiagnosisCode]:
    """The codes that exist on `day`, by code without dot, in one query."""
    return {row.code: row for row in in_force(day).filter(code__in=set(codes))}


def search_diagnoses(text: str, day: date, *, limit: int = 12) -> list[DiagnosisCode]:
    """Codes by the beginning of their number, or by words of their description; billable ones first."""
    number = text.replace(".", "").strip().upper()
    words = Q()
    for word in text.split():
        words &= Q(description__icontains=word)
    rank = Case(When(code=number, then=Value(0)), When(billable=True, then=Value(1)), default=Value(2), output_field=IntegerField())
    found = in_force(day).filter(Q(code__startswith=number) | words) if number else DiagnosisCode.objects.none()
    return list(found.annotate(place=rank).order_by("place", "code")[:limit])


def reasons(codes: Iterable[str]) -> dict[str, AdjustmentReason]:
    """Our explanation of each adjustment reason, by code."""
    return {row.code: row for row in AdjustmentReason.objects.filter(code__in=set(codes))}


def remarks(codes: Iterable[str]) -> dict[str, RemarkCode]:
    """Our explanation of each remark, by code."""
    return {row.code: row for row in RemarkCode.objects.filter(code__in=set(codes))}
