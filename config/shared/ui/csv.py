"""Lists as CSV files that a spreadsheet can't be tricked by. Called by list views behind their CSV button.

Invariant: a text that a spreadsheet would take for a formula starts with an apostrophe; numbers and dates stay what they are.
Source: OWASP, "CSV Injection".
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.text import get_valid_filename

from config.shared.ui import text

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(value: Any) -> str:
    """One cell: amounts with two decimals, dates as on the page, and no text that could run."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return text.moment(value)
    if isinstance(value, date):
        return text.day(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _safe_text(str(value))


def _safe_text(value: str) -> str:
    return "'" + value if value.lstrip(" ").startswith(FORMULA_STARTS) else value


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The file line by line."""
    writer = csv.writer(_Echo())
    yield writer.writerow([safe_cell(cell) for cell in header])
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A download named `name`.csv, streamed row by row; rows may be a generator over `queryset.iterator()`."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{get_valid_filename(name)}.csv"'
    return response


class _Echo:
    """A file whose write gives the line back."""

    def write(self, line: str) -> str:
        return line
