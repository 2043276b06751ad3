"""When a patient is asked to pay, and for the how-manieth time. Pure.

Called when statements are made and when an account's next step is written. Source: DOMAIN 6: first when insurance is done, then every 30 days.
"""

from dataclasses import dataclass
from datetime import date, timedelta

DAYS_BETWEEN = 30
DAYS_TO_PAY = 21
LAST_NOTICE = 3
NOTICES = {1: "Statement", 2: "Second notice", 3: "Final notice"}


@dataclass(frozen=True, slots=True)
class LastStatement:
    """The account's newest statement that still asks for money. `is_sent`: it has left the practice."""

    number: str
    notice: int
    day: date
    is_sent: bool


def next_notice(last: LastStatement | None, *, has_new_lines: bool, today: date) -> int | None:
    """The notice that may be made now; None while one waits to be sent, before the cycle's day, and after the last one.

    What is owed anew after the last notice is asked for from the beginning.
    """
    if last is None:
        return 1
    if not last.is_sent or today < last.day + timedelta(days=DAYS_BETWEEN):
        return None
    if last.notice < LAST_NOTICE:
        return last.notice + 1
    return 1 if has_new_lines else None


def next_step(last: LastStatement | None, today: date) -> tuple[date, str]:
    """What somebody does with an account that owes, and when."""
    if last is None:
        return today, "Make the first statement"
    if not last.is_sent:
        return last.day, f"Send statement {last.number}"
    after = last.day + timedelta(days=DAYS_BETWEEN)
    if last.notice < LAST_NOTICE:
        return after, f"Make the {NOTICES[last.notice + 1].lower()}"
    return after, "Final notice is out: call, agree a plan"
