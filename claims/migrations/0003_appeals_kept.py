"""Letters are append-only; appeals and overpayments are numbered from sequences."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_appeals_overpayments_crossover"), ("shared", "0001_initial")]
    operations = [migrations.RunSQL(Path(__file__).with_name("appeals_kept.sql").read_text(), migrations.RunSQL.noop)]
