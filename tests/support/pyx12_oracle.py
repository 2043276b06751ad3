"""pyx12 as an independent judge of what we send: it reads 837P, 835, 999 and 277CA; it does not balance, and its exit status is wrong."""

import io
import logging

import pyx12.error_handler
import pyx12.params
import pyx12.x12n_document


def pyx12_errors(content: bytes) -> list[str]:
    """What pyx12 finds wrong with a file; [] where it accepts it."""
    logging.getLogger("pyx12").setLevel(logging.CRITICAL)
    answer = io.StringIO()
    accepted = pyx12.x12n_document.x12n_document(pyx12.params.params(), io.StringIO(content.decode("ascii")), answer, None, None)
    return [] if accepted else answer.getvalue().splitlines() or ["refused"]
