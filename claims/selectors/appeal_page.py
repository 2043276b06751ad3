"""What the page of one appeal shows: letter and versions, packet, clock, what may be done by whom, history."""

from datetime import date
from typing import Any

from django.urls import reverse

from claims.models import NOT_SENT, Appeal, AppealStatus
from claims.rules.letters import gaps
from claims.rules.packets import FIXED
from claims.selectors import appeals
from claims.selectors.appeal_facts import denied_lines
from claims.selectors.appeal_packet import LEFT_OUT, PACKET, PRESENT, checklist, packet_version
from config.shared.models import Event
from config.shared.permissions import APPROVE_APPEALS, WORK_DENIALS, allows
from config.shared.ui import marks
from patients.selectors.documents import DocumentState, state_of

MARKS = {PRESENT: "done", LEFT_OUT: "idle"}
WORDS = {
    "appeal_opened": "Opened", "appeal_letter_written": "Letter written", "appeal_enclosures_chosen": "Packet changed",
    "appeal_asked": "Approval asked", "appeal_approved": "Approved", "appeal_approval_lapsed": "Changed: approval lapsed",
    "appeal_sent_back": "Sent back to the writer", "appeal_sent": "Sent", "appeal_packet_made": "Packet made",
    "appeal_overturned": "Overturned", "appeal_partly": "Overturned in part", "appeal_upheld": "Upheld", "appeal_withdrawn": "Withdrawn",
}


def load(appeal: Appeal, user: Any, today: date) -> dict[str, Any]:
    """Everything for the template."""
    letters = list(appeal.letters.select_related("written_by").order_by("-version"))
    items = checklist(appeal)
    listed = [(item, MARKS.get(item.state, "need"), item.enclosure.part not in FIXED) for item in items]
    work_item = appeals.items([appeal]).get(appeal.pk)
    denial = appeal.denial
    return {
        "appeal": appeal, "denial": denial, "claim": denial.claim, "letters": letters, "letter": letters[0], "gaps": gaps(letters[0].body),
        "paragraphs": letters[0].body.split("\n\n"), "items": listed, "lines": denied_lines(denial),
        "packet_words": f"{sum(item.state == PRESENT for item in items)} of {len(items)}" + _pages(appeal), "document": packet_state(appeal),
        "item": work_item, "owner_words": str(work_item.owner or "nobody") if work_item else "nobody", "history": _history(appeal),
        "may": may(appeal, user), "followed_by": Appeal.objects.filter(follows=appeal).first(),
        "clock_label": "Decision by" if appeal.status == AppealStatus.SENT else "File by", "clock_fact": _clock(appeal),
        "clock_sub": f"payer decides in {appeal.payer_level.decision_days} d" if appeal.payer_level else "",
        "reason": f"{denial.group}-{denial.reason}",
    }


def packet_state(appeal: Appeal) -> DocumentState:
    """How far the PDF is."""
    poll = reverse("claims:appeal_packet", args=[appeal.public_id])
    return state_of(appeal.packet, kind=PACKET, subject_id=appeal.pk, title="View packet", poll_url=poll, version=packet_version(appeal.pk))


def may(appeal: Appeal, user: Any) -> dict[str, bool]:
    """The verbs that its state and the user's role allow."""
    works, status = allows(user, WORK_DENIALS), appeal.status
    approves = allows(user, APPROVE_APPEALS) and status in (AppealStatus.DRAFT, AppealStatus.ASKED)
    return {
        "edit": works and status in NOT_SENT, "ask": works and status == AppealStatus.DRAFT,
        "approve": approves and not (appeals.is_writer(appeal, user) and appeals.others_may_approve(user)),
        "send_back": allows(user, APPROVE_APPEALS) and status in (AppealStatus.ASKED, AppealStatus.APPROVED),
        "send": works and status == AppealStatus.APPROVED,
        "decide": works and status in (AppealStatus.SENT, AppealStatus.OVERTURNED, AppealStatus.PARTLY),
        "next": works and status == AppealStatus.UPHELD and appeal.denial.status == "upheld", "work": works,
        "withdraw": works and (status in NOT_SENT or status == AppealStatus.SENT),
    }


def _clock(appeal: Appeal):
    day = appeal.decision_due_date if appeal.status == AppealStatus.SENT else appeal.deadline_date
    return marks.due(day, long=True) if day else "none on file"


def _pages(appeal: Appeal) -> str:
    return f" · {appeal.packet.page_count} pages" if appeal.packet else ""


def _history(appeal: Appeal) -> list[tuple[Event, str, str]]:
    """Each event with its words and its reason, newest first."""
    events = Event.objects.filter(subject_kind=Appeal.SUBJECT_KIND, subject_id=appeal.pk).select_related("actor").order_by("-seq")
    return [(event, WORDS.get(event.kind, event.kind), event.detail.get("reason", "") or event.detail.get("reference", "")) for event in events]
