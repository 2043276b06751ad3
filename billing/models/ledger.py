"""The ledger: double entry, append-only (invariant 1). Triggers in migrations/ledger.sql hold what this file says.

Each charge is a little balance of its own: one credit to `charges` for its amount, and debits that say where those cents are now
(owed by payer of rank n, owed by the patient, paid by each, adjusted, written off). Moving cents is one transaction that sums to zero.
Money that belongs to no charge yet (suspense, takebacks) sits in `unapplied` and `provider_level` with its source named.
"""

from django.db import models

from config.shared.models import PublicIdModel


class _ThisDatabaseTransaction(models.Func):
    """The number of the running database transaction (the outermost one, whatever savepoints there are)."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class Account(models.TextChoices):
    """The first is the credit side of a charge; the next six are where its cents are; the rest belong to no charge."""

    CHARGES = "charges", "Charges"
    OWED_BY_PAYER = "owed_by_payer", "Owed by a payer"
    OWED_BY_PATIENT = "owed_by_patient", "Owed by the patient"
    PAID_BY_PAYER = "paid_by_payer", "Paid by a payer"
    PAID_BY_PATIENT = "paid_by_patient", "Paid by the patient"
    ADJUSTED = "adjusted", "Adjusted by contract"
    WRITTEN_OFF = "written_off", "Written off"
    UNAPPLIED = "unapplied", "Received, not applied"
    PROVIDER_LEVEL = "provider_level", "Provider-level adjustments"
    INTEREST = "interest", "Interest paid by payers"


class Purpose(models.TextChoices):
    """Why a transaction was posted; part of the ledger key."""

    CHARGE = "charge", "Charge entered"
    PAYMENT = "payment", "Payment by a payer"
    CONTRACT = "contract", "Contractual adjustment"
    SUSPENSE = "suspense", "Received for an unknown claim"
    SUSPENSE_APPLIED = "suspense_applied", "Suspense applied"
    NEXT_PAYER = "next_payer", "Moved to the next payer"
    TO_PATIENT = "to_patient", "Moved to the patient"
    PATIENT_PAYMENT = "patient_payment", "Payment by the patient"
    PROVIDER_ADJUSTMENT = "provider_adjustment", "Provider-level adjustment"
    SHARE_BACK = "share_back", "Share taken back"
    TAKEBACK = "takeback", "Taken back by a payer"
    PATIENT_APPLIED = "patient_applied", "Patient's money applied"
    PATIENT_UNAPPLIED = "patient_unapplied", "Patient's money set free"
    PATIENT_RETURNED = "patient_returned", "Patient's payment returned"
    REFUND = "refund", "Refund"
    WRITE_OFF = "write_off", "Write-off"
    REVERSAL = "reversal", "Reversal"


class LedgerTransaction(PublicIdModel):
    """The header of entries that sum to zero. `key` says what caused it and makes a second posting impossible."""

    purpose = models.CharField(max_length=24, choices=Purpose.choices)
    key = models.CharField(max_length=160, unique=True)
    posted_at = models.DateTimeField()
    accounting_date = models.DateField()
    actor = models.ForeignKey("shared.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    source_kind = models.CharField(max_length=40, help_text="What caused it: encounter, remittance, user.")
    source_id = models.BigIntegerField(null=True, blank=True)
    evidence = models.JSONField(default=dict, blank=True, help_text="Group, reason code, CLP and SVC ordinals, segment numbers.")
    database_transaction = models.BigIntegerField(editable=False, db_default=_ThisDatabaseTransaction())

    class Meta:
        indexes = [models.Index(name="ledger_transaction_source", fields=["source_kind", "source_id"])]
        constraints = [
            models.CheckConstraint(
                name="ledger_transaction_reason", condition=models.Q(reverses__isnull=True) | ~models.Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"


class LedgerEntry(models.Model):
    """One side of a transaction: either debit or credit is positive, the other is zero."""

    transaction = models.ForeignKey(LedgerTransaction, on_delete=models.PROTECT, related_name="entries")
    ordinal = models.PositiveSmallIntegerField()
    account = models.CharField(max_length=20, choices=Account.choices)
    charge = models.ForeignKey("billing.Charge", null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    patient = models.ForeignKey("patients.Patient", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    payer = models.ForeignKey("payers.Payer", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    reference = models.CharField(max_length=60, blank=True, help_text="Provider level only: the reference under which entries net out.")
    debit = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    credit = models.DecimalField(max_digits=12, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ledger_entry_ordinal", fields=["transaction", "ordinal"]),
            models.CheckConstraint(
                name="ledger_entry_one_side",
                condition=models.Q(debit__gt=0, credit=0) | models.Q(debit=0, credit__gt=0),
            ),
            models.CheckConstraint(name="ledger_entry_account_known", condition=models.Q(account__in=Account.values)),
            models.CheckConstraint(
                name="ledger_entry_rank", condition=~models.Q(account="owed_by_payer") | models.Q(rank__isnull=False)
            ),
        ]
        indexes = [
            models.Index(name="ledger_entry_charge", fields=["charge", "account"]),
            models.Index(name="ledger_entry_patient", fields=["patient", "account"]),
            models.Index(name="ledger_entry_reference", fields=["payer", "reference"], condition=models.Q(account="provider_level")),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.debit or -self.credit}"
