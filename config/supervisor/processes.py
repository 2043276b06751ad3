"""One process of the system: how it is started, whether it runs and is ready, how it ends. Used by `watch`.

Invariant: a process ends with the supervisor (lifeline), and what it leaves behind ends with it (its own process group).
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from config.supervisor.lifeline import die_with_parent

LOG_BYTES = 5 * 2**20


class Account(NamedTuple):
    """The user that a process runs as, where it is not the supervisor's own."""

    user_id: int
    group_id: int


@dataclass
class Process:
    """A command with its log; `stage` orders the stop (lowest first), `once` marks one that is ready when it ended well."""

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str]
    folder: Path
    is_ready: Callable[["Process"], bool] = lambda process: True
    stage: int = 0
    once: bool = False
    standard_input: str = ""
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    stop_seconds: float = 10
    ready: bool = False
    started_at: float = 0
    failures: int = 0
    _log_start: int = 0
    _child: subprocess.Popen | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start the command in a session of its own, its output at the end of the log."""
        self.ready, self.started_at = False, time.monotonic()
        bound_log(self.log)
        with open(self.log, "ab") as log:
            self._log_start = log.tell()
            self._child = spawn(
                self.command, account=self.account, orphan_signal=self.orphan_signal, cwd=self.folder,
                env=dict(self.environment), stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT,
            )
        with self._child.stdin as stdin:
            stdin.write(self.standard_input.encode())

    @property
    def exit_code(self) -> int | None:
        """None while it runs or before its first start; minus the signal's number where one ended it."""
        return self._child.poll() if self._child else None

    @property
    def runs(self) -> bool:
        return self._child is not None and self.exit_code is None

    def check_ready(self) -> bool:
        """Whether it may be used; once true it stays true until the next start."""
        if not self.ready:
            self.ready = self.exit_code == 0 if self.once else self.runs and self.is_ready(self)
        return self.ready

    def output(self) -> str:
        """Return what it wrote since its start, its last 64 KiB at most."""
        with open(self.log, "rb") as log:
            size = log.seek(0, os.SEEK_END)
            log.seek(max(self._log_start if self._log_start <= size else 0, size - 2**16))
            return log.read().decode(errors="replace")

    def last_line(self) -> str:
        lines = [line.strip() for line in self.output().splitlines() if line.strip()]
        return lines[-1] if lines else ""

    def ask_to_stop(self) -> None:
        if self.runs:
            self._child.send_signal(self.stop_signal)

    def kill(self) -> None:
        """End it and everything of its session at once; harmless where nothing is left."""
        if self._child is None:
            return
        try:
            os.killpg(self._child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._child.wait()


def spawn(
    command: Sequence[str], *, account: Account | None, orphan_signal: int = signal.SIGKILL, **options: object
) -> subprocess.Popen:
    """Start a command in a session of its own that ends with this process. Only a process without threads may call it."""
    supervisor_pid = os.getpid()

    def in_the_child() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        die_with_parent(supervisor_pid, orphan_signal)

    as_account = {"user": account.user_id, "group": account.group_id, "extra_groups": []} if account else {}
    return subprocess.Popen(command, start_new_session=True, preexec_fn=in_the_child, **as_account, **options)


def python(*arguments: str) -> list[str]:
    """A command of this environment's Python."""
    return [sys.executable, "-m", *arguments]


def bound_log(log: Path) -> None:
    """Move a log that has grown past its bound to NAME.1 and go on with an empty one, without stopping its writer."""
    if not log.exists() or log.stat().st_size <= LOG_BYTES:
        return
    with open(log, "rb") as full, open(log.with_suffix(".log.1"), "wb") as kept:
        full.seek(-LOG_BYTES, os.SEEK_END)
        kept.write(full.read(LOG_BYTES))
    os.truncate(log, 0)
