"""Why the system cannot start, each reason one sentence for the person at the terminal. Raised anywhere, printed by `__main__`."""

import errno
from pathlib import Path


class CannotStart(Exception):
    """Carries the sentence; nothing of the system runs once it is printed."""


def port_taken(port: int) -> CannotStart:
    return CannotStart(f"Port {port} is taken by another program; choose another with --port N.")


def port_forbidden(port: int) -> CannotStart:
    return CannotStart(f"Port {port} may not be opened by this user; choose one above 1023 with --port N.")


def already_running(pid: str, site_url: str) -> CannotStart:
    where = f" at {site_url}" if site_url else ""
    return CannotStart(f"Already running{where} (process {pid}); stop that one first.")


def disk_full(folder: Path, free_bytes: int | None = None, needed_bytes: int | None = None) -> CannotStart:
    if free_bytes is None or needed_bytes is None:
        return CannotStart(f"The disk that holds {folder} is full; free some space and start again.")
    free, needed = free_bytes // 2**20, needed_bytes // 2**20
    return CannotStart(f"The disk that holds {folder} is full: {free} MB are free, {needed} MB are needed.")


def stopped_while_starting(name: str, log: Path, last_line: str) -> CannotStart:
    return CannotStart(f"{name} stopped while starting: {last_line or 'it said nothing'} (all of it: {log})")


def not_ready_in_time(name: str, seconds: float, log: Path) -> CannotStart:
    return CannotStart(f"{name} was not ready after {seconds:.0f} seconds; see {log}")


def from_os_error(error: OSError, state: Path) -> CannotStart:
    """Say what an operating system's error means here."""
    path = error.filename or state
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return disk_full(state)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return CannotStart(f"{path} may not be written by this user; set PRACTICE_STATE to a folder that may.")
    return CannotStart(f"{error.strerror} ({path}).")
