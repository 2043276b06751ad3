"""Which charges a payer has decided already, without having taken it back: a second decision on them has to come with a reversal."""

from collections.abc import Collection, Iterable

from billing.models import LedgerEntry, Purpose
from claims.ledger_keys import SOURCE
from claims.models import PostingProposal, ProposalKind, ProposalState, RemittanceClaim

SHARES = (ProposalKind.TO_PATIENT, ProposalKind.NEXT_PAYER)


def decided(charge_ids: Iterable[int], *, taken_back: Collection[int] = ()) -> set[tuple[int, int]]:
    """(charge, rank) on which something was paid, written off by contract, or left to the patient, and stands.

    `taken_back`: ids of the remitted claims whose reversal is being planned. Two queries.
    """
    charges = list(charge_ids)
    entries = (
        LedgerEntry.objects.filter(
            charge__in=charges, rank__isnull=False, transaction__source_kind=SOURCE, transaction__purpose__in=[Purpose.PAYMENT, Purpose.CONTRACT],
            transaction__reverses__isnull=True, transaction__reversed_by__isnull=True,
        ).values_list("charge_id", "rank", "transaction__source_id", "transaction__evidence__clp").distinct()
    )
    shares = (
        PostingProposal.objects.filter(line__charge__in=charges, kind__in=SHARES, remittance_claim__reversed_by__isnull=True)
        .exclude(state=ProposalState.DISMISSED).exclude(remittance_claim__in=taken_back).values_list("line__charge_id", "claim__rank")
    )
    mirrored = set(_places(taken_back))
    return {(charge, rank) for charge, rank, source, clp in entries if (source, clp) not in mirrored} | set(shares)


def _places(remittance_claim_ids: Collection[int]) -> Iterable[tuple[int, int]]:
    if not remittance_claim_ids:
        return ()
    return RemittanceClaim.objects.filter(pk__in=remittance_claim_ids).values_list("remittance_id", "ordinal")
