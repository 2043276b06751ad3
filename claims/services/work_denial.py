"""What people do with a denial besides settling it: note, assign, snooze, choose another route. Bulk where the list offers it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from claims.models import Denial, DenialStatus
from claims.rules import deadlines
from claims.rules.deadlines import Level
from claims.rules.denial_routes import LABELS, Route
from claims.selectors.denials import ENDED
from claims.services.open_denials import QUEUE
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.models import Note, User, WorkItem
from config.shared.services import work_items
from config.shared.services.record_event import Evidence
from config.shared.services.work_items import NextStep, put_next_step


class NoteEmpty(DomainError):
    """A note without words says nothing."""

    code = "note_empty"
    message = "Write something."


class RouteNotPossible(DomainError):
    """The route does not exist, or the payer allows no appeal of this decision."""

    code = "route_not_possible"
    message = "{why}"


class DayPassed(DomainError):
    """A denial is put off to a day that comes, and not past its deadline."""

    code = "day_passed"
    message = "Choose a day from tomorrow on, and not after the deadline."


class DenialEnded(DomainError):
    """What is settled has no next step."""

    code = "denial_ended"
    message = "This denial is settled."
    conflict = True


@transaction.atomic
def note_denial(*, denial: Denial, text: str, actor: User, at: datetime) -> Note:
    """Append a note. Raises NoteEmpty."""
    if not text.strip():
        raise NoteEmpty()
    return Note.objects.create(subject_kind=Denial.SUBJECT_KIND, subject_id=denial.pk, text=text.strip(), author=actor, written_at=at)


def assign_denials(*, denial_ids: Iterable[int], owner: User | None) -> int:
    """Give open denials an owner, or nobody; return how many were open."""
    return work_items.assign(_items(denial_ids), owner=owner)


def snooze_denials(*, denial_ids: Iterable[int], until: date) -> int:
    """Hide open denials from the queue until a day; those whose deadline would pass meanwhile stay. Raises DayPassed."""
    if until <= clock.today():
        raise DayPassed()
    safe = Denial.objects.filter(pk__in=list(denial_ids)).exclude(deadline_date__lt=until).values_list("pk", flat=True)
    return work_items.snooze(_items(safe), until=until)


@transaction.atomic
def set_denial_route(*, denial: Denial, route: str, reason: str, actor: User, at: datetime) -> Denial:
    """Choose another way, with its reason; the deadline and the work item follow. Locks the denial. Raises RouteNotPossible, DenialEnded."""
    held = Denial.objects.select_for_update(of=("self",)).select_related("claim__payer", "appeal_level").get(pk=denial.pk)
    _check_route(held, route, reason)
    before, held.route, held.route_reason = held.route, route, reason.strip()[:300]
    until = _deadline(held)
    held.deadline_date, held.deadline_reason = until.day, until.reason
    held.save(update_fields=["route", "route_reason", "deadline_date", "deadline_reason"])
    held.note_event("denial_route_chosen", actor=actor, evidence=Evidence(at, detail={"from": before, "to": route, "reason": reason.strip()}))
    put_next_step(NextStep(
        Denial.SUBJECT_KIND, held.pk, QUEUE, deadlines.first_action(clock.day_of(at), until.day), held.get_route_display(),
        amount=held.denied_amount if held.expected_amount is None else held.expected_amount,
    ))
    return held


def routes_of(denial: Denial) -> list[tuple[str, str]]:
    """The routes that are open to a denial, with their words."""
    closed = set() if denial.may_appeal else {Route.APPEAL, Route.RECONSIDER}
    return [(route, words) for route, words in LABELS.items() if route not in closed]


def _check_route(denial: Denial, route: str, reason: str) -> None:
    if denial.status in ENDED:
        raise DenialEnded()
    if route not in dict(routes_of(denial)):
        why = "The payer allows no appeal of this decision." if route in LABELS else "There is no such route."
        raise RouteNotPossible(why=why)
    if not reason.strip():
        raise RouteNotPossible(why="Say why: the next one who looks will ask.")


def _deadline(denial: Denial) -> deadlines.Deadline:
    """A new claim has the filing limit; everything else the first level, counted from the notice."""
    claim, level = denial.claim, denial.appeal_level
    if denial.route == Route.NEW_CLAIM or not denial.may_appeal:
        return deadlines.new_claim_deadline(claim.service_date, claim.filing_deadline_date, claim.payer.filing_limit_days)
    first = Level(level.pk, level.name, level.kind, level.days, level.presumed_receipt_days) if level else None
    return deadlines.dispute_deadline(denial.denied_date, first)


def _items(denial_ids: Iterable[int]) -> list[WorkItem]:
    live = Denial.objects.filter(pk__in=list(denial_ids)).exclude(status__in=[*ENDED, DenialStatus.UPHELD]).values_list("pk", flat=True)
    return list(WorkItem.objects.filter(subject_kind=Denial.SUBJECT_KIND, subject_id__in=list(live), closed_at__isnull=True))
