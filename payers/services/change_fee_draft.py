"""One cell of a draft: a price or our words for a code; a code added; and the last change taken back."""

from decimal import Decimal

from django.db import transaction
from django.db.models import F

from config.shared.errors import DomainError
from payers.models import FeeDraft, FeeDraftItem
from payers.rules import fee_values
from payers.services.locked_draft import locked_draft, next_step, remember_step

READERS = {"unit_price": fee_values.price, "description": fee_values.description}


class CellChanged(DomainError):
    """Somebody else changed this cell after the page was shown."""

    code = "cell_changed"
    message = "Somebody else changed {code} to {held} meanwhile. Nothing was saved; Esc shows theirs."
    conflict = True


class CodeInDraft(DomainError):
    """The draft has the code and modifier."""

    code = "code_in_draft"
    message = "{procedure_code} stands in the draft already."


class NothingToUndo(DomainError):
    """The last change was taken back already, or there was none."""

    code = "nothing_to_undo"
    message = "There is nothing to take back."
    conflict = True


@transaction.atomic
def set_cell(*, draft_id: int, item_id: int, field: str, value: str, seen: str | None) -> FeeDraftItem:
    """Write one cell; an empty price ends the code. `seen` is the cell's text as the page showed it, None to not compare.

    The same value again changes nothing. Raises NotAFee, DraftEnded, CellChanged, FeeDraftItem.DoesNotExist.
    """
    fresh = None if field == "unit_price" and not value.strip() else READERS[field](value)
    draft = locked_draft(draft_id)
    item = draft.items.select_for_update().get(pk=item_id)
    held = getattr(item, field)
    if fresh == held:
        return item
    if seen is not None and cell_text(item, field) != seen.strip():
        raise CellChanged(code=str(item), held=cell_text(item, field) or "nothing")
    item.before_price, item.before_description, item.step = item.unit_price, item.description, next_step(draft)
    setattr(item, field, fresh)
    item.save(update_fields=["unit_price", "description", "before_price", "before_description", "step"])
    remember_step(draft, f"{item} to {cell_text(item, field) or 'no price'}")
    return item


@transaction.atomic
def add_code(*, draft_id: int, procedure_code: str, modifier: str, description: str, unit_price: Decimal | None) -> FeeDraftItem:
    """Put a code into the draft. Raises DraftEnded, CodeInDraft."""
    draft = locked_draft(draft_id)
    item = FeeDraftItem(
        draft=draft, procedure_code=procedure_code, modifier=modifier, description=description, unit_price=unit_price,
        step=next_step(draft), made_step=next_step(draft),
    )
    if draft.items.filter(procedure_code=procedure_code, modifier=modifier).exists():
        raise CodeInDraft(procedure_code=str(item))
    item.save()
    remember_step(draft, f"{item} added")
    return item


@transaction.atomic
def undo_last(*, draft_id: int, expected_step: int) -> str:
    """Take the last change back, whatever its size, in two statements; returns what it was.

    `expected_step` is the change that the person saw. Raises DraftEnded, NothingToUndo.
    """
    draft = locked_draft(draft_id)
    if not draft.step_words or draft.step != expected_step:
        raise NothingToUndo
    words = draft.step_words
    draft.items.filter(made_step=draft.step).delete()
    draft.items.filter(step=draft.step).update(unit_price=F("before_price"), description=F("before_description"), step=0)
    remember_step(draft, "")
    return words


def cell_text(item: FeeDraftItem, field: str) -> str:
    """The cell as one types it."""
    value = getattr(item, field)
    return fee_values.as_typed(value) if field == "unit_price" else value


def open_draft(schedule_id: int) -> FeeDraft | None:
    """The draft that is being edited."""
    return FeeDraft.objects.filter(schedule_id=schedule_id, status="open").first()
