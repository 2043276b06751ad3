"""When a silent claim is asked about, and when a person calls."""

from datetime import date, timedelta

import pytest

from claims.rules.polling import Policy, Silence, due_action, next_poll, retry_after

SENT = date(2026, 9, 1)
POLICY = Policy(first_days=7, next_days=7, last_days=60)


def day(number):
    return SENT + timedelta(days=number)


def test_the_first_question_comes_after_the_payers_own_time():
    assert next_poll(POLICY, heard_on=day(2), asked=0, last_asked=None) == day(9)


def test_the_second_after_its_interval_the_later_ones_after_twice_that():
    assert next_poll(POLICY, heard_on=SENT, asked=1, last_asked=day(7)) == day(14)
    assert next_poll(POLICY, heard_on=SENT, asked=2, last_asked=day(14)) == day(28)
    assert next_poll(POLICY, heard_on=SENT, asked=3, last_asked=day(28)) == day(42)


def test_a_sign_of_life_starts_the_payers_time_again():
    assert next_poll(POLICY, heard_on=day(20), asked=1, last_asked=day(7)) == day(27)


@pytest.mark.parametrize(
    ("today", "silence", "action"),
    [
        (3, Silence(SENT, SENT, 0, None), "wait"),
        (6, Silence(SENT, SENT, 0, None), "wait"),
        (7, Silence(SENT, SENT, 0, None), "ask"),
        (13, Silence(SENT, SENT, 1, day(7)), "wait"),
        (14, Silence(SENT, SENT, 1, day(7)), "ask"),
        (59, Silence(SENT, SENT, 4, day(42)), "ask"),
        (60, Silence(SENT, SENT, 0, None), "call"),
        (10, Silence(SENT, SENT, 0, None, decided=True), "late_remittance"),
    ],
)
def test_what_is_due(today, silence, action):
    assert due_action(POLICY, silence, today=day(today)) == action


def test_a_payer_that_answers_no_requests_is_called_instead():
    silent = Policy(first_days=7, next_days=7, last_days=60, answers=False)

    assert due_action(silent, Silence(SENT, SENT, 0, None), today=day(6)) == "wait"
    assert due_action(silent, Silence(SENT, SENT, 0, None), today=day(7)) == "call"


def test_a_payer_that_is_down_is_asked_again_ever_more_rarely_then_left_for_the_day():
    waits = [retry_after(attempts) for attempts in range(1, 7)]

    assert waits == [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)] + [None]
