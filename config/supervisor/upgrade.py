"""Brings the database and the static files to this version of the code: `python -m config.supervisor.upgrade`.

Run by `run` when the code has changed since the last time, and by docker-compose before the web. Several may start
together: one works, the others wait for its lock and then find nothing to do.
"""

import hashlib
import os
from pathlib import Path

from config.endpoints import CHECKOUT

LOCK_KEY = 7_210_837
SOURCES = ("*/migrations/*", "config/*/migrations/*", "config/static/**/*", "*/static/**/*", "config/settings.py", "uv.lock")


def fingerprint() -> str:
    """Return a digest of everything that an upgrade reads."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(f"{path.relative_to(CHECKOUT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def sources() -> list[Path]:
    """Return the files that an upgrade reads, in order."""
    found = {path for pattern in SOURCES for path in CHECKOUT.glob(pattern) if path.is_file() and path.suffix != ".pyc"}
    return sorted(found)


def is_done(marker: Path) -> bool:
    """Whether the marker's upgrade was made from the code as it is now."""
    return marker.exists() and marker.read_text() == fingerprint()


def note_done(marker: Path) -> None:
    marker.write_text(fingerprint())


def main() -> None:
    """Migrate under an advisory lock, then collect the static files."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
    call_command("migrate", interactive=False)
    call_command("collectstatic", interactive=False, verbosity=0)
    connection.close()


if __name__ == "__main__":
    main()
