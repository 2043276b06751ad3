"""Reads of claims for services: locked rows, the submission that counts, snapshots. Pages read by `claim_list` and `claim_page`."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from claims.models import Claim, ClaimSubmission
from claims.snapshot import Snapshot, from_json


@dataclass(frozen=True, slots=True)
class Version:
    """A claim with the submission that counts and what it says."""

    claim: Claim
    submission: ClaimSubmission
    snapshot: Snapshot


def locked(claim_ids: Iterable[int], *, with_connection: bool = False) -> dict[int, Claim]:
    """The claims, locked in the order of their ids, with payer (and its connection). Call it inside a transaction."""
    related = "payer__connection" if with_connection else "payer"
    rows = _lockable().select_related(related).filter(pk__in=list(claim_ids))
    return {claim.pk: claim for claim in rows}


def locked_of_encounters(encounter_ids: Iterable[int]) -> dict[int, Claim]:
    """All claims of these visits, locked as above. The visits are locked by the caller, so that no further claim is built meanwhile."""
    return {claim.pk: claim for claim in _lockable().filter(encounter_id__in=list(encounter_ids))}


def _lockable() -> QuerySet[Claim]:
    """Claims to lock. Rows that name a claim can still be inserted: a foreign key never waits for this lock."""
    return Claim.objects.select_for_update(of=("self",), no_key=True).order_by("pk")


def current(claims: Iterable[Claim]) -> dict[int, ClaimSubmission]:
    """The submission that counts of each claim, by claim id, in one query."""
    ids = [claim.pk for claim in claims]
    return {row.claim_id: row for row in current_submissions().filter(claim_id__in=ids)}


def current_submissions() -> QuerySet[ClaimSubmission]:
    """The submissions that count: the latest version of each claim."""
    return ClaimSubmission.objects.filter(ordinal=F("claim__version"))


def versions(claims: Iterable[Claim]) -> list[Version]:
    """Each claim with its present version, in one query."""
    claims = list(claims)
    held = current(claims)
    return [Version(claim, held[claim.pk], from_json(held[claim.pk].snapshot)) for claim in claims]
