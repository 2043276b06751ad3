"""Make events, notes and the access log append-only; add the extension that exclusion constraints need."""

from pathlib import Path

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shared", "0001_initial")]
    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(
            Path(__file__).with_name("append_only.sql").read_text(),
            "DROP PROCEDURE practice_make_append_only(regclass); DROP FUNCTION practice_refuse_change() CASCADE;",
        )
    ]
