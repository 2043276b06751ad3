"""Carry out the proposals that leave a share to the next payer, by policy, right after posting: the money moves, and that payer's claim is built.

Where the payer before says that it sent the claim on, the claim waits for its answer instead. A claim of the next payer that was not sent yet is
built again with what was decided now; one that was sent says so as its next step. Bulk: constant queries; harmless when called again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q

from billing.models import Encounter, EncounterPayer
from billing.services.move_to_next_payer import Onward, move_to_next_payer
from claims.models import UNSENT, Claim, ClaimStatus, ClaimSubmission, Denial, PostingProposal, ProposalKind, ProposalState, RemittanceClaim
from claims.rules import next_steps
from claims.selectors.claims import locked
from claims.services.apply_to_patient import OPEN_DENIALS, by_claim, dismiss_taken_back, step_after
from claims.services.bill_overdue_crossovers import bill_ourselves
from claims.services.build_claims import build_claims
from claims.services.move_claims import Move, move_claims
from claims.services.post_reversals import is_stale
from claims.services.rebuild_claims import REBUILT, rebuild_claims, void_claims
from config.shared import clock
from config.shared.money import ZERO
from config.shared.services.record_event import Evidence

POLICY = "next_payer_automatic"
REASON = "the payer before decided"
Place = tuple[int, int]  # encounter and rank


def lock_visits(claim_ids: Any) -> None:
    """Lock the visits of these claims that have a later payer or a claim being voided, before the claims: claims of theirs may be built."""
    later = EncounterPayer.objects.filter(rank__gt=1, encounter__claims__in=claim_ids).values("encounter")
    voided = Claim.objects.filter(pk__in=claim_ids).exclude(void_outcome="").values("encounter")
    visits = Encounter.objects.select_for_update(no_key=True).filter(Q(pk__in=later) | Q(pk__in=voided)).order_by("pk")
    list(visits.values_list("pk", flat=True))


def bill_next_payer(claim_ids: Iterable[int], *, actor: Any, at: datetime) -> None:
    """Bill the payers after those of these claims. The caller holds the visits and the claims."""
    ids = set(claim_ids)
    if not ids:
        return
    dismiss_taken_back(ids, at)
    waiting = _open_proposals(ids)
    if waiting:
        _apply(waiting, actor, at)
    _build_unsent_again(ids, at, actor)


def _apply(waiting: Sequence[PostingProposal], actor: Any, at: datetime) -> None:
    payers = _payers_after(waiting)
    wanted = {_cause(each): each for each in waiting if each.pk in payers}
    moved_now = move_to_next_payer((_onward(each, payers[each.pk]) for each in wanted.values()), actor=actor, at=at)
    moved = [wanted[cause] for cause in wanted if cause in moved_now]
    PostingProposal.objects.filter(pk__in=[each.pk for each in moved]).update(state=ProposalState.APPLIED, policy=POLICY, decided_at=at)
    _move_claims(moved, actor, at)
    _say_unknown([each for each in waiting if each.pk not in payers], actor, at)
    _bill(moved, payers, actor, at)


def _open_proposals(ids: set[int]) -> list[PostingProposal]:
    rows = PostingProposal.objects.filter(claim__in=ids, kind=ProposalKind.NEXT_PAYER, state=ProposalState.OPEN, line__isnull=False)
    rows = rows.select_related("claim", "line", "remittance_claim__remittance").order_by("pk")
    return [each for each in rows if not is_stale(each.claim, each.remittance_claim.remittance)]


def _payers_after(proposals: Sequence[PostingProposal]) -> dict[int, EncounterPayer]:
    """By proposal, who comes next by the order of payers in force; absent where nobody does."""
    rows = EncounterPayer.objects.filter(encounter__in={each.claim.encounter_id for each in proposals}).select_related("coverage")
    by_visit: dict[int, list[EncounterPayer]] = {}
    for row in rows.annotate(newest=Max("encounter__payers__version")).order_by("rank"):
        if row.version == row.newest:
            by_visit.setdefault(row.encounter_id, []).append(row)
    found = {}
    for each in proposals:
        later = [row for row in by_visit.get(each.claim.encounter_id, ()) if row.rank > each.claim.rank]
        if later:
            found[each.pk] = later[0]
    return found


def _cause(proposal: PostingProposal) -> str:
    return f"posting_proposal:{proposal.pk}"


def _onward(proposal: PostingProposal, after: EncounterPayer) -> Onward:
    row, claim = proposal.remittance_claim, proposal.claim
    return Onward(
        cause=_cause(proposal), charge_id=proposal.line.charge_id, patient_id=claim.patient_id, payer_id=claim.payer_id, rank=claim.rank,
        next_payer_id=after.coverage.payer_id, next_rank=after.rank, amount=proposal.amount, source_kind="remittance", source_id=row.remittance_id,
        evidence={"parts": proposal.evidence.get("parts", []), "share_of": row.ordinal, "trace": row.remittance.trace_number},
    )


# From here: the claim that was decided.


def _move_claims(moved: Sequence[PostingProposal], actor: Any, at: datetime) -> None:
    """It loses what moved; with nothing open left it closes."""
    own = by_claim(moved)
    claims = locked(own)
    others = by_claim(PostingProposal.objects.filter(claim__in=own, state=ProposalState.OPEN).exclude(kind=ProposalKind.TO_PATIENT))
    denied = set(Denial.objects.filter(claim__in=own, status__in=OPEN_DENIALS).values_list("claim_id", flat=True))
    move_claims((_move(claims[pk], own[pk], others.get(pk, []), at, has_denials=pk in denied) for pk in sorted(own)), actor=actor)


def _move(claim: Claim, own: Sequence[PostingProposal], rest: Sequence[PostingProposal], at: datetime, *, has_denials: bool) -> Move:
    is_open = claim.open_amount - _total(own)
    step = step_after([], rest, {}, is_open, at, has_denials=has_denials)
    closes = claim.status == ClaimStatus.PAID and not is_open
    row = own[0].remittance_claim
    return Move(
        claim=claim, kind="next_payer_billed", status=ClaimStatus.CLOSED if closes else "", changes={"open_amount": is_open}, step=step,
        closes="" if step else "the next payer is billed",
        evidence=Evidence(
            at, row.remittance.inbound_transaction_id, row.first_segment, row.last_segment,
            detail={"amount": str(_total(own)), "proposals": [each.pk for each in own], "policy": POLICY}, key=f"next_payer:{claim.pk}:{own[0].pk}",
        ),
    )


def _say_unknown(proposals: Sequence[PostingProposal], actor: Any, at: datetime) -> None:
    """What is for a payer that the visit does not name waits for a person: it is never the patient's by itself."""
    own = by_claim(proposals)
    claims = locked(own) if own else {}
    move_claims(
        (
            Move(
                claim=claims[pk], kind="next_payer_unknown", step=next_steps.next_payer_unknown(_total(rows), clock.day_of(at)),
                evidence=Evidence(at, detail={"amount": str(_total(rows))}, key=f"next_payer_unknown:{pk}:{rows[0].pk}"),
            )
            for pk, rows in own.items()
        ),
        actor=actor,
    )


