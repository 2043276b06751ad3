"""What people decide about an overpayment: dispute it, agree and close it, or open it again. Each with its reason; locks the row."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import Overpayment, OverpaymentStatus
from claims.services.open_overpayments import next_step
from config.shared.errors import require_reason
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import close_items, put_next_step


@transaction.atomic
def settle_overpayment(*, overpayment_id: int, status: str, reason: str, actor: Any, at: datetime) -> Overpayment:
    """Move it to `status`. Raises ReasonMissing, TransitionNotAllowed."""
    why = require_reason(reason)
    overpayment = Overpayment.objects.select_for_update(of=("self",)).get(pk=overpayment_id)
    overpayment.move_to(status, actor=actor, evidence=Evidence(at, detail={"reason": why}))
    if status in {OverpaymentStatus.CLOSED, OverpaymentStatus.RECOVERED}:
        close_items(Overpayment.SUBJECT_KIND, [overpayment.pk], reason="settled")
    else:
        put_next_step(next_step(overpayment))
    return overpayment
