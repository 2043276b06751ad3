"""Patients who owe, for tests of patients' money: shares moved from a payer as a remittance would, and guarantors to ask."""

from datetime import UTC, datetime
from decimal import Decimal

from billing.models import Charge, Encounter
from billing.selectors import ledger
from billing.services.follow_accounts import follow_accounts
from billing.services.move_to_patient import Share, move_to_patient
from tests.billing.cast import Cast
from tests.billing.visits import AT, enter, visit
from tests.factories.patients import GuarantorFactory
from tests.factories.practice import OrganisationFactory

NOW = datetime(2026, 11, 24, 16, tzinfo=UTC)


def parts(amount: str, reason: str = "2", category: str = "") -> list[dict[str, str]]:
    """One reason for an amount."""
    return [{"group": "PR", "reason": reason, "amount": amount, "category": category}]


def share(charge: Charge, amount: str, **fields) -> Share:
    """What a payer of rank 1 leaves to the patient of a charge."""
    encounter = charge.encounter
    payer = encounter.payers.get(rank=1).coverage.payer_id
    return Share(**{
        "cause": f"test:{charge.pk}:{amount}", "charge_id": charge.pk, "patient_id": encounter.patient_id, "payer_id": payer, "rank": 1,
        "amount": Decimal(amount), "parts": parts(amount), "source_kind": "test", "source_id": charge.pk, **fields,
    })


def settle(charge: Charge, amount: str, at: datetime = AT) -> None:
    """The payer pays all but `amount` of a charge."""
    from billing.models import Account, Purpose
    from billing.services.post_transaction import Entry, NewTransaction, post_transaction

    encounter = charge.encounter
    payer = encounter.payers.get(rank=1).coverage.payer_id
    owner = {"charge_id": charge.pk, "patient_id": encounter.patient_id, "payer_id": payer, "rank": 1}
    paid = charge.amount - Decimal(amount)
    post_transaction(
        NewTransaction(
            purpose=Purpose.PAYMENT, key=f"test:paid:{charge.pk}", source_kind="test", source_id=charge.pk,
            entries=[Entry(Account.PAID_BY_PAYER, paid, **owner), Entry(Account.OWED_BY_PAYER, -paid, **owner)],
        ),
        actor=None, at=at,
    )


def owes(cast: Cast, *amounts: str, at: datetime = AT, **fields) -> Encounter:
    """A visit of which the patient owes these amounts by line, and nobody anything else."""
    encounter = enter(visit(cast, **fields))
    for charge, amount in zip(encounter.charges.order_by("ordinal"), amounts, strict=False):
        settle(charge, amount, at)
    for charge in encounter.charges.order_by("ordinal")[len(amounts):]:
        settle(charge, "0.00", at)
    move(*(share(charge, amount) for charge, amount in zip(encounter.charges.order_by("ordinal"), amounts, strict=False)), at=at)
    return encounter


def move(*shares: Share, at: datetime = NOW) -> None:
    """Move shares to the patient, and follow the account as posting does."""
    assert move_to_patient(shares, actor=None, at=at) == {}
    charges = Charge.objects.filter(pk__in=[each.charge_id for each in shares])
    follow_accounts(charges.values_list("encounter__patient", flat=True), actor=None, at=at)


def with_guarantor(cast: Cast) -> Cast:
    """Somebody who gets the statements, and a practice that sends them."""
    GuarantorFactory(patient=cast.patient)
    OrganisationFactory()
    return cast


def open_by_line(encounter: Encounter) -> list[str]:
    """What the patient owes on each line."""
    charges = list(encounter.charges.order_by("ordinal").values_list("pk", flat=True))
    found = ledger.by_charge(charges)
    return [f"{found[pk].owed_by_patient:.2f}" for pk in charges]
