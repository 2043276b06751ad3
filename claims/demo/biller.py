"""What the biller does in a day: enters visits, mends held and rejected claims, posts what balances of a check that does not, sends statements."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from billing.models import Statement, StatementStatus
from billing.services.make_statements import make_statements
from billing.services.send_statements import mark_statements_sent
from claims.demo.chance import Chance
from claims.demo.practice_book import Letter, Staff
from claims.models import Claim, ClaimStatus, Overpayment, Remittance, RemittanceStatus
from claims.selectors.claims import current_submissions
from claims.selectors.fixable_fields import open_fields
from claims.services.fix_claim import fix_claim, is_fixable
from claims.services.open_overpayments import open_letter
from claims.services.post_balancing_claims import MAY, post_balancing_claims
from claims.services.rebuild_claims import rebuild_claims
from config.shared import clock
from config.shared.models import User
from payers.models import Payer

MEMBER, BIRTH = "coverage.member_id", "patient.birth_date"
FULL_CODES = {"E11": "E119", "I50": "I509"}
MAIL = "mail"


def is_time(since: date, today: date, days: tuple[int, int], chance: Chance, *name: object) -> bool:
    """Whether something that waits since `since` is old enough to be worked today."""
    return since + timedelta(days=chance.between(*days, "waits", *name)) <= today


def mend_rejected(*, staff: Staff, chance: Chance, actor: User, at: datetime) -> None:
    """Correct what the rejection names and send it again; where only the records' own pages help, check and send again."""
    today = clock.day_of(at)
    rejected = Claim.objects.filter(status=ClaimStatus.REJECTED).select_related("coverage", "patient").order_by("last_answer_at", "pk")
    due = (
        claim for claim in rejected
        if is_time(clock.day_of(claim.last_answer_at), today, staff.works_after_days, chance, claim.number, claim.version)
    )
    unclear = []
    for claim in _some(due, staff):
        field = next((each for each in (MEMBER, BIRTH) if each in open_fields(claim)), "")
        if field:
            fix_claim(claim.pk, field=field, value=_corrected(claim, field), actor=actor, at=at)
        else:
            unclear.append(claim.pk)
    if unclear:
        rebuild_claims(unclear, at=at, actor=actor, reason="checked with the payer, sent again")


def mend_held(*, staff: Staff, chance: Chance, actor: User, at: datetime) -> None:
    """Correct diagnoses that the scrub holds a claim for; other findings wait for somebody who knows more."""
    today = clock.day_of(at)
    held = current_submissions().filter(claim__status=ClaimStatus.HELD, frozen_at__lte=at).select_related("claim").order_by("pk")
    due = (each for each in held if is_time(clock.day_of(each.frozen_at), today, staff.works_after_days, chance, each.claim.number, "held"))
    for submission in _some(due, staff):
        for field, code in _short_codes(submission.claim):
            fix_claim(submission.claim_id, field=field, value=FULL_CODES[code], actor=actor, at=at)


def _short_codes(claim: Claim) -> Iterator[tuple[str, str]]:
    fields = open_fields(claim)
    for place, code in enumerate(claim.encounter.diagnoses.order_by("ordinal").values_list("code", flat=True), start=1):
        field = f"diagnoses.{place}"
        if code in FULL_CODES and field in fields and is_fixable(field):
            yield field, code


def _corrected(claim: Claim, field: str) -> object:
    """The card has another last digit; the birth date is a day off."""
    if field == BIRTH:
        return claim.patient.birth_date + timedelta(days=1)
    number = claim.coverage.member_id
    return number[:-1] + str((int(number[-1]) + 1) % 9 + 1)


def post_what_balances(*, staff: Staff, chance: Chance, actor: User, at: datetime) -> None:
    """Post the claims of a check that balance; what does not stays in suspense on it. Some checks wait for a visitor of the demo."""
    today = clock.day_of(at)
    waiting = Remittance.objects.filter(status=RemittanceStatus.EXCEPTION, code__in=MAY, received_at__lte=at).order_by("pk")
    for remittance in waiting:
        name = (remittance.payer_name, remittance.trace_number)
        if chance.happens(staff.exceptions_worked, "exception", *name) and is_time(
            clock.day_of(remittance.received_at), today, staff.works_after_days, chance, *name
        ):
            reason = "The payer was called: a corrected remittance follows for the claim that is off"
            post_balancing_claims(remittance_id=remittance.pk, reason=reason, actor=actor, at=at)


def send_statements(*, actor: User, at: datetime) -> None:
    """Mail the statements whose PDFs were made, and make those that are due."""
    ready = Statement.objects.filter(status=StatementStatus.MADE, document__isnull=False, made_at__lte=at)
    mark_statements_sent(list(ready.values_list("pk", flat=True)), delivery=MAIL, actor=actor, at=at)
    make_statements(actor=actor, at=at)


def record_letter(letter: Letter, *, actor: User, at: datetime) -> Overpayment | None:
    """A payer's letter wants money of a paid claim back: the overpayment is on record before the takeback comes. None where it paid nothing yet."""
    payer = Payer.objects.get(electronic_id=letter.payer)
    paid = Claim.objects.filter(payer=payer, status__in=(ClaimStatus.PAID, ClaimStatus.CLOSED)).order_by("pk").first()
    if paid is None:
        return None
    day = clock.day_of(at)
    return open_letter(
        payer=payer, claim=paid, reference=f"L{day:%y%m%d}{letter.payer}", amount=letter.amount, letter_date=day,
        reason="Paid above the contract, says the letter", actor=actor, at=at,
    )


def _some(due: Iterator, staff: Staff) -> list:
    """As many as one person works in a day."""
    return [each for _, each in zip(range(staff.most_a_day), due, strict=False)]
