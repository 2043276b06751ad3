"""`manage.py verify` names what is broken: each check, tried on live data that was damaged behind the triggers' back."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from claims.models import Claim, RemittanceClaim
from claims.services.mark_claims_sent import mark_claims_sent
from claims.services.send_ready_claims import send_ready_claims
from config.shared import blobs
from config.shared.access import matrix
from config.shared.management.commands.verify import verify
from config.shared.registries import invariants
from payers.models import InboundFile, Interchange
from tests.factories import remittances as payer_says
from tests.factories.claims import NOW, Cast, make_claim
from tests.scenarios.test_verify_patient_money import DAMAGE as OF_PATIENTS
from tests.scenarios.world import checked

pytestmark = pytest.mark.django_db
TABLES = (
    "billing_ledgertransaction", "billing_ledgerentry", "billing_charge", "shared_event", "claims_claim", "claims_claimsubmission",
    "claims_remittance", "claims_remittanceclaim", "payers_interchange", "payers_inboundfile", "payers_inboundtransaction", "shared_workitem",
)


@pytest.fixture
def world(broken_ledger):
    """A claim that went out and came back with one line paid and one denied, a check for an unknown claim, a file nobody can read."""
    cast = Cast()
    payer_says.make_table()
    payer_says.make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    claim = make_claim(cast)
    for batch in send_ready_claims(at=NOW):
        mark_claims_sent(interchange_id=batch.pk, at=NOW)
    claim = Claim.objects.get(pk=claim.pk)
    visit, injection = claim.lines.order_by("ordinal")
    payer_says.receive(payer_says.check_of(cast.payer, payer_says.answers(
        claim,
        payer_says.pays(visit, "120.00", ("CO", "45", "30.00"), ("PR", "2", "30.00")),
        payer_says.pays(injection, "0.00", ("CO", "50", "150.00"), remarks=["N115"]),
    )))
    stranger = payer_says.answers(claim, payer_says.pays(visit, "180.00"), patient_control_number="NOBODY", payer_control_number="X1", charge=visit.billed_amount)
    payer_says.receive(payer_says.check_of(cast.payer, stranger))
    payer_says.receive_bytes(data=b"no x12", name="junk", source="upload", connection=None, at=NOW)
    second = make_claim(cast)
    (waiting,) = send_ready_claims(at=NOW)
    return {"claim": claim, "second": second, "waiting": waiting}


@pytest.fixture
def sql(world):
    """Runs statements with every trigger of ours off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor.execute


def broken(name: str) -> list[str]:
    """The refs that one check reports."""
    return [row.ref for row in checked(name).broken]


def test_the_world_of_these_tests_is_whole(world):
    assert [row for row in verify()["checks"] if row["broken"]] == []


DAMAGE = {
    "each ledger transaction sums to zero": "UPDATE billing_ledgerentry SET credit = credit + 1 WHERE id = (SELECT min(id) FROM billing_ledgerentry WHERE credit > 0)",
    "each charge is the sum of its places": "UPDATE billing_ledgerentry SET debit = debit + 1 WHERE id = (SELECT min(id) FROM billing_ledgerentry WHERE account = 'paid_by_payer' AND charge_id IS NOT NULL)",
    "no place of a charge is negative": "UPDATE billing_ledgerentry SET credit = 500 WHERE id = (SELECT min(id) FROM billing_ledgerentry WHERE account = 'owed_by_payer' AND credit > 0)",
    "no patient owes while a payer is open on the line": "INSERT INTO billing_ledgerentry (transaction_id, ordinal, account, charge_id, debit, credit, reference) SELECT transaction_id, 99, 'owed_by_patient', charge_id, 1, 0, '' FROM billing_ledgerentry WHERE account = 'owed_by_payer' AND debit > 0 ORDER BY id DESC LIMIT 1",
    "each charge is billed as it was posted": "UPDATE billing_charge SET amount = amount + 1 WHERE id = (SELECT min(id) FROM billing_charge)",
    "what a claim says is open is what the ledger says its payer owes": "UPDATE claims_claim SET open_amount = open_amount + 1 WHERE id = (SELECT min(id) FROM claims_claim)",
    "each posted remittance is wholly in the ledger": "UPDATE claims_remittance SET payment_amount = payment_amount + 1 WHERE id = (SELECT min(id) FROM claims_remittance WHERE status = 'posted')",
    "suspense is what waiting claims hold": "UPDATE claims_remittanceclaim SET paid_amount = paid_amount + 1 WHERE fate = 'suspense'",
    "no payment posts twice": "UPDATE claims_remittance SET trace_number = 'T', payer_trace_id = 'P', payment_amount = 5, payment_date = '2026-11-20' WHERE status = 'posted'",
    "no payer's decision counts twice on a charge": "UPDATE billing_ledgertransaction SET evidence = jsonb_set(evidence, '{clp}', '9') WHERE id = (SELECT min(id) FROM billing_ledgertransaction WHERE purpose = 'contract')",
    "an unbalanced remittance posts nothing": "UPDATE claims_remittance SET status = 'exception' WHERE id = (SELECT min(id) FROM claims_remittance WHERE status = 'posted')",
    "no claim is in two batches without an answer": "INSERT INTO claims_claimsubmission (public_id, claim_id, ordinal, frequency, original_reference, patient_control_number, snapshot, schema_version, billed_amount, frozen_at, interchange_id, st02) SELECT gen_random_uuid(), claim_id, 9, frequency, '', 'TWICE', snapshot, schema_version, billed_amount, frozen_at, interchange_id, st02 FROM claims_claimsubmission WHERE interchange_id = (SELECT max(id) FROM payers_interchange) LIMIT 1",
    "events are numbered without a gap": "DELETE FROM shared_event WHERE subject_kind = 'claim' AND seq = 1 AND subject_id = (SELECT min(subject_id) FROM shared_event WHERE subject_kind = 'claim')",
    "each claim's state is the one its last event led to": "UPDATE claims_claim SET status = 'closed' WHERE id = (SELECT min(id) FROM claims_claim)",
    "each state that others cause has their file as evidence": "UPDATE shared_event SET inbound_transaction_id = NULL WHERE subject_kind = 'claim' AND to_state = 'partly_paid'",
    "each open claim has a next step": "UPDATE shared_workitem SET closed_at = now() WHERE subject_kind = 'claim'",
    "each decided claim with money open has a next step, or its denial has": "UPDATE shared_workitem SET closed_at = now() WHERE subject_kind IN ('claim', 'denial')",
    "each open appeal has a next step": "INSERT INTO claims_appeal (public_id, number, denial_id, level, level_name, status, requested_amount, sent_by, sent_proof, decision_reference, recovered_amount, opened_at) SELECT gen_random_uuid(), 'AP-1', id, 1, 'Dispute', 'draft', 1, '', '', '', 0, now() FROM claims_denial",
    "each denial written off is in the ledger": "UPDATE claims_denial SET status = 'written_off'",
    "each open denial has a next step": "UPDATE shared_workitem SET closed_at = now() WHERE subject_kind = 'denial'",
    "each waiting remittance or claim of one has a next step": "UPDATE shared_workitem SET closed_at = now() WHERE subject_kind IN ('remittance', 'remittance_claim')",
    "each inbound exception has a next step": "UPDATE shared_workitem SET closed_at = now() WHERE subject_kind LIKE 'inbound%'",
    "each lost batch has a next step": "UPDATE payers_interchange SET status = 'lost' WHERE id = (SELECT max(id) FROM payers_interchange)",
    "each received file was handled": "UPDATE payers_inboundfile SET fate = 'pending', handled_at = NULL, received_at = '2020-01-01' WHERE id = (SELECT min(id) FROM payers_inboundfile)",
    "a file's fate follows from its transactions": "UPDATE payers_inboundfile SET code = '' WHERE name = 'junk'",
    "each version bills the sum of its frozen lines": "UPDATE claims_claimsubmission SET billed_amount = billed_amount + 1 WHERE id = (SELECT min(id) FROM claims_claimsubmission)",
    "each batch says the usage that its connection had when it was frozen": "UPDATE payers_interchange SET usage = 'P' WHERE id = (SELECT max(id) FROM payers_interchange)",
}


