"""A file of prices in pages: refused with words, looked at line by line, and taken in only when a person says so."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from payers.models import FeeDraft, FeeImport
from payers.rules.fee_file import LARGEST_FILE
from payers.services.change_fee_draft import set_cell
from tests.factories.fees import item_of, make_draft, make_file, make_schedule, prices_of
from tests.factories.practice import OrganisationFactory
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = pytest.mark.django_db
GOOD = b"code;price\n99213;94.50\n"
BAD = GOOD + b"9921;1.00\n=1+1;2.00\n"


@pytest.fixture
def admin(client):
    OrganisationFactory()
    client.force_login(AdminFactory())
    return client


@pytest.fixture
def draft():
    return make_draft(make_schedule({"99213": "92.60", "20610": "84.00"}))


def upload(client, schedule, data=GOOD, **values):
    file = SimpleUploadedFile("rates.csv", data) if data is not None else ""
    return client.post(f"/payers/fees/{schedule.public_id}/file/", {"file": file, "replaces": "some", **values})


def url(fee_import):
    return f"/payers/fees/files/{fee_import.public_id}/"


def test_a_file_may_begin_the_draft_that_it_is_for(admin):
    schedule = make_schedule({"99213": "92.60"})

    answer = upload(admin, schedule, valid_from="01/01/2027", note="The payer's letter")

    assert answer.url == url(FeeImport.objects.get())
    assert FeeDraft.objects.get().valid_from == date(2027, 1, 1)
    assert prices_of(FeeDraft.objects.get()) == {"99213": "92.60"}


@pytest.mark.parametrize(("data", "words"), [
    (None, "required"), (b"PK\x03\x04", "Save it as CSV"), (b"a,b\n1,2\n", "No column is named code or price"), (b"code,price\n", "holds no line"),
    (b"x" * (LARGEST_FILE + 1), "larger than 5 MB"), (b"", "empty"),
])
def test_a_file_that_is_none_is_422_with_words_and_leaves_no_draft_behind(admin, data, words):
    answer = upload(admin, make_schedule(), data, valid_from="01/01/2027", note="x")

    assert answer.status_code == 422
    assert words in answer.text
    assert not FeeDraft.objects.exists()


def test_the_day_and_the_reason_of_a_new_draft_are_asked_for(admin):
    assert upload(admin, make_schedule()).status_code == 422
    assert not FeeDraft.objects.exists()


def test_bad_lines_are_listed_and_nothing_is_taken_in_until_they_are_left_out(admin, draft):
    upload(admin, draft.schedule, BAD)
    fee_import = FeeImport.objects.get()

    page = admin.get(url(fee_import)).text
    assert "9921 has 4 digits" in page
    assert "=1+1 is no code" in page
    refused = admin.post(url(fee_import), {})
    assert refused.status_code == 422
    assert "2 lines can&#x27;t be read" in refused.text
    assert prices_of(draft)["99213"] == "92.60"

    assert admin.post(url(fee_import), {"leave_out": "2"}).status_code == 302
    assert prices_of(draft) == {"20610": "84.00", "99213": "94.50"}
    assert admin.post(url(fee_import), {"leave_out": "2"}).status_code == 302
    assert draft.__class__.objects.get(pk=draft.pk).step == 1


def test_the_difference_is_shown_before_it_is_taken_in(admin, draft):
    upload(admin, draft.schedule, replaces="all")
    fee_import = FeeImport.objects.get()

    page = admin.get(url(fee_import)).text
    assert "Changed 1" in page
    assert "Ends 1" in page
    assert "+2.1 %" in page
    admin.post(url(fee_import), {"leave_out": ""})
    assert prices_of(draft) == {"20610": None, "99213": "94.50"}


def test_a_draft_that_changed_is_409_with_the_difference_made_again(admin, draft):
    fee_import = make_file(draft, "code,price\n99213,94.50\n")
    admin.get(url(fee_import))
    set_cell(draft_id=draft.pk, item_id=item_of(draft, "99213").pk, field="unit_price", value="94.50", seen=None)

    refused = admin.post(url(fee_import), {})

    assert refused.status_code == 409
    assert "It is shown again as it is now" in refused.text
    assert "The same 1" in refused.text
    assert admin.post(url(fee_import), {}).status_code == 302


def test_the_same_file_again_leads_to_what_was_found_and_says_so(admin, draft):
    upload(admin, draft.schedule)

    answer = upload(admin, draft.schedule)

    assert answer.url == url(FeeImport.objects.get())
    assert "The same file was read on" in admin.get(answer.url).text


def test_a_file_is_left_and_stays_readable_without_changing_anything(admin, draft):
    fee_import = make_file(draft)

    assert admin.post(url(fee_import), {"leave": "1"}).status_code == 302
    assert prices_of(draft)["99213"] == "92.60"
    assert admin.post(url(fee_import), {"leave_out": "1"}).status_code == 409
    assert admin.get(url(fee_import)).status_code == 200


def test_the_lines_as_a_file_can_not_run(admin, draft):
    upload(admin, draft.schedule, BAD)

    text = b"".join(admin.get(url(FeeImport.objects.get()) + "?change=bad&format=csv").streaming_content).decode()

    assert text.splitlines()[0] == "line,code,modifier,description,price in the draft,price,change,field,reason"
    assert text.splitlines()[2].startswith("4,'=1+1,")


def test_a_biller_sees_the_lines_and_takes_nothing_in(client, draft):
    OrganisationFactory()
    client.force_login(BillerFactory())
    fee_import = make_file(draft)

    assert "Take in" not in client.get(url(fee_import)).text
    assert client.post(url(fee_import), {"leave_out": "1"}).status_code == 403
