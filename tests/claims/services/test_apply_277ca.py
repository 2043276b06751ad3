"""277CA: what clearinghouse and payer say of each claim, in whatever order it comes."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.services.rebuild_claims import rebuild_claims
from claims.services.send_ready_claims import batch_reference
from config.shared.models import Event
from payers.models import InboundTransaction
from payers.services.retry_transaction import retry_transaction
from payers.x12.claim_status import Status, StatusCode, StatusEntry, StatusLine
from payers.x12.model import organisation
from tests.claims.answers import CLEARINGHOUSE, MONDAY, acknowledged, last_event, next_step, payer_party, receive, report_277ca, send_off
from tests.factories.claims import NOW, Cast, make_claim, make_claims, put_in
from tests.factories.practice import BillingProviderFactory

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
REJECTING = Status(codes=(StatusCode("A7", "24", "41"),), date=MONDAY, action="U")


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def claim(cast):
    claim = make_claim(cast)
    send_off()
    return claim


def told(cast, *entries, **options):
    return receive(cast.payer.connection, [report_277ca(*entries, **options)])


def fresh(claim):
    claim.refresh_from_db()
    return claim


def test_the_clearinghouses_receipt(cast, claim):
    told(cast, acknowledged(claim, "A1", "19", by=CLEARINGHOUSE))

    assert (fresh(claim).status, claim.answer_source, claim.filing_proof_date) == ("received", "clearinghouse", None)
    assert next_step(claim).next_step == "Wait for the acknowledgement"


def test_the_payers_acceptance_is_proof_of_timely_filing_with_date_and_number(cast, claim):
    told(cast, acknowledged(claim, "A2", icn="E26232004417", day=date(2026, 11, 20)))

    assert (fresh(claim).status, claim.payer_control_number) == ("accepted", "E26232004417")
    assert (claim.filing_proof_date, claim.filing_proof_number) == (date(2026, 11, 20), "E26232004417")


def test_an_acceptance_waits_until_the_payers_own_time_is_over(cast, claim):
    told(cast, acknowledged(claim, "A2"))

    step = next_step(claim)
    assert (step.queue, step.next_date) == ("waiting", date(2026, 11, 30))


def test_the_clearinghouses_receipt_is_proof_only_where_the_payers_row_says_so(cast, claim):
    cast.payer.filing_proof = "A1"
    cast.payer.save()

    told(cast, acknowledged(claim, "A1", "19", by=CLEARINGHOUSE, number="CH-77"))

    assert (fresh(claim).filing_proof_date, claim.filing_proof_number) == (MONDAY, "CH-77")


def test_a_rejection_says_in_plain_words_what_to_mend(cast, claim):
    told(cast, acknowledged(claim, "A7", "164", "IL"))

    step = next_step(claim)
    assert fresh(claim).status == "rejected"
    assert (step.queue, step.next_step) == ("rejected", "Fix and resend: Rejected, invalid: member number of the subscriber (A7 164 IL)")
    assert step.amount == claim.open_amount


def test_the_event_names_file_and_segments(cast, claim):
    told(cast, acknowledged(claim, "A2"))

    event = last_event(claim)
    transaction = InboundTransaction.objects.get()
    assert (event.kind, event.from_state, event.to_state, event.inbound_transaction_id) == ("claim_accepted", "sent", "accepted", transaction.pk)
    assert event.first_segment < event.last_segment
    assert event.detail == {"set": "277CA", "source": "payer", "category": "A2", "code": "20", "entity": "PR", "version": 1}


def test_the_payer_after_the_clearinghouse(cast, claim):
    told(cast, acknowledged(claim, "A1", by=CLEARINGHOUSE))
    told(cast, acknowledged(claim, "A2"))

    assert fresh(claim).status == "accepted"


def test_a_late_clearinghouse_is_recorded_and_moves_nothing(cast, claim):
    told(cast, acknowledged(claim, "A2"))
    told(cast, acknowledged(claim, "A7", by=CLEARINGHOUSE, day=TUESDAY))

    assert fresh(claim).status == "accepted"
    assert (last_event(claim).kind, last_event(claim).detail["why"]) == ("claim_answer", "outranked")


def test_a_repeat_is_recorded_and_moves_nothing(cast, claim):
    told(cast, acknowledged(claim, "A2"))
    told(cast, acknowledged(claim, "A2"))

    assert fresh(claim).status == "accepted"
    assert last_event(claim).detail["why"] == "repeated"


def test_an_a3_after_the_a2_takes_the_acceptance_back_and_keeps_the_proof(cast, claim):
    told(cast, acknowledged(claim, "A2"))
    told(cast, acknowledged(claim, "A3", "21", day=TUESDAY))

    assert (fresh(claim).status, claim.filing_proof_date) == ("rejected", MONDAY)


def test_an_old_a3_that_comes_late_moves_nothing(cast, claim):
    receive(cast.payer.connection, [report_277ca(acknowledged(claim, "A2", day=TUESDAY))], at=NOW + timedelta(days=1))
    receive(cast.payer.connection, [report_277ca(acknowledged(claim, "A3", day=MONDAY))], at=NOW + timedelta(days=1))

    assert fresh(claim).status == "accepted"
    assert last_event(claim).detail["why"] == "stale"


def test_a_rejection_dated_in_the_future_does_not_outweigh_the_true_answer_of_the_next_day(cast, claim):
    entry = acknowledged(claim, "A3", "21", day=date(2099, 12, 31))
    receive(cast.payer.connection, [report_277ca(entry, day=date(2099, 12, 31))])
    assert (fresh(claim).status, claim.last_answer_at.date()) == ("rejected", MONDAY)
    assert last_event(claim).detail["dated"] == "2099-12-31"

    receive(cast.payer.connection, [report_277ca(acknowledged(claim, "A2", day=TUESDAY), day=TUESDAY)], at=NOW + timedelta(days=1))

    assert (fresh(claim).status, claim.filing_proof_date) == ("accepted", TUESDAY)


def test_an_acknowledgement_after_the_remittance_moves_nothing_but_proves_filing(cast, claim):
    put_in(claim, "paid", answer_source="remittance", last_answer_at=NOW)

    told(cast, acknowledged(claim, "A2", day=TUESDAY, icn="E1"))

    assert (fresh(claim).status, claim.filing_proof_number) == ("paid", "E1")
    assert last_event(claim).detail["why"] == "decided"


def test_an_answer_to_an_older_version_moves_nothing(cast, claim):
    entry = acknowledged(claim, "A7")
    put_in(claim, "rejected")
    rebuild_claims([claim.pk], at=NOW, actor=cast.biller)

    told(cast, entry)

    assert fresh(claim).status == "ready"
    assert last_event(claim).detail["why"] == "older_version"


def test_a_claim_that_nobody_knows_is_an_exception_and_the_others_are_applied(cast, claim):
    unknown = StatusEntry(**{**vars(acknowledged(claim, "A2")), "trace": "NOBODYS", "patient_control_number": "NOBODYS"})

    file = told(cast, acknowledged(claim, "A2"), unknown)

    row = InboundTransaction.objects.get()
    assert (file.fate, row.code, row.message) == ("exception", "unknown_claims", "1 of 2 claims named here are not ours; 1 were applied.")
    assert fresh(claim).status == "accepted"


def test_trying_such_an_exception_again_moves_nothing_twice(cast, claim):
    unknown = StatusEntry(**{**vars(acknowledged(claim, "A2")), "trace": "NOBODYS", "patient_control_number": "NOBODYS"})
    told(cast, acknowledged(claim, "A2"), unknown)
    before = last_event(claim).seq

    row = retry_transaction(InboundTransaction.objects.get().pk, actor=cast.biller, at=NOW)

    assert (row.fate, row.code, last_event(claim).seq) == ("exception", "unknown_claims", before)


def test_a_rejected_batch_rejects_every_claim_in_it(cast):
    first, second = make_claims(cast, 2)
    (interchange,) = send_off()
    report = report_277ca(batch=batch_reference(interchange.isa13, "0001"), batch_status="A3")

    receive(cast.payer.connection, [report])

    assert [fresh(claim).status for claim in (first, second)] == ["rejected", "rejected"]


def test_a_claim_with_a_word_of_its_own_is_not_covered_by_the_batchs(cast):
    first, second = make_claims(cast, 2)
    (interchange,) = send_off()
    report = report_277ca(acknowledged(first, "A1", by=CLEARINGHOUSE), batch=batch_reference(interchange.isa13, "0001"), batch_status="A3")

    receive(cast.payer.connection, [report])

    assert [fresh(claim).status for claim in (first, second)] == ["received", "rejected"]


def test_a_rejected_provider_rejects_only_its_claims(cast):
    mine = make_claim(cast)
    other = make_claim(Cast(payer=cast.payer, billing_provider=BillingProviderFactory()))
    (interchange,) = send_off()
    level = StatusEntry(
        level="provider", source=payer_party(mine), receiver=organisation("LARKFIELD", id_qualifier="46", id="LARKFIELD"), trace="0",
        provider=organisation("Larkfield", id_qualifier="XX", id=cast.billing_provider.npi), statuses=(REJECTING,),
    )

    told(cast, levels=(level,), batch=batch_reference(interchange.isa13, "0001"))

    assert [fresh(claim).status for claim in (mine, other)] == ["rejected", "sent"]


def test_a_rejected_batch_that_was_not_sent_from_here_is_an_exception(cast, claim):
    file = told(cast, batch="9999999990001", batch_status="A3")

    assert (file.fate, file.code) == ("exception", "unknown_batch")


def test_a_line_level_rejection_counts_where_the_claim_has_no_word_of_its_own(cast, claim):
    entry = acknowledged(claim, "A7")
    entry = StatusEntry(**{**vars(entry), "statuses": (), "lines": (StatusLine(procedure="99214", statuses=entry.statuses),)})

    told(cast, entry)

    assert fresh(claim).status == "rejected"


def test_several_codes_are_all_kept(cast, claim):
    entry = acknowledged(claim, "A7", "562", "85")
    status = Status(codes=(StatusCode("A7", "562", "85"), StatusCode("A8", "496", "85")), date=MONDAY, action="U")

    told(cast, StatusEntry(**{**vars(entry), "statuses": (status,)}))

    assert last_event(claim).detail["more"] == [["A8", "496", "85"]]


def test_a_payer_whose_row_says_nothing_else_counts_as_heard_by_the_clearinghouse(cast, claim):
    cast.payer.sends_277ca = False
    cast.payer.save()

    told(cast, acknowledged(claim, "A1", by=CLEARINGHOUSE))

    assert next_step(claim).next_date == date(2026, 11, 30)


def test_a_not_found_asks_for_a_call_where_the_payer_once_accepted(cast, claim):
    told(cast, acknowledged(claim, "A2"))
    told(cast, acknowledged(claim, "A4", "35", day=TUESDAY))

    assert fresh(claim).status == "accepted"
    assert next_step(claim).queue == "follow_up"
    assert next_step(claim).next_step.startswith("Call the payer")


def test_the_number_of_queries_does_not_depend_on_the_number_of_claims(cast, django_assert_num_queries):
    few, many = make_claims(cast, 2), make_claims(cast, 15)
    send_off()
    short, long = (report_277ca(*(acknowledged(claim, "A2", icn=f"I{claim.pk}") for claim in claims)) for claims in (few, many))

    with CaptureQueriesContext(connection) as measured:
        receive(cast.payer.connection, [short])
    with django_assert_num_queries(len(measured)):
        receive(cast.payer.connection, [long])

    assert Claim.objects.filter(status="accepted").count() == Event.objects.filter(kind="claim_accepted").count() == 17
