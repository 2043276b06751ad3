"""What claims do when visits are entered or corrected: the listener of `config.shared.registries.encounters`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from billing.models import Encounter
from billing.services.void_charges import ClaimInTheWay
from claims.models import UNSENT, Claim, ClaimLine
from claims.selectors.claims import locked_of_encounters
from claims.services.build_claims import build_claims
from claims.services.guard_encounters import CHANGEABLE, why_in_the_way
from claims.services.rebuild_claims import rebuild_claims
from claims.services.settle_claims import settle_claims


class EncounterFollower:
    """Builds and rebuilds in the transaction of the visit, so that the claim is there when the visit is."""

    def entered(self, encounter_ids: list[int], *, actor: Any, at: datetime) -> None:
        """Build the claims of new visits."""
        build_claims(encounter_ids, at=at, actor=actor)

    @transaction.atomic
    def corrected(self, encounter_ids: list[int], *, actor: Any, at: datetime) -> None:
        """Build unsent claims again, and those that could not be built before. What is open on the others follows the ledger.

        A rejected one waits for a person's "fix and resend", unless its visit bills nobody now: then it is voided.
        Locks the visits, then their claims. Raises ClaimInTheWay where lines were taken back of a claim that is with the payer.
        """
        list(Encounter.objects.select_for_update(no_key=True).filter(pk__in=encounter_ids).order_by("pk").values_list("pk", flat=True))
        claims = locked_of_encounters(encounter_ids)
        _refuse_lost_lines(claims.values())
        rebuild_claims([claim.pk for claim in claims.values() if claim.status in UNSENT], at=at, actor=actor)
        settle_claims([claim for claim in claims.values() if claim.status not in UNSENT], at=at, actor=actor)
        build_claims(encounter_ids, at=at, actor=actor)


def _refuse_lost_lines(claims: Iterable[Claim]) -> None:
    """No claim that a payer has may ask money for a charge that was taken back."""
    with_payer = {claim.pk: claim for claim in claims if claim.status not in CHANGEABLE}
    lost = ClaimLine.objects.filter(claim__in=with_payer, charge__voided_at__isnull=False).values_list("claim_id", flat=True).first()
    if lost is not None:
        raise ClaimInTheWay(why=why_in_the_way(with_payer[lost]))


follower = EncounterFollower()
