"""The child process that compiles: one request after the other on standard input, until it is closed. Started by `config.shared.pdf.rendering` alone.

A request is four bytes of length and a JSON object (root, template, data, at, seconds); an answer is b"+" or b"-", four bytes of length, and the
PDF or the complaint. The alarm that bounds a compilation has no handler: it ends this process, whatever typst is doing.
"""

import json
import signal
import struct
import sys
from typing import BinaryIO

import typst


def main(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there is nothing more to read."""
    while len(head := requests.read(4)) == 4:
        request = json.loads(requests.read(*struct.unpack(">I", head)))
        signal.alarm(request["seconds"])
        sign, body = _compile(request)
        signal.alarm(0)
        answers.write(sign + struct.pack(">I", len(body)) + body)
        answers.flush()


def _compile(request: dict) -> tuple[bytes, bytes]:
    try:
        return b"+", typst.compile(
            request["template"], root=request["root"], ignore_system_fonts=True, format="pdf", timestamp=request["at"],
            sys_inputs={"data": request["data"]},
        )
    except Exception as error:  # whatever typst says goes back to the caller, which names it
        return b"-", str(error).encode()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
