"""Holding a claim, letting it go, waiving a finding."""

from datetime import date, timedelta

import pytest

from claims.services.hold_claim import NotUnsent, hold_claim, release_claim
from claims.services.scrub_claims import scrub_claims
from claims.services.waive_finding import NotWaivable, waive_finding
from config.shared.errors import ReasonMissing
from tests.claims.answers import next_step
from tests.factories.claims import NOW, Cast, make_claim, put_in

pytestmark = pytest.mark.django_db
LONG_AGO = {"service_date": date(2026, 1, 5)}


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def claim(cast):
    return make_claim(cast)


def test_a_held_claim_says_why_and_until_when(cast, claim):
    hold_claim(claim.pk, reason="Waiting for the referral", until=date(2026, 12, 1), actor=cast.biller, at=NOW)

    claim.refresh_from_db()
    step = next_step(claim)
    assert (claim.status, claim.hold_reason) == ("held", "Waiting for the referral")
    assert (step.queue, step.next_step, step.next_date) == ("held", "On hold: Waiting for the referral", date(2026, 12, 1))


def test_a_scrub_does_not_end_a_persons_hold(cast, claim):
    hold_claim(claim.pk, reason="Wait", until=date(2026, 12, 1), actor=cast.biller, at=NOW)

    scrub_claims([claim.pk], at=NOW, actor=cast.biller)

    claim.refresh_from_db()
    assert (claim.status, next_step(claim).next_date) == ("held", date(2026, 12, 1))


def test_a_released_claim_is_ready_again(cast, claim):
    hold_claim(claim.pk, reason="Wait", until=date(2026, 12, 1), actor=cast.biller, at=NOW)

    released = release_claim(claim.pk, actor=cast.biller, at=NOW)

    assert (released.status, released.hold_reason, next_step(claim).queue) == ("ready", "", "ready")


def test_a_hold_needs_a_reason(cast, claim):
    with pytest.raises(ReasonMissing):
        hold_claim(claim.pk, reason=" ", until=date(2026, 12, 1), actor=cast.biller, at=NOW)


def test_what_was_sent_can_not_be_held(cast, claim):
    put_in(claim, "sent")

    with pytest.raises(NotUnsent):
        hold_claim(claim.pk, reason="Wait", until=date(2026, 12, 1), actor=cast.biller, at=NOW)


def test_an_error_that_the_practice_answers_for_can_be_waived(cast):
    claim = make_claim(cast, **LONG_AGO)
    (finding,) = claim.submissions.get().findings.all()
    assert (claim.status, finding.rule) == ("held", "filing_limit")

    waived = waive_finding(finding.pk, reason="Filed in March, proof in Documents", actor=cast.biller, at=NOW)

    (finding,) = claim.submissions.get().findings.all()
    assert waived.status == "ready"
    assert (finding.waived_by, finding.waive_reason, finding.holds) == (cast.biller, "Filed in March, proof in Documents", False)


def test_a_waiver_lasts_as_long_as_the_finding_is_the_same(cast):
    claim = make_claim(cast, **LONG_AGO)
    waive_finding(claim.submissions.get().findings.get().pk, reason="Proof", actor=cast.biller, at=NOW)

    scrub_claims([claim.pk], at=NOW + timedelta(days=1), actor=cast.biller)

    claim.refresh_from_db()
    assert claim.status == "ready"


def test_an_error_that_the_payer_would_refuse_can_not_be_waived(cast):
    claim = make_claim(cast, diagnoses=("ZZZ", "I10"))

    with pytest.raises(NotWaivable):
        waive_finding(claim.submissions.get().findings.first().pk, reason="Trust me", actor=cast.biller, at=NOW)


def test_a_waiver_needs_a_reason(cast):
    claim = make_claim(cast, **LONG_AGO)

    with pytest.raises(ReasonMissing):
        waive_finding(claim.submissions.get().findings.get().pk, reason="", actor=cast.biller, at=NOW)
