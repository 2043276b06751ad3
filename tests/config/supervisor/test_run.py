"""What stands in the way of a start, each said before anything is started."""

import os
import socket
from pathlib import Path

import pytest

from config.supervisor import run as run_module
from config.supervisor.run import Options, _check_disk, _check_port, _lock, _reset
from config.supervisor.sentences import CannotStart


def _options(state: Path, **changes: object) -> Options:
    defaults = {"port": 0, "reset": True, "demo": True, "empty": True, "database_url": None, "redis_url": None, "site_url": "http://127.0.0.1"}
    return Options(state=state, **{**defaults, **changes})


def test_a_taken_port_is_named(monkeypatch):
    monkeypatch.setattr(run_module, "PORT_PATIENCE_SECONDS", 0)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CannotStart, match=f"^Port {port} is taken by another program; choose another with --port N.$"):
            _check_port(port)


def test_a_port_that_is_let_go_in_a_moment_is_taken_then():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

    _check_port(port)


def test_a_full_disk_is_said_with_its_numbers(tmp_path, monkeypatch):
    monkeypatch.setattr(run_module, "FIRST_START_BYTES", 2**60)

    with pytest.raises(CannotStart, match=r"is full: \d+ MB are free, \d+ MB are needed"):
        _check_disk(tmp_path)


def test_one_state_folder_serves_one_system(tmp_path):
    state = tmp_path / "state"

    with _lock(state), pytest.raises(CannotStart, match=rf"^Already running \(process {os.getpid()}\)"), _lock(state):
        pass

    with _lock(state):
        assert (state / "lock").read_text() == str(os.getpid())


def test_a_folder_with_other_peoples_files_is_no_state_folder(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(CannotStart, match="holds other files"), _lock(tmp_path):
        pass


def test_keys_that_a_command_made_before_the_first_start_are_no_obstacle(tmp_path):
    (tmp_path / "keys").mkdir()

    with _lock(tmp_path):
        assert (tmp_path / "lock").exists()


def test_reset_removes_all_but_the_lock_and_the_packages(tmp_path):
    for name in ("keys", "blobs", "venv", "tools", "pycache"):
        (tmp_path / name).mkdir()
    for name in ("lock", "endpoints.json"):
        (tmp_path / name).touch()

    _reset(_options(tmp_path))

    assert {path.name for path in tmp_path.iterdir()} == {"lock", "venv", "tools", "pycache"}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"demo": False}, "works on a demo only"), ({"database_url": "postgresql:///x"}, "does not empty the database")],
)
def test_reset_spares_what_is_not_a_demo_of_its_own(tmp_path, changes, reason):
    (tmp_path / "blobs").mkdir()

    with pytest.raises(CannotStart, match=reason):
        _reset(_options(tmp_path, **changes))

    assert (tmp_path / "blobs").exists()
