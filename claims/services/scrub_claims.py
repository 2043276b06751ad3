"""Scrub claims: run every edit on the version that counts, keep the findings, and set each claim ready or held.

Called after a build or a fix, and by a person's "scrub again". Bulk by nature; calling it twice changes nothing but the time.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.models import UNSENT, Claim, ClaimStatus, ScrubFinding, Severity
from claims.rules import next_steps, scrub
from claims.rules.frequency import VOID
from claims.rules.next_steps import Step
from claims.selectors import scrub_facts
from claims.selectors.claims import Version, locked, versions
from claims.services.move_claims import Move, move_claims
from config.shared import clock
from config.shared.services.record_event import Evidence

Waiver = tuple[datetime, int | None, str]


@transaction.atomic
def scrub_claims(claim_ids: Iterable[int], *, at: datetime, actor: Any = None) -> None:
    """Scrub the claims that are held or ready; others are left as they are."""
    claims = [claim for claim in locked(claim_ids).values() if claim.status in UNSENT]
    scrub_versions(versions(claims), at=at, actor=actor)


def scrub_versions(held: Sequence[Version], *, at: datetime, actor: Any) -> None:
    """Scrub versions whose claims are locked by the caller."""
    if not held:
        return
    facts = scrub_facts.load(held, today=clock.day_of(at))
    waivers = _waivers(held)
    findings = {version.claim.pk: _rows(version, facts[version.claim.pk], waivers.get(version.claim.pk, {})) for version in held}
    ScrubFinding.objects.filter(submission__in=[version.submission for version in held]).delete()
    ScrubFinding.objects.bulk_create([row for rows in findings.values() for row in rows])
    move_claims([_move(version.claim, findings[version.claim.pk], at) for version in held], actor=actor)


def _rows(version: Version, facts: scrub.Facts, waived: dict[tuple, Waiver]) -> list[ScrubFinding]:
    """Findings of a version; a void repeats what the payer took, so that nothing is found on it."""
    rows: list[ScrubFinding] = []
    if version.submission.frequency == VOID:
        return rows
    for ordinal, found in enumerate(scrub.check(version.snapshot, facts), start=1):
        at, by, reason = waived.get((found.rule, found.field, found.message), (None, None, ""))
        rows.append(ScrubFinding(
            submission=version.submission, ordinal=ordinal, rule=found.rule, severity=found.severity, line=found.line, field=found.field,
            message=found.message, fix=found.fix, source=found.source, waived_at=at, waived_by_id=by, waive_reason=reason,
        ))
    return rows


def _waivers(held: Sequence[Version]) -> dict[int, dict[tuple, Waiver]]:
    """What persons have waived on any version of these claims: it holds for the same finding again."""
    rows = ScrubFinding.objects.filter(submission__claim__in=[version.claim for version in held], waived_at__isnull=False)
    found: dict[int, dict[tuple, Waiver]] = {}
    for row in rows.select_related("submission"):
        found.setdefault(row.submission.claim_id, {})[(row.rule, row.field, row.message)] = (row.waived_at, row.waived_by_id, row.waive_reason)
    return found


def _move(claim: Claim, findings: list[ScrubFinding], at: datetime) -> Move:
    holding = [finding for finding in findings if finding.holds]
    status = ClaimStatus.HELD if holding or claim.hold_reason else ClaimStatus.READY
    warnings = sum(finding.severity == Severity.WARNING for finding in findings)
    detail = {"errors": len(holding), "warnings": warnings, "version": claim.version}
    return Move(
        claim=claim, status=status, kind="claim_held" if status == ClaimStatus.HELD else "claim_ready", evidence=Evidence(at, detail=detail),
        step=_step(claim, holding, clock.day_of(at)),
    )


def _step(claim: Claim, holding: list[ScrubFinding], today) -> Step | None:
    if holding:
        return next_steps.held_by_findings(len(holding), holding[0].message, today)
    return None if claim.hold_reason else next_steps.ready(today)
