"""What every page says while the demo's past is played. Once it has ended, nothing is asked of the database any more."""

from claims.models import DemoLoad
from config.shared.registries.notices import Notice

TEXT = "The demo practice's year is being played: {day:%B %-d}, day {done} of {total}. What you send goes out when it is done."
BEFORE = "The demo practice's year is about to be played. What you send goes out when it is done."
_has_ended = False


def read() -> Notice | None:
    """The notice, or None where the demo is empty or played to its end."""
    global _has_ended
    if _has_ended:
        return None
    load = DemoLoad.objects.first()
    if load is None:
        return None
    if load.finished_at is not None:
        _has_ended = True
        return None
    if load.played_to_date is None:
        return Notice(BEFORE, 0, load.days_in_all)
    return Notice(TEXT.format(day=load.played_to_date, done=load.days_played, total=load.days_in_all), load.days_played, load.days_in_all)
