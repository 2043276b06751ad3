"""A document's row is a fact: added, never changed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("patients", "0002_documents"), ("shared", "0001_initial")]
    operations = [migrations.RunSQL("CALL practice_make_append_only('patients_document')", migrations.RunSQL.noop)]
