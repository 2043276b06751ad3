"""Which queue a claim waits in, what somebody does with it, and when: by its state. Pure.

Called by every service that moves a claim. Denied and paid claims get their steps from the remittance's services.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

READY, HELD, REJECTED, WAITING, UNANSWERED, FOLLOW_UP = "ready", "held", "rejected", "waiting", "unanswered", "follow_up"
ANSWER_DAYS = 3
RECORDS_DAYS = 3
CORRECTION_DAYS = 14


@dataclass(frozen=True, slots=True)
class Step:
    """The next step of a claim: its queue, the words, and the day."""

    queue: str
    text: str
    day: date


def ready(today: date) -> Step:
    return Step(READY, "Send", today)


def held_by_findings(errors: int, first: str, today: date) -> Step:
    """`first` is the first finding's message."""
    more = f" (and {errors - 1} more)" if errors > 1 else ""
    return Step(HELD, _short(f"Fix: {first}{more}"), today)


def held_by_person(reason: str, until: date) -> Step:
    return Step(HELD, _short(f"On hold: {reason}"), until)


def queued(today: date) -> Step:
    return Step(WAITING, "Being sent", today)


def sent(today: date) -> Step:
    """An acknowledgement is due within days; after that the claim is "sent without answer"."""
    return Step(WAITING, "Wait for the acknowledgement", today + timedelta(days=ANSWER_DAYS))


def unanswered(look_again: date) -> Step:
    return Step(UNANSWERED, "No acknowledgement: look for it, ask status", look_again)


def crossed_over(payer: str, due: date) -> Step:
    """The payer before sent the claim on; after `due` we bill it ourselves."""
    return Step(WAITING, _short(f"Wait for {payer}: the payer before sent it on"), due)


def earlier_payer_decided(today: date) -> Step:
    """What was sent to this payer says what no longer holds."""
    return Step(FOLLOW_UP, "The payer before decided anew: send this payer a corrected claim", today)


def next_payer_unknown(amount: Decimal, today: date) -> Step:
    """A Qualified Medicare Beneficiary's share, or one that was sent on."""
    return Step(FOLLOW_UP, f"{amount} is the next payer's, whom the visit does not name: add the coverage", today)


def in_process(next_poll: date) -> Step:
    return Step(WAITING, "Wait for the payer's decision", next_poll)


def remittance_due(today: date, usual_days: int) -> Step:
    return Step(WAITING, "Wait for the remittance", today + timedelta(days=usual_days))


def rejected(reason: str, today: date) -> Step:
    return Step(REJECTED, _short(f"Fix and resend: {reason}"), today)


def resend(today: date) -> Step:
    return Step(REJECTED, "Resend: the lines of the visit were corrected", today)


def send_records(reason: str, today: date) -> Step:
    return Step(FOLLOW_UP, _short(f"Send what the payer asks for: {reason}"), today + timedelta(days=RECORDS_DAYS))


def call_payer(reason: str, today: date) -> Step:
    return Step(FOLLOW_UP, _short(f"Call the payer: {reason}"), today)


def find_claim(reason: str, today: date) -> Step:
    return Step(FOLLOW_UP, _short(f"The payer does not find it: {reason}"), today)


def mend_request(reason: str, today: date) -> Step:
    return Step(FOLLOW_UP, _short(f"The payer refuses the status request: {reason}"), today)


def inquiry_failed(code: str, today: date) -> Step:
    return Step(FOLLOW_UP, _short(f"The system could not ask the payer ({code}): ask by phone or on the payer's site"), today)


def reversed_decision(taken_back: Decimal, today: date) -> Step:
    """A correction is due after a reversal; without one, somebody asks."""
    return Step(WAITING, f"Taken back {taken_back}: wait for the corrected decision", today + timedelta(days=CORRECTION_DAYS))


def taken_back(amount: Decimal, today: date) -> Step:
    """Money went back to the payer: the claim is open again."""
    return Step(FOLLOW_UP, f"Taken back {amount}: dispute, bill another payer, or write off", today)


def promised(reference: str, day: date) -> Step:
    """`reference` of the call in which the payer named the day."""
    return Step(FOLLOW_UP, _short(f"Check what was promised, call {reference}" if reference else "Check what was promised"), day)


def _short(text: str) -> str:
    """Fits a work item's 120 characters."""
    return text if len(text) <= 120 else text[:117].rstrip() + "..."
