"""Findings ready for the template: each with the form of its field where it can be mended on the page. Called by the claim's views."""

from dataclasses import dataclass

from django.urls import reverse

from claims.forms.fixes import FixForm, fix_form
from claims.models import UNSENT, ScrubFinding, Severity
from claims.rules.scrub import RULES
from claims.selectors.claim_page import ClaimPage


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding and its fix. `path` names the field in the fix's URL."""

    finding: ScrubFinding
    form: FixForm | None
    may_waive: bool
    where: str
    where_label: str

    @property
    def tone(self) -> str:
        if self.finding.waived_at:
            return "done"
        return "risk" if self.finding.severity == Severity.ERROR else "need"

    @property
    def source(self) -> str:
        return f"rule {self.finding.rule.replace('_', ' ')} · {self.finding.source}"


def finding_rows(page: ClaimPage, *, failed: tuple[str, FixForm] | None = None) -> list[FindingRow]:
    """The findings of a claim that waits for us; none where the payer has it. `failed`: the path and form of a refused fix."""
    if page.claim.status not in UNSENT:
        return []
    return [_row(finding, page, failed) for finding in page.findings]


def rejection_form(page: ClaimPage, *, failed: tuple[str, FixForm] | None = None) -> FixForm | None:
    """The field that the rejection most likely means, as a form."""
    if page.rejection is None or not page.rejection.field:
        return None
    return failed[1] if failed and failed[0] == page.rejection.field else fix_form(page.rejection.field, snapshot=page.snapshot)


def _row(finding: ScrubFinding, page: ClaimPage, failed: tuple[str, FixForm] | None) -> FindingRow:
    form = None
    if failed and failed[0] == finding.field:
        form = failed[1]
    elif not finding.waived_at:
        form = fix_form(finding.field, snapshot=page.snapshot)
    where, label = _record_of(finding.field, page)
    return FindingRow(finding, form, finding.holds and RULES[finding.rule].waivable, where, label)


def _record_of(path: str, page: ClaimPage) -> tuple[str, str]:
    """The page of the record that a field comes from."""
    part = path.split(".")[0]
    if part in ("patient", "coverage") and not path.startswith("coverage.payer"):
        return reverse("patients:detail", args=[page.claim.patient.public_id]), "Open the patient"
    if part == "payer" or path.startswith("coverage.payer"):
        return reverse("payers:payer", args=[page.claim.payer.public_id]), "Open the payer"
    if part in ("billing_provider", "rendering_provider", "referring_provider", "facility"):
        return reverse("practice:settings"), "Open the settings"
    return reverse("billing:encounter", args=[page.claim.encounter.public_id]), "Open the visit"
