"""Each check of `verify` on claims passes on sound data, and names the row that was broken behind its back."""

from decimal import Decimal

import pytest
from django.db import connection

from claims import invariants_claims_out as checks
from claims.models import Claim, ClaimSubmission
from config.shared.models import Event, WorkItem
from payers.models import Interchange
from tests.claims.answers import acknowledged, receive, report_277ca, send_off, submission_of
from tests.factories.claims import NOW, Cast, make_claim, make_claims

pytestmark = pytest.mark.django_db
EVERY = (
    checks.open_amounts_agree, checks.claims_are_in_one_batch, checks.states_have_evidence, checks.claims_have_next_steps,
    checks.versions_keep_their_amounts,
)


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def claim(cast):
    claim = make_claim(cast)
    send_off()
    return claim


@pytest.fixture
def unguarded(db):
    """The triggers let rows be rewritten until the test ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL practice.allow_rewrite = 'on'")


def refs(check):
    return [broken.ref for broken in check().broken]


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.__name__)
def test_sound_claims_pass(cast, check):
    first, second, _ = make_claims(cast, 3)
    send_off()
    receive(cast.payer.connection, [report_277ca(acknowledged(first, "A2"), acknowledged(second, "A7"))])
    make_claim(cast, diagnoses=("ZZZ", "I10"))

    result = check()

    assert (result.broken, result.checked > 0) == ([], True)


def test_an_open_amount_that_the_ledger_does_not_know(claim):
    Claim.objects.update(open_amount=Decimal("329.99"))

    assert refs(checks.open_amounts_agree) == [f"claim {claim.number}"]


def test_a_claim_in_two_batches_without_an_answer(claim):
    first = submission_of(claim)
    batch = Interchange.objects.get()
    other = Interchange.objects.create(connection=batch.connection, type="837P", isa13="999999999", gs06="9", usage="T", remote_name="x", sha256="0" * 64,
                                       size=1, count=1, frozen_at=NOW)
    claim.submissions.create(ordinal=2, patient_control_number="X" * 14, snapshot=first.snapshot, billed_amount=first.billed_amount, frozen_at=NOW,
                             interchange=other)

    assert refs(checks.claims_are_in_one_batch) == [f"claim {claim.number}"]


def test_a_state_without_evidence(claim):
    Claim.objects.update(status="accepted")

    assert refs(checks.states_have_evidence) == [f"claim {claim.number}"]


def test_a_state_whose_event_was_removed(claim, unguarded):
    Event.objects.filter(subject_kind="claim", kind="claim_sent").delete()

    assert refs(checks.states_have_evidence) == [f"claim {claim.number}"]


def test_an_open_claim_without_a_next_step(claim):
    WorkItem.objects.update(closed_at=NOW)

    assert refs(checks.claims_have_next_steps) == [f"claim {claim.number}"]


def test_a_version_that_was_changed_after_it_was_frozen(claim, unguarded):
    submission = submission_of(claim)
    submission.snapshot["lines"][0]["amount"] = "1.00"
    ClaimSubmission.objects.filter(pk=submission.pk).update(snapshot=submission.snapshot)

    assert refs(checks.versions_keep_their_amounts) == [f"version {submission.patient_control_number}"]
