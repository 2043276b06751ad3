"""The caller's end of the compiling child: one child per process, one compilation at a time."""

import atexit
import contextlib
import json
import os
import struct
import subprocess
import sys
import threading
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from config.shared.errors import DomainError

TIME_LIMIT_SECONDS = 20
COMPILER = Path(__file__).with_name("compiler.py")
_lock = threading.Lock()
_child: subprocess.Popen | None = None
_owner = 0


class PdfNotMade(DomainError):
    """The template does not compile with this data."""

    code = "pdf_not_made"
    message = "The PDF of {template} could not be made: {why}"


class PdfTookTooLong(DomainError):
    """The compiler was ended by its time limit, or by something else."""

    code = "pdf_took_too_long"
    message = "The PDF of {template} was not ready in {seconds} seconds."
    retryable: ClassVar[bool] = True


def render(template: Path, data: dict[str, Any], *, at: datetime, seconds: int = TIME_LIMIT_SECONDS) -> bytes:
    """Compile the template with `data` and return the PDF. `at` is the file's own date. Raises PdfNotMade, PdfTookTooLong.

    The template reads `#let data = json(bytes(sys.inputs.data))`. Amounts arrive as text with two decimals, dates as YYYY-MM-DD: floats are refused.
    """
    template = template.resolve()
    request = {
        "root": str(template.parent), "template": str(template), "at": int(at.timestamp()), "seconds": seconds,
        "data": json.dumps(_plain(data), ensure_ascii=False),
    }
    with _lock:
        answer = _ask(json.dumps(request).encode())
    if answer is None:
        raise PdfTookTooLong(template=template.name, seconds=seconds)
    sign, body = answer
    if sign != b"+":
        raise PdfNotMade(template=template.name, why=body.decode(errors="replace")[:300])
    return body


def _plain(value: Any) -> Any:
    """`value` as JSON can carry it. Raises TypeError for a float and for anything unknown."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (str, bool, int)):
        return value
    raise TypeError(f"a template can't be given a {type(value).__name__}")


def _ask(request: bytes) -> tuple[bytes, bytes] | None:
    """Send one request and read its answer; None where the child ended first (the next request starts another)."""
    child = _running_child()
    try:
        child.stdin.write(struct.pack(">I", len(request)) + request)
        child.stdin.flush()
        head = child.stdout.read(5)
        length = struct.unpack(">I", head[1:])[0] if len(head) == 5 else -1
        body = child.stdout.read(length) if length >= 0 else b""
    except BrokenPipeError:
        length, body = -1, b""
    if length < 0 or len(body) < length:
        _end(child)
        return None
    return head[:1], body


def _running_child() -> subprocess.Popen:
    """This process's own child: one that a fork inherited belongs to the parent."""
    global _child, _owner
    if _child is None or _owner != os.getpid() or _child.poll() is not None:
        _child = subprocess.Popen([sys.executable, "-I", str(COMPILER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={})
        _owner = os.getpid()
    return _child


def _end(child: subprocess.Popen) -> None:
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        with contextlib.suppress(BrokenPipeError):
            stream.close()


@atexit.register
def _end_own() -> None:
    """A child would end by itself when its input closes; this spares the wait."""
    if _child is not None and _owner == os.getpid() and _child.poll() is None:
        _end(_child)
