"""Run the steps of `preparation`, one process after the other: `manage.py prepare` and the loading of the demo may begin together."""

from collections.abc import Iterator

from django.conf import settings

from config.shared.registries import preparation
from config.shared.services.only_one import in_turn


def prepare() -> Iterator[str]:
    """Run every step; yields a sentence for each that had something to do."""
    with in_turn("prepare"):
        for step in preparation.every(demo=settings.DEMO):
            if said := step.run():
                yield f"{step.name}: {said}"
