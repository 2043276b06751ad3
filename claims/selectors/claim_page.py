"""Everything the claim's page shows, as one value. Its number of queries is stated in a test."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from claims.models import CORRECTABLE, ENDED, UNSENT, WITH_PAYER, AnswerSource, Claim, ClaimStatus, ClaimSubmission, ScrubFinding
from claims.rules import status_words
from claims.rules.rejection_fields import rejected_field
from claims.selectors import claim_lines, timeline, timeline_words
from claims.selectors.claim_list import work_item
from claims.selectors.claims import current_submissions
from claims.selectors.poll_policy import ASKABLE, policy_of
from claims.snapshot import Coverage, Snapshot, from_json
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
    family: list[Claim]
    is_asking: bool

    @property
    def denial(self) -> Any:
        """The public id of the first open denial of its lines, if any."""
        return next((row.denial for row in self.lines if row.denial), None)

    @property
    def unbilled(self) -> list[Coverage]:
        """Later payers of the visit that have no claim yet; those before this one have decided."""
        billed = {each.rank for each in self.family}
        return [other for other in self.snapshot.other_coverages if other.rank > self.claim.rank and other.rank not in billed]

    @property
    def may(self) -> dict[str, bool]:
        """Which verbs the state allows."""
        claim = self.claim
        unsent, on_hold = claim.status in UNSENT, bool(claim.hold_reason)
        return {
            "send": claim.status == ClaimStatus.READY, "scrub": unsent, "hold": unsent and not on_hold, "release": unsent and on_hold,
            "resend": claim.status == ClaimStatus.REJECTED, "ask": claim.status in ASKABLE and policy_of(claim.payer).answers,
            "correct": claim.status in CORRECTABLE, "void": claim.status in CORRECTABLE,
            "confirm_void": claim.is_being_voided and claim.status in WITH_PAYER,
            "call": claim.status not in ENDED, "assign": self.item is not None, "snooze": self.item is not None,
        }


def get(public_id: Any) -> ClaimSubmission:
    """The version that counts with its claim and what the head names, in one query. Raises ClaimSubmission.DoesNotExist."""
    related = ("patient", "payer__connection", "coverage", "encounter__rendering_provider")
    rows = current_submissions().select_related(*(f"claim__{name}" for name in related)).defer("claim__patient__sealed_ssn")
    return rows.get(claim__public_id=public_id)


def url(claim: Claim) -> str:
    """The claim's page."""
    return reverse("claims:claim", args=[claim.public_id])


def head(claim: Claim) -> Head:
    """The head alone, for the other faces."""
    return Head(claim, work_item(claim))


def load(submission: ClaimSubmission) -> ClaimPage:
    """The first face of the claim whose present version this is (`get`)."""
    claim, snapshot, above = submission.claim, from_json(submission.snapshot), head(submission.claim)
    rows, events = claim_lines.line_rows(claim), timeline.events_of(claim)
    return ClaimPage(
        claim=claim, head=above, submission=submission, snapshot=snapshot, item=above.item, findings=_findings(submission),
        rejection=_rejection(claim, events), lines=rows, totals=claim_lines.totals(rows), entries=timeline.entries(claim, events),
        family=_family(claim), is_asking=bool(events) and events[0].kind == "claim_status_asked",
    )


def _findings(submission: ClaimSubmission) -> list[ScrubFinding]:
    """Of a version that waits for us; what was found on one that left no longer matters."""
    return list(submission.findings.select_related("waived_by")) if submission.claim.status in UNSENT else []


def _family(claim: Claim) -> list[Claim]:
    """The visit's claims to other payers; there are none before the first payer has decided."""
    if claim.rank == 1 and claim.answer_source != AnswerSource.REMITTANCE:
        return []
    return list(Claim.objects.filter(encounter=claim.encounter_id).exclude(pk=claim.pk).select_related("payer").order_by("rank", "pk"))


def _rejection(claim: Claim, events: list[Event]) -> Rejection | None:
    """From the event that rejected the version; None where the claim is not rejected."""
    if claim.status != ClaimStatus.REJECTED:
        return None
    event = next((each for each in events if each.to_state == ClaimStatus.REJECTED != each.from_state), None)
    if event is None:
        return Rejection("Rejected", "")
    detail = event.detail
    if "category" not in detail:
        said = timeline_words.words(event)
        return Rejection(said.title, said.text)
    words = status_words.sentence(detail["category"], detail["code"], detail["entity"])
    by = timeline_words.BY.get(detail["source"], "")
    return Rejection(words, f"Said {by}." if by else "", rejected_field(detail["code"], detail["entity"]))
