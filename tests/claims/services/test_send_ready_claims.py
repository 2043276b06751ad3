"""Batches: which claims go into which file, what the file says, and that no claim is in two of them."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from claims.models import Claim, ClaimStatus, ClaimSubmission
from claims.services import send_ready_claims as sending
from claims.services.mark_claims_sent import mark_claims_sent
from claims.services.send_ready_claims import send_ready_claims
from config.shared import blobs
from config.shared.models import Event, Job, WorkItem
from payers import x12
from payers.models import Interchange
from payers.services.freeze_interchange import UsageDisagrees
from tests.claims.test_render_837p import amounts
from tests.factories.claims import NOW, Cast, make_claim, make_claims, make_coverage, make_patient, put_in
from tests.factories.payers import ConnectionFactory, PayerFactory
from tests.support.pyx12_oracle import pyx12_errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def send(**options):
    return send_ready_claims(at=NOW, **options)


def statuses():
    return list(Claim.objects.order_by("pk").values_list("status", flat=True))


def sets_of(interchange):
    return list(x12.read(blobs.read(interchange.sha256)).transactions())


def test_ready_claims_go_into_one_batch(cast):
    make_claims(cast, 3)

    (interchange,) = send()

    assert statuses() == ["queued"] * 3
    assert (interchange.type, interchange.count, interchange.total_amount, interchange.usage) == ("837P", 3, Decimal("990.00"), "T")
    assert ClaimSubmission.objects.filter(interchange=interchange, st02="0001").count() == 3


def test_pyx12_accepts_the_file_and_its_amounts_are_those_of_the_claims(cast):
    claims = make_claims(cast, 2)

    (interchange,) = send()

    data = blobs.read(interchange.sha256)
    assert pyx12_errors(data) == []
    found = amounts(data)
    assert {number: total for number, (total, _) in found.items()} == {claim.submissions.get().patient_control_number: "330" for claim in claims}
    assert sorted(service for service in found[claims[0].submissions.get().patient_control_number][1].values()) == [
        ("HC:20610:RT", "150", "1"), ("HC:99214:25", "180", "1"),
    ]


def test_the_envelope_is_the_connections(cast):
    make_claim(cast)

    (interchange,) = send()

    (read,) = x12.read(blobs.read(interchange.sha256)).interchanges
    assert (read.sender.strip(), read.receiver.strip(), read.usage, read.control) == ("LARKFIELD", "SANDBOX", "T", interchange.isa13)
    assert read.groups[0].control == interchange.gs06
    assert f"{read.at:%Y%m%d%H%M}" == "202611230900"  # the practice's zone is six hours behind


def test_the_batchs_reference_names_file_and_set(cast):
    make_claim(cast)

    (interchange,) = send()

    assert [x12.parse(each).reference for each in sets_of(interchange)] == [f"{interchange.isa13}0001"]


def test_a_file_holds_no_more_claims_than_the_connection_takes(cast):
    cast.payer.connection.claims_per_file = 2
    cast.payer.connection.save()
    make_claims(cast, 5)

    assert [interchange.count for interchange in send()] == [2, 2, 1]


def test_a_set_holds_no_more_claims_than_one_refusal_may_take(cast, monkeypatch):
    monkeypatch.setattr(sending, "CLAIMS_PER_TRANSACTION", 2)
    make_claims(cast, 5)

    (interchange,) = send()

    assert [(each.control, len(x12.parse(each).claims)) for each in sets_of(interchange)] == [("0001", 2), ("0002", 2), ("0003", 1)]
    assert sorted(ClaimSubmission.objects.values_list("st02", flat=True)) == ["0001", "0001", "0002", "0002", "0003"]
    assert pyx12_errors(blobs.read(interchange.sha256)) == []


def test_each_connection_gets_its_own_file(cast):
    make_claim(cast)
    make_claim(Cast(payer=PayerFactory()))

    first, second = send()

    assert first.connection != second.connection


def test_only_ready_claims_go(cast):
    held, _ready, rejected = make_claims(cast, 3)
    put_in(held, ClaimStatus.HELD)
    put_in(rejected, ClaimStatus.REJECTED)

    send()

    assert statuses() == ["held", "queued", "rejected"]


def test_nothing_goes_over_a_connection_that_is_switched_off(cast):
    make_claim(cast)
    cast.payer.connection.is_active = False
    cast.payer.connection.save()

    assert send() == []
    assert statuses() == ["ready"]


def test_only_the_chosen_claims_go(cast):
    _first, second = make_claims(cast, 2)

    send(only=[second.pk])

    assert statuses() == ["ready", "queued"]


def test_sending_twice_sends_once(cast):
    make_claim(cast)

    send()

    assert send() == []
    assert Interchange.objects.count() == 1


def test_a_version_enters_one_batch_only(cast):
    claim = make_claim(cast)
    send()
    other = ConnectionFactory()
    second = Interchange.objects.create(connection=other, type="837P", isa13="999999999", gs06="1", usage="T", remote_name="x", sha256="0" * 64, size=1,
                                        count=1, frozen_at=NOW)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        ClaimSubmission.objects.filter(claim=claim).update(interchange=second)


def test_a_ready_claim_whose_version_was_sent_is_never_batched_again(cast):
    claim = make_claim(cast)
    send()
    put_in(claim, ClaimStatus.READY)

    send()

    assert Interchange.objects.count() == 1
    assert trouble(cast.payer.connection).next_step.startswith("Claims can't be sent: The batch for")


def test_production_data_never_leave_a_demo_and_others_still_go(cast, settings):
    settings.DEMO = True
    cast.payer.connection.usage = "P"
    cast.payer.connection.save()
    make_claim(cast)
    other = make_claim(Cast(payer=PayerFactory()))

    send()

    assert statuses() == ["ready", "queued"]
    assert other.submissions.get().interchange is not None


def trouble(connection):
    """The open work item about sending over a connection."""
    return WorkItem.objects.get(subject_kind="connection", subject_id=connection.pk, kind="send", closed_at=None)


def test_a_refused_batch_is_put_before_a_person_until_it_goes_out(cast, settings):
    settings.DEMO = True
    connection = cast.payer.connection
    connection.usage = "P"
    connection.save()
    claim = make_claim(cast)

    send()
    send()

    item = trouble(connection)
    assert (item.queue, item.amount) == ("connection_trouble", Decimal("330.00"))
    assert item.next_step.startswith("Claims can't be sent: ")
    assert "another usage" in item.next_step

    connection.usage = "T"
    connection.save()
    send()

    item.refresh_from_db()
    claim.refresh_from_db()
    assert (item.closed_reason, claim.status) == ("works again", "queued")


def test_a_person_who_sends_a_claim_is_told_the_refusal(cast, settings):
    settings.DEMO = True
    cast.payer.connection.usage = "P"
    cast.payer.connection.save()
    claim = make_claim(cast)

    with pytest.raises(UsageDisagrees):
        send(only=[claim.pk])

    assert trouble(cast.payer.connection).amount == Decimal("330.00")


def test_a_fault_with_one_connection_keeps_no_other_waiting_and_logs_no_text_of_it(cast, monkeypatch, caplog):
    make_claim(cast)
    make_claim(Cast(payer=PayerFactory()))
    sender_of = sending.sender_of

    def fails_for_the_first(connection, provider):
        if connection == cast.payer.connection:
            raise RuntimeError("Marlow, Ada")
        return sender_of(connection, provider)

    monkeypatch.setattr(sending, "sender_of", fails_for_the_first)
    send()

    assert statuses() == ["ready", "queued"]
    assert "RuntimeError" in trouble(cast.payer.connection).next_step
    assert "RuntimeError" in caplog.text
    assert "Marlow" not in caplog.text


def test_the_delivery_is_enqueued_with_the_batch(cast):
    make_claim(cast)

    (interchange,) = send()

    assert Job.objects.get(kind="payers.deliver_interchange").args == {"interchange_id": interchange.pk}


def test_claims_of_several_patients_and_of_a_child_are_one_valid_file(cast):
    make_claim(cast)
    child = make_patient(first_name="Tim", birth_date="2015-03-04", sex="M")
    policy = make_coverage(child, cast.payer, relationship="19", subscriber_last_name="Marlow", subscriber_first_name="Ada")
    make_claim(cast, patient=child, coverages=[policy])

    (interchange,) = send()

    assert pyx12_errors(blobs.read(interchange.sha256)) == []


def test_once_it_has_left_its_claims_are_sent(cast):
    claim = make_claim(cast)
    (interchange,) = send()
    left_at = NOW + timedelta(minutes=1)

    mark_claims_sent(interchange_id=interchange.pk, at=left_at)

    claim.refresh_from_db()
    assert (claim.status, claim.sent_at) == ("sent", left_at)
    event = Event.objects.get(subject_kind="claim", subject_id=claim.pk, kind="claim_sent")
    assert (event.from_state, event.to_state, event.detail) == ("queued", "sent", {"interchange": interchange.isa13})
    assert WorkItem.objects.get(subject_kind="claim", closed_at=None).next_step == "Wait for the acknowledgement"


def test_being_told_twice_that_it_left_changes_nothing(cast):
    claim = make_claim(cast)
    (interchange,) = send()
    mark_claims_sent(interchange_id=interchange.pk, at=NOW)

    mark_claims_sent(interchange_id=interchange.pk, at=NOW + timedelta(days=1))

    claim.refresh_from_db()
    assert claim.sent_at == NOW
    assert Event.objects.filter(kind="claim_sent").count() == 1


def test_the_number_of_queries_does_not_depend_on_the_number_of_claims(cast, django_assert_num_queries):
    make_claims(cast, 2)
    with django_assert_num_queries(29):
        send()
    make_claims(cast, 12)
    with django_assert_num_queries(29):
        send()


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_put_a_claim_into_one_batch(cast):
    make_claims(cast, 4)
    taken, go_on = threading.Event(), threading.Event()
    frozen = []

    def other_sender():
        try:
            with transaction.atomic():
                frozen.extend(send())
                taken.set()
                go_on.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=other_sender)
    thread.start()
    taken.wait(10)
    mine = send()
    go_on.set()
    thread.join()

    assert mine == []
    assert [interchange.count for interchange in frozen] == [4]
    assert ClaimSubmission.objects.filter(interchange=frozen[0]).count() == 4


def test_a_visit_of_a_payer_without_connection_waits_with_a_finding(cast):
    cast.payer.connection = None
    cast.payer.save()

    claim = make_claim(cast)

    assert claim.status == ClaimStatus.HELD
    assert list(claim.submissions.get().findings.values_list("rule", flat=True)) == ["payer_connection"]
