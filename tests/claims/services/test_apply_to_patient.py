"""Proposals that move a patient's share: applied by policy after posting, once, and never while a payer is open on the line."""

from dataclasses import replace
from decimal import Decimal

import pytest

from billing.selectors import ledger
from claims.models import ClaimStatus, PostingProposal, ProposalKind
from claims.services.apply_to_patient import POLICY, apply_to_patient
from config.shared.models import Event, WorkItem
from tests.factories.claims import NOW, Cast
from tests.factories.remittances import check_of, make_table, make_terms, received
from tests.scenarios.money import billed, decided, taken_back

pytestmark = pytest.mark.django_db
VISIT = ("120.00", (("CO", "45", "30.00"), ("PR", "2", "30.00")))
DENIED = ("0.00", (("CO", "50", "150.00"),))


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    return cast


def owed(claim) -> tuple[Decimal, Decimal]:
    held = ledger.by_encounter([claim.encounter_id])[claim.encounter_id]
    return held.owed_by_payer, held.owed_by_patient


def test_the_share_moves_and_the_claim_closes_with_its_evidence(cast):
    claim = billed(cast, ("99214", "180.00"))

    remittance = received(check_of(cast.payer, decided(claim, VISIT)))

    claim.refresh_from_db()
    event = Event.objects.get(subject_kind="claim", subject_id=claim.pk, kind="patient_share_moved")
    assert (claim.status, claim.open_amount, owed(claim)) == (ClaimStatus.CLOSED, 0, (0, Decimal("30.00")))
    assert (event.inbound_transaction_id, event.detail["amount"]) == (remittance.inbound_transaction_id, "30.00")
    assert PostingProposal.objects.get().policy == POLICY
    assert not WorkItem.objects.filter(subject_kind="claim", closed_at__isnull=True).exists()


def test_called_again_it_does_nothing(cast):
    claim = billed(cast, ("99214", "180.00"))
    received(check_of(cast.payer, decided(claim, VISIT)))
    events = Event.objects.count()

    apply_to_patient([claim.pk], actor=None, at=NOW)

    assert (Event.objects.count(), owed(claim)) == (events, (0, Decimal("30.00")))


def test_a_denied_line_keeps_the_claim_open_and_its_denial_has_the_next_step(cast):
    claim = billed(cast, ("99214", "180.00"), ("20610", "150.00"))

    received(check_of(cast.payer, decided(claim, VISIT, DENIED)))

    claim.refresh_from_db()
    assert (claim.status, claim.open_amount, owed(claim)) == (ClaimStatus.PARTLY_PAID, Decimal("150.00"), (Decimal("150.00"), Decimal("30.00")))
    assert not WorkItem.objects.filter(subject_kind="claim", closed_at__isnull=True).exists()


def test_a_share_whose_decision_was_taken_back_is_dismissed(cast):
    claim = billed(cast, ("99214", "180.00"))
    short = ("110.00", (("CO", "45", "40.00"), ("PR", "2", "30.00")))
    received(check_of(cast.payer, decided(claim, short)))
    received(check_of(cast.payer, taken_back(claim, short)))

    proposal = PostingProposal.objects.get(kind=ProposalKind.TO_PATIENT)
    assert (proposal.state, owed(claim)) == ("dismissed", (Decimal("180.00"), 0))


def test_a_qualified_medicare_beneficiary_never_owes(cast):
    claim = billed(cast, ("99214", "180.00"))
    line = decided(claim, VISIT)
    (service,) = line.lines
    received(check_of(cast.payer, replace(line, lines=(replace(service, remarks=("N782",)),))))

    assert owed(claim)[1] == 0


def test_many_claims_cost_as_many_queries_as_few(cast, django_assert_max_num_queries):
    claims = [billed(cast, ("99214", "180.00")) for _ in range(6)]
    for claim in claims:
        received(check_of(cast.payer, decided(claim, ("110.00", (("CO", "45", "40.00"), ("PR", "2", "30.00"))))))

    with django_assert_max_num_queries(40):
        apply_to_patient([claim.pk for claim in claims], actor=None, at=NOW)
