"""Levels of dispute of a payer: which comes next, and by when. Called when appeals open and when a decision is upheld."""

from collections.abc import Iterable, Mapping
from datetime import date

from claims.models import Appeal, Denial
from claims.rules.deadlines import Deadline, Level, dispute_deadline
from payers.models import AppealLevel


def level_of(payer_id: int, level: int) -> AppealLevel | None:
    """The payer's level with this number."""
    return AppealLevel.objects.filter(payer=payer_id, level=level).first()


def level_after(appeal: Appeal) -> AppealLevel | None:
    """The level that follows the appeal's own."""
    return level_of(appeal.denial.claim.payer_id, appeal.level + 1)


def levels_after(appeals: Iterable[Appeal], payers: Mapping[int, int]) -> dict[int, AppealLevel]:
    """The same for many, by appeal id, in one query; `payers` by denial id."""
    known = {(row.payer_id, row.level): row for row in AppealLevel.objects.filter(payer__in=set(payers.values()))}
    found = {appeal.pk: known.get((payers[appeal.denial_id], appeal.level + 1)) for appeal in appeals}
    return {pk: level for pk, level in found.items() if level}


def deadline_of(level: AppealLevel | None, notice: date) -> Deadline:
    """The last day of a level, counted from the notice of what it disputes."""
    if level is None:
        return dispute_deadline(notice, None)
    return dispute_deadline(notice, Level(level.pk, level.name, level.kind, level.days, level.presumed_receipt_days))


def last_upheld(denial: Denial) -> Appeal | None:
    """The appeal that the payer answered last with the same decision."""
    return denial.appeals.filter(status="upheld").order_by("-level", "-pk").first()
