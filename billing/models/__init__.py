"""Tables of billing: encounters, charges and the ledger."""

from billing.models.encounter import AccidentKind, Charge, Encounter, EncounterDiagnosis, EncounterPayer
from billing.models.ledger import Account, LedgerEntry, LedgerTransaction, Purpose

__all__ = [
    "AccidentKind", "Account", "Charge", "Encounter", "EncounterDiagnosis", "EncounterPayer", "LedgerEntry", "LedgerTransaction",
    "Purpose",
]
