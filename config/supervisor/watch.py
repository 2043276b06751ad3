"""Starts processes, waits until they are ready, restarts the ones that die and stops all in order. One thread, one loop.

Used by `run` and `temporary`. Invariant: after `stop` nothing of any started process is left.
"""

import signal
import time
from collections.abc import Callable, Sequence

from config.supervisor import sentences
from config.supervisor.processes import Process, bound_log

POLL_SECONDS = 0.03
WATCH_SECONDS = 0.2
LOG_CHECK_SECONDS = 15
STEADY_SECONDS = 60
LONGEST_PAUSE_SECONDS = 30
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequested(Exception):
    """Somebody asked the system to stop while it was still starting."""


class Watch:
    """The processes of one system, in the order of their start."""

    def __init__(self, say: Callable[[str], None] = print) -> None:
        self.processes: list[Process] = []
        self.stop_requests = 0
        self._say = say
        self._restart_at: dict[str, float] = {}

    def catch_signals(self) -> None:
        """Take the stop signals, also where a parent script has them ignored."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._note_stop)

    def _note_stop(self, number: int, frame: object) -> None:
        self.stop_requests += 1

    def start(self, *processes: Process) -> None:
        for process in processes:
            self.processes.append(process)
            process.start()

    def wait_ready(self, *processes: Process, seconds: float) -> None:
        """Return once all of them are ready. Raises CannotStart where any process ends early or the time is over."""
        deadline = time.monotonic() + seconds
        while waiting := [process for process in processes if not process.check_ready()]:
            if self.stop_requests:
                raise StopRequested
            for process in self.processes:
                if process.exit_code is not None and not (process.once and process.exit_code == 0):
                    raise sentences.stopped_while_starting(process.name, process.log, process.last_line())
            if time.monotonic() > deadline:
                raise sentences.not_ready_in_time(waiting[0].name, seconds, waiting[0].log)
            time.sleep(POLL_SECONDS)

    def keep_running(self) -> None:
        """Watch until a stop is requested; a process that died starts again after 1, 2, 4 ... 30 seconds."""
        logs_due = 0.0
        while not self.stop_requests:
            for process in self.processes:
                if not process.once and not process.runs:
                    self._restart_when_due(process)
                elif process.once:
                    self._tell_failure(process)
            if time.monotonic() >= logs_due:
                self._bound_logs()
                logs_due = time.monotonic() + LOG_CHECK_SECONDS
            time.sleep(WATCH_SECONDS)

    def _tell_failure(self, process: Process) -> None:
        """Say once that something that runs once ended badly: nothing else depends on it, so it is not started again."""
        if process.exit_code and not process.failures:
            process.failures = 1
            self._say(f"{process.name} ended (exit code {process.exit_code}): {process.last_line()} Its log: {process.log}")

    def _restart_when_due(self, process: Process) -> None:
        now = time.monotonic()
        if process.name not in self._restart_at:
            pause = self._pause_before_restart(process, now)
            self._restart_at[process.name] = now + pause
            process.kill()
            self._say(f"{process.name} ended (exit code {process.exit_code}); it starts again in {pause} s, its log: {process.log}")
        elif now >= self._restart_at[process.name]:
            del self._restart_at[process.name]
            process.start()
            self._say(f"{process.name} started again")

    @staticmethod
    def _pause_before_restart(process: Process, now: float) -> int:
        if now - process.started_at > STEADY_SECONDS:
            process.failures = 0
        pause = min(2**process.failures, LONGEST_PAUSE_SECONDS)
        process.failures += 1
        return pause

    def _bound_logs(self) -> None:
        for process in self.processes:
            bound_log(process.log)

    def stop(self) -> None:
        """Stop stage by stage, each process with its own time; a further stop signal ends the waiting."""
        asked_before = self.stop_requests
        for stage in sorted({process.stage for process in self.processes}):
            self._stop_stage([process for process in self.processes if process.stage == stage], asked_before)

    def _stop_stage(self, processes: Sequence[Process], asked_before: int) -> None:
        began = time.monotonic()
        for process in processes:
            process.ask_to_stop()
        for process in processes:
            while process.runs and time.monotonic() - began < process.stop_seconds and self.stop_requests == asked_before:
                time.sleep(POLL_SECONDS)
            process.kill()
