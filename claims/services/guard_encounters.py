"""Why the lines of a visit can't change now: its claim is with the payer. Asked by billing through `config.shared.registries.encounters`."""

from collections.abc import Iterable

from claims.models import ENDED, UNSENT, Claim, ClaimStatus
from claims.selectors.claims import locked_of_encounters

CHANGEABLE = frozenset({*UNSENT, ClaimStatus.REJECTED, *ENDED})


def guard_encounters(encounter_ids: Iterable[int]) -> dict[int, str]:
    """A sentence for each visit whose lines must stay as they are.

    Locks all its claims, so that none goes into a batch before the caller's transaction ends; the caller holds the visits' locks.
    """
    return {
        claim.encounter_id: why_in_the_way(claim)
        for claim in locked_of_encounters(encounter_ids).values() if claim.status not in CHANGEABLE or claim.is_being_voided
    }


def why_in_the_way(claim: Claim) -> str:
    """What is told where the claim is with the payer."""
    if claim.is_being_voided:
        return f"Claim {claim.number} is being voided. Wait until the payer has voided it."
    return f"Claim {claim.number} is {claim.get_status_display().lower()}. Send a corrected claim instead."
