"""Open an appeal of a denial at its payer's level, with the letter drafted from a template; or at the level after one that was upheld."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from claims.models import DISPUTABLE, UNDECIDED, Appeal, AppealEnclosure, AppealLetter, AppealStatus, Denial, LetterTemplate
from claims.rules.letters import merged
from claims.rules.packets import ALWAYS_LEFT, TITLES, is_needed
from claims.selectors.appeal_facts import facts_of
from claims.selectors.appeal_levels import deadline_of, last_upheld, level_of
from claims.services.appeal_steps import locked_denial, owner_of, put_draft_step, renew_packet, worth
from config.shared import clock
from config.shared.errors import DomainError
from config.shared.ids import next_numbers
from config.shared.services.record_event import Evidence, NewEvent, record_event
from config.shared.services.work_items import close_items
from payers.models import AppealLevel

BARE = ("{level}: claim {payer_claim_number}", "[fill in: the letter]")


class NoAppeal(DomainError):
    """The payer takes no dispute of this decision: a new claim is the way, or none (DOMAIN 0a.5)."""

    code = "no_appeal"
    message = "There is no appeal of {denial}: {why}"
    conflict = True


@transaction.atomic
def open_appeal(*, denial: Denial, actor: Any, at: datetime) -> Appeal:
    """Open it; one that is open already is returned. After an upheld appeal this is the payer's next level. Raises NoAppeal."""
    held = locked_denial(denial.pk)
    standing = held.appeals.filter(status__in=UNDECIDED).first()
    if standing is not None:
        return standing
    _check(held)
    before = last_upheld(held)
    level = level_of(held.claim.payer_id, before.level + 1) if before else held.appeal_level or level_of(held.claim.payer_id, 1)
    if before and level is None:
        raise NoAppeal(denial=held.number, why=f"{before.level_name} was the payer's last level.")
    appeal = _opened(held, level, before, actor, at)
    _draft(appeal, actor, at)
    owner_id = owner_of(Denial.SUBJECT_KIND, held.pk)
    close_items(Denial.SUBJECT_KIND, [held.pk], reason="appeal opened")
    put_draft_step(appeal, at, owner_id=owner_id or getattr(actor, "pk", None))
    renew_packet(appeal, actor=actor)
    return appeal


@transaction.atomic
def next_level(*, appeal: Appeal, actor: Any, at: datetime) -> Appeal:
    """Open the level after an upheld appeal. Raises NoAppeal."""
    if appeal.status != AppealStatus.UPHELD:
        raise NoAppeal(denial=appeal.number, why="only a decision that was upheld goes to the next level.")
    return open_appeal(denial=appeal.denial, actor=actor, at=at)


def next_appeal_number() -> str:
    """AP-1001, AP-1002, ..."""
    return next_numbers("claims_appeal_number", "AP-")[0]


def template_for(category: str) -> LetterTemplate | None:
    """The template of a category, or one that fits any."""
    rows = LetterTemplate.objects.filter(Q(category=category) | Q(category=""), is_active=True)
    return rows.order_by("-category", "name").first()


def _check(denial: Denial) -> None:
    if not denial.may_appeal:
        raise NoAppeal(denial=denial.number, why=denial.route_reason or "the payer says so.")
    if denial.status not in DISPUTABLE:
        raise NoAppeal(denial=denial.number, why=f"it is {denial.get_status_display().lower()}.")


def _opened(denial: Denial, level: AppealLevel | None, before: Appeal | None, actor: Any, at: datetime) -> Appeal:
    notice: date = (before.decision_date or clock.day_of(at)) if before else denial.denied_date
    follows = before if before and not Appeal.objects.filter(follows=before).exists() else None
    appeal = Appeal.objects.create(
        number=next_appeal_number(), denial=denial, follows=follows, payer_level=level, level=level.level if level else 1,
        level_name=level.name if level else "Dispute", requested_amount=worth(denial), deadline_date=deadline_of(level, notice).day,
        opened_by=actor, opened_at=at,
    )
    detail = {"denial": denial.pk, "level": appeal.level, "requested": str(appeal.requested_amount)}
    record_event(NewEvent(Appeal.SUBJECT_KIND, appeal.pk, "appeal_opened", Evidence(at, detail=detail), to_state=appeal.status, actor=actor))
    denial.note_event("denial_appeal_opened", actor=actor, evidence=Evidence(at, detail={"appeal": appeal.pk}))
    return appeal


def _draft(appeal: Appeal, actor: Any, at: datetime) -> None:
    """Letter 1 and the checklist: what the reason does not need is left out."""
    template = template_for(appeal.denial.category)
    facts = facts_of(appeal, clock.day_of(at))
    subject, body = (template.subject, template.body) if template else BARE
    AppealLetter.objects.create(
        appeal=appeal, version=1, template=template, subject=merged(subject, facts)[:200], body=merged(body, facts), written_at=at, written_by=actor,
    )
    AppealEnclosure.objects.bulk_create([
        AppealEnclosure(
            appeal=appeal, ordinal=ordinal, part=part, title=title, is_left_out=not is_needed(part, appeal.denial.category),
            note="" if is_needed(part, appeal.denial.category) else ALWAYS_LEFT,
        )
        for ordinal, (part, title) in enumerate(TITLES.items(), start=1)
    ])
