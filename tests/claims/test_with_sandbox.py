"""The way out and back over the wire: SFTP to the sandbox, its TA1, 999 and 277CA taken in, a status question answered in real time."""

from datetime import UTC, date, datetime, timedelta

import pytest

from claims.services.ask_status import ask_status
from claims.services.build_claims import build_claims
from claims.services.rebuild_claims import rebuild_claims
from claims.services.send_ready_claims import send_ready_claims
from config.shared import clock
from config.shared.models import Event
from config.shared.services import jobs
from payers.models import InboundTransaction, Interchange
from payers.services.fetch_inbound import fetch_inbound
from tests.claims.answers import last_event, next_step
from tests.factories.claims import Cast, make_coverage, make_patient, make_visit
from tests.factories.payers import PayerFactory
from tests.payers.exchange import connect
from tests.support.sandbox import start_sandbox

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    """One for all tests here: each finds the files of those before it too, which are about batches it does not know."""
    with start_sandbox(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def world(sandbox):
    """A payer of the sandbox and our connection to it; the time of both sides is START and moves with `pass_days`."""
    sandbox.clear_faults()
    connection = connect(sandbox, stay=True)
    payer = PayerFactory(name="River Valley Mutual", electronic_id="RVM01", claim_filing_code="CI", connection=connection, filing_limit_days=120)
    sandbox.set_clock(START)
    with clock.at(START):
        yield World(sandbox, Cast(payer=payer))


class World:
    def __init__(self, sandbox, cast):
        self.sandbox, self.cast, self.now = sandbox, cast, START

    def claim(self, member_id, **fields):
        patient = make_patient()
        coverage = make_coverage(patient, self.cast.payer, member_id=member_id)
        visit = make_visit(self.cast, patient=patient, coverages=[coverage], service_date=date(2026, 11, 2), **fields)
        (claim,) = build_claims([visit.pk], at=self.now, actor=self.cast.biller)
        return claim

    def send(self):
        send_ready_claims(at=self.now)
        jobs.run_due()

    def pass_days(self, days):
        """Let time pass on both sides, and take in what was sent to us."""
        self.now += timedelta(days=days)
        clock.set_own_time(self.now)
        self.sandbox.set_clock(self.now)
        self.sandbox.run()
        fetch_inbound(self.cast.payer.connection_id, at=self.now)


def fresh(claim):
    claim.refresh_from_db()
    return claim


def kinds(claim):
    return list(Event.objects.filter(subject_kind="claim", subject_id=claim.pk).order_by("seq").values_list("kind", flat=True))


def test_a_claim_goes_out_and_is_accepted_by_the_payer(world):
    claim = world.claim("RVM700001")

    world.send()
    assert fresh(claim).status == "sent"
    world.pass_days(0)
    assert fresh(claim).status == "received"
    world.pass_days(2)

    interchange = Interchange.objects.get()
    assert (fresh(claim).status, interchange.status) == ("accepted", "acknowledged")
    assert claim.filing_proof_number == claim.payer_control_number != ""
    assert set(kinds(claim)) == {
        "claim_built", "claim_ready", "claim_queued", "claim_sent", "claim_syntax_accepted", "claim_received", "claim_accepted",
    }
    heard = Event.objects.filter(subject_kind="claim", subject_id=claim.pk, inbound_transaction_id__isnull=False).values("inbound_transaction_id")
    assert set(InboundTransaction.objects.filter(pk__in=heard).values_list("fate", flat=True)) == {"processed"}


def test_a_claim_of_a_stranger_is_rejected_mended_and_accepted(world):
    claim = world.claim("RVM700901")
    world.send()
    world.pass_days(2)
    assert fresh(claim).status == "rejected"
    assert next_step(claim).queue == "rejected"

    claim.coverage.member_id = "RVM700002"
    claim.coverage.save()
    rebuild_claims([claim.pk], at=world.now, actor=world.cast.biller)
    world.send()
    world.pass_days(2)

    assert (fresh(claim).status, claim.version) == ("accepted", 2)


def test_the_status_question_is_answered_in_real_time(world):
    claim = world.claim("RVM700003")
    world.send()
    world.pass_days(2)

    ask_status([claim.pk], at=world.now, actor=world.cast.biller)
    jobs.run_due()

    inquiry = claim.status_inquiries.get()
    assert (fresh(claim).status, inquiry.category, inquiry.error) == ("pending", "P1", "")
    assert last_event(claim).kind == "claim_pending"


def test_a_payer_that_is_down_is_asked_again(world):
    claim = world.claim("RVM700004")
    world.send()
    world.pass_days(2)
    world.sandbox.fault("system_down", scope={"channel": "RVM01"}, count=1)

    ask_status([claim.pk], at=world.now)
    jobs.run_due()
    assert claim.status_inquiries.get().answered_at is None
    world.now += timedelta(minutes=2)
    clock.set_own_time(world.now)
    jobs.run_due()

    inquiry = claim.status_inquiries.get()
    assert (inquiry.attempts, inquiry.category, fresh(claim).status) == (2, "P1", "pending")


def test_a_refused_batch_rejects_its_claims(world):
    claim = world.claim("RVM700005")
    world.sandbox.fault("rejected_file", scope={"kind": "999"}, count=1)

    world.send()
    world.pass_days(0)

    assert fresh(claim).status == "rejected"
    assert last_event(claim).detail["set"] == "999"


def test_acknowledgements_that_come_twice_in_any_dress_change_nothing(world):
    claim = world.claim("RVM700006")
    for fault in ("duplicated_file", "renamed_file", "rewrapped_file"):
        world.sandbox.fault(fault, scope={"kind": "277CA"}, count=1)

    world.send()
    world.pass_days(0)
    world.pass_days(3)

    assert fresh(claim).status == "accepted"
    assert [kind for kind in kinds(claim) if kind != "claim_answer"].count("claim_accepted") == 1


def test_a_lost_claim_is_found_missing_by_the_poll(world):
    world.sandbox.fault("lost_claim", scope={"source": "RVM01"}, count=1)
    claim = world.claim("RVM700007")
    world.send()
    world.pass_days(8)

    ask_status([claim.pk], at=world.now)
    jobs.run_due()

    assert (fresh(claim).status, claim.status_inquiries.get().category) == ("received", "D0")
    assert next_step(claim).next_step.startswith("The payer does not find it")
