"""Send nevertheless: a person waives an error that the practice may answer for (filing limit, duplicate, coverage dates), with a reason."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import UNSENT, Claim, ScrubFinding
from claims.rules.scrub import RULES
from claims.selectors.claims import locked
from claims.services.scrub_claims import scrub_claims
from config.shared.errors import DomainError, require_reason
from config.shared.services.record_event import Evidence


class NotWaivable(DomainError):
    """The error would make the payer or the clearinghouse refuse the claim: it must be mended."""

    code = "not_waivable"
    message = "This error can't be waived: {rule}. It has to be mended."


@transaction.atomic
def waive_finding(finding_id: int, *, reason: str, actor: Any, at: datetime) -> Claim:
    """Waive the error and scrub again. It stays waived on later versions that fail in the same way. Raises NotWaivable, ReasonMissing."""
    finding = ScrubFinding.objects.select_related("submission").get(pk=finding_id)
    claim = locked([finding.submission.claim_id])[finding.submission.claim_id]
    reason = require_reason(reason)
    if claim.status not in UNSENT or finding.submission.ordinal != claim.version or not RULES[finding.rule].waivable:
        raise NotWaivable(rule=finding.rule.replace("_", " "))
    finding.waived_at, finding.waived_by, finding.waive_reason = at, actor, reason[:200]
    finding.save(update_fields=["waived_at", "waived_by", "waive_reason"])
    claim.note_event("finding_waived", actor=actor, evidence=Evidence(at, detail={"rule": finding.rule, "reason": finding.waive_reason}))
    scrub_claims([claim.pk], at=at, actor=actor)
    claim.refresh_from_db()
    return claim
