"""Reading a file for a draft and taking it in: bad lines named, a difference first, all or nothing, and the same file once."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.shared.models import Event
from payers.models import FeeImport
from payers.services.apply_fee_draft import apply_fee_draft
from payers.services.change_fee_draft import set_cell, undo_last
from payers.services.locked_draft import DraftEnded
from payers.services.read_fee_file import FeeFileNotReadable, read_fee_file
from payers.services.take_fee_file import BadLinesLeft, DifferenceStale, FileLeft, compare_again, leave_fee_file, take_fee_file
from tests.factories.fees import AT, item_of, make_draft, make_schedule, prices_of
from tests.factories.shared import AdminFactory

pytestmark = pytest.mark.django_db
HEAD = "code,modifier,price,description\n"
FILE = HEAD + "99213,,94.50,Office visit\n99214,,128.40,\n99490,,63.40,Care by month\n"
BAD = FILE + "9921,,1.00,x\n20610,,eighty,x\n"


@pytest.fixture
def draft():
    return make_draft(make_schedule({"99213": "92.60", "99214": "128.40", "20610": "84.00"}))


def read(draft, text=FILE, *, replaces=False):
    return read_fee_file(draft_id=draft.pk, name="rates.csv", data=text.encode(), replaces=replaces, actor=AdminFactory(), at=AT)


def take(fee_import, *, leave_out=0):
    return take_fee_file(import_id=fee_import.pk, leave_out=leave_out, actor=AdminFactory(), at=AT)


def counts(fee_import):
    return fee_import.new_count, fee_import.changed_count, fee_import.same_count, fee_import.ended_count, fee_import.bad_count


def test_reading_says_what_the_file_would_do_and_changes_nothing(draft):
    before = prices_of(draft)

    fee_import, fresh = read(draft, replaces=True)

    assert fresh
    assert counts(fee_import) == (1, 1, 1, 1, 0)
    assert set(fee_import.lines.values_list("line_number", "procedure_code", "change")) == {
        (2, "99213", "changed"), (3, "99214", "same"), (4, "99490", "new"), (None, "20610", "ended"),
    }
    assert prices_of(draft) == before


def test_a_file_of_some_codes_leaves_the_others(draft):
    fee_import, _ = read(draft)
    take(fee_import)

    assert prices_of(draft) == {"20610": "84.00", "99213": "94.50", "99214": "128.40", "99490": "63.40"}
    assert item_of(draft, "99213").description == "Office visit"
    assert item_of(draft, "99214").description == "Our words for 99214"


def test_a_file_that_is_the_whole_schedule_ends_what_it_does_not_name_and_can_be_taken_back(draft):
    fee_import, _ = read(draft, replaces=True)
    take(fee_import)
    assert prices_of(draft)["20610"] is None
    draft.refresh_from_db()
    assert draft.step_words == "rates.csv taken in"

    undo_last(draft_id=draft.pk, expected_step=draft.step)
    assert prices_of(draft) == {"20610": "84.00", "99213": "92.60", "99214": "128.40"}


def test_bad_lines_stop_everything_until_a_person_leaves_them_out(draft):
    fee_import, _ = read(draft, BAD)
    before = prices_of(draft)

    assert list(fee_import.lines.filter(change="bad").values_list("line_number", "field")) == [(5, "code"), (6, "price")]
    for agreed in (0, 1, 3):
        with pytest.raises(BadLinesLeft, match="2 lines"):
            take(fee_import, leave_out=agreed)
    assert prices_of(draft) == before

    take(fee_import, leave_out=2)
    assert prices_of(draft)["99490"] == "63.40"
    assert fee_import.lines.filter(change="bad").count() == fee_import.lines.count() == 2


def test_the_same_file_is_read_and_taken_in_once(draft):
    fee_import, _ = read(draft)
    assert read(draft) == (fee_import, False)
    take(fee_import)
    step = draft.__class__.objects.get(pk=draft.pk).step

    assert take(fee_import).pk == fee_import.pk
    assert read(draft) == (fee_import, False)
    assert draft.__class__.objects.get(pk=draft.pk).step == step
    assert Event.objects.filter(subject_kind="fee_import", to_state="taken").count() == 1


def test_a_draft_that_changed_is_compared_again_before_the_file_is_taken_in(draft):
    fee_import, _ = read(draft)
    set_cell(draft_id=draft.pk, item_id=item_of(draft, "99213").pk, field="unit_price", value="94.50", seen=None)

    with pytest.raises(DifferenceStale):
        take(fee_import)
    assert counts(compare_again(import_id=fee_import.pk)) == (1, 0, 2, 0, 0)
    take(fee_import)
    assert prices_of(draft)["99490"] == "63.40"


def test_a_file_that_was_left_changes_nothing_and_can_be_read_again(draft):
    fee_import, _ = read(draft)
    for _ in range(2):
        try:
            leave_fee_file(import_id=fee_import.pk, actor=AdminFactory(), at=AT)
        except FileLeft:
            pass

    with pytest.raises(FileLeft):
        take(fee_import)
    again, fresh = read(draft)
    assert fresh
    assert again.pk != fee_import.pk


def test_a_file_waiting_is_left_when_its_draft_is_applied(draft):
    fee_import, _ = read(draft)
    apply_fee_draft(draft_id=draft.pk, expected_version=None, actor=AdminFactory(), at=AT)

    assert FeeImport.objects.get().status == "left"
    with pytest.raises(FileLeft):
        take(fee_import)
    with pytest.raises(DraftEnded):
        read(draft)


@pytest.mark.parametrize("text", ["", HEAD, "a,b\n1,2\n"])
def test_a_file_that_is_none_of_ours_is_refused_and_leaves_nothing(draft, text):
    with pytest.raises(FeeFileNotReadable):
        read(draft, text)
    assert not FeeImport.objects.exists()


def test_twenty_thousand_lines_cost_as_many_queries_as_twenty(draft):
    numbers, tallies = random.Random(1), []
    for lines in (20, 20_000):
        text = HEAD + "".join(f"A{number:04X},{'' if number < 10_000 else '26'},{numbers.randint(1, 99999) / 100},words {number}\n" for number in range(lines))
        with CaptureQueriesContext(connection) as reading:
            fee_import, _ = read(draft, text)
        with CaptureQueriesContext(connection) as taking:
            take(fee_import)
        tallies.append((len(reading), len(taking)))

    assert tallies[0] == tallies[1]
    assert draft.items.count() == 20_003
