"""Reads of appeals: the worklist, their work items, from ids to pages, the search box."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from claims.models import Appeal
from config.shared.models import User, WorkItem
from config.shared.permissions import APPROVE_APPEALS, allows
from config.shared.registries.links import Link
from config.shared.registries.search import Hit


def rows() -> QuerySet[Appeal]:
    """Appeals with what their list shows."""
    return Appeal.objects.select_related("denial__claim__patient", "denial__claim__payer")


def items(appeals: Iterable[Appeal]) -> dict[int, WorkItem]:
    """The next step of each, with its owner, in one query."""
    ids = [appeal.pk for appeal in appeals]
    found = WorkItem.objects.filter(subject_kind=Appeal.SUBJECT_KIND, subject_id__in=ids, kind="next", closed_at__isnull=True)
    return {item.subject_id: item for item in found.select_related("owner")}


def has_open_item() -> Exists:
    """For a query of denials: whether an appeal of theirs is somebody's work."""
    of_denial = Appeal.objects.filter(denial=OuterRef(OuterRef("pk"))).values("pk")
    return Exists(WorkItem.objects.filter(closed_at__isnull=True, subject_kind=Appeal.SUBJECT_KIND, subject_id__in=of_denial))


def links(ids: Iterable[int]) -> dict[int, Link]:
    """Pages of appeals."""
    return {row.pk: Link(f"Appeal {row.number}", url(row)) for row in Appeal.objects.filter(pk__in=list(ids))}


def find(text: str, user, limit: int) -> list[Hit]:
    """By number."""
    wanted = text.strip()
    found = rows().filter(number__istartswith=wanted)[:limit] if wanted else ()
    return [
        Hit(
            row.number, f"{row.denial.claim.payer}, {row.level_name}", url(row), exact=row.number == wanted.upper(),
            patient_ids=(row.denial.claim.patient_id,),
        )
        for row in found
    ]


def url(appeal: Appeal) -> str:
    """Its page."""
    return reverse("claims:appeal", args=[appeal.public_id])


def is_writer(appeal: Appeal, user: Any) -> bool:
    """Whether any of the text is this person's."""
    return appeal.letters.filter(written_by=user).exists()


def others_may_approve(user: Any) -> bool:
    """Whether somebody else has the right."""
    return any(allows(other, APPROVE_APPEALS) for other in User.objects.filter(is_active=True).exclude(pk=user.pk))
