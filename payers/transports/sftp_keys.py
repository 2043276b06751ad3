"""Keys of an SFTP connection: the server's pinned public key, and our private key in any of the usual formats.

The pages check keys with it; paramiko is loaded only where a private key is handed to it.
"""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key, load_ssh_private_key

from payers.models import Connection, ConnectionSecret
from payers.transports.base import HostKeyUnusable, SecretMissing

if TYPE_CHECKING:
    import paramiko

SIGNATURES = {"ssh-rsa": ("rsa-sha2-512", "rsa-sha2-256")}  # an RSA key signs by SHA-2; its own name means SHA-1
PRIVATE_KEYS = (
    (ed25519.Ed25519PrivateKey, "Ed25519Key", PrivateFormat.OpenSSH),
    (ec.EllipticCurvePrivateKey, "ECDSAKey", PrivateFormat.TraditionalOpenSSL),
    (rsa.RSAPrivateKey, "RSAKey", PrivateFormat.TraditionalOpenSSL),
)


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

    def first_of(self, known: Sequence[str]) -> tuple[str, ...]:
        """The algorithms to ask for, ours first: a server that has the pinned key shows it, any other shows what it has."""
        return tuple(sorted(known, key=lambda algorithm: algorithm not in self.algorithms))


def private_key(connection: Connection, secret: ConnectionSecret) -> "paramiko.PKey":
    """Our key, read by cryptography and handed on in the one format of its kind that paramiko always reads. Raises SecretMissing."""
    import paramiko

    text = secret.private_key.encode()
    try:
        key = load_ssh_private_key(text, None) if b"OPENSSH" in text else load_pem_private_key(text, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise SecretMissing(connection=connection.name) from None
    for kind, reader, form in PRIVATE_KEYS:
        if isinstance(key, kind):
            return getattr(paramiko, reader).from_private_key(io.StringIO(key.private_bytes(Encoding.PEM, form, NoEncryption()).decode()))
    raise SecretMissing(connection=connection.name)
