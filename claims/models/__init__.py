"""Tables of the claims."""

from claims.models.appeal import DECIDED, NOT_SENT, UNDECIDED, Appeal, AppealEnclosure, AppealLetter, AppealStatus, LetterTemplate, SentBy
from claims.models.claim import (
    ADJUDICATED,
    CORRECTABLE,
    ENDED,
    UNSENT,
    WITH_PAYER,
    AnswerSource,
    Claim,
    ClaimLine,
    ClaimStatus,
    ClaimSubmission,
    ScrubFinding,
    Severity,
    StatusInquiry,
    VoidOutcome,
)
from claims.models.demo_load import DemoLoad
from claims.models.denial import DISPUTABLE, AdjustmentRule, Denial, DenialStatus
from claims.models.overpayment import Overpayment, OverpaymentSource, OverpaymentStatus
from claims.models.remittance import (
    AdjustmentClass,
    PostingProposal,
    ProposalKind,
    ProposalState,
    ProviderAdjustment,
    Remittance,
    RemittanceAdjustment,
    RemittanceClaim,
    RemittanceClaimFate,
    RemittanceLine,
    RemittanceStatus,
)

__all__ = [
    "ADJUDICATED", "CORRECTABLE", "DECIDED", "DISPUTABLE", "ENDED", "NOT_SENT", "UNDECIDED", "UNSENT", "WITH_PAYER", "AdjustmentClass",
    "AdjustmentRule", "AnswerSource", "Appeal", "AppealEnclosure", "AppealLetter", "AppealStatus", "Claim", "ClaimLine", "ClaimStatus",
    "ClaimSubmission", "DemoLoad", "Denial", "DenialStatus", "LetterTemplate", "Overpayment", "OverpaymentSource", "OverpaymentStatus",
    "PostingProposal", "ProposalKind", "ProposalState", "ProviderAdjustment", "Remittance", "RemittanceAdjustment", "RemittanceClaim",
    "RemittanceClaimFate", "RemittanceLine", "RemittanceStatus", "ScrubFinding", "SentBy", "Severity", "StatusInquiry", "VoidOutcome",
]
