"""A later payer that got the claim from the one before may answer first. Its money waits in suspense; when the payer before has decided, it posts.

Called when claims of a remittance have posted. Another remittance is never locked from here: a job does that.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from claims.models import Claim, ClaimStatus, RemittanceClaim, RemittanceClaimFate
from claims.services.match_remittance import CROSSOVER_FIRST
from config.shared.services.jobs import enqueue

POST_CROSSOVER = "post_crossover"


def post_what_came_first(claim_ids: Iterable[int], *, cause: str) -> None:
    """Ask for the posting of what waits for these visits and has its own claim now. `cause` names what posted: each asks once."""
    theirs = Claim.objects.filter(encounter=OuterRef("claim__encounter"), payer=OuterRef("remittance__payer"), rank__gt=OuterRef("claim__rank"))
    waiting = RemittanceClaim.objects.filter(
        Exists(theirs.exclude(status=ClaimStatus.VOIDED)), fate=RemittanceClaimFate.SUSPENSE, code=CROSSOVER_FIRST,
        claim__encounter__in=Claim.objects.filter(pk__in=list(claim_ids)).values("encounter"),
    )
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        enqueue(POST_CROSSOVER, key=f"{POST_CROSSOVER}:{pk}:{cause}", args={"remittance_claim_id": pk})
