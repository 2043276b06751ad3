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
from config.shared import clock
from config.shared.models import Event, WorkItem
from config.shared.registries import queues
from config.shared.ui.text import day, days_since


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why the payer or clearinghouse gave it back, and the field that it most likely means."""

    words: str
    by: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every face of a claim, in the words that one reads aloud."""

    claim: Claim
    item: WorkItem | None

    @property
    def queue_label(self) -> str:
        """The queue it waits in, as the way back to it."""
        return queues.get(self.item.queue).label if self.item else ""

    @property
    def patient_line(self) -> str:
        patient, today = self.claim.patient, clock.today()
        age = today.year - patient.birth_date.year - ((today.month, today.day) < (patient.birth_date.month, patient.birth_date.day))
        return f"{day(patient.birth_date)} · {age} · {patient.sex}"

    @property
    def payer_line(self) -> str:
        return f"{self.claim.coverage.get_rank_display().lower()} · {self.claim.coverage.member_id}"

    @property
    def service_line(self) -> str:
        return f"{days_since(self.claim.service_date)} d ago · {self.claim.encounter.rendering_provider}"

    @property
    def deadline_line(self) -> str:
        deadline = self.claim.filing_deadline_date
        return f"{(deadline - self.claim.service_date).days} d from the service" if deadline else ""

    @property
    def next_line(self) -> str:
        owner = str(self.item.owner) if self.item and self.item.owner else "nobody"
        return f"{day(self.item.next_date)} · {owner}" if self.item else ""


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """The first face: findings, lines, timeline."""

    claim: Claim
    head: Head
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
        claim=claim, head=(above := head(claim)), submission=submission, snapshot=snapshot, item=above.item, findings=list(submission.findings.all()),
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
