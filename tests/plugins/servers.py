"""Gives each run its PostgreSQL and Valkey, and each process of the run a state folder of its own.

Loaded by pytest.ini before pytest-django reads the settings. DATABASE_URL and REDIS_URL are used where they are set;
else both servers run embedded until the run ends. With xdist each worker has a Redis database of its own.
"""

import os
import shutil
import tempfile
from contextlib import ExitStack
from urllib.parse import urlsplit, urlunsplit

import pytest

OWN_TO_A_TEST_RUN = {"DEMO": "0", "SITE_URL": "", "SECRET_KEY": "", "FIELD_KEYS": "", "PRACTICE_TIME_ZONE": ""}
REDIS_DATABASES = 16


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config):
    """Set the environment before anything imports the settings."""
    stack = ExitStack()
    early_config.add_cleanup(stack.close)
    os.environ.update(OWN_TO_A_TEST_RUN)
    os.environ["PRACTICE_STATE"] = _state_folder(stack)
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ["REDIS_URL"] = _own_redis_database(os.environ["REDIS_URL"], int(worker.removeprefix("gw")))
    else:
        _provide_servers(stack)
    return (yield)


def _state_folder(stack: ExitStack) -> str:
    folder = tempfile.mkdtemp(prefix="practice-test-state-")
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    os.mkdir(os.path.join(folder, "static"))
    return folder


def _provide_servers(stack: ExitStack) -> None:
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    from config.supervisor.temporary import temporary_servers

    servers = stack.enter_context(temporary_servers())
    for name, url in (("DATABASE_URL", servers.database_url), ("REDIS_URL", servers.redis_url)):
        if not os.environ.get(name):
            os.environ[name] = url


def _own_redis_database(url: str, worker: int) -> str:
    parts = urlsplit(url)
    number = (int(parts.path.strip("/") or 0) + worker) % REDIS_DATABASES
    return urlunsplit(parts._replace(path=f"/{number}"))
