"""The classification table, compiled for one run over a chunk of claims: one query."""

from claims.models import AdjustmentRule
from claims.rules.classify import Kind, Rule, Table, compile_table

CONDITIONS = (
    "priority", "payer_kind", "contract", "rank", "claim_status", "group", "reason", "remark", "allowed", "paid", "covers_charge",
    "expects_allowed", "category", "why",
)


def table() -> Table:
    """The active rows, compiled."""
    rows = AdjustmentRule.objects.filter(is_active=True).values("pk", "classified", *CONDITIONS)
    return compile_table(
        Rule(kind=Kind(row["classified"]), key=row["pk"], **{name: row[name] for name in CONDITIONS}) for row in rows
    )
