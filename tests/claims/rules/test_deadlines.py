"""Days of the denial clock, against a table made by hand."""

from datetime import date

import pytest

from claims.rules.deadlines import Level, dispute_deadline, first_action, new_claim_deadline

NOTICE = date(2026, 11, 20)


@pytest.mark.parametrize(("days", "mail", "until"), [
    (30, 0, date(2026, 12, 20)), (60, 0, date(2027, 1, 19)), (120, 5, date(2027, 3, 25)), (180, 0, date(2027, 5, 19)),
])
def test_a_level_runs_from_the_notice_after_the_mail(days, mail, until):
    assert dispute_deadline(NOTICE, Level(1, "Redetermination", "appeal", days, mail)).day == until


def test_a_payer_without_levels_has_no_date_and_says_so():
    found = dispute_deadline(NOTICE, None)

    assert found.day is None
    assert "no level" in found.reason


def test_story_14_a_claim_that_counts_as_never_filed_has_the_filing_limit():
    found = new_claim_deadline(date(2026, 1, 15), None, 365)

    assert found.day == date(2027, 1, 15)
    assert (found.day - NOTICE).days == 56


def test_the_claims_own_filing_deadline_wins():
    assert new_claim_deadline(date(2026, 1, 15), date(2026, 12, 31), 365).day == date(2026, 12, 31)


@pytest.mark.parametrize(("deadline", "day"), [
    (None, date(2026, 11, 23)), (date(2027, 1, 19), date(2026, 11, 23)), (date(2026, 11, 21), date(2026, 11, 21)), (date(2026, 11, 1), NOTICE),
])
def test_a_denial_is_looked_at_within_days_and_before_its_deadline(deadline, day):
    assert first_action(NOTICE, deadline) == day
