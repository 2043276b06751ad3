"""What every change of a draft begins and ends with: the lock, the check that it is open and as the page showed it, and the count."""

from django.db.models import F

from config.shared.errors import DomainError, StaleVersion
from payers.models import FeeDraft


class DraftEnded(DomainError):
    """The draft was applied or discarded."""

    code = "fee_draft_ended"
    message = "This draft was {status}. Begin another one to change a price."
    conflict = True


def locked_draft(draft_id: int, *, expected_version: int | None = None) -> FeeDraft:
    """The open draft, locked. Raises DraftEnded, StaleVersion."""
    draft = FeeDraft.objects.select_for_update(of=("self",)).select_related("schedule", "base").get(pk=draft_id)
    if not draft.is_open:
        raise DraftEnded(status=draft.status)
    if expected_version is not None and expected_version != draft.version:
        raise StaleVersion(held=draft.version, expected=expected_version)
    return draft


def next_step(draft: FeeDraft) -> int:
    """The number of the change that is being made."""
    return draft.step + 1


def remember_step(draft: FeeDraft, words: str) -> None:
    """Count the change and say what it was; "" after an undo, which can't be undone itself."""
    draft.step, draft.step_words = draft.step + 1, words[:120]
    FeeDraft.objects.filter(pk=draft.pk).update(step=draft.step, step_words=draft.step_words, version=F("version") + 1)
    draft.version += 1
