"""Lends a PostgreSQL and a Valkey to one run of the tests; they leave nothing behind. Called by tests/plugins/servers.py."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from config.supervisor import postgres, valkey
from config.supervisor.watch import Watch

START_SECONDS = 60


class Servers(NamedTuple):
    """Addresses in the form of DATABASE_URL and REDIS_URL."""

    database_url: str
    redis_url: str


@contextmanager
def temporary_servers() -> Iterator[Servers]:
    """Run both servers without any care for a crash of the machine, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="practice-"))
    watch = Watch()
    try:
        database, broker = postgres.prepare(folder), valkey.prepare()
        watch.start(
            database.process(folder / "postgres.log", lasting=False), broker.process(folder / "valkey.log", folder)
        )
        watch.wait_ready(*watch.processes, seconds=START_SECONDS)
        yield Servers(database.url, broker.url)
    finally:
        watch.stop()
        postgres.erase(folder)
        shutil.rmtree(folder)
