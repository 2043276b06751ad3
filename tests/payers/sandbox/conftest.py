"""Fixtures: a sandbox of its own for each test, its clock set, chance off; a process where the wire matters, else `house`."""

from collections.abc import Iterator

import pytest

from tests.payers.sandbox.in_process import InProcess, sandbox_in_process
from tests.payers.sandbox.wire import SENT_AT, adas_visit, claim_file, upload
from tests.support.sandbox import SandboxProcess, start_sandbox


@pytest.fixture
def sandbox(tmp_path) -> Iterator[SandboxProcess]:
    """Consumed files stay listed; its date is the day the practice sends."""
    with start_sandbox(tmp_path) as process:
        process.set_clock(SENT_AT)
        yield process


@pytest.fixture(scope="module")
def shared_sandbox(tmp_path_factory) -> Iterator[SandboxProcess]:
    """One process for the tests of a module that leave nothing behind."""
    with start_sandbox(tmp_path_factory.mktemp("shared")) as process:
        process.set_clock(SENT_AT)
        upload(process, "kept.837", claim_file(adas_visit()))
        yield process


@pytest.fixture
def vanishing_sandbox(tmp_path) -> Iterator[SandboxProcess]:
    """Consumed files vanish from the inbox."""
    with start_sandbox(tmp_path, consumed_stay_listed=False) as process:
        process.set_clock(SENT_AT)
        yield process


@pytest.fixture
def house(tmp_path) -> Iterator[InProcess]:
    """The sandbox in this process."""
    with sandbox_in_process(tmp_path / "sandbox") as opened:
        opened.set_clock(SENT_AT)
        yield opened
