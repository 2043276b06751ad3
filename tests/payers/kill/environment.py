"""What a process that a test kills needs to know: the test's database, state folder and broker, and the step at which it dies."""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]


def environment(step: str, **more: str) -> dict[str, str]:
    """The environment of a process that kills itself at `step`."""
    return os.environ | {
        "DATABASE_URL": _database_url(), "PRACTICE_STATE": str(settings.STATE_FOLDER), "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "tests.payers.kill.settings", "PRACTICE_KILL_AT": step,
    } | more


def _database_url() -> str:
    values = connection.settings_dict
    login = f"{values['USER']}:{values['PASSWORD']}"
    if values["HOST"].startswith("/"):
        return f"postgresql://{login}@/{values['NAME']}?host={values['HOST']}&port={values['PORT']}"
    return f"postgresql://{login}@{values['HOST']}:{values['PORT']}/{values['NAME']}"
