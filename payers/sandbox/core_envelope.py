"""The CORE connectivity envelope in its MIME form: multipart/form-data <-> its fields.

Used by `core_exchange` for every question asked in real time. Reading checks what the rule demands of a request and
raises `EnvelopeError` with the rule's code; writing makes the answer. Source: CAQH CORE Connectivity Rule vC2.2.0.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

RULE_VERSION = "2.2.0"
REQUIRED = ("PayloadType", "ProcessingMode", "PayloadID", "TimeStamp", "SenderID", "ReceiverID", "CORERuleVersion", "Payload")
_BOUNDARY = re.compile(r'multipart/form-data\b.*?\bboundary="?([^";\s]{1,70})"?', re.IGNORECASE)
_NAME = re.compile(rb'content-disposition:\s*form-data\s*;[^\r\n]*?\bname="([A-Za-z]{1,40})"', re.IGNORECASE)


class EnvelopeError(Exception):
    """The envelope was not accepted: the rule's code and a sentence."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Envelope:
    """One envelope; `fields` are its text parts, `payload` the bytes carried."""

    fields: dict[str, str]
    payload: bytes


def read(content_type: str, body: bytes) -> Envelope:
    """The envelope in a request. Raises EnvelopeError for a missing or unusable field."""
    found = _BOUNDARY.match(content_type)
    if not found:
        raise EnvelopeError("NotSupported", "the request is not multipart/form-data with a boundary")
    parts = dict(_parts(body, found[1].encode("latin-1")))
    for name in REQUIRED:
        if not parts.get(name):
            raise EnvelopeError(f"{name}Required", f"the field {name} is missing or empty")
    payload = parts.pop("Payload")
    fields = {name: value.decode("utf-8", "replace").strip() for name, value in parts.items()}
    if fields["CORERuleVersion"] != RULE_VERSION:
        raise EnvelopeError("VersionMismatch", f"CORERuleVersion {RULE_VERSION} is spoken here")
    if fields["ProcessingMode"] != "RealTime":
        raise EnvelopeError("ProcessingModeIllegal", "only RealTime is answered here; batches go by SFTP")
    return Envelope(fields, payload)


def write(fields: dict[str, str], payload: bytes) -> tuple[str, bytes]:
    """(content type, body) of an answer."""
    boundary = f"core-{secrets.token_hex(12)}"
    parts = [(name, value.encode()) for name, value in fields.items()] + [("Payload", payload)]
    body = b"".join(
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (boundary.encode(), name.encode(), value) for name, value in parts
    )
    return f"multipart/form-data; boundary={boundary}", body + b"--%s--\r\n" % boundary.encode()


def answer_fields(request: dict[str, str], *, payload_type: str, code: str = "Success", message: str = "None") -> dict[str, str]:
    """The fields of the answer to `request`: sender and receiver change places."""
    return {
        "PayloadType": payload_type,
        "ProcessingMode": "RealTime",
        "PayloadID": request.get("PayloadID", ""),
        "TimeStamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "SenderID": request.get("ReceiverID", ""),
        "ReceiverID": request.get("SenderID", ""),
        "CORERuleVersion": RULE_VERSION,
        "ErrorCode": code,
        "ErrorMessage": message,
    }


def _parts(body: bytes, boundary: bytes):
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:]:
        head, gap, content = part.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if gap and name:
            yield name[1].decode(), content
