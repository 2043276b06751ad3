"""Encounters by number for the top search box, and links to them for work items and notes."""

from collections.abc import Iterable

from django.urls import reverse

from billing.models import Encounter
from config.shared.registries.links import Link
from config.shared.registries.search import Hit


def find_hits(text: str, user, limit: int) -> list[Hit]:
    """Encounters whose number is or begins with what was typed: "E-30012" or "e30012"."""
    number = text.strip().upper().replace(" ", "")
    if not number.startswith("E") or not number[1:].lstrip("-").isdigit():
        return []
    number = f"E-{number[1:].lstrip('-')}"
    rows = Encounter.objects.filter(number__startswith=number).select_related("patient").order_by("number")[:limit]
    return [
        Hit(
            title=row.number, detail=f"{row.patient.sorted_name}, {row.service_date:%m/%d/%Y}",
            url=reverse("billing:encounter", args=[row.public_id]), exact=row.number == number,
            patient_ids=(row.patient_id,),
        )
        for row in rows
    ]


def links(ids: Iterable[int]) -> dict[int, Link]:
    """Where the pages of encounters are: one query."""
    rows = Encounter.objects.filter(pk__in=list(ids)).only("number", "public_id")
    return {row.pk: Link(row.number, reverse("billing:encounter", args=[row.public_id])) for row in rows}
