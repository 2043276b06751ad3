"""Each check of `verify` on remittances and denials names the row that was broken, and nothing where all is well."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection

from billing.models import LedgerEntry
from claims import invariants_money_in as checks
from claims.models import Denial, Remittance, RemittanceClaim
from config.shared.models import WorkItem
from tests.factories.claims import Cast
from tests.factories.remittances import answers, check_of, make_table, make_terms, pays, received, sent_claim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("broken_ledger")]


@pytest.fixture
def remittance():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    claim, unknown = sent_claim(cast), sent_claim(cast)
    posted = received(check_of(cast.payer, ada(claim), replace(ada(unknown), patient_control_number="NOBODY0001", payer_control_number="X1")))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL practice.allow_rewrite = 'on'")
        cursor.execute("ALTER TABLE billing_ledgerentry DISABLE TRIGGER USER")
    return posted


def ada(claim):
    visit, injection = claim.lines.all()
    return answers(claim, pays(visit, "120.00", ("CO", "45", "30.00"), ("PR", "2", "30.00")), pays(injection, "0", ("CO", "50", "150.00")))


EVERY = (
    checks.payments_are_whole, checks.suspense_is_explained, checks.nothing_posts_twice, checks.exceptions_post_nothing, checks.denials_have_steps,
    checks.waiting_has_steps, checks.decided_claims_have_steps,
)


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.__name__)
def test_all_is_well(remittance, check):
    found = check()

    assert found.broken == []
    assert found.checked or check is checks.exceptions_post_nothing


def test_a_payment_that_is_not_whole_is_named(remittance):
    LedgerEntry.objects.filter(account="paid_by_payer", charge__isnull=False).update(debit=Decimal("119.99"))

    (broken,) = checks.payments_are_whole().broken
    assert broken.ref == f"remittance {remittance.pk}"
    assert "239.99" in broken.detail


def test_suspense_that_no_claim_explains_is_named(remittance):
    RemittanceClaim.objects.filter(ordinal=2).update(fate="posted")

    (broken,) = checks.suspense_is_explained().broken
    assert broken.ref == f"remittance {remittance.pk}"


def test_a_payment_that_posted_twice_is_named(remittance):
    twin = Remittance.objects.get(pk=remittance.pk)
    source = twin.inbound_transaction
    source.pk, source.public_id, source.ordinal, source.body_sha256 = None, None, 99, "f" * 64
    source.public_id = twin._meta.get_field("public_id").default()
    source.save()
    twin.pk, twin.public_id, twin.inbound_transaction = None, twin._meta.get_field("public_id").default(), source
    twin.save()

    (broken,) = checks.nothing_posts_twice().broken
    assert remittance.trace_number in broken.ref


def test_an_exception_with_ledger_entries_is_named(remittance):
    Remittance.objects.filter(pk=remittance.pk).update(status="exception")

    (broken,) = checks.exceptions_post_nothing().broken
    assert broken.ref == f"remittance {remittance.pk}"


def test_a_denial_without_a_next_step_is_named(remittance):
    denial = Denial.objects.get()
    WorkItem.objects.filter(subject_kind="denial").delete()

    (broken,) = checks.denials_have_steps().broken
    assert broken.ref == f"denial {denial.pk}"


def test_a_waiting_claim_without_a_next_step_is_named(remittance):
    row = RemittanceClaim.objects.get(ordinal=2)
    WorkItem.objects.filter(subject_kind="remittance_claim").delete()

    (broken,) = checks.waiting_has_steps().broken
    assert broken.ref == f"remittance_claim {row.pk}"


def test_open_money_of_a_decided_claim_that_nobody_has_is_named(remittance):
    WorkItem.objects.filter(subject_kind__in=["claim", "denial"]).delete()

    (broken,) = checks.decided_claims_have_steps().broken
    assert "150.00 is open" in broken.detail
