"""Add the ledger's triggers."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("billing", "0003_initial"), ("shared", "0002_append_only")]
    operations = [migrations.RunSQL(Path(__file__).with_name("ledger.sql").read_text(), migrations.RunSQL.noop)]
