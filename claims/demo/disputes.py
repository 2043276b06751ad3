"""What the biller does about denials: corrects, appeals, writes off; and what a supervisor approves. The decision comes from the payer.

An appeal goes out by portal, fax or mail, which no file shows: the sandbox is told that it came. One it overturns comes back as a reversal and
correction in an 835 like any other; one it upholds comes back as a letter, whose day `Letters` keeps until it is opened.
"""

import contextlib
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from billing.services.correct_encounter import Correction, correct_encounter
from billing.services.write_off_by_person import OverWriteOffLimit
from claims.demo.biller import is_time
from claims.demo.chance import Chance
from claims.demo.clearinghouse import Clearinghouse, SandboxRefused
from claims.demo.practice_book import Staff
from claims.models import Appeal, AppealStatus, Denial, DenialStatus
from claims.rules.denial_routes import Route
from claims.rules.letters import gaps
from claims.services.approve_appeal import approve_appeal, ask_approval
from claims.services.correct_claim import correct_claim
from claims.services.open_appeal import open_appeal
from claims.services.send_appeal import Decision, Sending, mark_appeal_sent, record_decision
from claims.services.work_denial import note_denial, snooze_denials
from claims.services.write_letter import write_letter
from claims.services.write_off_denial import write_off_denial
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import User, WorkItem

PUT_OFF_DAYS = 21
SIDE = "RT"
JOINTS = ("20610", "20611")
CORRECTED = frozenset({Route.CORRECT, Route.NEW_CLAIM})
ASKED = frozenset({Route.PATIENT, Route.OTHER_PAYER})  # only the patient knows more
PROOFS = {"portal": "Portal receipt {}", "fax": "Fax confirmation {}", "mail": "Certified mail 7022 {}"}
BY = {"portal": 60, "fax": 30, "mail": 10}
Letters = dict[str, str]


def work_denials(*, staff: Staff, chance: Chance, biller: User, supervisor: User, at: datetime) -> None:
    """Take up those that are old enough, the nearest deadline first."""
    today = clock.day_of(at)
    rows = Denial.objects.filter(status=DenialStatus.OPEN, opened_at__lte=at, pk__in=_on_the_list(today))
    rows = rows.select_related("claim__payer").order_by("deadline_date", "pk")
    due = (
        denial for denial in rows
        if chance.happens(staff.denials_worked, "denial", denial.number)
        and is_time(denial.denied_date, today, staff.denials_after_days, chance, denial.number)
    )
    for _, denial in zip(range(staff.most_a_day), due, strict=False):
        _work(denial, staff, chance, biller, supervisor, at)


def _work(denial: Denial, staff: Staff, chance: Chance, biller: User, supervisor: User, at: datetime) -> None:
    """By its route; where that is closed after all, or not taken, a note says why and the denial comes back later."""
    try:
        if denial.route in CORRECTED:
            _correct(denial, biller, at)
        elif denial.route == Route.WRITE_OFF or not denial.may_appeal:
            write_off(denial, "Nothing on file supports a dispute", biller, supervisor, at)
        elif denial.route not in ASKED and chance.happens(staff.appealed, "appeals", denial.number):
            _appeal(denial, biller, at)
        else:
            _put_off(denial, "Asked the patient for what is missing; nothing came yet.", biller, supervisor, at)
    except DomainError as refusal:
        _put_off(denial, f"Not possible now: {refusal}", biller, supervisor, at)


def _put_off(denial: Denial, why: str, biller: User, supervisor: User, at: datetime) -> None:
    """Until later; what has no later, since its deadline comes first, is given up."""
    until = clock.day_of(at) + timedelta(days=PUT_OFF_DAYS)
    if denial.deadline_date is None or denial.deadline_date >= until:
        note_denial(denial=denial, text=why, actor=biller, at=at)
        snooze_denials(denial_ids=[denial.pk], until=until)
        return
    with contextlib.suppress(DomainError):  # there is nothing left to write off, or not yet: the denial stays on its queue
        write_off(denial, "Its time ran out and nothing came", biller, supervisor, at)


def _on_the_list(today: date) -> QuerySet:
    """The denials that nobody put off."""
    items = WorkItem.objects.filter(subject_kind=Denial.SUBJECT_KIND, closed_at__isnull=True)
    return items.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today)).values("subject_id")


