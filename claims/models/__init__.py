"""Tables of the claims."""

from claims.models.claim import (
    ADJUDICATED,
    ENDED,
    UNSENT,
    AnswerSource,
    Claim,
    ClaimLine,
    ClaimStatus,
    ClaimSubmission,
    ScrubFinding,
    Severity,
    StatusInquiry,
)
from claims.models.denial import AdjustmentRule, Denial, DenialStatus
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
    "ADJUDICATED", "ENDED", "UNSENT", "AdjustmentClass", "AdjustmentRule", "AnswerSource", "Claim", "ClaimLine", "ClaimStatus",
    "ClaimSubmission", "Denial", "DenialStatus", "PostingProposal", "ProposalKind", "ProposalState", "ProviderAdjustment", "Remittance",
    "RemittanceAdjustment", "RemittanceClaim", "RemittanceClaimFate", "RemittanceLine", "RemittanceStatus", "ScrubFinding", "Severity",
    "StatusInquiry",
]
