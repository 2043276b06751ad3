"""Applying a draft: the past keeps what was done (invariant 7), and expected amounts follow a contract corrected backwards."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from billing.models import Charge
from claims.models import ClaimLine
from config.shared.errors import StaleVersion
from config.shared.models import Event
from payers.models import FeeScheduleKind, FeeScheduleVersion
from payers.selectors.prices import price
from payers.services.apply_fee_draft import BaseReplaced, DraftIsEmpty, apply_fee_draft
from payers.services.change_fee_draft import set_cell
from tests.factories.billing import ChargeFactory
from tests.factories.claims import Cast, make_claim
from tests.factories.fees import AT, NEW_YEAR, item_of, make_draft, make_schedule
from tests.factories.shared import AdminFactory

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def put(draft, code, value):
    set_cell(draft_id=draft.pk, item_id=item_of(draft, code).pk, field="unit_price", value=value, seen=None)
    draft.refresh_from_db()


def apply(draft, *, at=LATER, expected_version=None, actor=None):
    return apply_fee_draft(draft_id=draft.pk, expected_version=expected_version, actor=actor or AdminFactory(), at=at)


def charged(schedule, day, *, known_at=LATER):
    found = price(schedule.pk, "99213", [], day, known_at=known_at)
    return f"{found.unit_price:.2f}" if found else None


def test_the_version_begins_on_its_day_and_the_old_prices_end_the_day_before():
    schedule = make_schedule({"99213": "92.60"})
    draft = make_draft(schedule)
    put(draft, "99213", "94.50")
    admin = AdminFactory()

    version = apply(draft, actor=admin)

    assert [charged(schedule, day) for day in (date(2026, 12, 31), NEW_YEAR)] == ["92.60", "94.50"]
    assert (version.valid_from, version.valid_to, version.applied_by, version.note) == (NEW_YEAR, None, admin, "The rates of 2027")
    draft.refresh_from_db()
    assert (draft.status, draft.applied_version, draft.ended_at) == ("applied", version, LATER)
    event = Event.objects.get(subject_kind="fee_draft", subject_id=draft.pk, to_state="applied")
    assert event.detail == {"version_id": version.pk, "repriced": 0}


def test_what_was_known_before_stays_readable_as_of_then():
    schedule = make_schedule({"99213": "92.60"})
    draft = make_draft(schedule, valid_from=date(2026, 7, 1))
    put(draft, "99213", "94.50")

    apply(draft)

    day = date(2026, 8, 3)
    assert (charged(schedule, day, known_at=AT), charged(schedule, day, known_at=LATER)) == ("92.60", "94.50")
    assert charged(schedule, date(2026, 6, 30), known_at=LATER) == "92.60"
    assert schedule.versions.filter(known_to__isnull=True).count() == 2


def test_a_draft_from_the_same_day_takes_the_place_of_the_whole_version():
    schedule = make_schedule({"99213": "92.60"}, valid_from=date(2026, 1, 1))
    draft = make_draft(schedule, valid_from=date(2026, 1, 1))
    put(draft, "99213", "93.00")

    version = apply(draft)

    assert list(schedule.versions.filter(known_to__isnull=True)) == [version]
    assert version.supersedes.known_to == LATER


def test_applying_twice_is_harmless_and_an_old_page_is_refused():
    draft = make_draft(make_schedule())
    put(draft, "99213", "94.50")

    with pytest.raises(StaleVersion):
        apply(draft, expected_version=draft.version - 1)
    version = apply(draft, expected_version=draft.version)

    assert apply(draft, expected_version=draft.version) == version
    assert FeeScheduleVersion.objects.filter(supersedes__isnull=False).count() == 2


def test_a_code_without_a_price_is_not_in_the_version_and_an_empty_draft_is_refused():
    draft = make_draft(make_schedule({"99213": "92.60", "20610": "84.00"}))
    put(draft, "20610", "")
    assert [str(item) for item in apply(draft).items.all()] == ["99213"]

    other = make_draft(make_schedule({"99213": "92.60"}))
    put(other, "99213", "")
    with pytest.raises(DraftIsEmpty):
        apply(other)


def test_a_draft_whose_base_was_replaced_is_refused():
    schedule = make_schedule()
    draft = make_draft(schedule)
    schedule.versions.update(known_to=AT)

    with pytest.raises(BaseReplaced):
        apply(draft)


def test_applying_costs_the_same_for_any_number_of_codes():
    counts = []
    for number in (2, 400):
        draft = make_draft(make_schedule({f"9{code:04d}": "10.00" for code in range(number)}))
        with CaptureQueriesContext(connection) as queries:
            apply(draft)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.fixture
def contracted():
    """A claim of two lines (99214, 20610) on a contract, built with its expected amounts."""
    cast = Cast()
    cast.payer.contract = make_schedule({"99214": "128.40", "20610": "84.00"})
    cast.payer.save()
    return cast.payer.contract, make_claim(cast)


def test_a_contract_corrected_backwards_changes_what_is_expected_and_nothing_that_was_billed(contracted):
    contract, claim = contracted
    billed = list(Charge.objects.order_by("pk").values_list("amount", "fee_schedule_item_id"))
    draft = make_draft(contract, valid_from=claim.service_date)
    put(draft, "20610", "80.00")

    apply(draft)

    assert set(claim.lines.values_list("procedure_code", "expected_amount")) == {("99214", Decimal("128.40")), ("20610", Decimal("80.00"))}
    assert list(Charge.objects.order_by("pk").values_list("amount", "fee_schedule_item_id")) == billed
    event = Event.objects.get(subject_kind="claim", subject_id=claim.pk, kind="expected_again")
    assert event.detail == {"schedule_id": contract.pk, "lines": 1, "before": "84.00", "after": "80.00"}


def test_a_contract_changed_from_a_day_to_come_leaves_expected_amounts_alone(contracted):
    contract, _claim = contracted
    before = list(ClaimLine.objects.order_by("pk").values_list("expected_amount", flat=True))
    draft = make_draft(contract)
    put(draft, "20610", "80.00")

    apply(draft)

    assert list(ClaimLine.objects.order_by("pk").values_list("expected_amount", flat=True)) == before


def test_a_charge_master_corrected_backwards_leaves_every_charge_as_billed():
    master = make_schedule({"99213": "140.00"}, kind=FeeScheduleKind.CHARGE_MASTER)
    charge = ChargeFactory(fee_schedule_item=master.versions.get().items.get())
    draft = make_draft(master, valid_from=charge.encounter.service_date, percent=Decimal(10))

    apply(draft)

    charge.refresh_from_db()
    assert (charge.amount, charge.unit_price, charge.fee_schedule_item.unit_price) == (Decimal("140.00"), Decimal("140.00"), Decimal("140.0000"))
    assert charged(master, charge.encounter.service_date) == "154.00"
