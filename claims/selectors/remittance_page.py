"""What the pages of remittances show: sums of the plan, rows to look at first, what waits with possible matches."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from claims.models import PostingProposal, ProposalKind, Remittance, RemittanceAdjustment, RemittanceClaim, RemittanceClaimFate
from claims.rules.reversal import REVERSAL
from claims.selectors.remittance_matches import Match, suggestions
from config.shared.money import ZERO

PAGE = 100
LOOK_FIRST = 50
EXCEPTIONS_SHOWN = 10
REASONS = {
    "no_claim": "no claim of ours", "reversal_without_original": "nothing to take back", "reversal_differs": "takes back another amount",
    "positive_reversal": "a reversal that pays", "claim_out_of_balance": "it does not add up", "decided_before": "decided before, nothing taken back",
    "another_payer": "another payer was billed", "charge_differs": "the charge differs",
    "line_missing": "a line is missing", "line_extra": "a line too many", "line_charge_differs": "a line's charge differs",
    "unknown_adjustment": "an unknown adjustment", "more_than_open": "more than is open", "claim_closed": "our claim is closed",
    "claim_voided": "our claim is voided", "claim_not_sent": "our claim is not sent", "not_decided": "nothing was decided",
    "negative_payment": "a negative payment", "paid_more_than_billed": "paid more than billed", "line_unexplained": "a line does not add up",
    "not_on_lines": "not all on its lines",
}
WAITS = Q(fate__in=[RemittanceClaimFate.EXCEPTION, RemittanceClaimFate.SUSPENSE])
BACK = Q(status_code=REVERSAL)
LATER = Q(claim__rank__gt=1) & ~BACK
LOOK = Q(denied_amount__gt=0) | Q(underpaid_amount__gt=0) | Q(is_balanced=False)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a remittance's claims: of those that post, and of those that wait."""

    claims: int
    posting: int
    waiting: int
    charge: Decimal
    paid: Decimal
    contract: Decimal
    patient: Decimal
    denied: Decimal
    underpaid: Decimal
    later_charge: Decimal
    later_explained: Decimal
    back_charge: Decimal
    back_explained: Decimal
    suspense: Decimal
    with_patient: int
    with_denial: int
    with_underpayment: int

    @property
    def explained(self) -> Decimal:
        """What the plan says of the charges of the claims that post."""
        return self.paid + self.contract + self.patient + self.denied + self.underpaid

    @property
    def check(self) -> Decimal:
        """What the claims and the suspense are together: the check, where it has no provider adjustments."""
        return self.paid + self.suspense

    @property
    def before(self) -> Decimal:
        """What a later payer leaves with the payers before it."""
        return self.later_charge - self.later_explained

    @property
    def shares_back(self) -> Decimal:
        """What reversals take back from the patient and later payers: negative."""
        return self.back_charge - self.back_explained

    @property
    def open(self) -> Decimal:
        """What stays open without a decision."""
        return self.charge - self.explained - self.before - self.shares_back


@dataclass(frozen=True, slots=True)
class Waiting:
    """A CLP that waits: what the file says of it, and the claims it may belong to."""

    row: RemittanceClaim
    adjustments: list[RemittanceAdjustment]
    matches: list[Match] = field(default_factory=list)

    @property
    def patient_ids(self) -> set[int]:
        """The patients whose data it shows."""
        own = {self.row.claim.patient_id} if self.row.claim else set()
        return own | {match.claim.patient_id for match in self.matches}

    @property
    def title(self) -> str:
        """What is the matter, in one line."""
        return f"CLP {self.row.ordinal}: {REASONS.get(self.row.code, self.row.code.replace('_', ' '))}"

    @property
    def may_match(self) -> bool:
        """Whether naming a claim could solve it."""
        return self.row.code not in {"not_decided", "negative_payment", "positive_reversal", "claim_out_of_balance"}


def totals(remittance: Remittance) -> Totals:
    """The sums, in one query."""
    posts = ~WAITS

    def total(name: str, which: Q = posts) -> Any:
        return Coalesce(Sum(name, filter=which), ZERO)

    explained = F("paid_amount") + F("contract_amount") + F("patient_amount") + F("denied_amount") + F("underpaid_amount")
    return Totals(**RemittanceClaim.objects.filter(remittance=remittance).aggregate(
        claims=Count("pk"), posting=Count("pk", filter=posts), waiting=Count("pk", filter=WAITS), charge=total("charge_amount"),
        paid=total("paid_amount"), contract=total("contract_amount"), patient=total("patient_amount"), denied=total("denied_amount"),
        underpaid=total("underpaid_amount"), later_charge=total("charge_amount", posts & LATER),
        later_explained=total(explained, posts & LATER), back_charge=total("charge_amount", posts & BACK),
        back_explained=total(explained, posts & BACK),
        suspense=total("paid_amount", WAITS), with_patient=Count("pk", filter=posts & Q(patient_amount__gt=0)),
        with_denial=Count("pk", filter=posts & Q(denied_amount__gt=0)), with_underpayment=Count("pk", filter=posts & Q(underpaid_amount__gt=0)),
    ))


