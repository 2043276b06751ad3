"""SFTP as clearinghouses run it: pinned keys of every kind, refusals as facts, and a rename that never replaces."""

import io
import socket

import asyncssh
import pytest

from config.shared import secret_box
from payers.models import Connection, ConnectionSecret
from payers.transports import open_transport, sftp
from payers.transports.base import (
    DomainError,
    HostKeyChanged,
    HostKeyUnusable,
    LoginRefused,
    RemoteFolderMissing,
    RemoteNameTaken,
    SecretMissing,
    TransportError,
)
from tests.factories.payers import ConnectionFactory
from tests.payers.transports.sftp_server import PASSWORD, Server, sftp_server

NO_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDummyDummyDummyDummyDummyDummyDummyDummyDum"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("sftp")
    for name in ("inbox", "outbox"):
        (root / name).mkdir()
    return root


@pytest.fixture(scope="module")
def server(folder):
    with sftp_server(folder) as running:
        yield running


@pytest.fixture(autouse=True)
def empty(folder):
    for path in folder.glob("*/*"):
        path.unlink()


def connection_to(server: Server, *, password: str = PASSWORD, private_key: str = "", **facts) -> Connection:
    """Not saved: a transport needs no database."""
    connection = ConnectionFactory.build(**{"host": "127.0.0.1", "port": server.port, "host_key": server.host_key} | facts)
    connection.secret = ConnectionSecret(sealed_password=secret_box.seal(password), sealed_private_key=secret_box.seal(private_key))
    return connection


@pytest.fixture
def transport(server):
    with open_transport(connection_to(server)) as opened:
        yield opened


def test_a_put_file_is_there_whole_and_its_draft_is_gone(transport, folder):
    data, steps = bytes(range(256)) * 1000, []

    transport.put("inbox", "a.x12", data, step=steps.append)

    assert steps == ["tmp_open", "tmp_half", "tmp_done", "renamed"]
    assert {path.name: path.read_bytes() for path in (folder / "inbox").iterdir()} == {"a.x12": data}


def test_a_longer_draft_of_an_earlier_try_is_overwritten(transport, folder):
    (folder / "inbox" / "a.x12.tmp").write_bytes(b"x" * 1000)

    transport.put("inbox", "a.x12", b"ISA*")

    assert (folder / "inbox" / "a.x12").read_bytes() == b"ISA*"


def test_a_name_that_is_there_with_our_size_counts_as_arrived(transport, folder):
    (folder / "inbox" / "a.x12").write_bytes(b"ISA*")

    transport.put("inbox", "a.x12", b"ISA*")

    assert [path.name for path in (folder / "inbox").iterdir()] == ["a.x12"]


def test_a_name_that_is_there_with_another_size_is_never_replaced(transport, folder):
    (folder / "inbox" / "a.x12").write_bytes(b"somebody else's")

    with pytest.raises(RemoteNameTaken):
        transport.put("inbox", "a.x12", b"ISA*")
    assert (folder / "inbox" / "a.x12").read_bytes() == b"somebody else's"


def test_files_are_listed_with_size_and_time_and_fetched_whole(transport, folder):
    data = b"ST*835~" * 100_000
    (folder / "outbox" / "b.835").write_bytes(data)
    (folder / "outbox" / "inner").mkdir(exist_ok=True)
    sink = io.BytesIO()

    listed = transport.list("outbox")
    (folder / "outbox" / "inner").rmdir()

    assert [(file.name, file.size) for file in listed] == [("b.835", len(data))]
    assert listed[0].modified_at > 0
    assert transport.fetch("outbox", "b.835", sink)
    assert sink.getvalue() == data


def test_a_file_that_was_taken_away_meanwhile_is_no_error(transport):
    assert not transport.fetch("outbox", "gone", io.BytesIO())
    assert transport.stat("outbox", "gone") is None


@pytest.mark.parametrize("use", [lambda t: t.list("archive"), lambda t: t.put("archive", "a", b"x")], ids=["list", "put"])
def test_a_missing_folder_is_named(transport, use):
    with pytest.raises(RemoteFolderMissing) as caught:
        use(transport)
    assert caught.value.context["folder"] == "archive"


@pytest.mark.parametrize("algorithm", ["ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256"])
def test_a_pinned_key_of_any_kind_is_accepted(folder, algorithm):
    with sftp_server(folder, algorithm=algorithm) as other, open_transport(connection_to(other)) as opened:
        assert opened.list("outbox") == []


@pytest.mark.parametrize("algorithm", ["ssh-ed25519", "ssh-rsa"])
def test_another_key_than_the_pinned_one_ends_it_before_the_password(folder, server, algorithm):
    with sftp_server(folder, algorithm=algorithm) as other:
        connection = connection_to(other, host_key=server.host_key)

        with pytest.raises(HostKeyChanged) as caught, open_transport(connection):
            pass
        assert not caught.value.retryable


def test_a_line_of_ssh_keyscan_may_be_pinned_as_it_is(server):
    with open_transport(connection_to(server, host_key=f"sftp.clearing.example {server.host_key} comment")) as opened:
        assert opened.list("inbox") == []


@pytest.mark.parametrize("line", ["", "ssh-ed25519", "not a key", "ssh-ed25519 %%%"])
def test_a_pin_that_is_no_key_is_said_to_be_none(server, line):
    with pytest.raises(HostKeyUnusable), open_transport(connection_to(server, host_key=line)):
        pass


def test_a_wrong_password_is_a_refusal_that_no_retry_helps(server):
    with pytest.raises(LoginRefused) as caught, open_transport(connection_to(server, password="wrong")):
        pass
    assert not caught.value.retryable


def test_a_connection_without_a_secret_says_so(server):
    connection = connection_to(server)
    del connection._state.fields_cache["secret"]
    connection.pk = None

    with pytest.raises(SecretMissing), open_transport(connection):
        pass


@pytest.mark.parametrize(("algorithm", "form"), [("ssh-ed25519", "openssh"), ("ssh-rsa", "openssh"), ("ssh-rsa", "pkcs1-pem"), ("ecdsa-sha2-nistp256", "openssh")])
def test_a_private_key_logs_in(folder, algorithm, form):
    key = asyncssh.generate_private_key(algorithm)
    public, private = key.export_public_key().decode(), key.export_private_key(form).decode()

    with sftp_server(folder, authorized=public) as other, open_transport(connection_to(other, private_key=private)) as opened:
        assert opened.list("inbox") == []


def test_a_private_key_that_is_none_says_so(server):
    with pytest.raises(SecretMissing), open_transport(connection_to(server, private_key="no key")):
        pass


def test_a_server_that_is_not_there_may_be_tried_again(server):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        connection = connection_to(server, port=unused.getsockname()[1])

        with pytest.raises(TransportError) as caught, open_transport(connection):
            pass
    assert caught.value.retryable


def test_a_server_that_says_nothing_is_given_up(server, monkeypatch):
    monkeypatch.setattr(sftp, "CONNECT_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        connection = connection_to(server, port=silent.getsockname()[1])

        with pytest.raises(DomainError) as caught, open_transport(connection):
            pass
    assert isinstance(caught.value, TransportError)
