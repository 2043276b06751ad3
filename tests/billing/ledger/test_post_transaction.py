"""The ledger's door and the triggers behind it (invariant 1)."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from billing.models import Account, LedgerEntry, LedgerTransaction, Purpose
from billing.selectors import ledger
from billing.services.post_transaction import (
    Entry,
    KeyUsedForAnotherPosting,
    NewTransaction,
    TransactionOutOfBalance,
    post_transaction,
    post_transactions,
)
from billing.services.reverse_transaction import AlreadyReversed, reverse_transaction
from config.shared.errors import ReasonMissing
from tests.factories.billing import ChargeFactory

AT = datetime(2026, 10, 1, 15, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def posting(charge, key="charge:1", amount=Decimal("140.00"), purpose=Purpose.CHARGE):
    patient = charge.encounter.patient_id
    return NewTransaction(
        purpose=purpose, key=key, source_kind="encounter", source_id=charge.encounter_id,
        entries=[
            Entry(Account.OWED_BY_PAYER, amount, charge.pk, patient, rank=1),
            Entry(Account.CHARGES, -amount, charge.pk, patient),
        ],
    )


def payment(charge, key, paid, adjusted):
    patient = charge.encounter.patient_id
    return NewTransaction(
        purpose=Purpose.PAYMENT, key=key, source_kind="remittance", source_id=1,
        entries=[
            Entry(Account.PAID_BY_PAYER, paid, charge.pk, patient, rank=1),
            Entry(Account.ADJUSTED, adjusted, charge.pk, patient, rank=1),
            Entry(Account.OWED_BY_PAYER, -(paid + adjusted), charge.pk, patient, rank=1),
        ],
    )


def test_one_key_can_not_stand_for_two_amounts_in_one_call():
    charge = ChargeFactory(amount=Decimal("140.00"))

    with pytest.raises(KeyUsedForAnotherPosting):
        post_transactions([posting(charge), posting(charge, amount=Decimal("90.00"))], actor=None, at=AT)

    assert not LedgerTransaction.objects.exists()
    assert len(post_transactions([posting(charge), posting(charge)], actor=None, at=AT)) == 1


def test_a_charge_is_owed_by_its_payer_when_entered():
    charge = ChargeFactory(amount=Decimal("140.00"))

    post_transaction(posting(charge), actor=None, at=AT)

    buckets = ledger.by_charge([charge.pk])[charge.pk]
    assert (buckets.charge, buckets.owed_by_rank, buckets.where) == (Decimal("140.00"), {1: Decimal("140.00")}, Decimal("140.00"))


def test_cents_move_between_places_and_their_sum_stays():
    charge = ChargeFactory(amount=Decimal("140.00"))
    post_transactions(
        [posting(charge), payment(charge, "835:1:1:1:0:payment", Decimal("67.60"), Decimal("47.40"))], actor=None, at=AT
    )

    buckets = ledger.by_charge([charge.pk])[charge.pk]

    assert (buckets.paid_by_payer, buckets.adjusted, buckets.owed_by_payer) == (Decimal("67.60"), Decimal("47.40"), Decimal("25.00"))
    assert buckets.where == buckets.charge == Decimal("140.00")


def test_the_same_key_posts_once():
    charge = ChargeFactory()

    first = post_transaction(posting(charge), actor=None, at=AT)
    second = post_transaction(posting(charge), actor=None, at=AT)

    assert first is not None
    assert second is None
    assert LedgerTransaction.objects.count() == 1


def test_a_key_with_other_amounts_is_refused():
    charge = ChargeFactory()
    post_transaction(posting(charge), actor=None, at=AT)

    with pytest.raises(KeyUsedForAnotherPosting):
        post_transaction(posting(charge, amount=Decimal("141.00")), actor=None, at=AT)


def test_entries_that_differ_by_a_cent_are_refused_before_anything_is_written():
    charge = ChargeFactory()
    entries = [Entry(Account.OWED_BY_PAYER, Decimal("1.00"), charge.pk, rank=1), Entry(Account.CHARGES, Decimal("-0.99"), charge.pk)]

    with pytest.raises(TransactionOutOfBalance):
        post_transaction(NewTransaction(Purpose.CHARGE, "k", "encounter", 1, entries), actor=None, at=AT)

    assert LedgerTransaction.objects.count() == 0


def test_the_database_refuses_an_unbalanced_transaction_written_around_the_door():
    charge = ChargeFactory()

    with pytest.raises(IntegrityError, match="differ by"), transaction.atomic():
        header = LedgerTransaction.objects.create(
            purpose=Purpose.CHARGE, key="around", posted_at=AT, accounting_date=AT.date(), source_kind="user"
        )
        LedgerEntry.objects.create(transaction=header, ordinal=1, account=Account.CHARGES, charge=charge, credit=Decimal("1.00"))
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("statement", [
    "UPDATE billing_ledgerentry SET debit = debit + 1",
    "DELETE FROM billing_ledgerentry",
    "TRUNCATE billing_ledgerentry",
    "UPDATE billing_ledgertransaction SET reason = 'x'",
    "DELETE FROM billing_ledgertransaction",
    "UPDATE billing_charge SET amount = amount + 1",
])
def test_what_was_posted_cannot_be_changed(statement):
    post_transaction(posting(ChargeFactory()), actor=None, at=AT)
    connection.check_constraints()  # nothing of the rows' own making stands in the way of TRUNCATE

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_entries_cannot_be_added_to_a_transaction_of_the_past():
    charge = ChargeFactory()
    header = post_transaction(posting(charge), actor=None, at=AT)

    with pytest.raises(IntegrityError, match="only with their transaction"), transaction.atomic():
        LedgerEntry.objects.create(transaction=header, ordinal=3, account=Account.CHARGES, charge=charge, credit=Decimal("1.00"))


def test_a_reversal_mirrors_its_original_and_names_it():
    charge = ChargeFactory()
    original = post_transaction(posting(charge), actor=None, at=AT)

    made = reverse_transaction(original, actor=None, at=AT, reason="wrong patient")

    assert made.reverses_id == original.pk
    assert ledger.by_charge([charge.pk])[charge.pk].where == Decimal("0.00")


def test_a_reversal_happens_once_and_says_why():
    original = post_transaction(posting(ChargeFactory()), actor=None, at=AT)

    with pytest.raises(ReasonMissing):
        reverse_transaction(original, actor=None, at=AT, reason="  ")
    reverse_transaction(original, actor=None, at=AT, reason="wrong patient")
    with pytest.raises(AlreadyReversed):
        reverse_transaction(original, actor=None, at=AT, reason="again")


@pytest.mark.parametrize("count", [1, 40])
def test_the_number_of_queries_does_not_depend_on_the_number_of_transactions(count, django_assert_num_queries):
    charges = [ChargeFactory() for _ in range(count)]
    wanted = [posting(charge, key=f"charge:{charge.pk}") for charge in charges]

    with django_assert_num_queries(7):
        post_transactions(wanted, actor=None, at=AT)
