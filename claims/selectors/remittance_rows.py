"""The rows of a remitted claim together: its CLP, SVC and CAS, and the lines of the claim it was matched to. Bulk: constant queries per chunk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from claims.models import ClaimLine, Remittance, RemittanceAdjustment, RemittanceClaim, RemittanceLine

CHUNK = 1000


@dataclass(slots=True)
class ClaimRows:
    """One CLP with what stands under it. `ours` are the lines of the matched claim, in their order."""

    row: RemittanceClaim
    lines: list[RemittanceLine] = field(default_factory=list)
    adjustments: list[RemittanceAdjustment] = field(default_factory=list)
    ours: list[ClaimLine] = field(default_factory=list)

    def of_line(self, line: RemittanceLine | None) -> list[RemittanceAdjustment]:
        """The adjustments of one line, or those of the claim level."""
        return [item for item in self.adjustments if item.line is line]


def chunks(remittance: Remittance, *, fates: Iterable[str] | None = None, size: int = CHUNK) -> Iterator[list[ClaimRows]]:
    """The remittance's claims by ordinal, `size` at a time, each chunk in five queries."""
    last = 0
    while True:
        found = RemittanceClaim.objects.filter(remittance=remittance, ordinal__gt=last).order_by("ordinal")
        rows = list((found.filter(fate__in=list(fates)) if fates is not None else found)[:size])
        if not rows:
            return
        for row in rows:
            row.remittance = remittance
        yield load(rows)
        last = rows[-1].ordinal


def load(rows: list[RemittanceClaim]) -> list[ClaimRows]:
    """These CLPs with their lines and adjustments; the matched claims' lines too."""
    held = {row.pk: ClaimRows(row) for row in rows}
    lines: dict[int, RemittanceLine] = {}
    for line in RemittanceLine.objects.filter(remittance_claim__in=held).order_by("remittance_claim_id", "ordinal"):
        lines[line.pk] = line
        held[line.remittance_claim_id].lines.append(line)
    for item in RemittanceAdjustment.objects.filter(remittance_claim__in=held).order_by("remittance_claim_id", "ordinal"):
        if item.line_id is not None:
            item.line = lines[item.line_id]
        held[item.remittance_claim_id].adjustments.append(item)
    attach_ours(held.values())
    return list(held.values())


def attach_ours(found: Iterable[ClaimRows]) -> None:
    """Put the matched claims' lines beside them, in one query."""
    by_claim: dict[int, list[ClaimRows]] = {}
    for rows in found:
        rows.ours = []
        if rows.row.claim_id is not None:
            by_claim.setdefault(rows.row.claim_id, []).append(rows)
    for line in ClaimLine.objects.filter(claim__in=by_claim).order_by("claim_id", "ordinal") if by_claim else ():
        for rows in by_claim[line.claim_id]:
            rows.ours.append(line)
    for rows in found:
        ours = {line.pk: line for line in rows.ours}
        for line in rows.lines:
            line.claim_line = ours.get(line.claim_line_id)
