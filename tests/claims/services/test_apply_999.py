"""999: a whole ST is accepted or refused, and only the claims of the refused ones move."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.services import send_ready_claims as sending
from claims.services.rebuild_claims import rebuild_claims
from claims.services.send_ready_claims import send_ready_claims
from payers.models import InboundTransaction
from payers.x12.findings import ERROR, Finding
from payers.x12.writer import composite
from tests.claims.answers import answer_999, last_event, next_step, receive, send_off, submission_of
from tests.factories.claims import NOW, Cast, make_claim, make_claims

pytestmark = pytest.mark.django_db
BAD = (Finding(ERROR, "invalid_code", "2300", "CLM", 30, "CLM05", "wrong"),)


@pytest.fixture
def cast():
    return Cast()


def statuses():
    return list(Claim.objects.order_by("pk").values_list("status", flat=True))


def test_an_accepted_batch_is_acknowledged_and_noted_on_its_claims(cast):
    claim = make_claim(cast)
    (interchange,) = send_off()

    file = receive(cast.payer.connection, [answer_999(interchange)])

    interchange.refresh_from_db()
    assert (file.fate, interchange.status) == ("processed", "acknowledged")
    event = last_event(claim)
    assert (event.kind, event.from_state, event.to_state) == ("claim_syntax_accepted", "sent", "sent")
    assert event.inbound_transaction_id == InboundTransaction.objects.get().pk


def test_a_refused_batch_rejects_its_claims_with_the_reason(cast):
    claim = make_claim(cast)
    (interchange,) = send_off()

    receive(cast.payer.connection, [answer_999(interchange, {"0001": BAD})])

    claim.refresh_from_db()
    interchange.refresh_from_db()
    assert (claim.status, claim.answer_source, interchange.status) == ("rejected", "clearinghouse", "rejected")
    assert last_event(claim).detail["errors"] == ["CLM in loop 2300: CLM05 (7)"]
    assert next_step(claim).queue == "rejected"
    assert "CLM in loop 2300" in next_step(claim).next_step


def test_one_refused_set_takes_only_its_own_claims(cast, monkeypatch):
    monkeypatch.setattr(sending, "CLAIMS_PER_TRANSACTION", 2)
    make_claims(cast, 5)
    (interchange,) = send_off()

    receive(cast.payer.connection, [answer_999(interchange, {"0002": BAD})])

    interchange.refresh_from_db()
    assert statuses() == ["sent", "sent", "rejected", "rejected", "sent"]
    assert interchange.status == "acknowledged"


def test_the_claim_that_was_wrong_is_told_from_its_neighbours(cast):
    culprit, neighbour = make_claims(cast, 2)
    (interchange,) = send_off()
    answer = answer_999(interchange, {"0001": BAD})
    error = answer.sets[0].errors[0]
    named = type(error)(error.segment, error.number, error.code, error.loop, error.elements, ((composite("CLM01", submission_of(culprit).patient_control_number),),))
    answer = type(answer)(**{**vars(answer), "sets": (type(answer.sets[0])(**{**vars(answer.sets[0]), "errors": (named,)}),)})

    receive(cast.payer.connection, [answer])

    assert statuses() == ["rejected", "rejected"]
    assert "CLM05" in next_step(culprit).next_step
    assert "for another claim in it" in next_step(neighbour).next_step


def test_accepted_with_errors_is_accepted(cast):
    make_claim(cast)
    (interchange,) = send_off()
    answer = answer_999(interchange, code="E")

    receive(cast.payer.connection, [answer])

    assert statuses() == ["sent"]


def test_a_group_refused_without_naming_its_sets_refuses_all(cast):
    make_claims(cast, 2)
    (interchange,) = send_off()

    receive(cast.payer.connection, [answer_999(interchange, code="R", sets=(), received=0, accepted=0)])

    assert statuses() == ["rejected", "rejected"]


def test_a_group_refused_as_such_refuses_sets_that_were_in_order(cast):
    make_claim(cast)
    (interchange,) = send_off()

    receive(cast.payer.connection, [answer_999(interchange, code="R", error_codes=("5",))])

    assert statuses() == ["rejected"]


def test_a_batch_nobody_knew_as_delivered_is_sent_first(cast):
    claim = make_claim(cast)
    (interchange,) = send_ready_claims(at=NOW)

    receive(cast.payer.connection, [answer_999(interchange)])

    claim.refresh_from_db()
    interchange.refresh_from_db()
    assert (claim.status, interchange.status) == ("sent", "acknowledged")
    assert interchange.delivered_at is not None


def test_an_unknown_control_number_is_an_exception_that_says_so(cast):
    make_claim(cast)
    (interchange,) = send_off()

    file = receive(cast.payer.connection, [answer_999(interchange, group_control="99999")])

    row = InboundTransaction.objects.get()
    assert (file.fate, row.fate, row.code) == ("exception", "exception", "unknown_batch")
    assert "99999" in row.message
    assert statuses() == ["sent"]


def test_a_control_number_of_another_connection_is_unknown(cast):
    make_claim(cast)
    (interchange,) = send_off()

    file = receive(Cast().payer.connection, [answer_999(interchange)])

    assert file.code == "unknown_batch"


def test_a_refusal_after_the_claims_own_acknowledgement_is_only_recorded(cast):
    claim = make_claim(cast)
    (interchange,) = send_off()
    Claim.objects.update(status="accepted", answer_source="payer")

    receive(cast.payer.connection, [answer_999(interchange, {"0001": BAD})])

    assert statuses() == ["accepted"]
    assert last_event(claim).detail["why"] == "outranked"


def test_a_refusal_of_an_older_version_moves_nothing(cast):
    claim = make_claim(cast)
    (interchange,) = send_off()
    Claim.objects.update(status="rejected")
    rebuild_claims([claim.pk], at=NOW, actor=cast.biller)

    receive(cast.payer.connection, [answer_999(interchange, {"0001": BAD})], at=NOW + timedelta(hours=1))

    assert statuses() == ["ready"]
    assert last_event(claim).detail["why"] == "older_version"


def test_the_same_answer_in_a_new_file_does_nothing_again(cast):
    claim = make_claim(cast)
    (interchange,) = send_off()
    receive(cast.payer.connection, [answer_999(interchange)])
    before = last_event(claim).seq

    receive(cast.payer.connection, [answer_999(interchange, control="0077")], name="again.x12")

    assert sorted(InboundTransaction.objects.values_list("fate", flat=True)) == ["duplicate", "processed"]
    assert last_event(claim).seq == before


def test_the_number_of_queries_does_not_depend_on_the_number_of_claims(cast, django_assert_num_queries):
    make_claims(cast, 2)
    (small,) = send_off()
    make_claims(cast, 12)
    (large,) = send_off()

    with CaptureQueriesContext(connection) as measured:
        receive(cast.payer.connection, [answer_999(small, {"0001": BAD})])
    with django_assert_num_queries(len(measured)):
        receive(cast.payer.connection, [answer_999(large, {"0001": BAD})])

    assert Claim.objects.filter(status="rejected").count() == 14
