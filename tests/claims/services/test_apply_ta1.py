"""TA1: the file as such was taken or refused."""

import pytest

from claims.models import Claim
from claims.services.send_ready_claims import send_ready_claims
from payers.models import InboundTransaction
from tests.claims.answers import answer_ta1, last_event, next_step, receive, send_off
from tests.factories.claims import NOW, Cast, make_claim, make_claims

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def statuses():
    return list(Claim.objects.order_by("pk").values_list("status", flat=True))


def test_a_refused_file_rejects_all_its_claims_in_words(cast):
    claim, _ = make_claims(cast, 2)
    (interchange,) = send_off()

    receive(cast.payer.connection, acknowledgements=[answer_ta1(interchange, "R", "020")])

    interchange.refresh_from_db()
    assert statuses() == ["rejected", "rejected"]
    assert interchange.status == "rejected"
    assert "TA1 020" in next_step(claim).next_step
    assert last_event(claim).detail["reason"] == "the test or production mark is not valid"


def test_an_accepted_file_is_acknowledged_and_moves_no_claim(cast):
    make_claim(cast)
    (interchange,) = send_off()

    receive(cast.payer.connection, acknowledgements=[answer_ta1(interchange)])

    interchange.refresh_from_db()
    assert (statuses(), interchange.status) == (["sent"], "acknowledged")


def test_received_before_means_that_the_first_copy_arrived(cast):
    make_claim(cast)
    (interchange,) = send_ready_claims(at=NOW)

    file = receive(cast.payer.connection, acknowledgements=[answer_ta1(interchange, "R", "025")])

    interchange.refresh_from_db()
    row = InboundTransaction.objects.get()
    assert (file.fate, row.code) == ("processed", "received_before")
    assert statuses() == ["sent"]
    assert interchange.status == "delivered"


def test_a_refusal_after_the_claims_own_acknowledgement_is_only_recorded(cast):
    claim = make_claim(cast)
    (interchange,) = send_off()
    Claim.objects.update(status="received", answer_source="clearinghouse")

    receive(cast.payer.connection, acknowledgements=[answer_ta1(interchange, "R", "022")])

    assert statuses() == ["received"]
    assert last_event(claim).detail["why"] == "outranked"


def test_an_unknown_control_number_is_an_exception(cast):
    make_claim(cast)
    (interchange,) = send_off()
    unknown = type(answer_ta1(interchange))(**{**vars(answer_ta1(interchange)), "control": "987654321"})

    file = receive(cast.payer.connection, acknowledgements=[unknown])

    assert (file.fate, file.code) == ("exception", "unknown_batch")
