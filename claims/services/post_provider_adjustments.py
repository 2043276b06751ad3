"""Post a remittance's provider adjustments (PLB): to the provider level under payer and reference, where entries of several remittances net out.

Called when the remittance posts, after its claims. Interest (L6) is income. A takeback whose reference an overpayment has counts as its recovery; a
letter's takeback is moved to the letter's claim, as far as the claim was paid. What no overpayment and nothing put off before explains becomes a work
item, to the cent. Source: X12 005010X221A1 PLB: positive reduces the payment; DOMAIN 0, 0a.8, 3.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum

from billing.models import Account, LedgerEntry, Purpose
from billing.services.post_transaction import Entry, NewTransaction, post_transactions
from claims.ledger_keys import SOURCE, key
from claims.models import Overpayment, OverpaymentSource, OverpaymentStatus, ProviderAdjustment, Remittance
from claims.services import open_overpayments
from claims.services.move_takeback import move_takeback, paid_on
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import close_items, put_next_step

INTEREST = "L6"
TAKES = frozenset({"WO", "FB"})


def post_provider_adjustments(remittance: Remittance, *, actor: Any, at: datetime) -> None:
    """Post its PLB entries; harmless when called again."""
    entries = [item for item in remittance.provider_adjustments.order_by("ordinal") if item.amount]
    if not entries:
        return
    held = _residues(remittance, entries)
    made = {row.key for row in post_transactions((_transaction(remittance, item) for item in entries), actor=actor, at=at)}
    for item in entries:
        if item.reason in TAKES and item.amount > 0 and _key(remittance, item) in made:
            reference = reference_of(item)
            moved = _recover(remittance, item, max(ZERO, -held.get(reference, ZERO)), actor=actor, at=at)
            held[reference] = held.get(reference, ZERO) + item.amount - moved


def reference_of(item: ProviderAdjustment) -> str:
    """Under what an entry nets out: its reference, or its reason where the payer gives none (FB, IR, J1)."""
    return item.reference.strip() or item.reason


def _key(remittance: Remittance, item: ProviderAdjustment) -> str:
    return key(remittance, None, 0, item.ordinal, Purpose.PROVIDER_ADJUSTMENT)


def _transaction(remittance: Remittance, item: ProviderAdjustment) -> NewTransaction:
    """Positive takes from the check: less is paid, and the provider level holds what was taken."""
    account = Account.INTEREST if item.reason == INTEREST else Account.PROVIDER_LEVEL
    reference = "" if account == Account.INTEREST else reference_of(item)
    return NewTransaction(
        purpose=Purpose.PROVIDER_ADJUSTMENT, key=_key(remittance, item), source_kind=SOURCE, source_id=remittance.pk,
        evidence={"plb": item.ordinal, "reason": item.reason, "reference": item.reference},
        entries=[
            Entry(account, item.amount, payer_id=remittance.payer_id, reference=reference),
            Entry(Account.PAID_BY_PAYER, -item.amount, payer_id=remittance.payer_id),
        ],
    )


def _residues(remittance: Remittance, entries: Sequence[ProviderAdjustment]) -> dict[str, Decimal]:
    """What stands at each reference before this remittance takes: positive was taken, negative is still to be taken, or given back by this one."""
    references = {reference_of(item) for item in entries}
    rows = LedgerEntry.objects.filter(account=Account.PROVIDER_LEVEL, payer=remittance.payer_id, reference__in=references)
    held = dict(rows.values_list("reference").annotate(left=Sum(F("debit") - F("credit"))))
    for item in entries:
        if item.amount < 0 and item.reason != INTEREST:
            held[reference_of(item)] = held.get(reference_of(item), ZERO) + item.amount
    return held


def _recover(remittance: Remittance, item: ProviderAdjustment, put_off: Decimal, *, actor: Any, at: datetime) -> Decimal:
    """The payer has its money: the overpayments of the reference are recovered, in order; what nobody expected is looked for.

    `put_off` is what was given back at the reference to be taken later: the overpayments of reversals are about the same cents. Returns what moved on
    to letters' claims.
    """
    left, of_reversals, moved, unmoved = item.amount, ZERO, ZERO, ZERO
    for overpayment in _open(remittance, reference_of(item)):
        part = min(left, overpayment.amount - overpayment.recovered_amount)
        if not part:
            break
        left -= part
        _count(overpayment, part, remittance, actor=actor)
        if overpayment.source == OverpaymentSource.REVERSAL:
            of_reversals += part
        elif overpayment.claim_id:
            onward = min(part, paid_on(overpayment))
            _move(overpayment, onward, remittance, item, actor=actor, at=at)
            moved, unmoved = moved + onward, unmoved + part - onward
    unknown = max(ZERO, left - max(ZERO, put_off - of_reversals)) + unmoved
    if unknown and remittance.payer_id:
        open_overpayments.open_takeback(
            payer=remittance.payer, reference=reference_of(item), amount=unknown, remittance=remittance, actor=actor, at=at
        )
    return moved


def _move(
    overpayment: Overpayment, amount: Decimal, remittance: Remittance, item: ProviderAdjustment, *, actor: Any, at: datetime
) -> None:
    if amount:
        move_takeback(
            overpayment=overpayment, amount=amount, cause=f"{SOURCE}:{remittance.pk}:{item.ordinal}", remittance=remittance, actor=actor, at=at,
        )


def _open(remittance: Remittance, reference: str) -> Sequence[Overpayment]:
    """Those of reversals first: the remittance that put them off gave their money back under the reference."""
    rows = Overpayment.objects.select_for_update(of=("self",)).select_related("claim").filter(
        payer=remittance.payer_id, reference=reference, recovered_amount__lt=F("amount"),
    ).exclude(status=OverpaymentStatus.CLOSED).order_by("pk")
    return sorted(rows, key=lambda row: (row.source != OverpaymentSource.REVERSAL, row.pk))


def _count(overpayment: Overpayment, part: Decimal, remittance: Remittance, *, actor: Any) -> None:
    overpayment.recovered_amount += part
    overpayment.save(update_fields=["recovered_amount"])
    evidence = Evidence(
        remittance.evidence_at, remittance.inbound_transaction_id, detail={"remittance": remittance.pk, "taken": str(part)},
    )
    if overpayment.is_settled:
        overpayment.move_to(OverpaymentStatus.RECOVERED, actor=actor, evidence=evidence)
        close_items(Overpayment.SUBJECT_KIND, [overpayment.pk], reason="taken back")
    else:
        overpayment.note_event("overpayment_taken_in_part", actor=actor, evidence=evidence)
        put_next_step(open_overpayments.next_step(overpayment))
