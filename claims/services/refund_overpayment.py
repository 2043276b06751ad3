"""Pay an overpayment back by check: asked for here, approved and paid in billing, which tells of both. Source: DOMAIN 0a.15, 0a.16.

The money stands at the provider level under the payer's reference; a letter's claim loses it at once. A takeback that the payer sends all the same
finds nothing to recover, and becomes work.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.models import Account, Purpose, Refund
from billing.services.post_transaction import Entry, NewTransaction, post_transaction
from billing.services.refund_payer import request_payer_refund
from claims.models import Overpayment, OverpaymentSource, OverpaymentStatus
from claims.services.move_takeback import lock_overpayment, move_takeback
from claims.services.open_overpayments import QUEUE, NothingToReturn, next_step
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import NextStep, close_items, put_next_step


class TakenMeanwhile(DomainError):
    """The payer must not get its money twice."""

    code = "taken_meanwhile"
    message = "The payer has taken {taken} of {number} meanwhile: {left} is left. Refuse this refund, and ask for what is left."
    conflict = True


@transaction.atomic
def ask_payer_refund(*, overpayment_id: int, reason: str, actor: Any, at: datetime) -> Refund:
    """Ask to pay back what the payer does not have yet. Locks the overpayment. Raises ReasonMissing, NothingToReturn, TransitionNotAllowed."""
    overpayment = lock_overpayment(overpayment_id)
    left = overpayment.amount - overpayment.recovered_amount
    if left <= ZERO:
        raise NothingToReturn()
    refund = request_payer_refund(
        payer_id=overpayment.payer_id, amount=left, reason=reason, cause=(Overpayment.SUBJECT_KIND, overpayment.pk), actor=actor, at=at,
    )
    overpayment.move_to(OverpaymentStatus.REFUND, actor=actor, evidence=Evidence(at, detail={"reason": refund.reason, "refund": refund.number}))
    day = max(overpayment.due_date or clock.day_of(at), clock.day_of(at))
    put_next_step(NextStep(Overpayment.SUBJECT_KIND, overpayment.pk, QUEUE, day, f"See that refund {refund.number} is paid", amount=left))
    return refund


class OverpaymentRefunds:
    """What an overpayment does when its refund is decided or paid (`config.shared.registries.refunds`)."""

    def refused(self, cause_id: int, *, reason: str, actor: Any, at: datetime) -> None:
        """It is open again; one that the payer has taken meanwhile stays as it is."""
        overpayment = lock_overpayment(cause_id)
        if overpayment.status == OverpaymentStatus.REFUND:
            overpayment.move_to(OverpaymentStatus.OPEN, actor=actor, evidence=Evidence(at, detail={"reason": reason}))
            put_next_step(next_step(overpayment))

    def paid(self, cause_id: int, *, refund_id: int, amount: Decimal, actor: Any, at: datetime) -> None:
        """Post it, and count it as recovered. Raises TakenMeanwhile, MoreThanPaid."""
        overpayment = lock_overpayment(cause_id)
        left = overpayment.amount - overpayment.recovered_amount
        if overpayment.status != OverpaymentStatus.REFUND or left < amount:
            raise TakenMeanwhile(taken=overpayment.recovered_amount, number=overpayment.number, left=left)
        post_transaction(_transaction(overpayment, refund_id, amount), actor=actor, at=at)
        overpayment.recovered_amount += amount
        overpayment.save(update_fields=["recovered_amount"])
        if overpayment.source == OverpaymentSource.LETTER and overpayment.claim_id:
            move_takeback(overpayment=overpayment, amount=amount, cause=f"{Refund.SUBJECT_KIND}:{refund_id}", actor=actor, at=at)
        _end(overpayment, Evidence(at, detail={"paid_back": str(amount)}), actor)


def _end(overpayment: Overpayment, evidence: Evidence, actor: Any) -> None:
    """It is settled; a letter that named no claim stays until its claim is found."""
    if overpayment.is_settled:
        overpayment.move_to(OverpaymentStatus.RECOVERED, actor=actor, evidence=evidence)
        close_items(Overpayment.SUBJECT_KIND, [overpayment.pk], reason="paid back")
    else:
        overpayment.move_to(OverpaymentStatus.OPEN, actor=actor, evidence=evidence, kind="overpayment_paid_back")
        put_next_step(next_step(overpayment))


def _transaction(overpayment: Overpayment, refund_id: int, amount: Decimal) -> NewTransaction:
    """As a takeback would: the money leaves us, and stands under the reference until the decision that it belongs to takes it."""
    return NewTransaction(
        purpose=Purpose.REFUND, key=f"{Refund.SUBJECT_KIND}:{refund_id}:{Purpose.REFUND}", source_kind=Refund.SUBJECT_KIND, source_id=refund_id,
        reason="Paid back to the payer", evidence={"overpayment": overpayment.number},
        entries=[
            Entry(Account.PROVIDER_LEVEL, amount, payer_id=overpayment.payer_id, reference=overpayment.reference),
            Entry(Account.PAID_BY_PAYER, -amount, payer_id=overpayment.payer_id),
        ],
    )
