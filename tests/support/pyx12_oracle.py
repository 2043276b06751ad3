"""pyx12 as an independent judge of what we write: it reads 837P, 837I, 835, 999 and 277CA; it does not balance, and its exit status is wrong.

It logs what it finds besides reporting it; its logger is silent during the call only, so that nothing depends on which test ran before.
"""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pyx12.params
import pyx12.x12n_document


def pyx12_report(text: str) -> tuple[bool, dict | None]:
    """Whether pyx12 accepts the file, and its report as it makes it. Raises pyx12's EngineError where it has no guide for the set."""
    found = io.StringIO()
    with _silent():
        accepted = pyx12.x12n_document.x12n_document(pyx12.params.params(), io.StringIO(text), None, None, fd_json=found)
    return bool(accepted), json.loads(found.getvalue()) if found.getvalue() else None


def pyx12_errors(content: bytes) -> list[str]:
    """What pyx12 finds wrong with a file, in its words; [] where it accepts it."""
    accepted, report = pyx12_report(content.decode("ascii"))
    return [] if accepted else list(_words(report)) or ["refused"]


def _words(node: object) -> Iterator[str]:
    """Every error of a report, at whatever level it stands."""
    if isinstance(node, dict):
        yield from (f"{node.get('seg_id', '')} {error['err_cde']}: {error['err_str']}".strip() for error in node.get("errors", ()))
        node = [value for key, value in node.items() if key != "errors"]
    if isinstance(node, list):
        for each in node:
            yield from _words(each)


@contextmanager
def _silent() -> Iterator[None]:
    logger = logging.getLogger("pyx12")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)
