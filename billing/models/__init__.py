"""Tables of billing: encounters, charges, the ledger, and what patients pay."""

from billing.models.encounter import AccidentKind, Charge, Encounter, EncounterDiagnosis, EncounterPayer
from billing.models.ledger import Account, LedgerEntry, LedgerTransaction, Purpose
from billing.models.patient_payment import HeldCredit, PatientPayment, PaymentMethod, PaymentStatus, ReturnKind
from billing.models.refund import Refund, RefundStatus
from billing.models.statement import DeliveryMethod, Statement, StatementLine, StatementStatus

__all__ = [
    "AccidentKind", "Account", "Charge", "DeliveryMethod", "Encounter", "EncounterDiagnosis", "EncounterPayer", "HeldCredit", "LedgerEntry",
    "LedgerTransaction", "PatientPayment", "PaymentMethod", "PaymentStatus", "Purpose", "Refund", "RefundStatus", "ReturnKind", "Statement",
    "StatementLine", "StatementStatus",
]
