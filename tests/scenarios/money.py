"""What the stories of money share: a practice whose payers answer by files written here, and what stands in the ledger afterwards."""

from decimal import Decimal

from billing.models import Account, LedgerEntry
from billing.selectors import ledger
from claims.models import Claim, ClaimStatus
from claims.services.move_claims import Move, move_claims
from config.shared.services.record_event import Evidence
from payers.x12 import set_835
from payers.x12.set_835 import ProviderAdjustment
from tests.factories.claims import NOW, Cast, make_claim
from tests.factories.remittances import CAS, answers, pays


def dollars(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def billed(cast: Cast, *charges: tuple[str, str], **fields) -> Claim:
    """A claim that was sent, with these (code, amount)."""
    claim = make_claim(cast, charges=tuple((code, [], "1", amount, [1]) for code, amount in charges), **fields)
    steps = (ClaimStatus.READY, ClaimStatus.QUEUED, ClaimStatus.SENT)
    move_claims([Move(claim=claim, kind=f"test_{step}", status=step, evidence=Evidence(NOW)) for step in steps], actor=None)
    return claim


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
