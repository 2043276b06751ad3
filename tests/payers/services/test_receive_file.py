"""`manage.py receive_file`: the pinned line, and exit 1 only where a file was not stored."""

import io
import json
import os

import pytest
from django.core.management import call_command

from payers.models import InboundFile
from payers.services import receive_bytes as receiving
from tests.payers.services.test_process_inbound import one

pytestmark = pytest.mark.django_db


def feed(*paths, as_json: bool = True) -> tuple[int, list]:
    out = io.StringIO()
    try:
        call_command("receive_file", *(["--json"] if as_json else []), *map(str, paths), stdout=out)
        code = 0
    except SystemExit as end:
        code = end.code
    lines = out.getvalue().splitlines()
    return code, [json.loads(line) for line in lines] if as_json else lines


def test_a_line_has_the_pinned_fields(tmp_path):
    path = tmp_path / "a.x12"
    path.write_bytes(one("N1*OK"))

    code, (line,) = feed(path)

    assert (code, line["file"], line["fate"], len(line["sha256"])) == (0, str(path), "exception", 64)
    assert [set(each) for each in line["transactions"]] == [{"type", "control", "fate", "code", "message"}]
    assert (line["transactions"][0]["control"], line["transactions"][0]["code"]) == ("0001", "no_handler")


def test_a_file_that_is_no_x12_is_stored_and_no_failure_of_the_command(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7")

    code, (line,) = feed(path)

    assert (code, line["fate"], line["code"], line["transactions"]) == (0, "exception", "no_isa", [])


def test_what_can_not_be_stored_ends_in_exit_1_and_hides_no_other(tmp_path):
    path = tmp_path / "a.x12"
    path.write_bytes(one("N1*OK"))

    code, lines = feed(tmp_path / "absent", tmp_path, path)

    assert (code, [line["fate"] for line in lines]) == (1, ["not_stored", "not_stored", "exception"])
    assert [line["code"] for line in lines[:2]] == ["FileNotFoundError", "IsADirectoryError"]


def test_a_gigabyte_is_refused_by_its_size_and_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_BYTES", 1_000_000)
    path = tmp_path / "huge.835"
    with path.open("wb") as file:
        file.write(b"ISA*00*")
        file.truncate(1 << 30)

    code, (line,) = feed(path)

    assert (code, line["sha256"], line["code"]) == (1, None, "file_too_large")
    assert not InboundFile.objects.exists()


def test_a_large_file_without_a_terminator_is_kept_and_refused_early(tmp_path):
    path = tmp_path / "endless.835"
    path.write_bytes(one("N1*OK").split(b"GS")[0] + b"A" * 30_000_000)

    code, (line,) = feed(path)

    assert (code, line["fate"], line["code"]) == (0, "exception", "segment_too_long")


def test_a_name_that_is_no_text_is_shown_in_a_form_that_is(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff\x1b[2J.x12"
    with open(path, "wb") as file:
        file.write(one("N1*OK"))

    code, lines = feed(os.fsdecode(path), as_json=False)

    assert code == 0
    assert "/??[2J.x12: exception (no_handler)" in lines[0]
    assert lines[1] == "    XX 0001: exception no_handler"
