"""Refuses every connection of a test that would leave this machine: only loopback and unix sockets may be reached."""

import ipaddress
import socket

_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


class NetworkRefused(AssertionError):
    """A test tried to reach another machine; OSError would be swallowed by code that expects failing networks."""


def _refuse_other_machines(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return
    try:
        allowed = ipaddress.ip_address(name).is_loopback or name in {"0.0.0.0", "::"}
    except ValueError:
        allowed = False
    if not allowed:
        raise NetworkRefused(f"tests reach only this machine, not {name}")


def _check_address(connection: socket.socket, address: object) -> None:
    if connection.family in {socket.AF_INET, socket.AF_INET6}:
        _refuse_other_machines(address[0])


def _guarded_connect(self: socket.socket, address: object) -> None:
    _check_address(self, address)
    return _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: object) -> int:
    _check_address(self, address)
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: object, *arguments: object, **options: object) -> list:
    _refuse_other_machines(host)
    return _getaddrinfo(host, *arguments, **options)


def pytest_configure() -> None:
    socket.socket.connect, socket.socket.connect_ex = _guarded_connect, _guarded_connect_ex
    socket.getaddrinfo = _guarded_getaddrinfo


def pytest_unconfigure() -> None:
    socket.socket.connect, socket.socket.connect_ex = _connect, _connect_ex
    socket.getaddrinfo = _getaddrinfo
