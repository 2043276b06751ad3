"""What claims do when visits are entered or corrected: the listener of `config.shared.registries.encounters`."""

from datetime import datetime
from typing import Any

from claims.models import UNSENT, Claim
from claims.services.build_claims import build_claims
from claims.services.rebuild_claims import rebuild_claims


class EncounterFollower:
    """Builds and rebuilds in the transaction of the visit, so that the claim is there when the visit is."""

    def entered(self, encounter_ids: list[int], *, actor: Any, at: datetime) -> None:
        """Build the claims of new visits."""
        build_claims(encounter_ids, at=at, actor=actor)

    def corrected(self, encounter_ids: list[int], *, actor: Any, at: datetime) -> None:
        """Build unsent claims again, and those that could not be built before. A rejected one waits for a person's "fix and resend"."""
        unsent = Claim.objects.filter(encounter_id__in=encounter_ids, status__in=UNSENT)
        rebuild_claims(list(unsent.values_list("pk", flat=True)), at=at, actor=actor)
        build_claims(encounter_ids, at=at, actor=actor)


follower = EncounterFollower()
