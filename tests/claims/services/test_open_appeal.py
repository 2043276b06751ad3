"""Opening an appeal: the payer's level and its clock, the letter with its facts, the checklist, and what can't be disputed."""

from datetime import date, timedelta

import pytest

from claims.models import Appeal, Denial, DenialStatus, LetterTemplate
from claims.rules.letters import gaps
from claims.services.open_appeal import NoAppeal, next_level, open_appeal
from claims.services.send_appeal import Decision, record_decision
from config.shared.models import Event, WorkItem
from payers.services.load_reference import load_guides
from tests.factories.appeals import make_appeal, make_cast, make_denial, sent
from tests.factories.claims import NOW

pytestmark = pytest.mark.django_db


def open_items(kind: str) -> list[WorkItem]:
    return list(WorkItem.objects.filter(subject_kind=kind, closed_at__isnull=True))


def test_an_appeal_has_the_payers_level_its_clock_and_the_denials_place_in_the_work():
    denial = make_denial()
    actor = denial.claim.encounter.entered_by

    appeal = open_appeal(denial=denial, actor=actor, at=NOW)

    assert (appeal.level, appeal.level_name, appeal.status) == (1, "Reconsideration", "draft")
    assert appeal.deadline_date == denial.denied_date + timedelta(days=60) == date(2027, 1, 19)
    assert appeal.requested_amount == denial.expected_amount
    assert open_items("denial") == []
    (item,) = open_items("appeal")
    assert (item.queue, item.owner, item.next_step) == ("appeal_open", actor, "Finish the letter: Reconsideration")
    assert [event.kind for event in Event.objects.filter(subject_kind="appeal").order_by("seq")] == ["appeal_opened"]


def test_opening_it_twice_gives_the_same_appeal():
    denial = make_denial()

    first = open_appeal(denial=denial, actor=None, at=NOW)

    assert open_appeal(denial=denial, actor=None, at=NOW) == first
    assert Appeal.objects.count() == 1


def test_the_letter_is_drafted_from_the_template_of_its_reason_with_the_facts_merged():
    load_guides()
    denial = make_denial(reason="29")
    assert denial.category == "timely_filing"

    letter = open_appeal(denial=denial, actor=None, at=NOW).letters.get()

    assert letter.template.category == "timely_filing"
    assert gaps(letter.body) == []
    coverage = denial.claim.coverage
    for fact in ("11/05/2026, number GS26163", "20610 RT", "$98.00", "CO-29, ", "Ada Marlow", "05/14/1961", denial.remittance_claim.patient_control_number):
        assert fact in letter.body
    assert coverage.member_id in letter.subject
    assert "{" not in letter.body


def test_a_fact_that_is_not_on_file_stays_as_a_gap():
    denial = make_denial(reason="197", remarks=())

    letter = open_appeal(denial=denial, actor=None, at=NOW).letters.get()

    assert letter.template.category == "authorization"
    assert "authorization number" in gaps(letter.body)


def test_without_a_template_of_its_own_the_general_one_is_taken():
    cast = make_cast()
    LetterTemplate.objects.filter(category="medical_necessity").update(is_active=False)

    letter = open_appeal(denial=make_denial(cast), actor=None, at=NOW).letters.get()

    assert letter.template.category == ""


def test_what_the_reason_does_not_need_is_left_out_of_the_packet():
    appeal = open_appeal(denial=make_denial(), actor=None, at=NOW)

    assert [(row.part, row.is_left_out) for row in appeal.enclosures.all()] == [
        ("letter", False), ("remittance", False), ("claim", False), ("filing_proof", True), ("authorization", True), ("calls", True),
    ]


def test_a_claim_that_counts_as_never_filed_has_no_appeal():
    denial = make_denial(reason="16", remarks=("MA130",))
    assert not denial.may_appeal

    with pytest.raises(NoAppeal, match="never filed"):
        open_appeal(denial=denial, actor=None, at=NOW)

    assert not Appeal.objects.exists()


def test_a_settled_denial_has_no_appeal():
    denial = make_denial()
    Denial.objects.filter(pk=denial.pk).update(status=DenialStatus.CLOSED)

    with pytest.raises(NoAppeal, match="it is closed"):
        open_appeal(denial=denial, actor=None, at=NOW)


def test_a_payer_without_levels_on_file_is_disputed_without_a_deadline():
    denial = make_denial()
    Denial.objects.filter(pk=denial.pk).update(appeal_level=None)
    denial.claim.payer.appeal_levels.all().delete()

    appeal = open_appeal(denial=denial, actor=None, at=NOW)

    assert (appeal.level, appeal.level_name, appeal.deadline_date, appeal.payer_level) == (1, "Dispute", None, None)


def test_after_an_upheld_decision_the_next_level_opens_with_its_own_clock_and_after_the_last_none():
    first = sent()
    record_decision(appeal=first, decision=Decision("upheld", date(2026, 11, 23), "UH-1"), actor=None, at=NOW)
    first.refresh_from_db()

    second = next_level(appeal=first, actor=None, at=NOW)

    assert (second.level, second.level_name, second.follows) == (2, "Second level appeal", first)
    assert second.deadline_date == date(2026, 11, 23) + timedelta(days=185)
    second = sent(make_appeal(second.denial))
    record_decision(appeal=second, decision=Decision("upheld", date(2026, 11, 23)), actor=None, at=NOW)
    second.refresh_from_db()
    with pytest.raises(NoAppeal, match="last level"):
        next_level(appeal=second, actor=None, at=NOW)


def test_only_an_upheld_appeal_has_a_next_level():
    with pytest.raises(NoAppeal):
        next_level(appeal=make_appeal(), actor=None, at=NOW)
