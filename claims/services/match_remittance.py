"""Find the claim and the lines that a payer speaks of: by the patient control number of a version we sent, then by the payer's own number.

Works on a chunk with the same number of queries for any number of claims. Sets `claim`, `submission`, `matched_by`, the lines' `claim_line`, and the
exception's code and message in memory; the caller saves. Nothing is guessed: what does not agree waits for a person.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Max

from billing.models import EncounterPayer
from claims.models import ADJUDICATED, Claim, ClaimStatus, ClaimSubmission, RemittanceClaim, RemittanceClaimFate, RemittanceLine
from claims.rules.matching import Billed, BilledLine, Remitted, RemittedLine, disagreement, pair_lines, waits
from claims.rules.posting_plan import Problem
from claims.selectors.remittance_rows import ClaimRows, attach_ours

BY_CONTROL_NUMBER = "control number"
BY_PAYER_NUMBER = "payer's number"
BY_PERSON = "a person"
BY_VISIT = "visit and payer"
CROSSOVER_FIRST = "crossover_first"


def match_remittance(found: Sequence[ClaimRows]) -> None:
    """Match each CLP that no person matched, check it against its claim, and pair its lines."""
    fresh = [rows for rows in found if rows.row.matched_by != BY_PERSON]
    _by_control_number(fresh)
    _by_payer_number([rows for rows in fresh if rows.row.claim is None])
    _by_visit(fresh)
    attach_ours(found)
    check_matches(found)


def check_matches(found: Iterable[ClaimRows]) -> None:
    """Plan each CLP that fits its claim; the others become exceptions with their reason."""
    found = list(found)
    first = _of_payers_to_come([rows.row for rows in found if _names_another_payers_claim(rows.row)])
    for rows in found:
        set_problem(rows.row, check(rows, is_first=rows.row.ordinal in first))


def check(rows: ClaimRows, *, is_first: bool = False) -> Problem | None:
    """What forbids posting this CLP to its claim; pairs its lines. That another payer was billed, a person who matched it has answered for.

    `is_first`: a later payer of the visit answers before the earlier one has: it got the claim from that one, under its number.
    """
    remitted = _remitted(rows)
    problem = waits(remitted)
    if rows.row.claim is None:
        return problem or Problem("no_claim", f"No claim of ours has the number {rows.row.patient_control_number or '(empty)'}.")
    ours = [BilledLine(line.pk, line.control_number, line.procedure_code, line.billed_amount) for line in rows.ours]
    paired, unpaired = pair_lines(remitted.lines, ours)
    for line in rows.lines:
        line.claim_line = next((ours for ours in rows.ours if ours.pk == paired.get(line.ordinal)), None)
    differs = disagreement(remitted, _billed(rows.row.claim, ours))
    if differs and differs.code == "another_payer" and rows.row.matched_by == BY_PERSON:
        differs = None
    if differs and differs.code == "another_payer" and is_first:
        differs = Problem(CROSSOVER_FIRST, f"{rows.row.remittance.payer.name} answers before the payer ahead of it: it posts after that one.")
    return problem or differs or unpaired or _unbalanced(rows.row)


def _unbalanced(row: RemittanceClaim) -> Problem | None:
    """Only where a person posts the rest of the check does this come up: else the whole check waits."""
    return None if row.is_balanced else Problem("claim_out_of_balance", "Its payment and adjustments are not its charge.")


def set_problem(row: RemittanceClaim, problem: Problem | None) -> None:
    """Plan the CLP, or make it an exception with its reason. One that was posted stays so."""
    if row.fate == RemittanceClaimFate.POSTED:
        return
    if problem is None:
        row.fate, row.code, row.message = RemittanceClaimFate.PLANNED, "", ""
    else:
        row.fate, row.code, row.message = RemittanceClaimFate.EXCEPTION, problem.code, problem.message[:300]


def _by_control_number(found: Sequence[ClaimRows]) -> None:
    wanted = {rows.row.patient_control_number for rows in found} - {""}
    held = {
        row.patient_control_number: row
        for row in ClaimSubmission.objects.filter(patient_control_number__in=wanted).select_related("claim__payer").defer("snapshot")
    }
    claims = {row.claim_id: row.claim for row in held.values()}
    for rows in found:
        row, submission = rows.row, held.get(rows.row.patient_control_number)
        row.submission, row.claim = submission, claims[submission.claim_id] if submission else None
        row.matched_by = BY_CONTROL_NUMBER if submission else ""


def _by_payer_number(found: Sequence[ClaimRows]) -> None:
    """By the number under which the payer acknowledged the claim; only where exactly one claim has it."""
    wanted = {rows.row.payer_control_number for rows in found} | {rows.row.original_reference for rows in found}
    held: dict[str, list[Claim]] = {}
    for claim in Claim.objects.filter(payer_control_number__in=wanted - {""}).select_related("payer"):
        held.setdefault(claim.payer_control_number, []).append(claim)
    for rows in found:
        row = rows.row
        for number in (row.payer_control_number, row.original_reference):
            if len(held.get(number, ())) == 1 and row.claim is None:
                row.claim, row.matched_by = held[number][0], BY_PAYER_NUMBER


def _names_another_payers_claim(row: RemittanceClaim) -> bool:
    """A payer that got the claim from the one before answers under that one's number."""
    payer_id = row.remittance.payer_id
    return row.claim is not None and row.matched_by != BY_PERSON and payer_id is not None and payer_id != row.claim.payer_id


