"""Tables of the payers: who pays, by which terms and prices, over which connection, in which files."""

from payers.models.connection import Connection, ConnectionKind, ConnectionSecret, Usage
from payers.models.exchange import SET_ASIDE, Fate, FetchedRemoteFile, InboundFile, InboundTransaction, Interchange, InterchangeState
from payers.models.fee_drafts import DraftStatus, FeeDraft, FeeDraftItem, FeeImport, FeeImportLine, FeeImportStatus, LineChange
from payers.models.fees import FeeSchedule, FeeScheduleItem, FeeScheduleKind, FeeScheduleVersion
from payers.models.payer import AppealKind, AppealLevel, FilingProof, Payer, PayerKind, PostingMode
from payers.models.reference import AdjustmentReason, ClaimStatusCategory, DiagnosisCode, PlaceOfService, RemarkCode

__all__ = [
    "SET_ASIDE",
    "AdjustmentReason", "AppealKind", "AppealLevel", "ClaimStatusCategory", "Connection", "ConnectionKind", "ConnectionSecret", "DiagnosisCode",
    "DraftStatus", "Fate", "FeeDraft", "FeeDraftItem", "FeeImport", "FeeImportLine", "FeeImportStatus", "FeeSchedule", "FeeScheduleItem",
    "FeeScheduleKind", "FeeScheduleVersion", "FetchedRemoteFile", "FilingProof", "InboundFile", "InboundTransaction", "Interchange",
    "InterchangeState", "LineChange", "Payer", "PayerKind", "PlaceOfService", "PostingMode", "RemarkCode", "Usage",
]
