"""Why the lines of a visit can't change now: its claim is with the payer. Asked by billing through `config.shared.registries.encounters`."""

from collections.abc import Iterable

from claims.models import ENDED, UNSENT, Claim, ClaimStatus

CHANGEABLE = (*UNSENT, ClaimStatus.REJECTED, *ENDED)


def guard_encounters(encounter_ids: Iterable[int]) -> dict[int, str]:
    """A sentence for each visit whose lines must stay as they are."""
    claims = Claim.objects.filter(encounter_id__in=list(encounter_ids)).exclude(status__in=CHANGEABLE).order_by("pk")
    return {
        claim.encounter_id: f"Claim {claim.number} is {claim.get_status_display().lower()}. Send a corrected claim instead." for claim in claims
    }
