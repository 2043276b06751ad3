"""The one door for saving an editable row of settings (practice, payers, connections): version checked, history kept by triggers."""

from django.db import transaction

from config.shared.models import VersionedModel


@transaction.atomic
def save_record(record: VersionedModel, *, expected_version: int | None = None) -> VersionedModel:
    """Save a new row, or a changed one whose form was opened on `expected_version`. Raises StaleVersion."""
    if record.pk is None:
        record.save()
    else:
        record.save_version(expected_version)
    return record
