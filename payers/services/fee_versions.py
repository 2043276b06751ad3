"""Versions of a fee schedule: a new one from a day on, and prices in one that no service has reached yet (invariant 7).

A price that is in force is never overwritten: the correction is a new version, and what was known before stays as it was.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from config.shared.errors import DomainError
from payers.models import FeeSchedule, FeeScheduleItem, FeeScheduleVersion

FOUR_PLACES = Decimal("0.0001")


class VersionStartsBeforeAnother(DomainError):
    """The new version begins on or before a version that is known already."""

    code = "version_starts_before_another"
    message = "There is a version from {valid_from} on. A new one must start after it."


class VersionInForce(DomainError):
    """Prices in force are not overwritten."""

    code = "version_in_force"
    message = "This version is in force since {valid_from}. Make a new version to change a price."
    conflict = True


@transaction.atomic
def start_version(schedule: FeeSchedule, *, valid_from: date, percent: Decimal, note: str, at: datetime) -> FeeScheduleVersion:
    """Begin a version on `valid_from` with the last version's prices changed by `percent`, and end the last the day before.

    Locks the schedule. Raises VersionStartsBeforeAnother.
    """
    FeeSchedule.objects.select_for_update().get(pk=schedule.pk)
    last = schedule.versions.filter(known_to__isnull=True).order_by("-valid_from").first()
    if last and last.valid_from >= valid_from:
        raise VersionStartsBeforeAnother(valid_from=f"{last.valid_from:%m/%d/%Y}")
    if last and (last.valid_to is None or last.valid_to >= valid_from):
        last.valid_to = valid_from - timedelta(days=1)
        last.save_version()
    version = FeeScheduleVersion.objects.create(schedule=schedule, valid_from=valid_from, known_from=at, note=note)
    if last:
        _copy_items(last, version, percent)
    return version


@transaction.atomic
def put_item(version: FeeScheduleVersion, item: FeeScheduleItem, *, today: date) -> FeeScheduleItem:
    """Add a code to a version, or change its price while the version is still to come.

    Adding a code is allowed in force too: nothing was priced with it. Raises VersionInForce.
    """
    if item.pk is not None and version.valid_from <= today:
        raise VersionInForce(valid_from=f"{version.valid_from:%m/%d/%Y}")
    item.version = version
    item.save()
    return item


def _copy_items(last: FeeScheduleVersion, version: FeeScheduleVersion, percent: Decimal) -> None:
    factor = 1 + percent / 100
    FeeScheduleItem.objects.bulk_create([
        FeeScheduleItem(
            version=version, procedure_code=item.procedure_code, modifier=item.modifier, description=item.description,
            unit_price=(item.unit_price * factor).quantize(FOUR_PLACES),
        )
        for item in last.items.all()
    ])
