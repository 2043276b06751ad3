"""The embedded Valkey: only who knows its password may use it."""

from pathlib import Path

import pytest
import redis

from config.supervisor import valkey
from config.supervisor.watch import Watch


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    folder, watch, broker = tmp_path_factory.mktemp("valkey"), Watch(), valkey.prepare()
    watch.start(broker.process(folder / "valkey.log", folder))
    watch.wait_ready(*watch.processes, seconds=20)
    yield broker, watch.processes[0]
    watch.stop()


def test_its_url_opens_it(broker):
    with redis.Redis.from_url(broker[0].url) as client:
        assert client.ping()


def test_it_refuses_who_has_no_password(broker):
    with redis.Redis(port=broker[0].port) as client, pytest.raises(redis.AuthenticationError):
        client.ping()


def test_its_password_stands_on_no_command_line(broker):
    server, process = broker

    command = Path(f"/proc/{process._child.pid}/cmdline").read_text()

    assert server.password not in command
    assert server.password not in " ".join(process.command)


def test_it_keeps_nothing_on_disk(broker):
    with redis.Redis.from_url(broker[0].url, decode_responses=True) as client:
        assert client.config_get("save", "appendonly") == {"save": "", "appendonly": "no"}
