"""Freeze submissions and payers' adjustments."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_initial"), ("shared", "0002_append_only")]
    operations = [migrations.RunSQL(Path(__file__).with_name("frozen.sql").read_text(), migrations.RunSQL.noop)]