def _correct(denial: Denial, actor: User, at: datetime) -> None:
    """Mend what was forgotten on the visit, and replace the claim."""
    lines = denial.claim.lines.select_related("charge")
    sides = {line.charge_id: [SIDE] for line in lines if line.procedure_code in JOINTS and not line.modifiers}
    if sides:
        correct_encounter(denial.claim.encounter_id, Correction(modifiers=sides), actor=actor, at=at)
    correct_claim(denial.claim_id, reason=f"Denied for {denial.group}-{denial.reason}: corrected from the record", actor=actor, at=at)


def _appeal(denial: Denial, actor: User, at: datetime) -> None:
    """Open it, fill in what the draft leaves open, and ask for approval."""
    appeal = open_appeal(denial=denial, actor=actor, at=at)
    letter = appeal.letters.order_by("-version").first()
    body, subject = letter.body, letter.subject
    for gap in gaps(f"{subject} {body}"):
        words = "as the enclosed record of the visit shows"
        body, subject = body.replace(f"[fill in: {gap}]", words), subject.replace(f"[fill in: {gap}]", "see enclosure")
    write_letter(appeal=appeal, subject=subject, body=body, version=letter.version, actor=actor, at=at)
    ask_approval(appeal=appeal, actor=actor, at=at)


def approve_appeals(*, staff: Staff, supervisor: User, at: datetime) -> None:
    """Approve what was asked on an earlier day."""
    before = clock.day_of(at) - timedelta(days=staff.appeal_approved_after_days)
    for appeal in _appeals(AppealStatus.ASKED, at):
        if clock.day_of(appeal.opened_at) <= before:
            approve_appeal(appeal=appeal, actor=supervisor, at=at)


def send_appeals(*, chance: Chance, clearinghouse: Clearinghouse, letters: Letters, actor: User, at: datetime) -> None:
    """Send what is approved and whose packet is made; the payer says when it will have decided."""
    for appeal in _appeals(AppealStatus.APPROVED, at).filter(packet__isnull=False):
        by = chance.pick(BY, "sent by", appeal.number)
        proof = PROOFS[by].format(chance.between(10_000, 99_999, "proof", appeal.number))
        mark_appeal_sent(appeal=appeal, sending=Sending(by, proof, clock.day_of(at)), actor=actor, at=at)
        try:
            is_overturned, decided_at = clearinghouse.appeal(appeal.denial.claim.payer_control_number)
        except SandboxRefused:
            continue
        if not is_overturned:
            letters[str(appeal.pk)] = clock.day_of(decided_at).isoformat()


def open_letters(*, staff: Staff, chance: Chance, letters: Letters, biller: User, supervisor: User, at: datetime) -> None:
    """Record the decisions that came by letter; some go to the next level, most of the others are written off."""
    today = clock.day_of(at)
    for pk in [key for key, day in letters.items() if date.fromisoformat(day) <= today]:
        appeal = Appeal.objects.select_related("denial__claim").get(pk=int(pk))
        day = date.fromisoformat(letters.pop(pk))
        if appeal.status == AppealStatus.SENT:
            record_decision(appeal=appeal, decision=Decision(AppealStatus.UPHELD, day, f"Letter of {day:%m/%d/%Y}"), actor=biller, at=at)
            _after_upheld(appeal.denial, staff, chance, biller, supervisor, at)


def _after_upheld(denial: Denial, staff: Staff, chance: Chance, biller: User, supervisor: User, at: datetime) -> None:
    denial.refresh_from_db()
    if denial.appeal_level_id and chance.happens(staff.next_level, "next level", denial.number):
        _appeal(denial, biller, at)
    elif chance.happens(staff.written_off_after_upheld, "given up", denial.number):
        write_off(denial, "Upheld on appeal, no further level is worth it", biller, supervisor, at)


def write_off(denial: Denial, reason: str, biller: User, supervisor: User, at: datetime) -> None:
    """Within the biller's limit by the biller, above it by the supervisor."""
    try:
        write_off_denial(denial=denial, reason=reason, actor=biller, at=at)
    except OverWriteOffLimit:
        write_off_denial(denial=denial, reason=reason, actor=supervisor, at=at)


def _appeals(status: str, at: datetime) -> QuerySet:
    return Appeal.objects.filter(status=status, opened_at__lte=at).select_related("denial__claim__payer", "payer_level").order_by("pk")
