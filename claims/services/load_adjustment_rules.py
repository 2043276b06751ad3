"""Fill the classification table with its default content, once. What an admin changed afterwards is never overwritten."""

import csv
from pathlib import Path

from django.db import transaction

from claims.models import AdjustmentRule

DEFAULTS = Path(__file__).resolve().parent.parent / "data" / "adjustment_rules.csv"


@transaction.atomic
def load_adjustment_rules() -> str:
    """Insert the rows of claims/data/adjustment_rules.csv where the table is empty; return what was done."""
    if AdjustmentRule.objects.exists():
        return ""
    with DEFAULTS.open(newline="", encoding="utf-8") as file:
        rows = AdjustmentRule.objects.bulk_create([AdjustmentRule(**row) for row in csv.DictReader(file)])
    return f"{len(rows)} rows of the adjustment table"
