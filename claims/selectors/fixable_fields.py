"""Which fields of a claim may be mended on its page: those that an open finding or the payer's rejection names."""

from claims.models import UNSENT, Claim, ClaimStatus
from claims.rules.rejection_fields import rejected_field
from claims.selectors.claims import current_submissions
from config.shared.models import Event


def open_fields(claim: Claim) -> frozenset[str]:
    """Paths in the snapshot. A claim that is with the payer has none."""
    if claim.status in UNSENT:
        found = current_submissions().filter(claim=claim, findings__waived_at__isnull=True, findings__field__isnull=False)
        return frozenset(found.values_list("findings__field", flat=True))
    if claim.status == ClaimStatus.REJECTED:
        return frozenset({_rejected(claim)} - {""})
    return frozenset()


def _rejected(claim: Claim) -> str:
    """What the answer that rejected the present version most likely means."""
    events = Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id=claim.pk, to_state=ClaimStatus.REJECTED)
    event = events.exclude(from_state=ClaimStatus.REJECTED).order_by("-seq").first()
    return rejected_field(event.detail.get("code", ""), event.detail.get("entity", "")) if event else ""
