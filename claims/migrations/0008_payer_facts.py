"""What a payer said is immutable; denials are numbered from a sequence."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_remittances_and_denials"), ("shared", "0002_append_only")]
    operations = [migrations.RunSQL(Path(__file__).with_name("payer_facts.sql").read_text(), migrations.RunSQL.noop)]
