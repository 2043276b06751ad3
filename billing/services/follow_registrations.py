"""What billing does when a patient or a coverage was changed: claims of the patient's visits that wait for us are built again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from billing.models import Encounter
from config.shared.registries import encounters


def follow_registrations(patient_ids: Iterable[int], *, actor: Any, at: datetime) -> None:
    """Tell the rooms above that these patients' visits may read differently now."""
    visits = Encounter.objects.filter(patient_id__in=list(patient_ids), voided_at__isnull=True)
    ids = list(visits.order_by("pk").values_list("pk", flat=True))
    if ids:
        encounters.corrected(ids, actor=actor, at=at)
