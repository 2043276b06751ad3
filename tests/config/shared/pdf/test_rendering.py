"""PDFs from templates: data is never markup, a template sees its own folder alone, and nothing runs for ever."""

import os
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from config.shared import pdf
from config.shared.pdf import rendering as caller

TEMPLATES = Path(__file__).parent / "templates"
CHECKOUT = Path(__file__).parents[4]
AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def _plain(**data) -> bytes:
    return pdf.render(TEMPLATES / "plain.typ", {"title": "Statement", "text": "", "amount": Decimal("49.60"), **data}, at=AT)


def _text(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_data_stands_on_the_page():
    text = _text(_plain(text="Ada Example"))

    assert "Statement" in text
    assert "Ada Example" in text
    assert "49.60" in text


@pytest.mark.parametrize("hostile", ['#read("/etc/passwd")', "*bold* _it_ $x$", "#panic()", "]#pagebreak()[", '"; \\u{23}', "<label> @ref"])
def test_a_name_that_looks_like_markup_is_only_text(hostile):
    content = _plain(text=hostile)

    assert len(PdfReader(BytesIO(content)).pages) == 1
    assert re.sub(r"\s", "", hostile) in re.sub(r"\s", "", _text(content))


def test_the_same_data_gives_the_same_bytes():
    assert _plain(text="again") == _plain(text="again")


def test_a_template_reads_nothing_outside_of_its_folder():
    with pytest.raises(pdf.PdfNotMade) as refused:
        pdf.render(TEMPLATES / "outside.typ", {}, at=AT)

    assert refused.value.code == "pdf_not_made"


def test_a_missing_fact_is_a_failure_that_names_the_template():
    with pytest.raises(pdf.PdfNotMade, match=r"plain\.typ"):
        pdf.render(TEMPLATES / "plain.typ", {}, at=AT)


def test_a_template_that_never_ends_is_ended_and_the_next_one_is_made():
    with pytest.raises(pdf.PdfTookTooLong) as ended:
        pdf.render(TEMPLATES / "endless.typ", {}, at=AT, seconds=1)

    assert ended.value.retryable
    assert "still" in _text(_plain(text="still"))


def test_the_compiler_runs_in_one_child_of_this_process():
    _plain()
    first = caller._child.pid
    _plain()

    assert caller._child.pid == first
    assert first != os.getpid()


def test_a_forked_process_starts_a_compiler_of_its_own(monkeypatch):
    _plain()
    inherited = caller._child
    monkeypatch.setattr(caller, "_owner", os.getpid() + 1)

    _plain()

    assert caller._child is not inherited
    caller._end(inherited)


@pytest.mark.parametrize("value", [1.5, object()])
def test_a_float_or_an_unknown_thing_is_refused(value):
    with pytest.raises(TypeError):
        _plain(text=value)


def test_dates_and_lists_arrive_as_json():
    assert caller._plain({"day": date(2026, 11, 23), "parts": (Decimal("1.00"), None)}) == {"day": "2026-11-23", "parts": ["1.00", None]}


def test_no_template_fetches_a_package():
    templates = [path for path in CHECKOUT.rglob("*.typ") if ".venv" not in path.parts]

    assert templates
    assert [path for path in templates if "@preview" in path.read_text() or "@local" in path.read_text()] == []
