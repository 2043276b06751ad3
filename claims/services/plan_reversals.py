"""Plan reversals: find the posted decision that each takes back, and say what its cents undo. Reads the ledger; writes nothing.

Called by `plan_claims` before the other CLPs of the chunk, since a correction in the same remittance needs what its reversal sets free.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import QuerySet

from billing.models import Account, LedgerEntry, LedgerTransaction, Purpose
from billing.services.take_back_share import Share, shares_after
from claims.models import RemittanceClaim, RemittanceClaimFate, RemittanceLine
from claims.rules.posting_plan import Cents, ClaimPlan, Effect, LineToPost, Problem
from claims.rules.reversal import Decision, decision_taken_back
from claims.selectors.remittance_rows import ClaimRows
from claims.services.match_remittance import set_problem
from config.shared.money import ZERO

EFFECTS = {Purpose.PAYMENT.value: Effect.PAYMENT, Purpose.CONTRACT.value: Effect.CONTRACT}
CREDITED = (Account.PAID_BY_PAYER, Account.ADJUSTED)


@dataclass(frozen=True, slots=True)
class ReversalPlan(ClaimPlan):
    """What a reversal undoes: ledger transactions to mirror, and shares that come back, by charge."""

    original: RemittanceClaim | None = None
    mirrored: tuple[LedgerTransaction, ...] = ()
    shares: dict[int, list[Share]] = field(default_factory=dict)


def plan_reversals(found: Sequence[ClaimRows]) -> dict[int, ReversalPlan]:
    """Plans by CLP ordinal of the reversals among `found` that are planned; those that take back nothing we know become exceptions."""
    reversals = [rows for rows in found if rows.row.is_reversal and rows.row.fate == RemittanceClaimFate.PLANNED]
    if not reversals:
        return {}
    posted = _posted_decisions({rows.row.claim_id for rows in reversals})
    originals: dict[int, RemittanceClaim] = {}
    for rows in reversals:
        taken = {row.pk for row in originals.values()}
        free = [row for row in posted.get(rows.row.claim_id, ()) if row.pk not in taken]
        verdict = decision_taken_back(_decision(rows.row, rows.lines), [_decision(row, row.lines.all()) for row in free])
        if isinstance(verdict, Problem):
            set_problem(rows.row, verdict)
        else:
            originals[rows.row.ordinal] = next(row for row in free if row.pk == verdict.id)
    ledger = _ledger_of(originals.values())
    plans = {rows.row.ordinal: _plan(rows, originals[rows.row.ordinal], ledger) for rows in reversals if rows.row.ordinal in originals}
    for rows in reversals:
        _check_sum(rows.row, plans)
    return _with_shares(reversals, plans)


def _with_shares(reversals: Sequence[ClaimRows], plans: dict[int, ReversalPlan]) -> dict[int, ReversalPlan]:
    """What followed on each charge comes back once: where several decisions on it are taken back, with the first of them."""
    taken: set[int] = set()
    for rows in reversals:
        if plan := plans.get(rows.row.ordinal):
            charges = [line.charge_id for line in rows.ours if line.charge_id not in taken]
            taken.update(charges)
            shares = shares_after(charges, rank=rows.row.claim.rank)
            returned = sum((share.amount for parts in shares.values() for share in parts), ZERO)
            plans[rows.row.ordinal] = replace(plan, returned=returned, shares=shares)
    return plans


def _check_sum(row: RemittanceClaim, plans: dict[int, ReversalPlan]) -> None:
    """What is undone is what the payer takes back, or it waits."""
    plan = plans.get(row.ordinal)
    if plan and plan.total(Effect.PAYMENT) != row.paid_amount:
        set_problem(row, Problem("reversal_differs", f"It takes back {-row.paid_amount}, posted was {-plan.total(Effect.PAYMENT)}."))
        del plans[row.ordinal]


def _posted_decisions(claim_ids: Iterable[int]) -> dict[int, list[RemittanceClaim]]:
    """Decisions that stand posted and not taken back, by claim, newest first."""
    rows = (
        RemittanceClaim.objects.filter(claim__in=list(claim_ids), fate=RemittanceClaimFate.POSTED, reverses__isnull=True, reversed_by__isnull=True)
        .select_related("remittance").prefetch_related("lines").order_by("-remittance__evidence_at", "-pk")
    )
    found: dict[int, list[RemittanceClaim]] = {}
    for row in rows:
        if not row.is_reversal:
            found.setdefault(row.claim_id, []).append(row)
    return found


def _decision(row: RemittanceClaim, lines: Iterable[RemittanceLine]) -> Decision:
    sums: dict[int, tuple[Decimal, Decimal]] = {}
    for line in lines:
        if line.claim_line_id is not None:
            charge, paid = sums.get(line.claim_line_id, (ZERO, ZERO))
            sums[line.claim_line_id] = (charge + line.charge_amount, paid + line.paid_amount)
    return Decision(row.pk or 0, row.charge_amount, row.paid_amount, sums)


def _ledger_of(originals: Iterable[RemittanceClaim]) -> dict[tuple[int, int], list[LedgerTransaction]]:
    """What posting each original put into the ledger, by (remittance, CLP ordinal): payments and contractual write-offs."""
    remittances = {row.remittance_id for row in originals}
    ordinals = {row.ordinal for row in originals}
    rows: QuerySet[LedgerTransaction] = (
        LedgerTransaction.objects.filter(
            source_kind="remittance", source_id__in=remittances, purpose__in=EFFECTS, evidence__clp__in=ordinals, reversed_by__isnull=True,
        ).prefetch_related("entries").order_by("pk")
    ) if remittances else LedgerTransaction.objects.none()
    found: dict[tuple[int, int], list[LedgerTransaction]] = {}
    for row in rows:
        found.setdefault((row.source_id, row.evidence["clp"]), []).append(row)
    return found


def _plan(rows: ClaimRows, original: RemittanceClaim, ledger: dict[tuple[int, int], list[LedgerTransaction]]) -> ReversalPlan:
    mirrored = tuple(ledger.get((original.remittance_id, original.ordinal), ()))
    cents = [cents for row in mirrored for cents in _undone(rows, row)]
    return ReversalPlan(tuple(cents), (), original=original, mirrored=mirrored)


def _undone(rows: ClaimRows, row: LedgerTransaction) -> Iterable[Cents]:
    """The cents of one ledger transaction, negative, by charge."""
    lines = {line.charge_id: line for line in rows.ours}
    for entry in row.entries.all():
        if entry.account in CREDITED and entry.charge_id in lines:
            yield Cents(
                EFFECTS[row.purpose], _signed(entry), _line(lines[entry.charge_id], row), group=row.evidence.get("group", ""),
                reason=row.evidence.get("reason", ""), why="Taken back by the payer.",
            )


def _signed(entry: LedgerEntry) -> Decimal:
    return entry.credit - entry.debit


def _line(ours, row: LedgerTransaction) -> LineToPost:
    return LineToPost(
        svc=row.evidence.get("svc", 0), claim_line_id=ours.pk, charge_id=ours.charge_id, charge=ours.billed_amount, paid=ZERO, open=ZERO,
        expected=ours.expected_amount,
    )
