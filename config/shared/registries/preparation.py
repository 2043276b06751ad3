"""What has to be in the database before anybody works: each room registers its steps, `manage.py prepare` runs them at every start.

A step is harmless when it runs again. Steps marked `demo` run only where DEMO=1.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """`run` returns one sentence on what it did, or "" where there was nothing to do."""

    name: str
    run: Callable[[], str]
    demo: bool = False
    order: int = 100


_steps: dict[str, Step] = {}


def register(step: Step) -> None:
    """Add a step under its name."""
    _steps[step.name] = step


def every(*, demo: bool) -> list[Step]:
    """The steps to run, in order."""
    return sorted((step for step in _steps.values() if demo or not step.demo), key=lambda step: (step.order, step.name))
