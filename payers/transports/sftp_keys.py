"""Keys of an SFTP connection: the server's pinned public key, and our private key in any of the usual formats."""

import base64
import io
from dataclasses import dataclass
from typing import Self

import paramiko

from payers.models import Connection, ConnectionSecret
from payers.transports.base import HostKeyUnusable, SecretMissing

PRIVATE_KEYS = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)
SIGNATURES = {"ssh-rsa": ("rsa-sha2-512", "rsa-sha2-256")}  # an RSA key signs by SHA-2; its own name means SHA-1


@dataclass(frozen=True, slots=True)
class PinnedKey:
    """`key` as the server must show it; `algorithms`, the signatures that such a key makes."""

    key: bytes
    algorithms: tuple[str, ...]

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """Read the line "ssh-ed25519 AAAA... comment"; the host name that ssh-keyscan puts first is passed over. Raises HostKeyUnusable."""
        words = connection.host_key.split()
        kind = next((place for place, word in enumerate(words) if word.startswith(("ssh-", "ecdsa-"))), None)
        if kind is None or kind + 1 == len(words):
            raise HostKeyUnusable(connection=connection.name)
        try:
            key = base64.b64decode(words[kind + 1], validate=True)
        except ValueError:
            raise HostKeyUnusable(connection=connection.name) from None
        return cls(key, SIGNATURES.get(words[kind], (words[kind],)))


def private_key(connection: Connection, secret: ConnectionSecret) -> paramiko.PKey:
    """Our key. Raises SecretMissing where its text is none."""
    for kind in PRIVATE_KEYS:
        try:
            return kind.from_private_key(io.StringIO(secret.private_key))
        except (paramiko.SSHException, ValueError):
            continue
    raise SecretMissing(connection=connection.name)
