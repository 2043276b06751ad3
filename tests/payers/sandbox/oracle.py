"""pyx12 as an independent judge of what the sandbox sends. It reads 835, 837, 999 and 277CA; it does not balance."""

import io
import logging

import pyx12.error_handler
import pyx12.params
import pyx12.x12n_document


def pyx12_errors(content: bytes) -> list[str]:
    """What pyx12 finds wrong with a file."""
    logging.getLogger("pyx12").setLevel(logging.CRITICAL)
    report = io.StringIO()
    param = pyx12.params.params()
    accepted = pyx12.x12n_document.x12n_document(param, io.StringIO(content.decode("ascii")), report, None, None)
    return [] if accepted else report.getvalue().splitlines() or ["refused"]
