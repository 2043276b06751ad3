"""The pages of what came in: fates and reasons, and what a person can do about an exception."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from config.shared.registries import inbound
from config.shared.registries.inbound import Outcome
from payers.models import Fate, InboundFile
from payers.services import receive_bytes as receiving
from tests.factories.shared import BillerFactory, FrontDeskFactory
from tests.payers.services.test_receive_bytes import file_of, receive
from tests.payers.services.test_unpack_archive import zipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def biller(client):
    user = BillerFactory(first_name="Ruth", last_name="Okafor")
    client.force_login(user)
    return client


def page(client, file: InboundFile, **params) -> str:
    return client.get(reverse("payers:inbound_file", args=[file.public_id]), params).text


def test_an_exception_can_be_tried_again_from_its_page(biller, monkeypatch):
    file = receive(file_of("N1*OK"))
    assert "Helps once an update of the system takes this type." in page(biller, file)
    monkeypatch.setitem(inbound._handlers, "XX", lambda *_: Outcome())

    answer = biller.post(reverse("payers:inbound_retry", args=[file.transactions.get().public_id]))

    assert answer.status_code == 302
    assert InboundFile.objects.get().fate == Fate.PROCESSED
    assert "Try again" not in page(biller, file)


def test_a_transaction_is_set_aside_with_a_reason_that_the_page_keeps(biller):
    file = receive(file_of("N1*OK", kind="YY"))
    url = reverse("payers:inbound_set_aside", args=[file.transactions.get().public_id])

    assert biller.post(url, {"reason": " "}).status_code == 422
    assert biller.post(url, {"reason": "another practice's file"}).status_code == 302
    assert biller.post(url, {"reason": "again"}).status_code == 409

    shown = page(biller, file)
    assert "another practice&#x27;s file" in shown
    assert "Set aside by" in shown
    assert f'action="{url}"' not in shown


def test_a_file_that_cannot_be_read_is_read_again_or_set_aside(biller):
    file = receive(b"no x12 at all")
    shown = page(biller, file)
    assert reverse("payers:inbound_file_retry", args=[file.public_id]) in shown

    assert biller.post(reverse("payers:inbound_file_retry", args=[file.public_id])).status_code == 302
    assert biller.post(reverse("payers:inbound_file_set_aside", args=[file.public_id]), {"reason": "a cover letter"}).status_code == 302

    assert "a cover letter" in page(biller, file)


@pytest.mark.parametrize("data", [b"", zipped({})])
def test_what_can_never_be_read_offers_no_second_try(biller, data):
    shown = page(biller, receive(data))

    assert "Try again" not in shown
    assert "the bytes themselves are what is wrong" in shown
    assert "Set aside" in shown


def test_a_cut_transaction_offers_no_second_try(biller, monkeypatch):
    monkeypatch.setitem(inbound._handlers, "XX", lambda *_: Outcome())
    shown = page(biller, receive(file_of("N1*OK").replace(b"SE*3", b"SE*9")))

    assert "Try again" not in shown
    assert "Set aside" in shown


def test_a_file_that_was_not_read_to_its_end_can_be_read_on(biller, monkeypatch):
    monkeypatch.setitem(inbound._handlers, "XX", lambda *_: Outcome())
    with monkeypatch.context() as broken:
        broken.setattr(receiving, "process_inbound", lambda *args, **kwargs: None)
        file = receive(file_of("N1*OK"))
    assert "was not read to its end" in page(biller, file)

    biller.post(reverse("payers:inbound_file_retry", args=[file.public_id]))

    assert InboundFile.objects.get().fate == Fate.PROCESSED


def test_what_was_processed_asks_for_nothing(biller, monkeypatch):
    monkeypatch.setitem(inbound._handlers, "XX", lambda *_: Outcome())
    file = receive(file_of("N1*OK"))

    assert "Set aside" not in page(biller, file)
    assert biller.post(reverse("payers:inbound_file_retry", args=[file.public_id])).status_code == 409


def test_the_front_desk_decides_nothing(client):
    file = receive(file_of("N1*OK", kind="YY"))
    client.force_login(FrontDeskFactory())

    assert client.post(reverse("payers:inbound_set_aside", args=[file.transactions.get().public_id]), {"reason": "x"}).status_code == 403


def test_an_exception_far_down_in_a_file_is_reached_by_its_link(biller):
    file = receive(file_of(*(f"N1*{number}" for number in range(30)), kind="YY"))
    last = file.transactions.order_by("-ordinal").first()

    assert reverse("payers:inbound_set_aside", args=[last.public_id]) in page(biller, file, transaction=last.public_id)


def test_an_archive_shows_its_files_and_they_show_the_archive(biller):
    archive = receive(zipped({"a.835": file_of("N1*OK", kind="YY"), "b.txt": b"hello"}))
    first, second = archive.members.order_by("archive_place")

    shown = page(biller, archive)
    assert reverse("payers:inbound_file", args=[first.public_id]) in shown
    assert reverse("payers:inbound_file", args=[second.public_id]) in shown
    assert reverse("payers:inbound_file", args=[archive.public_id]) in page(biller, first)
    raw = biller.get(reverse("payers:inbound_raw", args=[archive.public_id]))
    assert (raw["Content-Type"], raw["Content-Disposition"].endswith('.zip"')) == ("application/zip", True)
    raw.close()


def test_the_list_finds_what_was_set_aside_under_that_word_only(biller):
    aside, waits = receive(b"no x12"), receive(b"neither x12")
    biller.post(reverse("payers:inbound_file_set_aside", args=[aside.public_id]), {"reason": "seen"})

    def found(*fates: str) -> list[InboundFile]:
        return list(biller.get(reverse("payers:inbound_list"), {"fate": fates}).context["listing"].filtered.order_by("pk"))

    assert (found("set_aside"), found("exception"), found("exception", "set_aside")) == ([aside], [waits], [aside, waits])


def test_the_exceptions_page_leads_to_each_exception(biller):
    unreadable, odd = receive(b"no x12"), receive(file_of("N1*A", "N1*B", kind="YY"))

    shown = biller.get(reverse("payers:inbound_exception_list"), {"queue": "inbound_exception"}).text

    assert reverse("payers:inbound_file", args=[unreadable.public_id]) in shown
    assert all(f"transaction={row.public_id}" in shown for row in odd.transactions.all())


def test_an_upload_is_taken_in_and_an_empty_form_says_so(biller):
    assert biller.post(reverse("payers:inbound_upload")).status_code == 302
    assert InboundFile.objects.count() == 0

    upload = SimpleUploadedFile("a.x12", file_of("N1*OK", kind="YY"))
    assert biller.post(reverse("payers:inbound_upload"), {"file": upload}).status_code == 302

    assert InboundFile.objects.get().name == "a.x12"
