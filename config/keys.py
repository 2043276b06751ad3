"""The secret keys: from the environment, else made once in the state folder (0600)."""

import base64
import os
import secrets
from pathlib import Path


def secret_key(state: Path) -> str:
    """Django's SECRET_KEY."""
    return os.environ.get("SECRET_KEY") or _kept(state, "secret_key", lambda: secrets.token_urlsafe(48))


def field_keys(state: Path) -> list[str]:
    """Fernet keys of encrypted fields, newest first; FIELD_KEYS separates them by commas."""
    text = os.environ.get("FIELD_KEYS") or _kept(state, "field_keys", _new_fernet_key)
    return [key.strip() for key in text.split(",") if key.strip()]


def _new_fernet_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _kept(state: Path, name: str, make) -> str:
    """The text of `state/keys/name`, made once. Two processes that start together end with the same key."""
    folder = state / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        temporary = folder / f".{name}.{os.getpid()}"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make())
        try:
            os.link(temporary, path)  # fails where another process was first
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    return path.read_text().strip()
