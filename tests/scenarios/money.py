"""What the stories of money share: a practice whose payers answer by files written here, and what stands in the ledger afterwards."""

from decimal import Decimal

from billing.models import Account, LedgerEntry
from billing.selectors import ledger
from claims.models import Claim, ClaimStatus, Overpayment
from claims.services.move_claims import Move, move_claims
from claims.services.open_overpayments import open_letter
from config.shared.services.record_event import Evidence
from payers.x12 import set_835
from payers.x12.set_835 import ProviderAdjustment
from tests.factories.claims import NOW, Cast, make_claims
from tests.factories.remittances import CAS, answers, pays


def dollars(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def billed(cast: Cast, *charges: tuple[str, str], **fields) -> Claim:
    """A claim that was sent, with these (code, amount)."""
    (claim,) = all_billed(cast, 1, *charges, **fields)
    return claim


def all_billed(cast: Cast, number: int, *charges: tuple[str, str], **fields) -> list[Claim]:
    """Several such claims, each of a visit of its own."""
    claims = make_claims(cast, number, charges=tuple((code, [], "1", amount, [1]) for code, amount in charges), **fields)
    for step in (ClaimStatus.READY, ClaimStatus.QUEUED, ClaimStatus.SENT):
        move_claims([Move(claim=claim, kind=f"test_{step}", status=step, evidence=Evidence(NOW)) for claim in claims], actor=None)
    return claims


def decided(claim: Claim, *lines: tuple[str, tuple[CAS, ...]], **fields) -> set_835.ClaimPayment:
    """A CLP: for each line of the claim (paid, adjustments)."""
    ours = claim.lines.order_by("ordinal")
    return answers(claim, *(pays(line, paid, *adjustments) for line, (paid, adjustments) in zip(ours, lines, strict=True)), **fields)


def taken_back(claim: Claim, *lines: tuple[str, tuple[CAS, ...]], **fields) -> set_835.ClaimPayment:
    """The reversal of that CLP: the same amounts with their signs turned."""
    ours = claim.lines.order_by("ordinal")
    parts = [
        pays(line, _turned(paid), *((group, reason, _turned(amount)) for group, reason, amount in adjustments), charge=-line.billed_amount)
        for line, (paid, adjustments) in zip(ours, lines, strict=True)
    ]
    return answers(claim, *parts, status="22", charge=-claim.billed_amount, **fields)


def plb(reason: str, amount: str, reference: str = "") -> ProviderAdjustment:
    return ProviderAdjustment(reason=reason, reference=reference, amount=dollars(amount))


def where(claim: Claim) -> ledger.Buckets:
    """Where the cents of the claim's visit are."""
    return ledger.by_encounter([claim.encounter_id])[claim.encounter_id]


def at_provider_level(reference: str) -> Decimal:
    """What stands under a reference."""
    rows = LedgerEntry.objects.filter(account=Account.PROVIDER_LEVEL, reference=reference)
    return sum((row.debit - row.credit for row in rows), Decimal(0))


def balance(account: Account, **where) -> Decimal:
    """Debits less credits of an account."""
    return sum((row.debit - row.credit for row in LedgerEntry.objects.filter(account=account, **where)), Decimal(0))


def _turned(amount: str) -> str:
    return str(-Decimal(amount))


def letter(cast, claim, amount="40.00") -> Overpayment:
    """A payer's letter that asks for money back under RL-77."""
    return open_letter(
        payer=cast.payer, claim=claim, reference="RL-77", amount=dollars(amount), letter_date=NOW.date(), reason="Paid twice", actor=None, at=NOW,
    )
