"""The first way of a claim, over the real wire: Ada is registered, seen, billed, acknowledged, paid in part, and the denial stands on its queue."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from billing.models import Encounter
from billing.selectors import ledger
from billing.services.enter_encounter import NewCharge, NewEncounter, enter_encounter
from claims.models import Claim, Denial, Remittance
from claims.services.send_ready_claims import send_ready_claims
from config.practice.models import BillingProvider, Facility, Provider
from config.shared.models import Event, WorkItem
from config.shared.services import jobs
from patients.models import Coverage, Guarantor, Patient
from patients.services.register_patient import register_patient
from payers.models import InboundFile, Interchange, Payer
from tests.factories.shared import BillerFactory, FrontDeskFactory
from tests.scenarios.world import SEEN, days_pass, everything_adds_up

pytestmark = pytest.mark.django_db
ADDRESS = {"street": "14 Quarry Road", "city": "Fairhope", "state": "AL", "zip_code": "36532"}


def register_ada() -> Patient:
    ada = Patient(last_name="Marlow", first_name="Ada", birth_date=date(1961, 5, 14), sex="F", phone="2515550177", **ADDRESS)
    guarantor = Guarantor(is_patient=True, last_name="Marlow", first_name="Ada", **ADDRESS)
    coverage = Coverage(payer=Payer.objects.get(electronic_id="RVM01"), member_id="RVM551990", valid_from=date(2025, 1, 1))
    return register_patient(ada, guarantor=guarantor, coverages=[coverage], actor=FrontDeskFactory(), at=SEEN)


def enter_visit(ada: Patient) -> Encounter:
    encounter = Encounter(
        patient=ada, service_date=date(2026, 11, 2), facility=Facility.objects.get(), place_of_service="11",
        billing_provider=BillingProvider.objects.get(), rendering_provider=Provider.objects.get(last_name="Ellison"),
    )
    charges = [NewCharge("99214", modifiers=("25",)), NewCharge("20610", modifiers=("RT",))]
    return enter_encounter(NewEncounter(encounter, ["M25561"], charges), actor=BillerFactory(), at=SEEN)


def test_ada_from_the_counter_to_the_denial_queue(sandbox, practice, own_time):
    sandbox.set_clock(SEEN)
    ada = register_ada()
    enter_visit(ada)
    claim = Claim.objects.get()
    assert (claim.status, claim.billed_amount, claim.open_amount) == ("ready", Decimal("330.00"), Decimal("330.00"))
    everything_adds_up()

    send_ready_claims(at=SEEN)
    jobs.run_due()
    claim.refresh_from_db()
    assert claim.status == "sent"
    assert [line["isa13"] for line in sandbox.received()] == [Interchange.objects.get().isa13]
    everything_adds_up()

    days_pass(sandbox, datetime(2026, 11, 2, 18, tzinfo=UTC))
    claim.refresh_from_db()
    assert claim.status == "received"
    days_pass(sandbox, datetime(2026, 11, 4, 16, tzinfo=UTC))
    claim.refresh_from_db()
    assert (claim.status, Interchange.objects.get().status) == ("accepted", "acknowledged")
    assert claim.filing_proof_date == date(2026, 11, 3)
    everything_adds_up()

    days_pass(sandbox, datetime(2026, 11, 23, 16, tzinfo=UTC))
    claim.refresh_from_db()
    remittance = Remittance.objects.get()
    assert (claim.status, remittance.status, remittance.payment_amount) == ("partly_paid", "posted", Decimal("120.00"))
    places = ledger.by_patient([ada.pk])[ada.pk]
    assert (places.charge, places.paid_by_payer, places.adjusted, places.owed_by_payer, places.owed_by_patient) == (
        Decimal("330.00"), Decimal("120.00"), Decimal("30.00"), Decimal("150.00"), Decimal("30.00"),
    )
    denial = Denial.objects.get()
    assert (denial.reason, denial.denied_amount, denial.status) == ("50", Decimal("150.00"), "open")
    assert denial.deadline_date == remittance.payment_date + (date(2026, 4, 1) - date(2026, 1, 1))  # first appeal: 90 days
    assert WorkItem.objects.filter(subject_kind="denial", subject_id=denial.pk, queue="denied", closed_at__isnull=True).exists()
    everything_adds_up()

    assert set(InboundFile.objects.values_list("fate", flat=True)) == {"processed"}
    states = Event.objects.filter(subject_kind="claim", subject_id=claim.pk).exclude(to_state="").order_by("seq").values_list("to_state", flat=True)
    assert list(dict.fromkeys(states)) == ["held", "ready", "queued", "sent", "received", "accepted", "partly_paid"]


def test_an_835_that_comes_again_under_another_name_posts_nothing(sandbox, practice, own_time):
    sandbox.set_clock(SEEN)
    sandbox.control("/control/faults", {"fault": "renamed_file", "count": 1, "scope": {"kind": "835"}})
    ada = register_ada()
    enter_visit(ada)
    send_ready_claims(at=SEEN)
    jobs.run_due()

    days_pass(sandbox, datetime(2026, 11, 4, 16, tzinfo=UTC))
    days_pass(sandbox, datetime(2026, 11, 23, 16, tzinfo=UTC))

    assert sorted(InboundFile.objects.filter(transactions__type="835").values_list("fate", flat=True)) == ["processed"]
    assert InboundFile.objects.filter(fate="duplicate").count() == 1
    assert ledger.by_patient([ada.pk])[ada.pk].paid_by_payer == Decimal("120.00")
    everything_adds_up()
