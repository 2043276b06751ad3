"""A folder as the other side: the same commit point as everywhere, and nothing is ever replaced."""

import io

import pytest

from payers.transports import open_transport
from payers.transports.base import RemoteFolderMissing, RemoteNameTaken
from tests.factories.payers import ConnectionFactory


@pytest.fixture
def folder(tmp_path):
    for name in ("inbox", "outbox"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def transport(folder):
    with open_transport(ConnectionFactory.build(kind="folder", root=str(folder))) as opened:
        yield opened


def test_a_put_file_is_there_whole_and_its_draft_is_gone(transport, folder):
    steps = []

    transport.put("inbox", "a.x12", b"ISA*", step=steps.append)

    assert steps == ["tmp_open", "tmp_half", "tmp_done", "renamed"]
    assert {path.name: path.read_bytes() for path in (folder / "inbox").iterdir()} == {"a.x12": b"ISA*"}


def test_a_name_that_is_there_with_our_size_counts_as_arrived_and_is_not_touched(transport, folder):
    (folder / "inbox" / "a.x12").write_bytes(b"ISA*")
    there = (folder / "inbox" / "a.x12").stat()

    transport.put("inbox", "a.x12", b"ISA*")

    assert (folder / "inbox" / "a.x12").stat().st_ino == there.st_ino
    assert [path.name for path in (folder / "inbox").iterdir()] == ["a.x12"]


def test_a_name_that_is_there_with_another_size_is_never_replaced(transport, folder):
    (folder / "inbox" / "a.x12").write_bytes(b"somebody else's")

    with pytest.raises(RemoteNameTaken):
        transport.put("inbox", "a.x12", b"ISA*")
    assert (folder / "inbox" / "a.x12").read_bytes() == b"somebody else's"


def test_files_are_listed_and_fetched_but_no_links_out_of_the_folder(transport, folder, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret"
    secret.write_text("not for us")
    (folder / "outbox" / "link").symlink_to(secret)
    (folder / "outbox" / "b.835").write_bytes(b"ST*835")
    sink = io.BytesIO()

    assert [(file.name, file.size) for file in transport.list("outbox")] == [("b.835", 6)]
    assert transport.fetch("outbox", "b.835", sink)
    assert sink.getvalue() == b"ST*835"
    assert transport.stat("outbox", "b.835").size == 6


def test_a_file_that_was_taken_away_meanwhile_is_no_error(transport):
    assert not transport.fetch("outbox", "gone", io.BytesIO())
    assert transport.stat("outbox", "gone") is None


@pytest.mark.parametrize("use", [lambda t: t.list("archive"), lambda t: t.put("archive", "a", b"x")], ids=["list", "put"])
def test_a_missing_folder_is_named(transport, use):
    with pytest.raises(RemoteFolderMissing) as caught:
        use(transport)
    assert caught.value.context["folder"] == "archive"


def test_a_root_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RemoteFolderMissing), open_transport(ConnectionFactory.build(kind="folder", root=str(tmp_path / "nowhere"))):
        pass
