"""How a line of the log is written. Named in the settings' LOGGING; the text of an error may hold a patient's data, so none of it is written.

A database's refusal of a row, for one, ends with the whole row. What stands in the log instead is the error's class and its places in the code.
"""

import copy
import logging
import traceback
from collections.abc import Iterator

FIRST_FAULT = 500


class PlainFormatter(logging.Formatter):
    """Writes an error as its class and its places, and an answer that is no fault (403, 404) as one line."""

    def format(self, record: logging.LogRecord) -> str:
        plain = copy.copy(record)
        plain.exc_text = None
        if error := record.exc_info and record.exc_info[1]:
            plain.msg, plain.args = _without_texts(record, error), None
        if getattr(record, "status_code", FIRST_FAULT) < FIRST_FAULT:
            plain.exc_info = None
        return super().format(plain)

    def formatException(self, ei: tuple) -> str:
        return "\n".join(f"  {type(error).__name__} at {places(error)}" for error in _chain(ei[1]))


def places(error: BaseException) -> str:
    """Where in the code an error came from, outermost first."""
    return " > ".join(f"{each.filename}:{each.lineno} {each.name}" for each in traceback.extract_tb(error.__traceback__))


def _without_texts(record: logging.LogRecord, error: BaseException) -> str:
    """The message; what Celery puts into it of the error is replaced by the error's class."""
    if isinstance(record.args, dict) and "exc" in record.args:
        return record.msg % {**record.args, "exc": type(error).__name__, "traceback": ""}
    message = record.getMessage()
    for each in _chain(error):
        for text in (repr(each), str(each)):
            message = message.replace(text, type(each).__name__) if text else message
    return message


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from, nearest first."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
