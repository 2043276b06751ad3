"""Claims that a waiting CLP may belong to, best first: suggestions for a person, never a match by themselves. Two queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from claims.models import ENDED, Claim, ClaimSubmission, RemittanceClaim
from claims.rules.matching import agreement, likeness, within_days

SHOWN = 3
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Match:
    """A possible claim, how well it agrees (points), and in which words."""

    claim: Claim
    points: int
    words: str

    @property
    def agrees(self) -> bool:
        """Whether nothing differs but the number, which the payer may have damaged."""
        return self.words in ("all agree", "number differs")


def suggestions(rows: Sequence[RemittanceClaim]) -> dict[int, list[Match]]:
    """The best matches of each CLP, by its id. Nothing for one that agrees in neither member, day with charge, nor name."""
    wanted = Q(pk__in=[])
    for row in rows:
        wanted |= _like(row)
    held = Claim.objects.filter(wanted).exclude(status__in=ENDED).select_related("patient", "coverage", "payer")
    claims = list(held.order_by("-service_date", "-pk")[:LOOKED_AT])
    numbers: dict[int, list[str]] = {}
    for claim_id, number in ClaimSubmission.objects.filter(claim__in=claims).values_list("claim_id", "patient_control_number"):
        numbers.setdefault(claim_id, []).append(number)
    return {row.pk: _best(row, claims, numbers) for row in rows}


def _like(row: RemittanceClaim) -> Q:
    """Claims of the same member or name, or of the same day and charge."""
    like = Q(service_date=row.service_date, billed_amount=row.charge_amount) if row.service_date else Q(pk__in=[])
    if row.member_id:
        like |= Q(coverage__member_id__iexact=row.member_id)
    if row.patient_last_name and row.service_date:
        like |= Q(patient__last_name__iexact=row.patient_last_name, service_date=row.service_date)
    return like


def _best(row: RemittanceClaim, claims: Sequence[Claim], numbers: dict[int, list[str]]) -> list[Match]:
    found = [_match(row, claim, numbers.get(claim.pk, ())) for claim in claims]
    found = [match for match in found if match.points >= 4]
    return sorted(found, key=lambda match: (-match.points, -match.claim.pk))[:SHOWN]


def _match(row: RemittanceClaim, claim: Claim, numbers: Sequence[str]) -> Match:
    points, words = agreement(
        number=any(likeness(row.patient_control_number, number) for number in numbers),
        member=_same(row.member_id, claim.coverage.member_id), name=_same(row.patient_last_name, claim.patient.last_name),
        day=within_days(row.service_date, claim.service_date), charge=row.charge_amount == claim.billed_amount,
    )
    return Match(claim, points, words)


def _same(one: str, other: str) -> bool:
    return bool(one) and one.replace(" ", "").replace("-", "").upper() == other.replace(" ", "").replace("-", "").upper()