@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_damage_is_named(name, sql):
    assert broken(name) == []

    sql(DAMAGE[name])

    assert broken(name) != []


def test_bytes_of_a_received_file_that_are_gone_or_changed_are_named(world):
    first, second = InboundFile.objects.order_by("pk")[:2]
    blobs.path_of(first.sha256).unlink()
    blobs.path_of(second.sha256).chmod(0o600)
    blobs.path_of(second.sha256).write_bytes(b"changed")

    assert broken("each stored file has its bytes") == [f"inbound_file {first.pk}", f"inbound_file {second.pk}"]


def test_bytes_of_a_batch_that_are_changed_are_named(world):
    batch = Interchange.objects.order_by("pk").first()
    blobs.path_of(batch.sha256).chmod(0o600)
    blobs.path_of(batch.sha256).write_bytes(b"changed")

    assert broken("the bytes of each batch are the frozen ones") == [f"interchange {batch.pk}"]


def test_a_route_without_a_line_is_named(monkeypatch):
    lines = dict(matrix.load())
    del lines[("home", "GET")]
    monkeypatch.setattr(matrix, "load", lambda: lines)

    assert broken("every route stands in the permission matrix") == ["route home"]


def test_every_check_is_tried_here():
    elsewhere = {"each stored file has its bytes", "the bytes of each batch are the frozen ones", "every route stands in the permission matrix"}

    assert {check.name for check in invariants.every()} == DAMAGE.keys() | OF_PATIENTS.keys() | elsewhere


def test_the_command_prints_the_pinned_shape_and_its_status(world, sql):
    sql(DAMAGE["each charge is billed as it was posted"])
    out = io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("verify", "--json", stdout=out)

    report = json.loads(out.getvalue())
    assert ended.value.code == 1
    assert report.keys() == {"ok", "checks"}
    assert all(check.keys() == {"invariant", "name", "checked", "broken"} for check in report["checks"])
    assert report["ok"] is False


def test_with_required_data_a_check_that_finds_nothing_fails(db):
    assert verify()["ok"]
    assert not verify(require_data=True)["ok"]


def test_summary_prints_every_pinned_key(world):
    out = io.StringIO()
    call_command("summary", stdout=out)

    said = json.loads(out.getvalue())

    assert said.keys() == {"as_of", "claims", "interchanges", "inbound", "denials", "appeals", "ledger"}
    ledger = said["ledger"]
    places = ("owed_by_payer", "owed_by_patient", "paid_by_payer", "paid_by_patient", "adjusted", "written_off")
    assert float(ledger["charges"]) == pytest.approx(sum(float(ledger[place]) for place in places))
    assert ledger["unapplied"] == "180.00"
    assert said["claims"]["by_status"]["partly_paid"] == 1
    assert said["denials"]["by_state"]["open"] == 1
    assert said["inbound"]["by_fate"].keys() == {"pending", "processed", "exception", "duplicate"}


def test_a_recently_received_file_may_still_be_waiting(world, sql):
    sql(f"UPDATE payers_inboundfile SET fate = 'pending', handled_at = NULL, received_at = '{NOW + timedelta(days=3650)}' WHERE name = 'junk'")

    assert broken("each received file was handled") == []
    assert RemittanceClaim.objects.filter(fate="suspense").count() == 1
