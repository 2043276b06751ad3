"""What the page of one denial shows: the payer's words in ours, what usually helps, the clock, evidence, history, and others alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from claims.models import DISPUTABLE, UNDECIDED, Appeal, ClaimLine, Denial, DenialStatus, RemittanceAdjustment
from claims.rules.denial_routes import Route
from claims.rules.reason_words import category_words, group_words
from claims.selectors import denials
from claims.selectors.appeal_levels import last_upheld, level_after
from config.shared.errors import DomainError
from config.shared.models import Event, Note, WorkItem
from config.shared.registries import links
from config.shared.ui import marks
from payers import x12
from payers.selectors import reference
from payers.selectors.explained import Said, explained

EVENTS_SHOWN = 20
WORDS = {
    "denial_opened": "Denial opened", "denial_route_chosen": "Another way chosen", "denial_overturned": "Overturned", "denied_again": "Denied again",
    "denial_decided_otherwise": "Decided otherwise", "denial_corrected": "Corrected and resent",
    "denial_appeal_opened": "Appeal opened", "denial_appealed": "Appeal sent",
    "denial_upheld": "Upheld", "denial_appeal_withdrawn": "Appeal withdrawn", "denial_written_off": "Written off",
}
APPEALABLE = {
    "yes": "It can be disputed.", "no": "It is not disputed.", "after_correction": "It is corrected, not disputed.",
    "payer_dependent": "Whether it can be disputed depends on the payer.", "if_underpaid": "It is disputed where it is short of the contract.",
    "if_contract_wrong": "It is disputed where it is not in the contract.", "good_cause": "Only with a good cause.",
}


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the history: an event or a note."""

    title: str
    text: str
    when: datetime
    by: str
    tone: str


def load(denial: Denial, today: date) -> dict[str, Any]:
    """Everything for the template."""
    claim, item = denial.claim, denials.items([denial]).get(denial.pk)
    segments, lines = _segments(denial), _lines(denial)
    query = urlencode({"payer": claim.payer_id, "category": denial.category})
    return said(denial) | facts(denial, item) | {
        "denial": denial, "claim": claim, "item": item, "why_here": denials.why_here(denial, today),
        "category_words": category_words(denial.category), "alike": denials.alike(denial),
        "alike_url": f"{reverse('claims:denial_list')}?{query}", "lines": lines, "lines_words": "denied" if denial.line_id else "all denied",
        "segments": segments, "evidence_words": f"835, {len(segments)} segments", "history": _history(denial),
        "may_correct": denial.status == DenialStatus.OPEN,
        "correct_words": "as a new claim" if denial.route == Route.NEW_CLAIM else "in place of the first",
        "claim_link": links.resolve("claim", [claim.pk]).get(claim.pk),
    } | _appeals(denial)


def _appeals(denial: Denial) -> dict[str, Any]:
    """The appeals of it, and which verbs its state allows."""
    found = list(denial.appeals.order_by("-pk"))
    live = live_appeal(denial, found)
    may_open = denial.may_appeal and live is None and denial.status in DISPUTABLE
    working = {"owner_words": f"with {live.number}"} if live else {}
    disputes = may_open and denial.route in (Route.APPEAL, Route.RECONSIDER)
    return working | {
        "appeal_first": disputes, "claim_first": live is None and not disputes,
        "appeals": found, "live_appeal": live, "may_appeal_now": may_open and not _was_the_last(denial),
        "may_write_off": live is None and denial.may_move_to(DenialStatus.WRITTEN_OFF),
    }


def live_appeal(denial: Denial, found: Sequence[Appeal]) -> Appeal | None:
    """The appeal that works on it now, out of its own, newest first; the payment of a decided one may still be awaited."""
    return next((appeal for appeal in found if appeal.status in UNDECIDED or denial.status == DenialStatus.APPEALED), None)


def _was_the_last(denial: Denial) -> bool:
    upheld = last_upheld(denial)
    return upheld is not None and level_after(upheld) is None


def facts(denial: Denial, item: WorkItem | None) -> dict[str, Any]:
    """The words of the facts on top."""
    level, route = denial.appeal_level, denial.route
    claim = denial.claim
    return {
        "service_words": f"{claim.service_date:%m/%d/%Y} · {claim.encounter.rendering_provider.last_name}",
        "expected_words": "nothing expected on file" if denial.expected_amount is None else f"expected {denial.expected_amount:,.2f}",
        "deadline_label": "File by" if route == Route.NEW_CLAIM else "Dispute by",
        "deadline_fact": marks.due(denial.deadline_date, long=True) if denial.deadline_date else "none on file",
        "deadline_sub": f"denied {denial.denied_date:%m/%d/%Y}",
        "level_words": _level_words(denial),
        "level_sub": f"payer decides in {level.decision_days} d" if level else "",
        "owner_words": str(item.owner) if item and item.owner else "nobody" if item else "settled",
        "next_words": f"next {item.next_date:%m/%d/%Y}" if item else "",
    }


def _level_words(denial: Denial) -> str:
    if not denial.may_appeal:
        return "no appeal"
    level = denial.appeal_level
    return f"{level.name}, 1 of {denial.claim.payer.appeal_levels.count()}" if level else "none on file"


def said(denial: Denial) -> dict[str, Any]:
    """What the payer said on the line, in plain words: each refused adjustment with its reason, the remarks, who bears it."""
    same = Q(line=denial.remittance_line) if denial.remittance_line_id else Q(line__isnull=True)
    items = list(RemittanceAdjustment.objects.filter(same, remittance_claim=denial.remittance_claim_id).select_related("rule").order_by("ordinal"))
    reasons = reference.reasons(item.reason for item in items)
    return {
        "adjustments": [(item, reasons.get(item.reason)) for item in items], "reason": reasons.get(denial.reason),
        "remarks": _remarks(denial), "group_words": group_words(denial.group),
        "appealable_words": APPEALABLE.get(reasons[denial.reason].appealable, "") if denial.reason in reasons else "",
    }


def _remarks(denial: Denial) -> list[tuple[str, Any]]:
    known = reference.remarks(denial.remarks)
    return [(code, known.get(code)) for code in denial.remarks]


def _lines(denial: Denial) -> list[ClaimLine]:
    """The denied line, or all of the claim's where the whole claim was refused."""
    return [denial.line] if denial.line_id else list(denial.claim.lines.order_by("ordinal"))


def _segments(denial: Denial) -> list[Said]:
    where = denial.remittance_line or denial.remittance_claim
    try:
        return explained(denial.remittance_claim.remittance.inbound_transaction, first=where.first_segment, last=where.last_segment)
    except (x12.Unreadable, DomainError):
        return []


def _history(denial: Denial) -> list[Happened]:
    """Events and notes, newest first."""
    subject = {"subject_kind": Denial.SUBJECT_KIND, "subject_id": denial.pk}
    events = Event.objects.filter(**subject).select_related("actor").order_by("-seq")[:EVENTS_SHOWN]
    notes = Note.objects.filter(**subject).select_related("author").order_by("-written_at")[:EVENTS_SHOWN]
    found = [_event(event) for event in events]
    found += [Happened("Note", note.text, note.written_at, str(note.author), "idle") for note in notes]
    return sorted(found, key=lambda each: each.when, reverse=True)


def _event(event: Event) -> Happened:
    tone = "risk" if event.kind == "denial_opened" else "done"
    title = WORDS.get(event.kind, event.kind.replace("_", " ").capitalize())
    text = event.detail.get("reason", "") if event.kind in ("denial_route_chosen", "denial_written_off") else ""
    return Happened(title, text, event.recorded_at, str(event.actor or ""), tone)

