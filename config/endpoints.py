"""Where a running system listens: the state folder and its `endpoints.json`.

The supervisor writes the file (0600) once its servers answer; the settings read it, so `manage.py` works from
any shell without variables. Standard library only: settings import this before Django exists.
Invariant: what `read_endpoints` returns belongs to a supervisor that is alive; a file left behind by a killed one reads as {}.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
FILE_NAME = "endpoints.json"


def state_folder() -> Path:
    """Return the folder for data, keys, logs and endpoints: $PRACTICE_STATE, else one of its own for each checkout."""
    if chosen := os.environ.get("PRACTICE_STATE"):
        return Path(chosen).absolute()
    key = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]
    base = Path("/var/lib") if os.geteuid() == 0 else Path.home() / ".local/state"
    return base / "practice-billing" / key


def read_endpoints() -> dict[str, Any]:
    """Return what the running system's supervisor published, or {} when none runs.

    Keys: pid; site_url; database_url; redis_url; socket (folder of PostgreSQL's unix socket, null when DATABASE_URL
    was given); demo (bool); sandbox (the object of its ready line: sftp_port, http_port and the rest; null without one).
    """
    try:
        endpoints = json.loads((state_folder() / FILE_NAME).read_text())
    except (OSError, ValueError):
        return {}
    return endpoints if _is_alive(endpoints["pid"]) else {}


def write_endpoints(endpoints: dict[str, Any]) -> None:
    """Replace the file atomically, readable by its owner alone."""
    target = state_folder() / FILE_NAME
    draft = target.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(endpoints, file, indent=2)
    draft.replace(target)


def remove_endpoints() -> None:
    """Remove the file; harmless when there is none."""
    (state_folder() / FILE_NAME).unlink(missing_ok=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
