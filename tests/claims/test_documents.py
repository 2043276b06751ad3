"""The packet: one PDF with numbered pages, made by the documents job, of this version of the appeal and of this claim alone."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from claims import documents
from claims.documents import PacketChanged
from claims.selectors.appeal_packet import checklist, packet_title
from claims.services.log_call import Call, log_call
from claims.services.write_letter import choose_enclosure, write_letter
from config.shared import blobs
from config.shared.models import Event
from config.shared.services import jobs
from patients.models import Document
from payers.services.load_reference import load_guides
from tests.factories.appeals import TEXT, approved, make_appeal, make_denial
from tests.factories.claims import NOW
from tests.factories.documents import make_pdf

pytestmark = pytest.mark.django_db


def pages(document: Document) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(blobs.read(document.sha256))).pages]


def made(appeal) -> Document:
    jobs.run_due()
    appeal.refresh_from_db()
    assert appeal.packet is not None
    return appeal.packet


def everything(appeal):
    """All parts in."""
    log_call(appeal.denial.claim_id, Call("Janelle", "C-882", "They could not find the letter."), actor=appeal.opened_by, at=NOW)
    for part in ("filing_proof", "calls"):
        choose_enclosure(appeal=appeal, part=part, is_left_out=False, actor=appeal.opened_by, at=NOW)
    return appeal


def test_the_packet_has_its_pages_numbered_through_and_listed():
    load_guides()
    document = made(everything(make_appeal()))

    found = pages(document)
    assert (document.kind, document.page_count) == ("packet", len(found))
    assert all(f"Page {number} of {len(found)}" in text for number, text in enumerate(found, 1))
    assert TEXT in found[0]
    assert [name for name in ("Remittance page", "Claim as sent", "Proof of filing", "Calls to the payer") if name not in found[1]] == []
    whole = " ".join(found)
    for said in ("CO-50", "N115", "24D Code", "20610", "Accepted on", "GS26163", "reference C-882", "could not find"):
        assert said in whole
    assert "Not approved yet" in found[0]


def test_the_approver_stands_in_the_packet_that_is_sent():
    appeal = approved()

    assert f"Approved by {appeal.approver}" in pages(appeal.packet)[0]


def test_a_changed_letter_makes_the_packet_again():
    appeal = make_appeal()
    first = made(appeal)

    write_letter(appeal=appeal, subject="Dispute", body="Another text.", actor=appeal.opened_by, at=NOW)
    appeal.refresh_from_db()
    assert appeal.packet is None
    second = made(appeal)

    assert second != first
    assert "Another text." in pages(second)[0]
    assert first.title != second.title == packet_title(appeal)


def test_a_packet_of_an_older_letter_is_never_kept():
    appeal = make_appeal()
    draft = documents.draft_packet(appeal.pk)
    write_letter(appeal=appeal, subject="Dispute", body="Another text.", actor=appeal.opened_by, at=NOW)
    late = make_pdf("packet", title=draft.title, subject_kind="appeal", subject_id=appeal.pk)

    with pytest.raises(PacketChanged) as error:
        documents.keep_packet(appeal.pk, late.pk, actor_id=None, at=NOW)

    assert error.value.retryable
    appeal.refresh_from_db()
    assert appeal.packet is None


def test_it_is_not_made_twice():
    appeal = make_appeal()
    made(appeal)

    assert documents.draft_packet(appeal.pk) is None
    assert Event.objects.filter(subject_kind="appeal", kind="appeal_packet_made").count() == 1


def test_the_checklist_says_what_is_there_what_is_missing_and_what_was_left_out():
    appeal = make_appeal(make_denial(reason="197", remarks=()))

    assert [(item.enclosure.part, item.state) for item in checklist(appeal)] == [
        ("letter", "present"), ("remittance", "present"), ("claim", "present"), ("filing_proof", "left_out"), ("authorization", "missing"),
        ("calls", "missing"),
    ]
