"""When a patient is asked, and for the how-manieth time."""

from datetime import date

import pytest

from billing.rules.statement_cycle import LastStatement, next_notice, next_step

DAY = date(2026, 11, 1)


def last(notice: int, *, is_sent: bool = True) -> LastStatement:
    return LastStatement("S-1001", notice, DAY, is_sent)


@pytest.mark.parametrize(("held", "today", "new_lines", "notice"), [
    (None, date(2026, 11, 1), True, 1),
    (last(1, is_sent=False), date(2027, 1, 1), True, None),
    (last(1), date(2026, 11, 30), True, None),
    (last(1), date(2026, 12, 1), False, 2),
    (last(2), date(2026, 12, 1), True, 3),
    (last(3), date(2026, 12, 1), False, None),
    (last(3), date(2026, 12, 1), True, 1),
])
def test_the_next_notice(held, today, new_lines, notice):
    assert next_notice(held, has_new_lines=new_lines, today=today) == notice


@pytest.mark.parametrize(("held", "day", "word"), [
    (None, date(2026, 11, 5), "first"), (last(1, is_sent=False), DAY, "S-1001"), (last(1), date(2026, 12, 1), "second notice"),
    (last(2), date(2026, 12, 1), "final notice"), (last(3), date(2026, 12, 1), "call"),
])
def test_the_next_step_and_its_day(held, day, word):
    when, what = next_step(held, date(2026, 11, 5))

    assert when == day
    assert word in what