@dataclass(frozen=True, slots=True)
class Part:
    """What a person may post of a check that does not balance as a whole, and what then stays in suspense on it."""

    claims: int
    paid: Decimal
    rest: Decimal


def balancing(remittance: Remittance) -> Part:
    """The claims that would post, in one query. Provider adjustments post as well, so they count with what is paid."""
    posting = RemittanceClaim.objects.filter(remittance=remittance).filter(~WAITS)
    found = posting.aggregate(claims=Count("pk"), paid=Coalesce(Sum("paid_amount"), ZERO))
    paid = found["paid"] - remittance.provider_adjustment_amount
    return Part(found["claims"], paid, remittance.payment_amount - paid)


def look_first(remittance: Remittance) -> list[RemittanceClaim]:
    """Claims that post and need a look: denied, underpaid."""
    return list(_rows(remittance).filter(~WAITS & LOOK)[:LOOK_FIRST])


def plain(remittance: Remittance, after: int) -> tuple[list[RemittanceClaim], int | None]:
    """Claims that post without a question, after an ordinal; and the ordinal to go on from, None at the end."""
    rows = list(_rows(remittance).filter(~WAITS & ~LOOK, ordinal__gt=after)[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].ordinal if len(rows) > PAGE else None


def waiting(rows: Sequence[RemittanceClaim]) -> list[Waiting]:
    """CLPs that wait, with what the file says and possible matches."""
    held: dict[int, list[RemittanceAdjustment]] = {row.pk: [] for row in rows}
    for item in RemittanceAdjustment.objects.filter(remittance_claim__in=rows).order_by("remittance_claim_id", "ordinal"):
        held[item.remittance_claim_id].append(item)
    asked = [row for row in rows if row.claim_id is None]
    matches = suggestions(asked) if asked else {}
    return [Waiting(row, held[row.pk], matches.get(row.pk, [])) for row in rows]


def waiting_of(remittance: Remittance) -> list[Waiting]:
    """The first that wait on one remittance."""
    rows = list(_rows(remittance).filter(WAITS)[:EXCEPTIONS_SHOWN])
    for row in rows:
        row.remittance = remittance
    return waiting(rows)


def every_waiting() -> QuerySet[RemittanceClaim]:
    """All that wait on posted remittances, for the worklist."""
    return RemittanceClaim.objects.filter(fate=RemittanceClaimFate.SUSPENSE).select_related("remittance__payer", "claim__patient")


def proposals(remittance: Remittance) -> list[tuple[str, int, Decimal]]:
    """(kind in words, how many, amount) of what posting proposed."""
    rows = (
        PostingProposal.objects.filter(remittance_claim__remittance=remittance)
        .values("kind").annotate(count=Count("pk"), amount=Sum("amount")).order_by("kind")
    )
    return [(ProposalKind(row["kind"]).label, row["count"], row["amount"]) for row in rows]


def list_rows() -> QuerySet[Remittance]:
    """Remittances for the list, with how many of their claims wait."""
    return Remittance.objects.select_related("payer").annotate(
        waiting=Count("claims", filter=Q(claims__fate__in=[RemittanceClaimFate.EXCEPTION, RemittanceClaimFate.SUSPENSE]))
    )


def _rows(remittance: Remittance) -> QuerySet[RemittanceClaim]:
    return RemittanceClaim.objects.filter(remittance=remittance).select_related("claim__patient").order_by("ordinal")


def then(row: RemittanceClaim) -> tuple[str, str, str]:
    """(words, tone, shape) of what comes after posting a claim."""
    if row.is_reversal:
        return f"Taken back {-row.paid_amount:,.2f}", "risk", "half"
    if row.denied_amount:
        return f"Denied {row.denied_amount:,.2f}", "risk", "half" if row.paid_amount or row.patient_amount else "risk"
    if row.underpaid_amount:
        return f"Underpaid {row.underpaid_amount:,.2f}", "risk", "half"
    if row.patient_amount:
        return f"Patient {row.patient_amount:,.2f}", "idle", "idle"
    rest = row.charge_amount - row.paid_amount - row.contract_amount
    if rest and row.claim and row.claim.rank > 1:
        return f"Payers before {rest:,.2f}", "done", "done"
    return ("Stays open", "wait", "wait") if rest else ("Closes", "done", "done")


