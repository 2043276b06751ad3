"""What stands in the log of an error: its class and its places, never its text (a patient's data)."""

import logging
import sys

import pytest

from config.shared.logs import PlainFormatter

SECRET = "Failing row contains (Ada Okafor, 02/11/1959)"
FORMATTER = PlainFormatter("%(levelname)s %(name)s: %(message)s")


def failed(message: str, *args: object, **extra: object) -> str:
    """The lines that a logger writes for an error inside another error's handling."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as inner:
            raise ValueError(SECRET) from inner
    except ValueError as error:
        given = tuple(SECRET if arg is Ellipsis else arg for arg in args)
        record = logging.LogRecord("app", logging.ERROR, __file__, 1, message, given, sys.exc_info())
        record.exc_text = f"as another formatter left it: {error}"
    vars(record).update(extra)
    return FORMATTER.format(record)


def test_an_error_stands_there_as_class_and_places():
    lines = failed("Internal Server Error: %s", "/patients/").splitlines()

    assert lines[0] == "ERROR app: Internal Server Error: /patients/"
    assert [line.split(" at ")[0].strip() for line in lines[1:]] == ["ValueError", "KeyError"]
    assert all("test_logs.py" in line and "failed" in line for line in lines[1:])


@pytest.mark.parametrize(
    "lines",
    [
        failed("row refused: %s", ...),
        failed("Task %(name)s raised: %(exc)s\n%(traceback)s", {"name": "app.task", "exc": f"Wrapped({SECRET[:30]}", "traceback": SECRET}),
        failed(f"ValueError('{SECRET}')"),
    ],
)
def test_no_text_of_an_error_reaches_the_log_through_the_message(lines):
    assert "Ada" not in lines
    assert "ValueError" in lines


def test_an_answer_that_is_no_fault_is_one_line():
    assert failed("Forbidden (Permission denied): %s", "/claims/", status_code=403) == "ERROR app: Forbidden (Permission denied): /claims/"


def test_a_line_without_an_error_stands_as_it_is():
    record = logging.LogRecord("app", logging.INFO, __file__, 1, "%s jobs", (3,), None)

    assert FORMATTER.format(record) == "INFO app: 3 jobs"
