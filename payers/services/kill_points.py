"""Named steps of a delivery at which a test lets the process kill itself (signal 9). Does nothing unless PRACTICE_KILL_AT names the step."""

import os
import signal


def reached(step: str) -> None:
    """Die here if the environment says so: no handler runs, no buffer is flushed, as when a machine loses power."""
    if os.environ.get("PRACTICE_KILL_AT") == step:
        os.kill(os.getpid(), signal.SIGKILL)
