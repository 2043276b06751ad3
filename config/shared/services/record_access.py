"""The one door to the access log (invariant 8): who saw which patient's data, by which route."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from config.shared.models import AccessEntry


def record_page(request: HttpRequest, patient_ids: Iterable[int]) -> None:
    """One row per patient whose data the page shows; the same patient once per request."""
    seen = request.__dict__.setdefault("_patients_logged", set())
    fresh = [pk for pk in dict.fromkeys(patient_ids) if pk not in seen]
    seen.update(fresh)
    AccessEntry.objects.bulk_create([AccessEntry(patient_id=pk, **_facts(request)) for pk in fresh])


def record_list(request: HttpRequest, patient_ids: Iterable[int], filters: dict[str, Any]) -> None:
    """One row for a list, search or export: its filter and the ids it showed."""
    AccessEntry.objects.create(patient_ids=sorted(set(patient_ids)), filters=filters, **_facts(request))


def _facts(request: HttpRequest) -> dict[str, Any]:
    match = request.resolver_match
    request_id = request.__dict__.setdefault("_request_id", uuid.uuid4())
    return {
        "at": timezone.now(), "user_id": request.user.pk, "role": request.user.role, "route": match.view_name if match else "",
        "method": request.method, "ip": request.META.get("REMOTE_ADDR") or None, "request_id": request_id,
    }
