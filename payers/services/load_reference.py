"""Load reference codes: ICD-10-CM from the `simple-icd-10-cm` data files, and our own guides from payers/data. Safe to repeat."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.db import connection, models, transaction

from payers.models import AdjustmentReason, ClaimStatusCategory, DiagnosisCode, PlaceOfService, RemarkCode

DATA = Path(__file__).resolve().parent.parent / "data"
ICD10_FIRST_DAY = date(2015, 10, 1)  # ICD-10-CM replaced ICD-9-CM on this day; the data files carry no dates of their own


def load_guides() -> str:
    """Load places of service, adjustment reasons, remarks and status categories; update texts that changed."""
    groups = {row["code"]: row["usual_group_codes"] for row in _rows("carc_group_norms.csv")}
    loaded = _put(PlaceOfService, (
        PlaceOfService(code=row["code"], name=row["name"], medicare_rate=row["medicare_pfs_rate"]) for row in _rows("pos_codes.csv")
    ), ["name", "medicare_rate"])
    loaded += _put(AdjustmentReason, (
        AdjustmentReason(**row, usual_groups=groups.get(row["code"], "")) for row in _rows("carc_guide.csv")
    ), ["category", "paraphrase", "usual_action", "appealable", "preventable", "usual_groups"])
    loaded += _put(RemarkCode, (RemarkCode(**row) for row in _rows("rarc_guide.csv")), ["kind", "category", "paraphrase", "usual_action"])
    loaded += _put(ClaimStatusCategory, (
        ClaimStatusCategory(**row) for row in _rows("claim_status_category.csv")
    ), ["stage", "paraphrase", "biller_meaning", "terminal"])
    return f"{loaded} new guide rows" if loaded else ""


@transaction.atomic
def load_diagnoses() -> str:
    """Load every category and code of ICD-10-CM once, by COPY."""
    if DiagnosisCode.objects.exists():
        return ""
    from simple_icd_10_cm import get_all_codes, get_description, is_category_or_subcategory, is_leaf  # reads its files on import: 2 s

    lines = io.StringIO()
    writer = csv.writer(lines)
    count = 0
    for code in dict.fromkeys(get_all_codes(with_dots=False)):  # a block of one category has its name: once is enough
        if is_category_or_subcategory(code):
            writer.writerow([code, get_description(code), is_leaf(code), ICD10_FIRST_DAY.isoformat()])
            count += 1
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY payers_diagnosiscode (code, description, billable, valid_from) FROM STDIN WITH (FORMAT csv)", lines)
    return f"{count} diagnosis codes"


def _rows(name: str) -> Iterable[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _put(model: type[models.Model], rows: Iterable[models.Model], texts: list[str]) -> int:
    """Insert rows by code, refresh their texts, and return how many are new."""
    before = model.objects.count()
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=texts)
    return model.objects.count() - before
