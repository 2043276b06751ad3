"""The sequence that ISA13 and GS06 come from. It cycles after nine digits; used numbers are passed over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payers", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE payers_control_number MINVALUE 1 MAXVALUE 999999999 CYCLE", "DROP SEQUENCE payers_control_number"
        )
    ]
