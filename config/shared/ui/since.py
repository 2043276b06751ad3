"""The filter "Since" of lists of things that arrive, and the working day that the home page counts from."""

from datetime import date, datetime, time, timedelta

from config.shared import clock
from config.shared.ui.listing import Choice, Filter

WORKING_DAY = "workday"


def last_working_day(day: date) -> date:
    """The Monday to Friday before a day."""
    before = day - timedelta(days=1)
    while before.weekday() > 4:
        before -= timedelta(days=1)
    return before


def begin_of(day: date) -> datetime:
    """The first moment of a day of the practice."""
    return datetime.combine(day, time(), clock.practice_zone())


def since_filter(field: str) -> Filter:
    """Rows whose moment `field` lies after the beginning of the last working day, or of a day some days ago."""
    today = clock.today()
    days = {WORKING_DAY: last_working_day(today), "7": today - timedelta(days=7), "30": today - timedelta(days=30)}
    choices = [Choice(WORKING_DAY, f"{days[WORKING_DAY]:%A}"), Choice("7", "7 days ago"), Choice("30", "30 days ago")]
    return Filter("since", "Since", choices, single=True, apply=lambda rows, values: rows.filter(**{f"{field}__gte": begin_of(days[values[0]])}))
