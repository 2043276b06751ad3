"""Ties a process's life to its parent's by Linux's parent-death signal. Standard library only, safe after fork.

Called by the supervisor in each child, and by granian's and Celery's own children in themselves: the signal is
not inherited by a fork, so each generation asks for it. It must come after a change of user, which clears it.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(parent_pid: int, signal_number: int = signal.SIGKILL) -> None:
    """Have the kernel send the signal when the parent ends; send it now where the parent has ended already.

    Only Linux knows this signal: elsewhere nothing happens, and a supervisor killed by force leaves its children.
    """
    if _libc is None:
        return
    if _libc.prctl(_PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent_pid:
        os.kill(os.getpid(), signal_number)
