"""CAQH CORE connectivity over HTTP, MIME envelope (vC2.2): one request, one answer, in real time.

Source: CAQH CORE Phase II Connectivity Rule 270: multipart/form-data with PayloadType, ProcessingMode, PayloadID, TimeStamp, SenderID,
ReceiverID, CORERuleVersion and Payload; a client waits 60 s for an answer.
"""

import email
import email.policy
import uuid
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from config.shared.errors import DomainError
from payers.models import Connection
from payers.transports.base import TransportError, secret_of

WAIT_SECONDS = 60
MOST_BYTES = 4 * 1024 * 1024
RULE_VERSION = "2.2.0"


class CoreRefused(DomainError):
    """The other side understood the envelope and refused it."""

    code = "core_refused"
    message = "{connection} refused the request: {error_code}."


class CoreAddressMissing(DomainError):
    """The connection has no address for requests in real time."""

    code = "core_address_missing"
    message = "{connection} has no CORE address: requests in real time are not possible."


class CoreHttp:
    """Real-time requests to `connection.core_url`."""

    def ask(self, *, connection: Connection, payload_type: str, payload: bytes, at: datetime) -> bytes:
        """Send one X12 request and return the X12 answer. Raises TransportError (retryable), CoreRefused, CoreAddressMissing, SecretMissing."""
        if not connection.core_url:
            raise CoreAddressMissing(connection=connection.name)
        boundary = uuid.uuid4().hex
        body = _form(_fields(connection, payload_type, payload, at), boundary)
        content_type, answer = self._post(connection, body, boundary)
        fields = _read_form(content_type, answer)
        error_code = fields.get("ErrorCode", b"").decode("ascii", "replace")[:40]
        if error_code != "Success":
            raise CoreRefused(connection=connection.name, error_code=error_code or "no envelope")
        return fields.get("Payload", b"")

    def _post(self, connection: Connection, body: bytes, boundary: str) -> tuple[str, bytes]:
        url = urlsplit(connection.core_url)
        kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
        link = kind(url.hostname, url.port, timeout=WAIT_SECONDS)
        try:
            link.request("POST", _target(url), body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})
            response = link.getresponse()
            answer = response.read(MOST_BYTES + 1)
        except (OSError, HTTPException) as error:
            raise TransportError(connection=connection.name, reason=type(error).__name__) from error
        finally:
            link.close()
        if response.status >= 500 or len(answer) > MOST_BYTES:
            raise TransportError(connection=connection.name, reason=f"HTTP {response.status}")
        return response.headers.get("Content-Type", ""), answer


def _target(url: SplitResult) -> str:
    return (url.path or "/") + (f"?{url.query}" if url.query else "")


def _fields(connection: Connection, payload_type: str, payload: bytes, at: datetime) -> dict[str, bytes]:
    texts = {
        "PayloadType": payload_type, "ProcessingMode": "RealTime", "PayloadID": str(uuid.uuid4()),
        "TimeStamp": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "UserName": connection.username, "Password": secret_of(connection).password,
        "SenderID": connection.isa06, "ReceiverID": connection.isa08, "CORERuleVersion": RULE_VERSION,
    }
    return {name: text.encode() for name, text in texts.items()} | {"Payload": payload}


def _form(fields: dict[str, bytes], boundary: str) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n" for name, value in fields.items()
    ]
    return b"".join(parts) + f"--{boundary}--\r\n".encode()


def _read_form(content_type: str, body: bytes) -> dict[str, bytes]:
    """The parts of a multipart answer by name; nothing where it is none."""
    message = email.message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body, policy=email.policy.HTTP)
    if not message.is_multipart():
        return {}
    found = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if name:
            found[name] = (part.get_payload(decode=True) or b"").rstrip(b"\r\n") if name != "Payload" else part.get_payload(decode=True) or b""
    return found
