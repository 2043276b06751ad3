"""Open an overpayment: a reversal took money back, a letter asks for it, or a takeback came without a claim. Each has a reference, a clock, a step.

What the payer has already got (by the reversal itself, or by a takeback with the reference) is `recovered_amount`.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from claims.models import Claim, Overpayment, OverpaymentSource, OverpaymentStatus, Remittance, RemittanceClaim
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.ids import next_numbers
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence, NewEvent, record_events
from config.shared.services.work_items import NextStep, put_next_steps

QUEUE = "takebacks"
REBUTTAL_DAYS = 15      # DOMAIN 0a.15: a rebuttal by day 15, interest after day 30
DEFERS = frozenset({"WO", "FB"})


class OtherPayersClaim(DomainError):
    """A payer takes back only what it paid itself."""

    code = "other_payers_claim"
    message = "{claim} is a claim of another payer."


class NothingToReturn(DomainError):
    """An overpayment is about an amount."""

    code = "nothing_to_return"
    message = "Say how much the payer wants back."


def open_for_reversals(remittance: Remittance, rows: Sequence[RemittanceClaim], *, actor: Any, at: datetime) -> list[Overpayment]:
    """One for each reversal that takes money back. Where the same remittance gives it back for now (a negative WO or FB), it is still to be taken."""
    taking = [row for row in rows if row.paid_amount < 0]
    if not taking:
        return []
    held = set(Overpayment.objects.filter(remittance_claim__in=taking).values_list("remittance_claim_id", flat=True))
    fresh = [row for row in taking if row.pk not in held]
    deferred = _deferred(remittance)
    overpayments = [_of_reversal(remittance, row, number, deferred, actor, at) for row, number in zip(fresh, _numbers(len(fresh)), strict=True)]
    return _save(overpayments, actor=actor, evidence=lambda item: _evidence(remittance, item))


@transaction.atomic
def open_letter(
    *, payer, claim: Claim | None, reference: str, amount: Decimal, letter_date: date, reason: str, actor: Any, at: datetime
) -> Overpayment:
    """A payer asks for money back by letter. Raises NothingToReturn, OtherPayersClaim."""
    if amount <= ZERO:
        raise NothingToReturn()
    if claim is not None:
        check_payer(payer.pk, claim)
    overpayment = Overpayment(
        number=_numbers(1)[0], payer=payer, claim=claim, source=OverpaymentSource.LETTER, reference=reference.strip()[:60], amount=amount,
        reason=reason.strip()[:200], noticed_date=letter_date, due_date=letter_date + timedelta(days=REBUTTAL_DAYS), opened_by=actor, opened_at=at,
    )
    return _save([overpayment], actor=actor, evidence=lambda item: Evidence(at, detail={"reference": item.reference}))[0]


def open_takeback(*, payer, reference: str, amount: Decimal, remittance: Remittance, actor: Any, at: datetime) -> Overpayment:
    """A takeback under a reference that nobody knows: the money is gone, whose it was has to be found."""
    day = remittance.payment_date or clock.day_of(at)
    overpayment = Overpayment(
        number=_numbers(1)[0], payer=payer, source=OverpaymentSource.TAKEBACK, reference=reference, amount=amount, recovered_amount=amount,
        noticed_date=day, due_date=day + timedelta(days=REBUTTAL_DAYS), opened_by=actor, opened_at=at,
    )
    return _save([overpayment], actor=actor, evidence=lambda item: _evidence(remittance, item))[0]


def check_payer(payer_id: int, claim: Claim) -> None:
    """The claim is the payer's own. Raises OtherPayersClaim."""
    if claim.payer_id != payer_id:
        raise OtherPayersClaim(claim=claim.number)


def next_step(overpayment: Overpayment) -> NextStep:
    """What is to be done with an open one."""
    words = {
        OverpaymentSource.REVERSAL: "Taken back: agree, or dispute it", OverpaymentSource.LETTER: "Answer the letter: agree, dispute or refund",
        OverpaymentSource.CREDIT: "Return it", OverpaymentSource.TAKEBACK: "Find the claim of this takeback",
    }
    is_taken = overpayment.recovered_amount == overpayment.amount
    text = words[OverpaymentSource.TAKEBACK] if is_taken and overpayment.claim_id is None else words[overpayment.source]
    return NextStep(
        Overpayment.SUBJECT_KIND, overpayment.pk, QUEUE, overpayment.due_date or overpayment.noticed_date, text, amount=overpayment.amount,
    )


def _of_reversal(
    remittance: Remittance, row: RemittanceClaim, number: str, deferred: dict[str, Decimal], actor: Any, at: datetime
) -> Overpayment:
    amount = -row.paid_amount
    number_of_payer = row.payer_control_number or "(none)"
    reference = next((name for name, given in deferred.items() if given == amount or number_of_payer in name), "")
    day = remittance.payment_date or clock.day_of(at)
    return Overpayment(
        number=number, payer=row.claim.payer, claim=row.claim, remittance_claim=row, source=OverpaymentSource.REVERSAL, reference=reference,
        amount=amount, recovered_amount=ZERO if reference else amount, noticed_date=day, due_date=day + timedelta(days=REBUTTAL_DAYS),
        status=OverpaymentStatus.OPEN if reference else OverpaymentStatus.RECOVERED, opened_by=actor, opened_at=at,
    )


def _deferred(remittance: Remittance) -> dict[str, Decimal]:
    """Amounts that this remittance takes back later, by reference."""
    rows = remittance.provider_adjustments.filter(reason__in=DEFERS, amount__lt=0)
    return {row.reference or row.reason: -row.amount for row in rows}


def _save(overpayments: list[Overpayment], *, actor: Any, evidence) -> list[Overpayment]:
    Overpayment.objects.bulk_create(overpayments)
    record_events(
        NewEvent(Overpayment.SUBJECT_KIND, item.pk, "overpayment_opened", evidence(item), "", item.status, actor) for item in overpayments
    )
    put_next_steps(_steps(overpayments))
    return overpayments


def _steps(overpayments: Iterable[Overpayment]) -> Iterable[NextStep]:
    return (next_step(item) for item in overpayments if item.status == OverpaymentStatus.OPEN)


def _evidence(remittance: Remittance, item: Overpayment) -> Evidence:
    row = item.remittance_claim
    return Evidence(
        remittance.evidence_at, remittance.inbound_transaction_id, row.first_segment if row else None, row.last_segment if row else None,
        detail={"remittance": remittance.pk, "amount": str(item.amount), "reference": item.reference},
    )


def _numbers(count: int) -> list[str]:
    return next_numbers("claims_overpayment_number", "OP-", count)
