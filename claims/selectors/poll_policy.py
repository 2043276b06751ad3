"""Silent claims: those whose next date has come, and the payer's poll policy as the rules want it."""

from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet

from claims.models import Claim, ClaimStatus
from claims.rules.next_steps import UNANSWERED, WAITING
from claims.rules.polling import Policy, Silence
from config.shared import clock
from config.shared.models import WorkItem
from payers.models import Payer

ASKABLE = (ClaimStatus.SENT, ClaimStatus.RECEIVED, ClaimStatus.ACCEPTED, ClaimStatus.PENDING, ClaimStatus.RECORDS_ASKED)
POLLED = (*ASKABLE, ClaimStatus.FINALIZED)


def policy_of(payer: Payer) -> Policy:
    """The payer's row; it answers only where its connection has an address for real-time requests. Select payer__connection."""
    connection = payer.connection
    answers = payer.answers_276 and connection is not None and connection.is_active and bool(connection.core_url)
    return Policy(payer.first_poll_days, payer.next_poll_days, payer.last_poll_days, answers)


def silent_claims(today: date) -> QuerySet[Claim]:
    """Claims in the payer's hands whose work item is due, with how often and when last they were asked about (`asked`, `last_asked`)."""
    due = WorkItem.objects.filter(
        subject_kind=Claim.SUBJECT_KIND, kind="next", queue__in=[WAITING, UNANSWERED], next_date__lte=today, closed_at__isnull=True
    )
    since_sent = Q(status_inquiries__asked_at__gte=F("sent_at"))
    return (
        Claim.objects.filter(pk__in=due.values("subject_id"), status__in=POLLED)
        .annotate(asked=Count("status_inquiries", filter=since_sent), last_asked=Max("status_inquiries__slot_date", filter=since_sent))
        .order_by("pk")
    )


def silence_of(claim: Claim) -> Silence:
    """A claim of `silent_claims` as the rule wants it."""
    sent_on = clock.day_of(claim.sent_at or claim.created_at)
    heard_on = clock.day_of(claim.last_answer_at) if claim.last_answer_at else sent_on
    return Silence(sent_on, max(sent_on, heard_on), claim.asked, claim.last_asked, claim.status == ClaimStatus.FINALIZED)
