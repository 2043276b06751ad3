"""When a silent claim is asked about (276), how often, and when a person calls instead. Pure; the days are the payer's row.

Source: DOMAIN 1.4: first after the payer's own time, then at its interval, then at twice that; one question a claim and day; a payer that
is down is asked again in 1, 5, 15, 60 minutes and so on, which counts as no question.
"""

from dataclasses import dataclass
from datetime import date, timedelta

RETRY_MINUTES = (1, 5, 15, 60, 240)


@dataclass(frozen=True, slots=True)
class Policy:
    """The payer's row: days from the last sign of life to the first question, between questions, and until a person calls."""

    first_days: int
    next_days: int
    last_days: int
    answers: bool = True


def next_poll(policy: Policy, *, heard_on: date, asked: int, last_asked: date | None) -> date:
    """The day of the next question. `heard_on`: when the claim was acknowledged or, without that, sent. `asked`: questions so far."""
    first = heard_on + timedelta(days=policy.first_days)
    if not asked or last_asked is None:
        return first
    gap = policy.next_days if asked == 1 else 2 * policy.next_days
    return max(first, last_asked + timedelta(days=gap))


def call_day(policy: Policy, *, sent_on: date) -> date:
    """The day from which a person calls, whatever questions were asked."""
    return sent_on + timedelta(days=policy.last_days)


def retry_after(attempts: int) -> timedelta | None:
    """How long to wait after the n-th try that the payer's system did not answer; None: leave it for the next day's slot."""
    if attempts > len(RETRY_MINUTES):
        return None
    return timedelta(minutes=RETRY_MINUTES[attempts - 1])


ASK, CALL, LATE_REMITTANCE, WAIT = "ask", "call", "late_remittance", "wait"


@dataclass(frozen=True, slots=True)
class Silence:
    """A claim whose next date has come. `decided`: the payer said that it decided; `heard_on`: see `next_poll`."""

    sent_on: date
    heard_on: date
    asked: int
    last_asked: date | None
    decided: bool = False


def due_action(policy: Policy, silence: Silence, *, today: date) -> str:
    """What to do with a silent claim today: ask, have a person call, look for the remittance, or wait for `next_poll`."""
    if silence.decided:
        return LATE_REMITTANCE
    if today >= call_day(policy, sent_on=silence.sent_on):
        return CALL
    if today < next_poll(policy, heard_on=silence.heard_on, asked=silence.asked, last_asked=silence.last_asked):
        return WAIT
    return ASK if policy.answers else CALL
