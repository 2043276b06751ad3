"""Named steps of a delivery at which a test lets the process kill itself (signal 9).

Dead code in production: it acts only where the settings have KILL_POINTS, which the tests' own settings alone set.
PRACTICE_KILL_AT names the step; PRACTICE_KILL_TOKEN, a file that the dying process takes with it, so that its successor lives.
"""

import os
import signal

from django.conf import settings


def reached(step: str) -> None:
    """Die here if the environment says so: no handler runs, no buffer is flushed, as when a machine loses power."""
    if getattr(settings, "KILL_POINTS", False) and os.environ.get("PRACTICE_KILL_AT") == step and _token_taken():
        os.kill(os.getpid(), signal.SIGKILL)


def _token_taken() -> bool:
    token = os.environ.get("PRACTICE_KILL_TOKEN")
    if token is None:
        return True
    try:
        os.unlink(token)
    except FileNotFoundError:
        return False
    return True
