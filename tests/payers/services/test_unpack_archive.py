"""A zip from outside: what is in it is taken once, and nothing in it can fill the disk, the memory or another folder (invariant 3)."""

import io
import json
import warnings
import zipfile

import pytest
from django.core.management import call_command

from config.shared import blobs
from config.shared.management.commands.verify import verify
from config.shared.models import WorkItem
from config.shared.registries import inbound
from config.shared.registries.inbound import Outcome
from payers.models import Fate, InboundFile
from payers.services import process_inbound as processing
from payers.services import unpack_archive as unpacking
from payers.services.fetch_inbound import fetch_inbound
from payers.services.process_inbound import ProcessingInterrupted, process_inbound
from payers.services.receive_bytes import receive_bytes
from tests.payers.exchange import AT, folder_connection, held_elsewhere
from tests.payers.services.test_fetch_inbound import offer
from tests.payers.services.test_receive_bytes import file_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def handled(monkeypatch):
    """A handler for the invented type of `file_of`; the bodies it was given, in order."""
    seen = []

    def handler(transaction, evidence, at):
        seen.append(transaction.x12.raw[1])
        return Outcome()

    monkeypatch.setitem(inbound._handlers, "XX", handler)
    return seen


def zipped(files: dict[str, bytes] | list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", method) as archive:
        warnings.simplefilter("ignore")  # two files of one name are wanted below
        for name, data in files.items() if isinstance(files, dict) else files:
            archive.writestr(name, data)
    return made.getvalue()


def receive(data: bytes) -> InboundFile:
    return receive_bytes(data=data, name="835.zip", source="upload", connection=None, at=AT)


def refused(file: InboundFile) -> str:
    """The code of a refusal that somebody sees."""
    assert file.fate == Fate.EXCEPTION
    assert WorkItem.objects.filter(subject_kind="inbound_file", subject_id=file.pk, queue="inbound_exception", closed_at__isnull=True).exists()
    return file.code


def test_each_file_in_it_is_stored_by_its_own_hash_and_the_archive_too(handled):
    first, second = file_of("N1*ONE"), file_of("N1*TWO", control=2)
    data = zipped({"a.835": first, "b.835": second})

    archive = receive(data)

    members = list(archive.members.order_by("archive_place"))
    assert [(each.name, each.source, each.archive_place, blobs.read(each.sha256)) for each in members] == [
        ("a.835", "archive", 1, first), ("b.835", "archive", 2, second),
    ]
    assert [each.fate for each in members] == [Fate.PROCESSED, Fate.PROCESSED]
    assert (archive.fate, archive.code, blobs.read(archive.sha256)) == (Fate.PROCESSED, "archive", data)
    assert handled == ["N1*ONE", "N1*TWO"]


def test_an_archive_may_be_stored_without_compression_and_be_called_anything(handled):
    archive = receive_bytes(data=zipped({"a": file_of("N1*ONE")}, zipfile.ZIP_STORED), name="remit.835", source="upload", connection=None, at=AT)

    assert (archive.fate, handled) == (Fate.PROCESSED, ["N1*ONE"])


def test_what_came_before_without_a_zip_is_a_duplicate(handled):
    receive(file_of("N1*ONE"))

    archive = receive(zipped({"a.835": file_of("N1*ONE")}))

    assert (archive.fate, archive.members.get().fate, handled) == (Fate.PROCESSED, Fate.DUPLICATE, ["N1*ONE"])


def test_the_same_archive_again_is_a_duplicate_and_is_not_opened(handled):
    archive = zipped({"a": file_of("N1*ONE")})  # once: a zip holds the time it was made

    first, again = receive(archive), receive(archive)

    assert (again.fate, again.duplicate_of, InboundFile.objects.count()) == (Fate.DUPLICATE, first, 3)


def test_a_file_in_it_that_is_no_x12_is_its_own_exception(handled):
    archive = receive(zipped({"readme.txt": b"hello", "a.835": file_of("N1*ONE")}))

    readme, remittance = archive.members.order_by("archive_place")
    assert (archive.fate, remittance.fate) == (Fate.PROCESSED, Fate.PROCESSED)
    assert refused(readme)


def test_names_are_labels_only_and_folders_are_left_out(handled, tmp_path):
    archive = receive(zipped([
        ("../../etc/passwd", file_of("N1*ONE")), ("/abs/b.835", file_of("N1*TWO")), ("in\\c.835", file_of("N1*THREE")), ("folder/", b""),
        ("b.835", file_of("N1*FOUR")),
    ]))

    assert [each.name for each in archive.members.order_by("archive_place")] == ["passwd", "b.835", "c.835", "b.835"]
    assert len(handled) == 4


def test_an_archive_inside_an_archive_is_kept_and_not_opened(handled):
    inner = zipped({"a.835": file_of("N1*ONE")})

    archive = receive(zipped({"inner.zip": inner, "b.835": file_of("N1*TWO")}))

    nested, plain = archive.members.order_by("archive_place")
    assert (refused(nested), blobs.read(nested.sha256)) == ("nested_archive", inner)
    assert (archive.fate, plain.fate, handled) == (Fate.PROCESSED, Fate.PROCESSED, ["N1*TWO"])


def test_a_bomb_is_refused_by_what_its_directory_says(monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 1_000_000)

    archive = receive(zipped({"zeros": b"0" * 2_000_000}))

    assert (refused(archive), archive.members.count()) == ("archive_too_large", 0)


def test_a_bomb_whose_directory_lies_is_cut_off():
    data = zipped({"zeros": b"0" * 2_000_000})
    lying = data.replace((2_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data

    archive = receive(lying)

    assert (refused(archive), archive.members.count()) == ("archive_damaged", 0)


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_FILES", 2)

    archive = receive(zipped(dict.fromkeys("abc", b"x")))

    assert (refused(archive), archive.members.count()) == ("archive_too_many_files", 0)


def test_a_directory_too_long_for_the_memory_is_not_read(monkeypatch):
    data = zipped(dict.fromkeys("abc", b"x"))
    monkeypatch.setattr(unpacking, "MOST_DIRECTORY", 100)
    monkeypatch.setattr(unpacking.zipfile, "ZipFile", lambda *_: pytest.fail("the directory was read"))

    assert refused(receive(data)) == "archive_too_many_files"


def test_a_large_format_archive_is_refused():
    data = zipped({"a": b"x"})
    end = data.rindex(b"PK\x05\x06")

    assert refused(receive(data[:end] + b"PK\x06\x07" + bytes(16) + data[end:])) == "archive_too_many_files"


@pytest.mark.parametrize("cut", [5, 30, 60])
def test_a_cut_archive_is_refused(cut):
    assert refused(receive(zipped({"a": b"x" * 50})[:-cut])) == "archive_damaged"


def test_an_empty_archive_says_so():
    assert refused(receive(zipped({}))) == "archive_empty"
    assert refused(receive(zipped({"folder/": b""}))) == "archive_empty"


def test_a_password_is_said():
    data = bytearray(zipped({"a": b"x"}))
    for record, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(record) + flags] |= 1

    assert refused(receive(bytes(data))) == "archive_encrypted"


def test_another_method_of_packing_is_said():
    assert refused(receive(zipped({"a": b"x"}, zipfile.ZIP_BZIP2))) == "archive_unknown_method"


def test_files_before_a_damaged_one_are_taken(handled):
    data = bytearray(zipped({"a": file_of("N1*ONE"), "b": file_of("N1*TWO")}, zipfile.ZIP_STORED))
    data[data.index(b"N1*TWO")] ^= 1

    archive = receive(bytes(data))

    assert (refused(archive), archive.message) == ("archive_damaged", "File 2 in the archive is damaged; those before it were taken.")
    assert (archive.members.get().fate, handled) == (Fate.PROCESSED, ["N1*ONE"])


def test_a_worker_that_died_half_way_is_followed_by_one_that_takes_the_rest(handled, monkeypatch):
    def dies(row_id, piece, *, at):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(processing, "dispatch_transaction", dies)
        receive(zipped({"a": file_of("N1*ONE"), "b": file_of("N1*TWO")}))
    archive = InboundFile.objects.get(name="835.zip")
    assert (archive.fate, archive.members.count()) == (Fate.PENDING, 1)

    process_inbound(archive.pk, at=AT)
    process_inbound(archive.members.get(archive_place=1).pk, at=AT)  # by the job of its own

    archive.refresh_from_db()
    assert (archive.fate, [each.fate for each in archive.members.all()]) == (Fate.PROCESSED, [Fate.PROCESSED] * 2)
    assert sorted(handled) == ["N1*ONE", "N1*TWO"]


@pytest.mark.django_db(transaction=True)
def test_one_worker_at_a_time_opens_an_archive(handled):
    archive = receive(zipped({"a": file_of("N1*ONE")}))

    with held_elsewhere(f"archive:{archive.pk}"), pytest.raises(ProcessingInterrupted):
        process_inbound(archive.pk, at=AT)


def test_the_fetcher_opens_it_too(handled, tmp_path):
    connection = folder_connection(tmp_path, usage="P")
    offer(connection, "today.zip", zipped({"a.835": file_of("N1*ONE")}))

    (archive,) = fetch_inbound(connection.pk, at=AT)

    assert (archive.members.get().connection, archive.members.get().fate) == (connection, Fate.PROCESSED)


def test_the_command_prints_what_became_of_the_transactions_in_it(handled, tmp_path):
    (tmp_path / "835.zip").write_bytes(zipped({"a": file_of("N1*ONE"), "b": file_of("N1*TWO", kind="YY")}))
    printed = io.StringIO()

    call_command("receive_file", "--json", str(tmp_path / "835.zip"), stdout=printed)

    line = json.loads(printed.getvalue())
    assert [(each["type"], each["fate"]) for each in line["transactions"]] == [("XX", "processed"), ("YY", "exception")]
    assert line["fate"] == "processed"


def test_verify_is_content_with_archives(handled):
    receive(zipped({"a": file_of("N1*ONE"), "b.zip": zipped({"c": b"x"})}))
    receive(zipped({}))

    assert [check for check in verify()["checks"] if check["broken"]] == []
