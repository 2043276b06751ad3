"""The demo's logins: three roles, passwords made once per state folder and kept there (0600). Never where DEMO=0."""

import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction

from config.shared.models import User
from config.shared.permissions import Role

CAST = (
    ("dana", "Dana", "Whitlow", Role.BILLER),
    ("kemi", "Kemi", "Oduya", Role.FRONT_DESK),
    ("tomas", "Tomas", "Keller", Role.ADMIN),
)


def path() -> Path:
    """Where the passwords are kept."""
    return settings.STATE_FOLDER / "demo_logins.json"


def read() -> list[dict[str, str]]:
    """The logins as [{username, password, role, name}]; empty where the demo was never prepared."""
    return json.loads(path().read_text()) if path().exists() else []


@transaction.atomic
def prepare_demo_logins() -> str:
    """Make the cast with their kept passwords, unless it is there."""
    kept = {login["username"]: login["password"] for login in read()}
    if kept and User.objects.filter(username__in=kept).count() == len(CAST):
        return ""  # hashing three passwords at every start would cost most of a second
    logins = []
    for username, first_name, last_name, role in CAST:
        password = kept.get(username) or secrets.token_urlsafe(12)
        user, _ = User.objects.get_or_create(username=username, defaults={"first_name": first_name, "last_name": last_name, "role": role})
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
        logins.append({"username": username, "password": password, "role": str(role), "name": f"{first_name} {last_name}"})
    if logins == read():
        return ""
    _write(logins)
    return f"{len(logins)} logins"


def _write(logins: list[dict[str, str]]) -> None:
    draft = path().with_suffix(".new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(logins, file, indent=2)
    draft.replace(path())
