"""The one door of a claim's state: the full matrix, the event, the next step, and what may change with it."""

import pytest

from claims.models import Claim, ClaimStatus
from claims.rules.next_steps import Step
from claims.selectors.claims import locked
from claims.services.move_claims import Move, move_claim, move_claims
from config.shared.errors import TransitionNotAllowed
from config.shared.models import Event, WorkItem
from config.shared.services.record_event import Evidence
from tests.claims.answers import last_event, next_step
from tests.factories.claims import NOW, SERVICE_DATE, Cast, make_claim, make_claims, put_in

pytestmark = pytest.mark.django_db
HERE = Evidence(NOW)


@pytest.fixture
def claim(db):
    return make_claim(Cast())


def move(claim, status="", **options):
    move_claim(Move(claim=locked([claim.pk])[claim.pk], status=status, **{"kind": "moved", "evidence": HERE, **options}), actor=None)
    claim.refresh_from_db()


# What a biller would draw: from each state, the states it may go to. The code's table is held against this one.
ANSWERS = {"received", "accepted", "rejected", "pending", "records_asked", "finalized", "paid", "partly_paid", "denied"}
LATER = ANSWERS - {"received"}
ALLOWED = {
    "held": {"held", "ready", "voided"},
    "ready": {"held", "ready", "queued", "voided"},
    "crossed_over": ANSWERS | {"held", "ready", "closed", "voided"},
    "queued": {"sent"} | ANSWERS,
    "sent": ANSWERS | {"voided"},
    "received": LATER | {"voided"},
    "accepted": LATER - {"accepted"} | {"voided"},
    "pending": LATER | {"voided"},
    "records_asked": LATER | {"voided"},
    "finalized": LATER | {"voided"},
    "rejected": LATER | {"held", "ready", "voided", "closed"},
    "paid": {"closed", "held", "ready", "partly_paid", "denied", "pending"},
    "partly_paid": {"closed", "held", "ready", "paid", "denied", "pending"},
    "denied": {"closed", "held", "ready", "paid", "partly_paid", "pending"},
    "closed": {"held", "ready", "pending", "paid", "partly_paid", "denied"},
    "voided": set(),
}


@pytest.mark.parametrize("before", ClaimStatus.values)
def test_each_state_leads_where_the_table_says_and_nowhere_else(claim, before):
    reached = set()
    for after in ClaimStatus.values:
        put_in(claim, before)
        try:
            move(claim, after)
        except TransitionNotAllowed:
            claim.refresh_from_db()
            assert claim.status == before
        else:
            reached.add(claim.status)

    assert reached == ALLOWED[before]


def test_the_move_is_an_event_with_its_evidence(claim):
    move(claim, "queued", kind="claim_queued", evidence=Evidence(NOW, detail={"interchange": "000000001"}))

    event = last_event(claim)
    assert (event.kind, event.from_state, event.to_state, event.evidence_at, event.detail) == (
        "claim_queued", "ready", "queued", NOW, {"interchange": "000000001"},
    )


def test_evidence_that_moves_nothing_is_recorded(claim):
    move(claim)

    assert (claim.status, last_event(claim).from_state, last_event(claim).to_state) == ("ready", "ready", "ready")


def test_a_step_replaces_the_next_step(claim):
    move(claim, "queued", step=Step("waiting", "Being sent", SERVICE_DATE))

    assert (next_step(claim).queue, next_step(claim).next_date) == ("waiting", SERVICE_DATE)
    assert WorkItem.objects.count() == 1


def test_no_step_leaves_it(claim):
    move(claim, "queued")

    assert next_step(claim).queue == "ready"


def test_a_reason_closes_it(claim):
    move(claim, "voided", closes="voided")

    item = WorkItem.objects.get()
    assert (item.closed_at is not None, item.closed_reason) == (True, "voided")


def test_fields_change_with_the_move(claim):
    move(claim, "queued", changes={"payer_control_number": "E1", "last_answer_at": NOW, "answer_source": "payer"})

    assert (claim.payer_control_number, claim.last_answer_at, claim.answer_source) == ("E1", NOW, "payer")


def test_no_other_field_may_change_with_a_move(claim):
    with pytest.raises(ValueError, match="billed_amount"):
        move(claim, "queued", changes={"billed_amount": 0})


def test_a_refused_move_saves_none_of_its_neighbours(db):
    first, second = make_claims(Cast(), 2)
    put_in(second, "voided")
    rows = locked([first.pk, second.pk])

    with pytest.raises(TransitionNotAllowed):
        move_claims([Move(claim=row, status="queued", kind="moved", evidence=HERE) for row in rows.values()], actor=None)

    assert sorted(Claim.objects.values_list("status", flat=True)) == ["ready", "voided"]
    assert not Event.objects.filter(kind="moved").exists()


def test_several_moves_of_one_claim_follow_each_other(claim):
    row = locked([claim.pk])[claim.pk]

    move_claims([Move(claim=row, status=status, kind=f"to_{status}", evidence=HERE) for status in ("queued", "sent", "accepted")], actor=None)

    claim.refresh_from_db()
    seen = Event.objects.filter(subject_id=claim.pk, subject_kind="claim", kind__startswith="to_").order_by("seq")
    assert claim.status == "accepted"
    assert list(seen.values_list("from_state", "to_state")) == [("ready", "queued"), ("queued", "sent"), ("sent", "accepted")]


def test_the_same_evidence_moves_once(claim):
    once = Evidence(NOW, key="inbound:1:1")
    move(claim, "queued", evidence=once)

    move(claim, "sent", evidence=once)

    assert claim.status == "queued"
    assert Event.objects.filter(key="inbound:1:1").count() == 1
