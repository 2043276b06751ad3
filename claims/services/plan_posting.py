"""Plan what each cent of matched claims will do: classify their adjustments by the table, then decide by `claims.rules.posting_plan`.

The same plan is shown and posted. It reads the ledger's open amounts; it writes nothing, but puts the class of each adjustment and the fate of each
claim into the rows in memory for the caller to save.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from billing.selectors import ledger
from claims.models import ClaimLine, RemittanceClaim, RemittanceClaimFate, RemittanceLine
from claims.rules.classify import Classified, Facts, Kind, Table, allowed_amount, classify
from claims.rules.posting_plan import ClaimPlan, ClaimToPost, Effect, LineToPost, Problem, Reduction, plan_posting
from claims.selectors.decided_lines import decided
from claims.selectors.remittance_rows import ClaimRows
from claims.services.match_remittance import set_problem
from claims.services.plan_reversals import ReversalPlan, plan_reversals
from config.shared.money import ZERO, allocate
from payers.models import Payer

LATER_RANKS = {"2": 2, "20": 2, "3": 3, "21": 3}
SAID = {
    "contract_amount": Effect.CONTRACT, "patient_amount": Effect.PATIENT, "denied_amount": Effect.DENIED, "underpaid_amount": Effect.UNDERPAID,
}
ALLOWS = frozenset({Effect.PAYMENT, Effect.CONTRACT, Effect.PATIENT, Effect.UNDERPAID})
DECIDED_BEFORE = Problem("decided_before", "The payer decided this before and takes nothing back: a correction comes with a reversal.")
Opens = dict[tuple[int, int], Decimal]


def plan_claims(found: Sequence[ClaimRows], table: Table) -> dict[int, ClaimPlan]:
    """Plans by CLP ordinal of the claims that may post; the others become exceptions with their reason. One query.

    Two CLPs of one claim see each other: what the first settles is not open for the second.
    """
    opens = open_amounts(found)
    plans: dict[int, ClaimPlan] = dict(plan_reversals(found))
    for rows in found:
        if plan := plans.get(rows.row.ordinal):
            _set_free(rows, plan, opens)
    standing = _decided(found, plans)
    for rows in found:
        verdicts = _classify(rows, table)
        if rows.row.fate == RemittanceClaimFate.PLANNED and not rows.row.is_reversal:
            plan = plan_posting(_claim_to_post(rows, verdicts, opens))
            own = _allowed_on(plan, rows.row.claim.rank)
            problem = DECIDED_BEFORE if own & standing else next(iter(plan.problems), None)
            if problem:
                set_problem(rows.row, problem)
            else:
                plans[rows.row.ordinal] = plan
                standing |= own
                _settle(plan, rows.row.claim.rank, opens)
        _say(rows.row, plans.get(rows.row.ordinal))
    return plans


def _decided(found: Sequence[ClaimRows], reversals: dict[int, ClaimPlan]) -> set[tuple[int, int]]:
    """The charges on which a decision stands, but for those that these reversals take back."""
    taken_back = {plan.original.pk for plan in reversals.values()}
    return decided({line.charge_id for rows in found for line in rows.ours}, taken_back=taken_back)


def _allowed_on(plan: ClaimPlan, rank: int) -> set[tuple[int, int]]:
    """The charges on which it allows something: on those, a decision counts once until it is taken back (invariant 2)."""
    return {(item.line.charge_id, rank) for item in plan.cents if item.effect in ALLOWS}


def open_amounts(found: Iterable[ClaimRows]) -> Opens:
    """What each payer rank still owes, by (charge, rank), as the ledger has it now."""
    buckets = ledger.by_charge({line.charge_id for rows in found for line in rows.ours})
    return {(charge, rank): amount for charge, bucket in buckets.items() for rank, amount in bucket.owed_by_rank.items()}


def _say(row: RemittanceClaim, plan: ClaimPlan | None) -> None:
    """Put the plan's sums on the row, for pages; nothing where there is no plan."""
    for field, effect in SAID.items():
        setattr(row, field, plan.total(effect) if plan else ZERO)


def _settle(plan: ClaimPlan, rank: int, opens: Opens) -> None:
    for item in plan.cents:
        if item.effect in (Effect.PAYMENT, Effect.CONTRACT):
            key = (item.line.charge_id, rank)
            opens[key] = opens.get(key, ZERO) - item.amount


def _set_free(rows: ClaimRows, plan: ReversalPlan, opens: Opens) -> None:
    """A reversal opens what it takes back, for the correction that may stand in the same remittance."""
    _settle(plan, rows.row.claim.rank, opens)
    for charge_id, shares in plan.shares.items():
        key = (charge_id, rows.row.claim.rank)
        opens[key] = opens.get(key, ZERO) + sum((share.amount for share in shares), ZERO)