def _total(proposals: Iterable[PostingProposal]) -> Decimal:
    return sum((each.amount for each in proposals), ZERO)


# From here: the claims of the next payers.


def _bill(moved: Sequence[PostingProposal], payers: Mapping[int, EncounterPayer], actor: Any, at: datetime) -> None:
    """Build the claim of each next payer, or tell the one that exists."""
    amounts: dict[Place, Decimal] = {}
    forwarded: dict[Place, RemittanceClaim] = {}
    for each in moved:
        place = (each.claim.encounter_id, payers[each.pk].rank)
        amounts[place] = amounts.get(place, ZERO) + each.amount
        if each.remittance_claim.is_forwarded:
            forwarded[place] = each.remittance_claim
    held = _existing(amounts)
    gone = _never_sent({place: claim for place, claim in held.items() if place in forwarded and claim.status in UNSENT})
    void_claims(list(gone.values()), at=at, actor=actor)  # the payer before sends it after all: it crosses over anew
    held = {place: claim for place, claim in held.items() if place not in gone}
    _tell(held, amounts, actor, at)
    returned = [claim for place, claim in held.items() if claim.status == ClaimStatus.CROSSED_OVER and place not in forwarded]
    bill_ourselves(returned, actor=actor, at=at)
    rebuild_claims([claim.pk for claim in held.values() if claim.status in REBUILT], at=at, actor=actor, reason=REASON)
    for rank in sorted({rank for _, rank in amounts}):
        visits = [encounter for encounter, of in amounts if of == rank and (encounter, of) not in held]
        build_claims(visits, at=at, actor=actor, rank=rank, forwarded={pk: row for (pk, of), row in forwarded.items() if of == rank})


def _existing(places: Iterable[Place]) -> dict[Place, Claim]:
    wanted = set(places)
    rows = Claim.objects.filter(encounter__in={encounter for encounter, _ in wanted}).exclude(status=ClaimStatus.VOIDED)
    ids = [pk for pk, encounter, rank in rows.values_list("pk", "encounter_id", "rank") if (encounter, rank) in wanted]
    return {(claim.encounter_id, claim.rank): claim for claim in locked(ids).values()}


def _never_sent(held: Mapping[Place, Claim]) -> dict[Place, Claim]:
    sent = ClaimSubmission.objects.filter(claim__in=held.values(), interchange__isnull=False).values_list("claim_id", flat=True) if held else ()
    known = set(sent)
    return {place: claim for place, claim in held.items() if claim.pk not in known}


def _tell(held: Mapping[Place, Claim], amounts: Mapping[Place, Decimal], actor: Any, at: datetime) -> None:
    """A claim that exists is owed more now; what was sent no longer says what the payer before decided."""
    today = clock.day_of(at)
    move_claims(
        [
            Move(
                claim=claim, kind="earlier_payer_decided", evidence=Evidence(at, detail={"amount": str(amounts[place])}),
                changes={"open_amount": claim.open_amount + amounts[place]},
                step=None if claim.status in (*REBUILT, ClaimStatus.CROSSED_OVER) else next_steps.earlier_payer_decided(today),
            )
            for place, claim in held.items()
        ],
        actor=actor,
    )


def _build_unsent_again(ids: set[int], at: datetime, actor: Any) -> None:
    """What waits to be sent to later payers says what their earlier ones decided now: after a reversal it is held until they decide again."""
    visits = Claim.objects.filter(pk__in=ids).values("encounter")
    later = list(Claim.objects.filter(encounter__in=visits, rank__gt=1, status__in=UNSENT).exclude(pk__in=ids).values_list("pk", flat=True))
    if later:
        rebuild_claims(later, at=at, actor=actor, reason=REASON)
