"""While the demo's past is played (`load_demo`), time belongs to one process: jobs and beat's tasks of all others stand aside.

The hold is a lock of the database session, so it ends with the process. What is asked for meanwhile stays in its rows until then. Where DEMO is off,
nothing is asked of the database.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.conf import settings

from config.shared.services.only_one import only_one

NAME = "load_demo"
_is_mine = False


def is_mine() -> bool:
    """Whether this process plays the past."""
    return _is_mine


def is_held() -> bool:
    """Whether another process plays the past just now."""
    with only_one(NAME, shared=True) as free:
        return not free and not _is_mine


@contextmanager
def holding(*, patience_seconds: float) -> Iterator[bool]:
    """Time is ours inside where True. Waits for what others do just now."""
    global _is_mine
    until = time.monotonic() + patience_seconds
    while True:
        with only_one(NAME) as mine:
            if mine or time.monotonic() > until:
                _is_mine = mine
                try:
                    yield mine
                finally:
                    _is_mine = False
                return
        time.sleep(0.1)


@contextmanager
def helping() -> Iterator[None]:
    """This process works for the one that holds: its jobs are run here, too. The holder starts it, and it ends with the holder."""
    global _is_mine
    _is_mine = True
    try:
        yield
    finally:
        _is_mine = False


@contextmanager
def standing_aside() -> Iterator[bool]:
    """True inside where work may be done; False where another process plays the past."""
    if _is_mine or not settings.DEMO:
        yield True
        return
    with only_one(NAME, shared=True) as free:
        yield free


def stands_aside(task: Callable[..., None]) -> Callable[..., None]:
    """A task that does nothing while another process plays the past."""

    @wraps(task)
    def run(*args, **kwargs) -> None:
        with standing_aside() as free:
            if free:
                task(*args, **kwargs)

    return run
