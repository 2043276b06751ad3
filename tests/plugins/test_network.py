"""The guard lets tests reach this machine and nothing else."""

import socket

import pytest

from tests.plugins.network import NetworkRefused


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("pypi.org", 443)])
def test_another_machine_is_refused(address):
    with socket.socket() as connection, pytest.raises(NetworkRefused):
        connection.connect(address)


def test_another_machines_name_is_not_even_looked_up():
    with pytest.raises(NetworkRefused):
        socket.create_connection(("example.org", 80), timeout=1)


def test_this_machine_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as connection:
        assert connection.getpeername() == server.getsockname()
