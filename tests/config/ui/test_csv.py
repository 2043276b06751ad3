"""CSV files: no text that a spreadsheet would run."""

from datetime import date
from decimal import Decimal

import pytest

from config.shared.ui.csv import csv_lines, csv_response, safe_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "  ="])
def test_a_text_that_starts_a_formula_gets_an_apostrophe(start):
    assert safe_cell(start + "cmd|' /C calc'!A0") == "'" + start + "cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Decimal("-275.00"), "-275.00"), (Decimal("1082.00"), "1082.00"), (-3, "-3"), (date(2026, 11, 23), "11/23/2026"), (None, ""),
        ("Okafor, Ruth", "Okafor, Ruth"), (True, "True"),
    ],
)
def test_numbers_dates_and_plain_words_stay_what_they_are(value, cell):
    assert safe_cell(value) == cell


def test_lines_are_quoted_where_they_must_be():
    assert list(csv_lines(["Claim", "Patient"], [["LF-1", 'Okafor, "Ruth"']])) == ["Claim,Patient\r\n", 'LF-1,"Okafor, ""Ruth"""\r\n']


def test_the_download_is_streamed_under_its_name():
    response = csv_response("claims follow-up", ["Open"], ([Decimal("1.00")] for _ in range(2)))

    assert response["Content-Disposition"] == 'attachment; filename="claims_follow-up.csv"'
    assert b"".join(response.streaming_content) == b"Open\r\n1.00\r\n1.00\r\n"
