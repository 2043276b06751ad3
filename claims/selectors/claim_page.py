"""Everything the claim's page shows, as one value. Its number of queries is stated in a test."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from claims.models import ENDED, UNSENT, Claim, ClaimStatus, ClaimSubmission, ScrubFinding, StatusInquiry
from claims.rules import status_words
from claims.rules.rejection_fields import rejected_field
from claims.selectors import claim_lines, timeline, timeline_words
from claims.selectors.claim_list import work_item
from claims.selectors.poll_policy import ASKABLE, policy_of
from claims.snapshot import Snapshot, from_json
from config.shared.models import Event, WorkItem


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why the payer or clearinghouse gave it back, and the field that it most likely means."""

    words: str
    by: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every face of a claim."""

    claim: Claim
    item: WorkItem | None


@dataclass(frozen=True, slots=True)
class ClaimPage:
    claim: Claim
    submission: ClaimSubmission
    snapshot: Snapshot
    item: WorkItem | None
    findings: list[ScrubFinding]
    rejection: Rejection | None
    lines: list[claim_lines.LineRow]
    totals: claim_lines.Totals
    entries: list[timeline.Entry]
    shown_evidence: Any
    family: list[Claim]
    is_asking: bool

    @property
    def may(self) -> dict[str, bool]:
        """Which verbs the state allows."""
        claim = self.claim
        unsent, on_hold = claim.status in UNSENT, bool(claim.hold_reason)
        return {
            "send": claim.status == ClaimStatus.READY, "scrub": unsent, "hold": unsent and not on_hold, "release": unsent and on_hold,
            "resend": claim.status == ClaimStatus.REJECTED, "ask": claim.status in ASKABLE and policy_of(claim.payer).answers,
            "call": claim.status not in ENDED, "assign": self.item is not None, "snooze": self.item is not None,
        }


def get(claims: Any, public_id: Any) -> Claim:
    """The claim with what the head names. Raises Claim.DoesNotExist."""
    related = ("patient", "payer__connection", "coverage", "encounter__rendering_provider")
    return claims.select_related(*related).defer("patient__sealed_ssn").get(public_id=public_id)


def url(claim: Claim) -> str:
    """The claim's page."""
    return reverse("claims:claim", args=[claim.public_id])


def head(claim: Claim) -> Head:
    """The head alone, for the other faces."""
    return Head(claim, work_item(claim))


def load(claim: Claim) -> ClaimPage:
    """The whole page."""
    submission = claim.submissions.get(ordinal=claim.version)
    snapshot = from_json(submission.snapshot)
    rows = claim_lines.line_rows(claim)
    entries = timeline.entries(claim)
    explaining = next((entry for entry in entries if entry.explains), None)
    return ClaimPage(
        claim=claim, submission=submission, snapshot=snapshot, item=work_item(claim), findings=list(submission.findings.all()),
        rejection=_rejection(claim), lines=rows, totals=claim_lines.totals(rows), entries=entries,
        shown_evidence=timeline.evidence(claim, explaining.seq) if explaining else None,
        family=list(Claim.objects.filter(encounter=claim.encounter_id).exclude(pk=claim.pk).select_related("payer").order_by("rank", "pk")),
        is_asking=StatusInquiry.objects.filter(claim=claim, answered_at__isnull=True, error="").exists() if claim.status in ASKABLE else False,
    )


def _rejection(claim: Claim) -> Rejection | None:
    """From the event that rejected the version; None where the claim is not rejected."""
    if claim.status != ClaimStatus.REJECTED:
        return None
    events = Event.objects.filter(subject_kind=Claim.SUBJECT_KIND, subject_id=claim.pk, to_state=ClaimStatus.REJECTED)
    event = events.exclude(from_state=ClaimStatus.REJECTED).order_by("-seq").first()
    if event is None:
        return Rejection("Rejected", "")
    detail = event.detail
    if "category" not in detail:
        said = timeline_words.words(event)
        return Rejection(said.title, said.text)
    words = status_words.sentence(detail["category"], detail["code"], detail["entity"])
    return Rejection(words, timeline_words.BY.get(detail["source"], ""), rejected_field(detail["code"], detail["entity"]))
