"""Ledger keys and evidence of what remittances post (invariant 1): the one place that spells them."""

from typing import Any

from claims.models import Remittance, RemittanceClaim
from claims.rules.posting_plan import Cents

SOURCE = "remittance"


def key(remittance: Remittance, row: RemittanceClaim | None, svc: int, cas: int, purpose: str) -> str:
    """What caused a ledger transaction, unique for ever. `row` is None for the check as a whole (PLB: `cas` is its ordinal)."""
    return f"{SOURCE}:{remittance.pk}:{row.ordinal if row else 0}:{svc}:{cas}:{purpose}"


def evidence_of(row: RemittanceClaim, item: Cents | None = None) -> dict[str, Any]:
    """Where in the file the cents stand."""
    found = {"clp": row.ordinal, "first_segment": row.first_segment, "last_segment": row.last_segment}
    if item is not None and item.line.svc:
        found["svc"] = item.line.svc
    if item is not None and item.cas:
        found |= {"group": item.group, "reason": item.reason}
    return found
