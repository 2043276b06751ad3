"""What patients paid and were asked is immutable; receipts, statements and refunds are numbered from sequences."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_patient_money"), ("shared", "0001_initial")]
    operations = [migrations.RunSQL(Path(__file__).with_name("patient_money.sql").read_text(), migrations.RunSQL.noop)]
