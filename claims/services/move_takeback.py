"""Move a takeback from the provider level to the claim it was about: the charges lose the payment, and the claim is open again.

Called when a letter's takeback arrives, and when a person has found the claim of one that came without. Idempotent by the overpayment and its cause.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import Account, Purpose
from billing.selectors import ledger
from billing.services.post_transaction import Entry, NewTransaction, post_transaction
from claims.ledger_keys import SOURCE
from claims.models import Claim, ClaimStatus, Overpayment, OverpaymentStatus, Remittance
from claims.rules.next_steps import taken_back
from claims.selectors.claims import locked
from claims.services.move_claims import Move, move_claim
from claims.services.open_overpayments import check_payer
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.money import ZERO, allocate
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import close_items


class MoreThanPaid(DomainError):
    """The payer takes back more than it paid on the claim."""

    code = "more_than_paid"
    message = "The claim was paid {paid}; {amount} can't be taken back on it."


class AlreadyHasClaim(DomainError):
    """The takeback was assigned before."""

    code = "already_has_claim"
    message = "This takeback belongs to a claim already."
    conflict = True


@transaction.atomic
def assign_takeback(*, overpayment_id: int, claim: Claim, actor: Any, at: datetime) -> Overpayment:
    """A person says whose takeback it was; what the payer has by now is taken from the claim.

    Raises AlreadyHasClaim, OtherPayersClaim, MoreThanPaid.
    """
    overpayment = lock_overpayment(overpayment_id, claim_id=claim.pk)
    if overpayment.claim_id is not None:
        raise AlreadyHasClaim()
    check_payer(overpayment.payer_id, claim)
    overpayment.claim = claim
    overpayment.save(update_fields=["claim"])
    overpayment.note_event("takeback_assigned", actor=actor, evidence=Evidence(at, detail={"claim": claim.pk}))
    if overpayment.recovered_amount:
        move_takeback(overpayment=overpayment, amount=overpayment.recovered_amount, cause="assigned", actor=actor, at=at)
    if overpayment.is_settled:
        if overpayment.status != OverpaymentStatus.RECOVERED:
            overpayment.move_to(OverpaymentStatus.RECOVERED, actor=actor, evidence=Evidence(at))
        close_items(Overpayment.SUBJECT_KIND, [overpayment.pk], reason="claim found")
    return overpayment


def lock_overpayment(overpayment_id: int, *, claim_id: int | None = None) -> Overpayment:
    """The overpayment, locked after its claim (or the one that it is to get), in the order in which a remittance locks them."""
    claim_id = claim_id or Overpayment.objects.values_list("claim_id", flat=True).get(pk=overpayment_id)
    if claim_id:
        locked([claim_id])
    return Overpayment.objects.select_for_update(of=("self",)).get(pk=overpayment_id)


def paid_on(overpayment: Overpayment) -> Decimal:
    """What can be taken back on its claim. Locks the claim."""
    return sum(_paid(locked([overpayment.claim_id])[overpayment.claim_id]).values(), ZERO)


def move_takeback(
    *, overpayment: Overpayment, amount: Decimal, cause: str, remittance: Remittance | None = None, actor: Any, at: datetime
) -> None:
    """Post it to the claim's charges, in the proportion in which they were paid. Locks the claim. Raises MoreThanPaid.

    `cause` is what took it: an entry of a remittance, a refund, a person's naming of the claim. Each moves its own amount, once.
    """
    claim = locked([overpayment.claim_id])[overpayment.claim_id]
    paid = _paid(claim)
    if (total := sum(paid.values(), ZERO)) < amount:
        raise MoreThanPaid(paid=total, amount=amount)
    made = post_transaction(
        NewTransaction(
            purpose=Purpose.TAKEBACK, key=f"takeback:{overpayment.pk}:{cause}", source_kind=SOURCE if remittance else Overpayment.SUBJECT_KIND,
            source_id=remittance.pk if remittance else overpayment.pk, reason="Taken back by the payer", evidence={"overpayment": overpayment.number},
            entries=[
                entry for charge, part in zip(paid, allocate(amount, list(paid.values())), strict=True) if part
                for entry in _entries(claim, overpayment, charge, part)
            ],
        ),
        actor=actor, at=at,
    )
    if made is not None:
        move_claim(_move(claim, overpayment, amount, remittance, at), actor=actor)


def _paid(claim: Claim) -> dict[int, Decimal]:
    """What payers have paid on the claim, by charge."""
    held = ledger.by_charge(claim.lines.values_list("charge_id", flat=True))
    return {charge: max(buckets.paid_by_payer, ZERO) for charge, buckets in held.items()}


def _entries(claim: Claim, overpayment: Overpayment, charge_id: int, amount: Decimal) -> list[Entry]:
    owner = {"charge_id": charge_id, "patient_id": claim.patient_id, "payer_id": claim.payer_id, "rank": claim.rank}
    return [
        Entry(Account.OWED_BY_PAYER, amount, **owner), Entry(Account.PAID_BY_PAYER, -amount, **owner),
        Entry(Account.PROVIDER_LEVEL, -amount, payer_id=overpayment.payer_id, reference=overpayment.reference),
        Entry(Account.PAID_BY_PAYER, amount, payer_id=overpayment.payer_id),
    ]


def _move(claim: Claim, overpayment: Overpayment, amount: Decimal, remittance: Remittance | None, at: datetime) -> Move:
    evidence = Evidence(
        remittance.evidence_at if remittance else at, remittance.inbound_transaction_id if remittance else None,
        detail={"overpayment": overpayment.number, "taken_back": str(amount)},
    )
    reopens = claim.may_move_to(ClaimStatus.PENDING) and claim.status != ClaimStatus.PENDING
    return Move(
        claim=claim, kind="takeback_posted", evidence=evidence, status=ClaimStatus.PENDING if reopens else "",
        step=taken_back(amount, clock.day_of(at)), changes={"open_amount": claim.open_amount + amount},
    )
