"""The classification table, compiled for one run over a chunk of claims: one query."""

from claims.models import AdjustmentRule
from claims.rules.classify import Kind, Rule, Table, compile_table

CONDITIONS = (
    "priority", "payer_kind", "contract", "rank", "claim_status", "group", "reason", "remark", "allowed", "paid", "covers_charge",
    "expects_allowed", "category", "why",
)


def table() -> Table:
    """The active rows, compiled."""
    rows = AdjustmentRule.objects.filter(is_active=True).order_by().values_list("pk", "classified", *CONDITIONS)
    return compile_table(Rule(key=key, kind=Kind(kind), **dict(zip(CONDITIONS, row, strict=True))) for key, kind, *row in rows)
