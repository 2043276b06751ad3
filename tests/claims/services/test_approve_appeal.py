"""Two persons see an appeal before it leaves; one alone says why."""

import pytest

from claims.models import AppealStatus
from claims.services.approve_appeal import LetterHasGaps, MayNotApproveAppeals, WriterApproves, approve_appeal, ask_approval, send_back
from claims.services.open_appeal import open_appeal
from claims.services.write_letter import AlwaysEnclosed, AppealSent, LetterEmpty, StaleLetter, choose_enclosure, write_letter
from config.shared.errors import ReasonMissing
from config.shared.models import Note, WorkItem
from tests.factories.appeals import TEXT, approved, make_appeal, make_denial, sent
from tests.factories.claims import NOW
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = pytest.mark.django_db


def item_of(appeal) -> WorkItem:
    return WorkItem.objects.get(subject_kind="appeal", subject_id=appeal.pk, closed_at__isnull=True)


def test_asking_puts_it_before_those_who_may_and_approving_makes_it_ready_to_send():
    appeal = make_appeal()

    ask_approval(appeal=appeal, actor=appeal.opened_by, at=NOW)
    assert (item_of(appeal).queue, item_of(appeal).next_step) == ("appeal_to_approve", f"Approve {appeal.number}")
    admin = AdminFactory()
    held = approve_appeal(appeal=appeal, actor=admin, at=NOW)

    assert (held.status, held.approver, held.approved_at) == (AppealStatus.APPROVED, admin, NOW)
    assert (item_of(appeal).queue, item_of(appeal).next_step) == ("appeal_open", f"Send {appeal.number}")
    assert approve_appeal(appeal=appeal, actor=admin, at=NOW).status == AppealStatus.APPROVED


def test_a_letter_with_gaps_is_neither_asked_for_nor_approved():
    appeal = open_appeal(denial=make_denial(), actor=BillerFactory(), at=NOW)

    with pytest.raises(LetterHasGaps, match="why the service was needed"):
        ask_approval(appeal=appeal, actor=appeal.opened_by, at=NOW)
    with pytest.raises(LetterHasGaps):
        approve_appeal(appeal=appeal, actor=AdminFactory(), at=NOW)


def test_a_biller_approves_nothing():
    with pytest.raises(MayNotApproveAppeals):
        approve_appeal(appeal=make_appeal(), actor=BillerFactory(), at=NOW)


def test_the_writer_does_not_approve_while_somebody_else_may():
    writer, _ = AdminFactory(), AdminFactory()

    with pytest.raises(WriterApproves):
        approve_appeal(appeal=make_appeal(actor=writer), reason="Late", actor=writer, at=NOW)


def test_one_who_works_alone_approves_with_a_reason_that_is_noted_on_the_claim():
    writer = AdminFactory()
    appeal = make_appeal(actor=writer)

    with pytest.raises(ReasonMissing):
        approve_appeal(appeal=appeal, actor=writer, at=NOW)
    held = approve_appeal(appeal=appeal, reason="Nobody else is here", actor=writer, at=NOW)

    assert held.status == AppealStatus.APPROVED
    assert "Nobody else is here" in Note.objects.get(subject_kind="claim", subject_id=appeal.denial.claim_id).text


def test_sending_back_says_why_and_gives_it_to_its_writer():
    appeal = make_appeal()
    ask_approval(appeal=appeal, actor=appeal.opened_by, at=NOW)

    with pytest.raises(ReasonMissing):
        send_back(appeal=appeal, reason=" ", actor=AdminFactory(), at=NOW)
    held = send_back(appeal=appeal, reason="Name the knee", actor=AdminFactory(), at=NOW)

    assert (held.status, item_of(appeal).next_step) == (AppealStatus.DRAFT, "Finish the letter: Reconsideration")


def test_letters_are_versions_and_a_change_lets_the_approval_lapse():
    appeal = approved()

    write_letter(appeal=appeal, subject="Dispute", body="Changed.", version=2, actor=appeal.opened_by, at=NOW)

    appeal.refresh_from_db()
    assert (appeal.status, appeal.approver, appeal.packet) == (AppealStatus.DRAFT, None, None)
    assert [letter.version for letter in appeal.letters.all()] == [1, 2, 3]
    assert appeal.letters.get(version=2).body == TEXT


def test_the_same_text_is_no_new_version_and_a_stale_form_overwrites_nothing():
    appeal = make_appeal()

    assert write_letter(appeal=appeal, subject="Dispute", body=TEXT, actor=None, at=NOW).version == 2
    with pytest.raises(StaleLetter):
        write_letter(appeal=appeal, subject="Dispute", body="Mine", version=1, actor=None, at=NOW)
    with pytest.raises(LetterEmpty):
        write_letter(appeal=appeal, subject="Dispute", body=" ", actor=None, at=NOW)


def test_what_was_sent_stays_as_it_was_sent():
    appeal = sent()

    with pytest.raises(AppealSent):
        write_letter(appeal=appeal, subject="Dispute", body="Mine", actor=None, at=NOW)
    with pytest.raises(AppealSent):
        choose_enclosure(appeal=appeal, part="calls", is_left_out=False, actor=None, at=NOW)


def test_the_letter_is_always_in_the_packet():
    with pytest.raises(AlwaysEnclosed):
        choose_enclosure(appeal=make_appeal(), part="letter", is_left_out=True, actor=None, at=NOW)
