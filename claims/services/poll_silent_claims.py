"""Nobody has to remember a claim: when a payer stays silent past its own time, ask it; when that did not help, a person calls.

Called by beat every minute. Works on the claims whose work item's day has come, so that its cost is that of what is due.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from claims.models import Claim, ClaimStatus
from claims.rules import next_steps, polling
from claims.rules.next_steps import Step
from claims.rules.status_answers import CLEARINGHOUSE
from claims.selectors.claims import locked
from claims.selectors.poll_policy import policy_of, silence_of, silent_claims
from claims.services.ask_status import ask_status
from config.shared import clock
from config.shared.services.work_items import NextStep, put_next_steps

MOST_A_RUN = 500
MOST_QUESTIONS_A_PAYER = 60  # beat comes every minute: one a second


@transaction.atomic
def poll_silent_claims(*, at: datetime) -> int:
    """Ask about silent claims, or put them before a person. Returns how many were asked about."""
    today = clock.day_of(at)
    found = list(silent_claims(today).values_list("pk", flat=True)[:MOST_A_RUN])
    if not found:
        return 0
    claims = locked(found, with_connection=True)
    due = list(silent_claims(today).filter(pk__in=claims))  # an answer may have come before the lock
    plans = [_plan(claims[each.pk], each, today) for each in due]
    asking = _within_cap([claim for claim, action, _ in plans if action == polling.ASK])
    asked = ask_status([claim.pk for claim in asking], at=at)
    held_back = {claim.pk for claim, action, _ in plans if action == polling.ASK} - {claim.pk for claim in asking}
    put_next_steps(
        NextStep(Claim.SUBJECT_KIND, claim.pk, step.queue, step.day, step.text, amount=claim.open_amount)
        for claim, _, step in plans if claim.pk not in held_back
    )
    return len(asked.inquiries)


def _plan(claim: Claim, counted: Claim, today: date) -> tuple[Claim, str, Step]:
    """What to do with the claim today, and its step after that."""
    policy, silence = policy_of(claim.payer), silence_of(counted)
    action = polling.due_action(policy, silence, today=today)
    if action == polling.LATE_REMITTANCE:
        return claim, action, next_steps.call_payer("it decided, and no remittance came", today)
    if action == polling.CALL:
        waited = (today - silence.sent_on).days
        return claim, action, next_steps.call_payer(f"no decision {waited} days after sending", today)
    if action == polling.ASK:
        next_day = polling.next_poll(policy, heard_on=silence.heard_on, asked=silence.asked + 1, last_asked=today)
    else:
        next_day = polling.next_poll(policy, heard_on=silence.heard_on, asked=silence.asked, last_asked=silence.last_asked)
    next_day = min(next_day, polling.call_day(policy, sent_on=silence.sent_on))
    return claim, action, next_steps.in_process(next_day) if _acknowledged(claim) else next_steps.unanswered(next_day)


def _acknowledged(claim: Claim) -> bool:
    """Whether the payer has the claim: by its own word, or the clearinghouse's where the payer sends no 277CA."""
    if claim.status == ClaimStatus.SENT:
        return False
    return claim.answer_source != CLEARINGHOUSE or not claim.payer.sends_277ca


def _within_cap(claims: Sequence[Claim]) -> list[Claim]:
    """No more questions to one payer than it answers in a run; the others stay due."""
    asked: Counter[int] = Counter()
    chosen = []
    for claim in claims:
        asked[claim.payer_id] += 1
        if asked[claim.payer_id] <= MOST_QUESTIONS_A_PAYER:
            chosen.append(claim)
    return chosen
