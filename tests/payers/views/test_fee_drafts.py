"""The pages of a draft: cells saved by fragment, refused at the field (422) or as stale (409), and nothing applied that was not shown."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payers.models import FeeDraft, FeeSchedule
from payers.services.change_fee_draft import set_cell
from tests.factories.billing import ChargeFactory, EncounterFactory
from tests.factories.claims import Cast, make_claim
from tests.factories.fees import item_of, make_draft, make_schedule, prices_of
from tests.factories.payers import FeeScheduleFactory
from tests.factories.practice import OrganisationFactory
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = pytest.mark.django_db
HX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def draft():
    OrganisationFactory()
    return make_draft(make_schedule({"99213": "92.60", "20610": "84.00"}))


@pytest.fixture
def admin(client):
    client.force_login(AdminFactory())
    return client


def url(draft, *parts):
    return "/".join(["/payers/fees/drafts", str(draft.public_id), *map(str, parts), ""])


def save(client, draft, code, value, *, field="unit_price", seen="92.60"):
    return client.post(url(draft, "items", item_of(draft, code).pk), {"field": field, "value": value, "seen": seen}, **HX)


def test_the_grid_shows_each_code_with_its_prices_and_what_it_would_have_meant(admin):
    OrganisationFactory()
    schedule = make_schedule({"99213": "92.60", "20610": "84.00"}, kind="charge_master")
    visit = EncounterFactory()
    for _ in range(3):
        ChargeFactory(encounter=visit, procedure_code="99213")
    ChargeFactory(encounter=visit, procedure_code="99490")
    draft = make_draft(schedule)
    save(admin, draft, "99213", "94.60")

    page = admin.get(url(draft)).text

    assert 'value="94.60"' in page
    assert "+2.2 %" in page
    assert "+6.00" in page
    assert "Used without a price here: 99490 (1)." in page


def test_a_saved_cell_comes_back_with_its_figures_and_the_sums(admin, draft):
    answer = save(admin, draft, "99213", "$94.60")

    assert answer.status_code == 200
    assert prices_of(draft)["99213"] == "94.60"
    assert 'value="94.60"' in answer.text
    assert f'id="change-{item_of(draft, "99213").pk}" hx-swap-oob="true"' in answer.text
    assert 'id="draft-sums" hx-swap-oob="true"' in answer.text
    assert "99213 to 94.60" in answer.text
    assert "<td" not in answer.text


@pytest.mark.parametrize(("field", "value", "words"), [
    ("unit_price", "ninety", "ninety is no price"), ("unit_price", "-1", "-1 is negative"), ("description", "x" * 81, "81 letters; 80 fit"),
])
def test_what_can_not_be_is_said_at_the_cell_and_changes_nothing(admin, draft, field, value, words):
    answer = save(admin, draft, "99213", value, field=field)

    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "draft-sums" not in answer.text
    assert prices_of(draft)["99213"] == "92.60"


def test_a_stale_cell_is_409_in_words(admin, draft):
    set_cell(draft_id=draft.pk, item_id=item_of(draft, "99213").pk, field="unit_price", value="93", seen=None)

    answer = save(admin, draft, "99213", "94.60")

    assert answer.status_code == 409
    assert answer.text.startswith("Somebody else changed 99213 to 93.00 meanwhile.")
    assert prices_of(draft)["99213"] == "93.00"


def test_a_cell_of_another_draft_or_of_another_kind_is_refused(admin, draft):
    other = make_draft()

    assert admin.post(url(draft, "items", item_of(other, "99213").pk), {"field": "unit_price", "value": "1"}).status_code == 404
    assert save(admin, draft, "99213", "1", field="draft_id").status_code == 422


def test_words_of_the_draft_never_become_markup(admin, draft):
    save(admin, draft, "99213", '"><script>alert(1)</script>', field="description", seen="Our words for 99213")

    assert "<script>alert" not in admin.get(url(draft)).text


def test_a_price_is_changed_by_percent_and_taken_back_on_the_page_it_was_seen_on(admin, draft):
    assert admin.post(url(draft, "adjust"), {"percent": "x", "rounding": "2", "begins_with": "99 ", "version": draft.version}).status_code == 422
    assert admin.post(url(draft, "adjust"), {"percent": "10", "rounding": "2", "begins_with": "99", "version": draft.version}).status_code == 302
    assert prices_of(draft) == {"20610": "84.00", "99213": "101.86"}
    assert admin.post(url(draft, "adjust"), {"percent": "10", "rounding": "2", "version": draft.version}).status_code == 409

    here = url(draft) + "?show=changed"
    assert admin.post(url(draft, "undo"), {"step": "1", "back": here}).url == here
    assert prices_of(draft)["99213"] == "92.60"
    assert admin.post(url(draft, "undo"), {"step": "1"}).status_code == 409
    assert admin.post(url(draft, "undo"), {"step": "zzz", "back": "//evil.example/"}).status_code == 409


def test_a_code_is_added_once_with_its_errors_at_the_fields(admin, draft):
    assert admin.post(url(draft, "code"), {"procedure_code": "994", "unit_price": "x"}).status_code == 422
    assert admin.post(url(draft, "code"), {"procedure_code": "99490", "modifier": "", "unit_price": ""}).status_code == 302
    assert admin.post(url(draft, "code"), {"procedure_code": "99490"}).status_code == 422
    assert prices_of(draft)["99490"] is None


def test_the_difference_is_shown_and_only_what_was_shown_is_applied(admin, draft):
    save(admin, draft, "99213", "94.60")
    seen = FeeDraft.objects.get().version
    assert "1 difference from 01/01/2027" in admin.get(url(draft, "apply")).text
    save(admin, draft, "20610", "80.00", seen="84.00")

    assert admin.post(url(draft, "apply"), {"version": seen}).status_code == 409
    assert FeeDraft.objects.get().is_open
    assert admin.post(url(draft, "apply"), {"version": "no"}).status_code == 409
    assert admin.post(url(draft, "apply"), {"version": seen + 1}).status_code == 302
    assert admin.post(url(draft, "apply"), {"version": seen + 1}).status_code == 302
    assert FeeSchedule.objects.get().versions.filter(known_to__isnull=True).count() == 2


def test_a_draft_from_a_day_that_has_begun_says_what_it_touches(admin):
    OrganisationFactory()
    schedule = make_schedule({"99213": "92.60"}, kind="charge_master")
    visit = EncounterFactory()
    ChargeFactory(encounter=visit, procedure_code="99213")
    draft = make_draft(schedule, valid_from=visit.service_date)

    page = " ".join(admin.get(url(draft, "apply")).text.split())

    assert "has begun: this corrects backwards." in page
    assert "1 charge since then. Nothing that was billed changes" in page


def test_a_contract_from_a_day_that_has_begun_says_what_will_be_expected(admin):
    cast = Cast()
    cast.payer.contract = make_schedule({"99214": "128.40", "20610": "84.00"})
    cast.payer.save()
    claim = make_claim(cast)
    draft = make_draft(cast.payer.contract, valid_from=claim.service_date)
    save(admin, draft, "20610", "80.00", seen="84.00")

    page = " ".join(admin.get(url(draft, "apply")).text.split())

    assert "2 claim lines since then. What their payers are expected to allow is reckoned anew:" in page
    assert "\u22124.00" in page


def test_a_draft_is_begun_once_and_discarded_with_a_reason(admin, draft):
    begin = f"/payers/fees/{draft.schedule.public_id}/draft/"
    values = {"valid_from": "02/01/2027", "note": "again", "percent": "0", "rounding": "2"}
    assert admin.get(begin).url == url(draft)
    assert admin.post(begin, values).status_code == 409

    assert admin.post(url(draft, "discard"), {"reason": ""}).status_code == 422
    assert admin.post(url(draft, "discard"), {"reason": "wrong year"}).status_code == 302
    assert admin.post(begin, values | {"valid_from": "soon"}).status_code == 422
    assert admin.post(begin, values).status_code == 302
    assert save(admin, draft, "99213", "94.60").status_code == 409


def test_filters_and_search_narrow_the_grid(admin, draft):
    save(admin, draft, "99213", "120.00")

    def codes(query):
        return [code for code in ("99213", "20610") if f'data-row="{code}"' in admin.get(url(draft) + query).text]

    assert codes("") == ["99213", "20610"]
    assert codes("?show=changed") == codes("?show=large") == codes("?q=992") == codes("?q=words+99213") == ["99213"]
    assert codes("?show=missing") == codes("?show=used") == codes("?q=%25") == []


def test_the_file_of_the_grid_is_safe_and_can_be_read_again(admin, draft):
    save(admin, draft, "99213", "=cmd|' /C calc'!A0", field="description", seen="Our words for 99213")
    save(admin, draft, "99213", "94.60")

    text = b"".join(admin.get(url(draft) + "?format=csv").streaming_content).decode()

    assert text.splitlines() == [
        "code,modifier,description,current price,price,change %,lines in 90 days,effect", "20610,,Our words for 20610,84.00,84.00,,0,0.00",
        "99213,,'=cmd|' /C calc'!A0,92.60,94.60,2.2,0,0.00",
    ]


def test_a_biller_reads_and_changes_nothing(client, draft):
    client.force_login(BillerFactory())

    assert "data-cell" not in client.get(url(draft)).text
    assert save(client, draft, "99213", "94.60").status_code == 403
    assert client.post(url(draft, "apply"), {"version": 1}).status_code == 403


def test_the_page_costs_the_same_for_any_number_of_codes(admin):
    OrganisationFactory()
    counts = []
    for number in (3, 150):
        draft = make_draft(make_schedule({f"9{code:04d}": "10.00" for code in range(number)}), percent=Decimal(2))
        admin.get(url(draft))
        with CaptureQueriesContext(connection) as queries:
            admin.get(url(draft))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_draft_without_a_code_says_how_it_begins_and_offers_no_applying(admin):
    OrganisationFactory()
    draft = make_draft(FeeScheduleFactory())

    page = admin.get(url(draft)).text
    assert "No price yet" in page
    assert url(draft, "apply") not in page
    assert 'form="apply"' not in admin.get(url(draft, "apply")).text
