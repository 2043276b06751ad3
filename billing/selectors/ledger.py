"""Reads of the ledger: where each cent of a charge is, what a patient's balance consists of, what stands in the whole ledger."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from billing.models import Account, LedgerEntry
from config.shared.money import ZERO

CHARGE_BUCKETS = (
    Account.OWED_BY_PAYER, Account.OWED_BY_PATIENT, Account.PAID_BY_PAYER, Account.PAID_BY_PATIENT, Account.ADJUSTED, Account.WRITTEN_OFF,
)


@dataclass(slots=True)
class Buckets:
    """Where the cents are, in dollars; `owed_by_payer` by rank. `charge` is the sum of the rest."""

    charge: Decimal = ZERO
    owed_by_rank: dict[int, Decimal] = field(default_factory=dict)
    owed_by_patient: Decimal = ZERO
    paid_by_payer: Decimal = ZERO
    paid_by_patient: Decimal = ZERO
    adjusted: Decimal = ZERO
    written_off: Decimal = ZERO

    @property
    def owed_by_payer(self) -> Decimal:
        """What payers of any rank still owe."""
        return sum(self.owed_by_rank.values(), ZERO)

    @property
    def open(self) -> Decimal:
        """What anybody still owes."""
        return self.owed_by_payer + self.owed_by_patient

    @property
    def where(self) -> Decimal:
        """The sum of all places; equals `charge` or the ledger is broken."""
        return self.open + self.paid_by_payer + self.paid_by_patient + self.adjusted + self.written_off


def by_charge(charge_ids: Iterable[int]) -> dict[int, Buckets]:
    """The buckets of each charge, in one query. Charges that are not in the ledger are absent."""
    return _buckets(LedgerEntry.objects.filter(charge_id__in=list(charge_ids)), "charge_id")


def by_encounter(encounter_ids: Iterable[int]) -> dict[int, Buckets]:
    """The buckets of each encounter, in one query."""
    return _buckets(LedgerEntry.objects.filter(charge__encounter_id__in=list(encounter_ids)), "charge__encounter_id")


def by_patient(patient_ids: Iterable[int]) -> dict[int, Buckets]:
    """The buckets of each patient's charges, in one query."""
    return _buckets(LedgerEntry.objects.filter(patient_id__in=list(patient_ids), charge__isnull=False), "patient_id")


def owed_by_payers(patient_id: int) -> list[tuple[int, str, Decimal]]:
    """(payer id, payer's name, amount) of what each payer still owes for a patient, largest first."""
    rows = (
        LedgerEntry.objects.filter(patient_id=patient_id, account=Account.OWED_BY_PAYER)
        .values("payer_id", "payer__name")
        .annotate(amount=Sum(F("debit") - F("credit")))
        .exclude(amount=0)
        .order_by("-amount")
    )
    return [(row["payer_id"], row["payer__name"] or "", row["amount"]) for row in rows]


def gone_from_payer(charge_ids: Iterable[int], *, payer_id: int, rank: int) -> dict[str, Decimal]:
    """{account: amount} of what went out of one payer's bucket of these charges: paid, adjusted, written off, the patient's. The sum is not back.

    A share that the patient paid before it came back stands in two of them: more owed by the patient, as much less paid.
    """
    whence = LedgerEntry.objects.filter(
        transaction=OuterRef("transaction"), charge=OuterRef("charge"), account=Account.OWED_BY_PAYER, payer_id=payer_id, rank=rank,
    )
    places = [account for account in CHARGE_BUCKETS if account != Account.OWED_BY_PAYER]
    rows = LedgerEntry.objects.filter(Exists(whence), charge_id__in=list(charge_ids), account__in=places)
    return dict(rows.values_list("account").annotate(total=Sum(F("debit") - F("credit"))).exclude(total=0))


def totals() -> dict[str, Decimal]:
    """The whole ledger as `manage.py summary` prints it: charges equal the sum of the six after it."""
    of_charges = dict(
        LedgerEntry.objects.filter(charge__isnull=False).values_list("account").annotate(total=Sum(F("debit") - F("credit")))
    )
    elsewhere = dict(
        LedgerEntry.objects.filter(charge__isnull=True, account__in=[Account.UNAPPLIED, Account.PROVIDER_LEVEL])
        .values_list("account").annotate(total=Sum(F("debit") - F("credit")))
    )
    found = {"charges": -of_charges.get(Account.CHARGES, ZERO)}
    found |= {bucket.value: of_charges.get(bucket, ZERO) for bucket in CHARGE_BUCKETS}
    found["unapplied"] = -elsewhere.get(Account.UNAPPLIED, ZERO)
    found["provider_level"] = elsewhere.get(Account.PROVIDER_LEVEL, ZERO)
    return found


def _buckets(entries: QuerySet, key: str) -> dict[int, Buckets]:
    rows = entries.values(key, "account", "rank").annotate(total=Sum(F("debit") - F("credit")))
    found: dict[int, Buckets] = defaultdict(Buckets)
    for row in rows:
        _put(found[row[key]], row["account"], row["rank"], row["total"])
    return dict(found)


def _put(buckets: Buckets, account: str, rank: int | None, amount: Decimal) -> None:
    if account == Account.CHARGES:
        buckets.charge -= amount
    elif account == Account.OWED_BY_PAYER:
        buckets.owed_by_rank[rank] = buckets.owed_by_rank.get(rank, ZERO) + amount
    else:
        setattr(buckets, account, getattr(buckets, account) + amount)
