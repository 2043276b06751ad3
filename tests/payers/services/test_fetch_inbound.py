"""What the other side holds for us is taken once, in order, and nothing that can't be taken hides (invariant 3)."""

import os
from pathlib import Path

import pytest

from config.shared import blobs
from config.shared.models import WorkItem
from payers import tasks
from payers.models import Fate, FetchedRemoteFile, InboundFile
from payers.services import fetch_inbound as fetching
from payers.services.fetch_inbound import fetch_inbound
from payers.services.receive_bytes import FileTooLarge
from payers.transports.base import RemoteFolderMissing, TransportError
from payers.transports.folder import FolderTransport
from tests.payers.exchange import AT, folder_connection, held_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection(tmp_path):
    return folder_connection(tmp_path)


def offer(connection, name: str, data: bytes, *, seconds: int = 1000) -> Path:
    path = Path(connection.root) / "outbox" / name
    path.write_bytes(data)
    os.utime(path, (seconds, seconds))
    return path


def troubles() -> list[str]:
    return list(WorkItem.objects.filter(subject_kind="connection", closed_at__isnull=True).values_list("next_step", flat=True))


def test_each_file_is_taken_once_and_left_where_it_is(connection):
    path = offer(connection, "a.999", b"one")

    (first,) = fetch_inbound(connection.pk, at=AT)

    assert fetch_inbound(connection.pk, at=AT) == []
    assert (first.name, blobs.read(first.sha256), path.exists()) == ("a.999", b"one", True)


def test_files_are_taken_in_the_order_of_their_time(connection):
    offer(connection, "a", b"second", seconds=20)
    offer(connection, "b", b"first", seconds=10)

    assert [file.name for file in fetch_inbound(connection.pk, at=AT)] == ["b", "a"]


def test_a_name_that_is_used_again_for_other_bytes_is_another_file(connection):
    offer(connection, "daily.835", b"monday", seconds=10)
    fetch_inbound(connection.pk, at=AT)
    offer(connection, "daily.835", b"tuesday", seconds=20)

    assert [file.fate for file in fetch_inbound(connection.pk, at=AT)] == [Fate.EXCEPTION]
    assert FetchedRemoteFile.objects.count() == 2


def test_the_same_bytes_under_another_name_are_a_duplicate(connection):
    offer(connection, "a.835", b"same")
    offer(connection, "copy of a.835", b"same", seconds=2000)

    assert [file.fate for file in fetch_inbound(connection.pk, at=AT)] == [Fate.EXCEPTION, Fate.DUPLICATE]


def test_unfinished_files_are_left_alone(connection):
    offer(connection, "a.835.tmp", b"half")

    assert fetch_inbound(connection.pk, at=AT) == []


def test_a_file_that_is_too_large_hides_no_other_and_is_put_before_a_person(connection, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 5)
    offer(connection, "a", b"too large", seconds=10)
    offer(connection, "b", b"small", seconds=20)

    with pytest.raises(FileTooLarge):
        fetch_inbound(connection.pk, at=AT)

    assert [file.name for file in InboundFile.objects.all()] == ["b"]
    assert len(troubles()) == 1
    assert "a is larger" in troubles()[0]


def test_a_file_that_breaks_off_hides_no_other_and_is_taken_later(connection, monkeypatch):
    offer(connection, "a", b"breaks", seconds=10)
    offer(connection, "b", b"whole", seconds=20)
    fetch = FolderTransport.fetch

    def breaking(self, folder, name, sink):
        if name == "a":
            sink.write(b"bre")
            raise TransportError(connection="Sandbox", reason="reset")
        return fetch(self, folder, name, sink)

    with monkeypatch.context() as broken:
        broken.setattr(FolderTransport, "fetch", breaking)
        with pytest.raises(TransportError):
            fetch_inbound(connection.pk, at=AT)
    assert [file.name for file in InboundFile.objects.all()] == ["b"]

    fetch_inbound(connection.pk, at=AT)

    assert sorted(InboundFile.objects.values_list("name", flat=True)) == ["a", "b"]
    assert troubles() == []


def test_a_file_that_grows_while_it_is_read_is_taken_when_it_is_whole(connection, monkeypatch):
    offer(connection, "a", b"first half")
    monkeypatch.setattr(FolderTransport, "fetch", lambda self, folder, name, sink: bool(sink.write(b"first half, second half")))

    with pytest.raises(TransportError):
        fetch_inbound(connection.pk, at=AT)
    assert not InboundFile.objects.exists()
    assert not FetchedRemoteFile.objects.exists()


def test_a_connection_in_trouble_is_put_before_a_person_until_it_works(connection):
    outbox = Path(connection.root) / "outbox"
    outbox.rmdir()
    for _ in range(2):
        with pytest.raises(RemoteFolderMissing):
            fetch_inbound(connection.pk, at=AT)
    assert len(troubles()) == 1

    outbox.mkdir()
    fetch_inbound(connection.pk, at=AT)

    assert troubles() == []


def test_two_workers_never_fetch_from_the_same_connection_at_once(connection):
    offer(connection, "a", b"one")
    with held_elsewhere(f"fetch:{connection.pk}"):
        assert fetch_inbound(connection.pk, at=AT) == []
    assert len(fetch_inbound(connection.pk, at=AT)) == 1


def test_a_name_with_strange_characters_is_kept_in_a_form_that_can_be_shown(connection):
    offer(connection, "a\nb\x07.835", b"one")

    (file,) = fetch_inbound(connection.pk, at=AT)

    assert file.name == "a?b?.835"
    assert fetch_inbound(connection.pk, at=AT) == []


def test_the_task_asks_a_worker_for_each_connection_in_use(connection, tmp_path_factory, monkeypatch):
    folder_connection(tmp_path_factory.mktemp("other"), is_active=False)
    asked = []
    monkeypatch.setattr(tasks.fetch_connection, "apply_async", lambda **call: asked.append(call["kwargs"]))

    tasks.fetch_inbound()
    tasks.fetch_connection(**asked[0])

    assert asked == [{"connection_id": connection.pk}]


def test_the_task_survives_a_connection_that_fails(connection, caplog):
    (Path(connection.root) / "outbox").rmdir()

    tasks.fetch_connection(connection_id=connection.pk)

    assert "remote_folder_missing" in caplog.text
