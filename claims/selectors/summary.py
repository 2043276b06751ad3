"""The figures of `manage.py summary`: one query a part. Keys are pinned (DESIGN 9) and always there; amounts are strings."""

from typing import Any

from django.db.models import Count, Model

from billing.selectors import ledger
from claims.models import Appeal, AppealStatus, Claim, ClaimStatus, Denial, DenialStatus
from config.shared import clock
from payers.models import Fate, InboundFile, Interchange, InterchangeState


def summary() -> dict[str, Any]:
    """What the system holds now."""
    by_status = _counts(Claim, "status", ClaimStatus.values)
    return {
        "as_of": clock.now().isoformat(),
        "claims": {"total": sum(by_status.values()), "by_status": by_status},
        "interchanges": {"by_state": _counts(Interchange, "status", InterchangeState.values)},
        "inbound": {"by_fate": _counts(InboundFile, "fate", Fate.values)},
        "denials": {"by_state": _counts(Denial, "status", DenialStatus.values)},
        "appeals": {"by_state": _counts(Appeal, "status", AppealStatus.values)},
        "ledger": {name: str(amount) for name, amount in ledger.totals().items()},
    }


def _counts(model: type[Model], field: str, values: list[str]) -> dict[str, int]:
    """Rows by state; a state without rows is there with 0."""
    found = dict(model._default_manager.values_list(field).annotate(rows=Count("pk")).order_by())
    return {value: found.get(value, 0) for value in values}