def _classify(rows: ClaimRows, table: Table) -> dict[int, Classified]:
    """The verdict on each adjustment, by its ordinal; set on the rows, too."""
    expected = _expected(rows)
    verdicts = {}
    for line in (None, *rows.lines):
        for item in rows.of_line(line):
            verdict = _verdict(rows, line, item, expected, table)
            verdicts[item.ordinal] = verdict
            item.classified, item.category, item.rule_id = verdict.kind, verdict.category, verdict.rule
    return verdicts


def _verdict(rows: ClaimRows, line: RemittanceLine | None, item, expected: dict[int, Decimal | None], table: Table) -> Classified:
    row = rows.row
    payer = row.claim.payer if row.claim else row.remittance.payer
    if payer is None:
        return Classified(Kind.UNKNOWN, None, "", "The payer is unknown.")
    level = row if line is None else line
    nearby = rows.adjustments if line is None else rows.of_line(line)
    facts = Facts(
        payer_kind=payer.kind, contract=_contract(payer), rank=row.claim.rank if row.claim else LATER_RANKS.get(row.status_code, 1),
        claim_status=row.status_code, charge=level.charge_amount, paid=level.paid_amount,
        allowed=allowed_amount(level.paid_amount, ((each.group, each.reason, each.amount) for each in nearby)),
        expected=_sum(expected.values()) if line is None else expected.get(line.ordinal), group=item.group, reason=item.reason,
        amount=item.amount, remarks=frozenset(row.remarks) | frozenset(line.remarks if line else ()),
    )
    return classify(facts, table)


def _contract(payer: Payer) -> str:
    if payer.is_capitated:
        return "capitated"
    return "yes" if payer.contract_id else "no"


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    amounts = list(amounts)
    return None if not amounts or None in amounts else sum(amounts, ZERO)


def _expected(rows: ClaimRows) -> dict[int, Decimal | None]:
    """What the contract expects for each SVC; a line that the payer split has its expected amount split by charge. Without SVCs: by our line."""
    if not rows.lines:
        return {index: ours.expected_amount for index, ours in enumerate(rows.ours)}
    expected: dict[int, Decimal | None] = dict.fromkeys(line.ordinal for line in rows.lines)
    for ours, parts in _paired(rows):
        if ours.expected_amount is not None:
            expected |= _split(ours.expected_amount, parts)
    return expected


def _paired(rows: ClaimRows) -> list[tuple[ClaimLine, list[RemittanceLine]]]:
    """Each of our lines with the SVCs that speak of it."""
    return [(ours, [line for line in rows.lines if line.claim_line is ours]) for ours in rows.ours]


def _split(amount: Decimal, parts: Sequence[RemittanceLine]) -> dict[int, Decimal]:
    if not parts:
        return {}
    shares = allocate(amount, [abs(line.charge_amount) for line in parts])
    return {line.ordinal: share for line, share in zip(parts, shares, strict=True)}


def _claim_to_post(rows: ClaimRows, verdicts: dict[int, Classified], opens: Opens) -> ClaimToPost:
    rank = rows.row.claim.rank
    if rows.lines:
        expected, lines = _expected(rows), []
        for ours, parts in _paired(rows):
            held = _split(opens.get((ours.charge_id, rank), ZERO), parts)
            lines += [
                LineToPost(
                    svc=line.ordinal, claim_line_id=ours.pk, charge_id=ours.charge_id, charge=line.charge_amount, paid=line.paid_amount,
                    open=held[line.ordinal], expected=expected[line.ordinal], reductions=_reductions(rows, line, verdicts),
                )
                for line in parts
            ]
    else:  # the payer decided the claim as a whole: our lines stand for its lines, with nothing taken off yet
        lines = [
            LineToPost(
                svc=0, claim_line_id=ours.pk, charge_id=ours.charge_id, charge=ours.billed_amount, paid=ours.billed_amount,
                open=opens.get((ours.charge_id, rank), ZERO), expected=ours.expected_amount,
            )
            for ours in rows.ours
        ]
    return ClaimToPost(rank, rows.row.paid_amount, tuple(lines), _reductions(rows, None, verdicts))


def _reductions(rows: ClaimRows, line: RemittanceLine | None, verdicts: dict[int, Classified]) -> tuple[Reduction, ...]:
    return tuple(Reduction(item.ordinal, item.group, item.reason, item.amount, verdicts[item.ordinal]) for item in rows.of_line(line))
