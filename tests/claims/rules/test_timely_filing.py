"""Deadlines and proof of timely filing."""

from datetime import date

import pytest

from claims.rules.timely_filing import filing_deadline, filing_limit_days, is_proof


@pytest.mark.parametrize(
    ("service_date", "days", "deadline"),
    [
        (date(2026, 1, 1), 90, date(2026, 4, 1)),
        (date(2024, 2, 29), 365, date(2025, 2, 28)),
        (date(2026, 11, 2), 180, date(2027, 5, 1)),
        (date(2026, 11, 2), None, None),
    ],
)
def test_the_deadline_is_the_limit_after_the_service(service_date, days, deadline):
    assert filing_deadline(service_date, days) == deadline


def test_a_later_payer_has_its_own_limit_and_no_default():
    assert filing_limit_days(1, primary_days=90, later_days=None) == 90
    assert filing_limit_days(2, primary_days=90, later_days=365) == 365
    assert filing_limit_days(2, primary_days=90, later_days=None) is None


@pytest.mark.parametrize(
    ("source", "category", "filing_proof", "proves"),
    [
        ("payer", "A2", "A2", True),
        ("payer", "A1", "A2", False),
        ("payer", "A2", "A1", True),
        ("clearinghouse", "A2", "A2", False),
        ("clearinghouse", "A1", "A1", True),
        ("clearinghouse", "A7", "A1", False),
        ("payer", "P1", "A2", False),
    ],
)
def test_the_payers_own_acceptance_proves_and_a_receipt_only_where_its_row_says_so(source, category, filing_proof, proves):
    assert is_proof(source=source, category=category, filing_proof=filing_proof) is proves