def _by_visit(found: Sequence[ClaimRows]) -> None:
    """The visit's claim to the payer that speaks, where there is exactly one (DOMAIN 0a.11). A query only where there is such a CLP."""
    rows = [each.row for each in found if _names_another_payers_claim(each.row)]
    held = claims_of_visits(rows)
    for row in rows:
        if claim := held.get((row.claim.encounter_id, row.remittance.payer_id)):
            row.claim, row.submission, row.matched_by = claim, None, BY_VISIT


def claims_of_visits(rows: Sequence[RemittanceClaim]) -> dict[tuple[int, int], Claim]:
    """By visit and payer, the live claim of the payers that sent these CLPs; without those of which there are several."""
    if not rows:
        return {}
    wanted = Claim.objects.filter(encounter__in={row.claim.encounter_id for row in rows}, payer__in={row.remittance.payer_id for row in rows})
    found: dict[tuple[int, int], list[Claim]] = {}
    for claim in wanted.exclude(status=ClaimStatus.VOIDED).select_related("payer"):
        found.setdefault((claim.encounter_id, claim.payer_id), []).append(claim)
    return {place: claims[0] for place, claims in found.items() if len(claims) == 1}


def _of_payers_to_come(rows: Sequence[RemittanceClaim]) -> set[int]:
    """Ordinals of the CLPs whose payer comes after the named claim's by the visit's order in force."""
    if not rows:
        return set()
    order = EncounterPayer.objects.filter(encounter__in={row.claim.encounter_id for row in rows}).annotate(newest=Max("encounter__payers__version"))
    ranks = {
        (encounter, payer): rank
        for encounter, payer, rank, version, newest in order.values_list("encounter_id", "coverage__payer_id", "rank", "version", "newest")
        if version == newest
    }
    return {row.ordinal for row in rows if ranks.get((row.claim.encounter_id, row.remittance.payer_id), 0) > row.claim.rank}


def _remitted(rows: ClaimRows) -> Remitted:
    row = rows.row
    sign = -1 if row.is_reversal else 1
    lines = tuple(_remitted_line(line, sign) for line in rows.lines)
    return Remitted(row.status_code, sign * row.charge_amount, sign * row.paid_amount, row.remittance.payer_id, lines)


def _remitted_line(line: RemittanceLine, sign: int) -> RemittedLine:
    return RemittedLine(line.ordinal, line.control_number, line.procedure_code, line.submitted_procedure_code, sign * line.charge_amount)


def _billed(claim: Claim, lines: Sequence[BilledLine]) -> Billed:
    decidable = claim.status in ADJUDICATED or any(claim.may_move_to(status) for status in ADJUDICATED)
    return Billed(claim.status, decidable, claim.payer_id, claim.billed_amount, tuple(lines))
