"""Making very many objects at once: Python's cycle collector is paused meanwhile, for it would walk all of them again and again.

The frozen values of this codec hold no cycles, so nothing is lost by the pause. Called by readers and writers of large sets.
"""

import gc
from contextlib import contextmanager

MANY = 20_000


@contextmanager
def collector_paused(count):
    """Pauses the collector where more than MANY segments are handled; small files do not touch it."""
    pause = count > MANY and gc.isenabled()
    if pause:
        gc.disable()
    try:
        yield
    finally:
        if pause:
            gc.enable()
