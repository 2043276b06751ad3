"""Cells of a draft: saved one by one, compared with what the page showed, and taken back."""

from datetime import date
from decimal import Decimal

import pytest

from config.shared.errors import StaleVersion
from payers.rules.fee_values import NotAFee
from payers.services.adjust_fee_draft import Rounding, adjust_fee_draft
from payers.services.apply_fee_draft import discard_fee_draft
from payers.services.change_fee_draft import CellChanged, CodeInDraft, NothingToUndo, add_code, set_cell, undo_last
from payers.services.locked_draft import DraftEnded
from tests.factories.fees import AT, item_of, make_draft, make_schedule, prices_of
from tests.factories.shared import AdminFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_draft(make_schedule({"99213": "92.60", "20610": "84.00"}))


def put(draft, code, value, *, field="unit_price", seen=None):
    return set_cell(draft_id=draft.pk, item_id=item_of(draft, code).pk, field=field, value=value, seen=seen)


def undo(draft):
    draft.refresh_from_db()
    return undo_last(draft_id=draft.pk, expected_step=draft.step)


def adjust(draft, percent, *, rounding=Rounding.CENT, begins_with="", expected_version=None):
    return adjust_fee_draft(
        draft_id=draft.pk, percent=Decimal(percent), rounding=rounding, begins_with=begins_with, expected_version=expected_version,
        actor=AdminFactory(), at=AT,
    )


def test_a_cell_is_saved_and_the_same_value_again_counts_no_change(draft):
    put(draft, "99213", "$94.5", seen="92.60")
    put(draft, "99213", "94.50", seen="92.60")
    draft.refresh_from_db()

    assert prices_of(draft) == {"20610": "84.00", "99213": "94.50"}
    assert (draft.step, draft.version, draft.step_words) == (1, 2, "99213 to 94.50")


def test_an_empty_price_ends_the_code_and_bad_text_changes_nothing(draft):
    put(draft, "99213", " ")
    assert prices_of(draft)["99213"] is None

    with pytest.raises(NotAFee):
        put(draft, "20610", "84,5")
    assert prices_of(draft)["20610"] == "84.00"


def test_a_cell_that_somebody_else_changed_is_refused(draft):
    put(draft, "99213", "94.50", seen="92.60")

    with pytest.raises(CellChanged, match=r"99213 to 94\.50"):
        put(draft, "99213", "95.00", seen="92.60")
    assert prices_of(draft)["99213"] == "94.50"


def test_our_words_are_a_cell_too(draft):
    put(draft, "99213", "  Office   visit ", field="description", seen="Our words for 99213")

    assert item_of(draft, "99213").description == "Office visit"


def test_a_code_is_added_once(draft):
    add_code(draft_id=draft.pk, procedure_code="99490", modifier="", description="Care by month", unit_price=Decimal("63.40"))

    with pytest.raises(CodeInDraft):
        add_code(draft_id=draft.pk, procedure_code="99490", modifier="", description="", unit_price=None)
    assert (item_of(draft, "99490").base_price, prices_of(draft)["99490"]) == (None, "63.40")


def test_undo_takes_back_a_cell_an_added_code_and_an_adjustment_once_each(draft):
    put(draft, "99213", "94.50")
    assert undo(draft) == "99213 to 94.50"
    add_code(draft_id=draft.pk, procedure_code="99490", modifier="", description="", unit_price=None)
    assert undo(draft) == "99490 added"
    adjust(draft, "10")
    assert undo(draft) == "+10 % on every code"

    assert prices_of(draft) == {"20610": "84.00", "99213": "92.60"}
    with pytest.raises(NothingToUndo):
        undo(draft)


def test_undo_of_a_change_that_is_no_longer_the_last_is_refused(draft):
    put(draft, "99213", "94.50")
    put(draft, "20610", "88.20")

    with pytest.raises(NothingToUndo):
        undo_last(draft_id=draft.pk, expected_step=1)
    assert prices_of(draft) == {"20610": "88.20", "99213": "94.50"}


@pytest.mark.parametrize(("rounding", "percent", "price"), [
    (Rounding.CENT, "2.5", "94.9200"), (Rounding.DOLLAR, "2.5", "95.0000"), (Rounding.EXACT, "2.5555", "94.9664"), (Rounding.CENT, "-10", "83.3400"), (Rounding.CENT, "0", "92.6000"),
])
def test_a_percentage_is_of_the_price_now_and_rounds_half_up(draft, rounding, percent, price):
    adjust(draft, "7")

    assert adjust(draft, percent, rounding=rounding) == 2
    assert item_of(draft, "99213").unit_price == Decimal(price)


def test_half_a_cent_goes_up():
    draft = make_draft(make_schedule({"36415": "1.50"}))

    adjust(draft, "1")  # 1.515

    assert prices_of(draft) == {"36415": "1.52"}


def test_a_percentage_may_touch_only_codes_that_begin_alike_and_leaves_new_ones(draft):
    add_code(draft_id=draft.pk, procedure_code="99490", modifier="", description="", unit_price=Decimal("63.40"))

    assert adjust(draft, "10", begins_with="99") == 1
    assert prices_of(draft) == {"20610": "84.00", "99213": "101.86", "99490": "63.40"}


def test_an_adjustment_from_a_page_that_is_old_is_refused(draft):
    put(draft, "99213", "94.50")

    with pytest.raises(StaleVersion):
        adjust(draft, "10", expected_version=1)


def test_a_draft_that_ended_takes_nothing_more(draft):
    discard_fee_draft(draft_id=draft.pk, reason="wrong year", actor=AdminFactory(), at=AT)
    discard_fee_draft(draft_id=draft.pk, reason="wrong year", actor=AdminFactory(), at=AT)

    with pytest.raises(DraftEnded, match="discarded"):
        put(draft, "99213", "94.50")
    assert make_draft(draft.schedule, valid_from=date(2027, 2, 1)).is_open
