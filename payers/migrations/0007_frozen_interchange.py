"""Keep the bytes and numbers of a batch as they were frozen, and give numbers that no restored backup repeats."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    dependencies = [("payers", "0006_open_outcome"), ("shared", "0002_append_only")]
    operations = [
        migrations.RunSQL((HERE / "frozen_interchange.sql").read_text(), migrations.RunSQL.noop),
        migrations.RunSQL((HERE / "control_numbers.sql").read_text(), migrations.RunSQL.noop),
    ]
