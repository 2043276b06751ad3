"""A denied line becomes a denial with its cause, clock, route and work item."""

from datetime import date
from decimal import Decimal

import pytest

from claims.invariants_money_in import denials_have_steps
from claims.models import ClaimStatus, ClaimSubmission, Denial
from config.shared.models import Event, WorkItem
from tests.factories.claims import Cast
from tests.factories.payers import AppealLevelFactory
from tests.factories.remittances import answers, check_of, make_table, make_terms, pays, received, sent_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99214": "150.00", "20610": "98.00", "73721": "412.00", "99215": "183.00"})
    return cast


def denied(cast, *reductions, code="20610", charge="150.00", paid="0", remarks=(), claim_remarks=(), **fields):
    claim = sent_claim(cast, charges=((code, [], "1", charge, [1]),), **fields)
    (line,) = claim.lines.all()
    claim_level = {"remarks": claim_remarks, "outpatient": ("", "", *claim_remarks)} if claim_remarks else {}
    received(check_of(cast.payer, answers(claim, pays(line, paid, *reductions, remarks=remarks), **claim_level)))
    return Denial.objects.get()


def test_it_says_what_was_refused_and_what_is_expected(cast):
    denial = denied(cast, ("CO", "50", "150.00"), remarks=["N115"])

    assert (denial.category, denial.root_cause, denial.group, denial.reason, denial.remarks) == (
        "medical_necessity", "Clinical documentation", "CO", "50", ["N115"])
    assert (denial.denied_amount, denial.expected_amount) == (Decimal("150.00"), Decimal("98.00"))
    assert denial.claim.status == ClaimStatus.DENIED


def test_its_deadline_is_the_payers_first_level_from_the_notice(cast):
    denial = denied(cast, ("CO", "50", "150.00"))

    assert (denial.denied_date, denial.deadline_date) == (date(2026, 11, 20), date(2027, 1, 19))
    assert (denial.appeal_level.level, denial.route, denial.may_appeal) == (1, "reconsider", True)


def test_the_second_level_is_not_the_deadline(cast):
    AppealLevelFactory(payer=cast.payer, level=2, days=10)

    assert denied(cast, ("CO", "50", "150.00")).deadline_date == date(2027, 1, 19)


def test_story_14_never_filed_means_the_filing_limit_and_no_appeal(cast):
    denial = denied(cast, ("CO", "16", "150.00"), claim_remarks=("MA130",))

    assert (denial.category, denial.route, denial.may_appeal, denial.appeal_level) == ("unprocessable", "new_claim", False, None)
    assert denial.deadline_date == denial.claim.filing_deadline_date == date(2027, 5, 1)


def test_story_13_an_authorization_on_file_that_was_not_sent_is_sent(cast):
    claim = sent_claim(cast, charges=(("73721", [], "1", "1450.00", [1]),))
    ClaimSubmission.objects.filter(claim=claim).update(interchange=an_interchange(cast))
    claim.encounter.authorization_number = "A1234567"
    claim.encounter.save()
    (line,) = claim.lines.all()

    received(check_of(cast.payer, answers(claim, pays(line, "0", ("CO", "197", "1450.00"), remarks=["M62"]))))

    denial = Denial.objects.get()
    assert (denial.route, denial.expected_amount) == ("correct", Decimal("412.00"))


def an_interchange(cast):
    from payers.models import Interchange
    from tests.factories.claims import NOW

    return Interchange.objects.create(
        connection=cast.payer.connection, type="837P", isa13="000000001", gs06="1", usage="T", remote_name="a", sha256="0" * 64, size=1, count=1,
        frozen_at=NOW,
    )


def test_story_11_the_cut_of_a_paid_line_is_a_denial_too(cast):
    denial = denied(
        cast, ("CO", "45", "67.00"), ("CO", "150", "43.00"), ("PR", "3", "20.00"), code="99215", charge="250.00", paid="120.00",
    )

    assert (denial.denied_amount, denial.expected_amount, denial.claim.status) == (Decimal("43.00"), Decimal("43.00"), ClaimStatus.PARTLY_PAID)


def test_several_reasons_on_a_line_are_one_denial_named_by_the_largest(cast):
    denial = denied(cast, ("CO", "45", "52.00"), ("CO", "197", "98.00"))

    assert (denial.reason, denial.denied_amount) == ("197", Decimal("150.00"))


def test_its_work_item_comes_within_days_with_the_expected_amount(cast):
    denial = denied(cast, ("CO", "50", "150.00"))

    item = WorkItem.objects.get(subject_kind="denial", subject_id=denial.pk)
    assert (item.queue, item.next_date, item.amount, item.next_step) == ("denied", date(2026, 11, 26), Decimal("98.00"), "Ask for reconsideration")
    assert denials_have_steps().broken == []


def test_its_event_points_at_the_line_that_says_so(cast):
    denial = denied(cast, ("CO", "50", "150.00"))

    event = Event.objects.get(subject_kind="denial", subject_id=denial.pk)
    assert (event.kind, event.first_segment, event.last_segment) == (
        "denial_opened", denial.remittance_line.first_segment, denial.remittance_line.last_segment)


def test_a_payer_without_levels_has_a_denial_without_a_date(cast):
    cast.payer.appeal_levels.all().delete()

    denial = denied(cast, ("CO", "50", "150.00"))

    assert (denial.deadline_date, denial.route) == (None, "appeal")
    assert "no level" in denial.deadline_reason


def test_numbers_run(cast):
    first = denied(cast, ("CO", "50", "150.00"))
    claim = sent_claim(cast, charges=(("20610", [], "1", "150.00", [1]),))
    (line,) = claim.lines.all()

    received(check_of(cast.payer, answers(claim, pays(line, "0", ("CO", "50", "150.00")))))

    second = Denial.objects.exclude(pk=first.pk).get()
    assert int(second.number.removeprefix("D-")) == int(first.number.removeprefix("D-")) + 1
