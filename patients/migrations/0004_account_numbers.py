"""The sequence that account numbers come from."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("patients", "0003_initial")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE patients_account_number START 20001", "DROP SEQUENCE patients_account_number"),
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS pg_trgm", migrations.RunSQL.noop),
    ]
