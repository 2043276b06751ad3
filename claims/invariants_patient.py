"""A check of `verify` on what claims move to patients: no Qualified Medicare Beneficiary owes a share."""

from django.db.models import F, Sum

from billing.models import Account, LedgerEntry
from claims.models import AdjustmentClass, RemittanceAdjustment, RemittanceClaimFate
from claims.rules.posting_plan import QMB
from config.shared.registries import invariants
from config.shared.registries.invariants import Broken, Result

MOST = 1000


def register() -> None:
    """Called when the app is ready."""
    invariants.register(6, "no QMB owes a share", no_qmb_owes)


def no_qmb_owes() -> Result:
    """Invariant 6: a charge whose share a payer called a QMB's has nothing in the patient's bucket (DOMAIN 0a.1)."""
    shares = RemittanceAdjustment.objects.filter(classified=AdjustmentClass.PATIENT, remittance_claim__fate=RemittanceClaimFate.POSTED)
    said = shares.filter(category=QMB)
    charges = set(said.filter(line__isnull=False).values_list("line__claim_line__charge_id", flat=True))
    charges |= set(said.filter(line__isnull=True).values_list("remittance_claim__claim__lines__charge_id", flat=True))
    owed = LedgerEntry.objects.filter(charge__in=charges, account=Account.OWED_BY_PATIENT).values("charge_id")
    broken = owed.annotate(net=Sum(F("debit") - F("credit"))).filter(net__gt=0).order_by()[:MOST]
    return Result(shares.count(), [Broken(f"charge {row['charge_id']}", f"a QMB is asked for {row['net']}") for row in broken])
