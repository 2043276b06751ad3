"""The sequence that encounter numbers come from."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("billing", "0004_ledger_rules")]
    operations = [migrations.RunSQL("CREATE SEQUENCE billing_encounter_number START 30001", "DROP SEQUENCE billing_encounter_number")]
