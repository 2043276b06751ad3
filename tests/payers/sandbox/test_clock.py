"""The clock: units are days while it is set and seconds on wall time; pay runs; the payers' calendar day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from payers.sandbox.clock import Clock, parse_moment, stamp

CHICAGO = ZoneInfo("America/Chicago")
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)


def test_a_unit_is_a_day_while_the_clock_is_set_and_a_second_on_wall_time():
    clock = Clock(zone=CHICAGO, set_to=NOON)
    assert clock.after(NOON, 2) == NOON + timedelta(days=2)

    clock.set_to = None
    assert clock.after(NOON, 2) == NOON + timedelta(seconds=2)
    assert Clock(zone=CHICAGO, seconds_per_unit=0.01).after(NOON, 2) == NOON + timedelta(seconds=0.02)


def test_now_is_the_wall_until_it_is_set():
    assert Clock(zone=CHICAGO, wall=lambda: NOON).now() == NOON
    assert Clock(zone=CHICAGO, set_to=NOON + timedelta(days=1), wall=lambda: NOON).now() == NOON + timedelta(days=1)


@pytest.mark.parametrize(("every", "days"), [(1, 1), (7, 1), (0, 0)])
def test_the_next_pay_run_is_the_first_at_or_after_a_moment(every, days):
    clock = Clock(zone=CHICAGO, set_to=NOON)
    late = NOON + timedelta(hours=1) if every else NOON

    run = clock.next_run(late, every)

    assert run >= late
    assert run - NOON == timedelta(days=days)
    assert clock.next_run(run, every) == run


def test_the_day_on_a_file_is_the_payers_own():
    assert str(Clock(zone=CHICAGO).local_date(datetime(2026, 11, 4, 3, tzinfo=UTC))) == "2026-11-03"


@pytest.mark.parametrize(
    ("text", "moment"),
    [("2026-11-03", NOON), ("2026-11-03T12:00:00", NOON), ("2026-11-03T06:00:00-06:00", NOON), ("2026-11-03T12:00:00Z", NOON)],
)
def test_a_moment_is_read_from_iso_text(text, moment):
    assert parse_moment(text) == moment
    assert parse_moment(stamp(moment)) == moment
