"""Pages of appeals: from the denial to the decision by their verbs, what each may do, and the templates of letters."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from claims.models import Appeal, Denial, LetterTemplate
from claims.selectors.appeals import find
from config.shared import clock
from config.shared.models import AccessEntry
from config.shared.permissions import WRITE_OFF_LIMIT
from config.shared.services import jobs
from tests.factories.appeals import approved, make_appeal, make_cast, make_denial, sent
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def biller(client):
    client.user = BillerFactory()
    client.force_login(client.user)
    return client


def url(name: str, row, *more) -> str:
    return reverse(f"claims:{name}", args=[row.public_id, *more])


def verbs(response) -> list[str]:
    """The labels of the verbs on a page."""
    return [part.split('"')[0] for part in response.text.split('data-key-label="')[1:]]


def test_a_denial_is_appealed_by_key_and_leads_to_its_appeal(biller):
    denial = make_denial()
    page = biller.get(url("denial", denial))
    assert {"Appeal", "Write off"} <= set(verbs(page))

    response = biller.post(url("denial_appeal", denial))

    appeal = Appeal.objects.get()
    assert response.url == url("appeal", appeal)
    page = biller.get(response.url)
    assert (page.status_code, appeal.number in page.text, "The letter has gaps" in page.text) == (200, True, True)
    assert {"Ask approval", "Edit letter", "Withdraw", "Assign", "Snooze"} <= set(verbs(page))
    back = biller.get(url("denial", denial))
    assert appeal.number in back.text
    assert not {"Appeal", "Write off"} & set(verbs(back))
    assert AccessEntry.objects.filter(route="claims:appeal").exists()


def test_a_denial_without_appeal_offers_none_and_a_post_is_refused_in_words(biller):
    denial = make_denial(reason="16", remarks=("MA130",))

    assert "Appeal" not in verbs(biller.get(url("denial", denial)))
    response = biller.post(url("denial_appeal", denial), follow=True)

    assert "There is no appeal of" in response.text
    assert not Appeal.objects.exists()


def test_the_letter_is_edited_as_a_version_and_a_stale_form_is_refused(biller):
    appeal = make_appeal(actor=biller.user)
    form = {"subject": "Dispute", "body": "A new text.", "version": 2}

    assert biller.post(url("appeal_letter", appeal), form).status_code == 302
    assert appeal.letters.count() == 3
    stale = biller.post(url("appeal_letter", appeal), form | {"body": "Mine."})

    assert (stale.status_code, "Somebody else wrote letter 3" in stale.text) == (409, True)
    assert biller.post(url("appeal_letter", appeal), {"subject": "", "body": "", "version": 3}).status_code == 422


def test_the_packet_is_polled_until_it_is_there_and_parts_are_taken_in(biller):
    appeal = make_appeal(actor=biller.user)
    assert "PDF is being made" in biller.get(url("appeal_packet", appeal)).text
    jobs.run_due()
    assert "View packet (PDF)" in biller.get(url("appeal_packet", appeal)).text

    biller.post(url("appeal_enclosure", appeal, "filing_proof"))

    assert not appeal.enclosures.get(part="filing_proof").is_left_out
    assert "PDF is being made" in biller.get(url("appeal_packet", appeal)).text


def test_it_is_asked_for_approved_sent_and_decided(biller, client):
    appeal = make_appeal(make_denial(make_cast()), actor=biller.user, at=clock.now())
    biller.post(url("appeal_ask", appeal))
    assert "Approve" not in verbs(biller.get(url("appeal", appeal)))
    assert biller.post(url("appeal_approve", appeal), {"reason": ""}).status_code == 403

    client.force_login(AdminFactory())
    assert {"Approve", "Send back"} <= set(verbs(client.get(url("appeal", appeal))))
    assert client.post(url("appeal_approve", appeal), {"reason": ""}).status_code == 302
    client.force_login(biller.user)
    jobs.run_due()
    today = f"{clock.today():%m/%d/%Y}"
    assert client.post(url("appeal_sent", appeal), {"sent_by": "fax", "proof": "", "sent_date": today}).status_code == 422
    assert client.post(url("appeal_sent", appeal), {"sent_by": "fax", "proof": "F-88", "sent_date": today}).status_code == 302
    assert "F-88" in client.get(url("appeal", appeal)).text
    early = {"outcome": "upheld", "decision_date": f"{clock.today() + timedelta(days=1):%m/%d/%Y}", "reference": ""}
    assert client.post(url("appeal_decision", appeal), early).status_code == 422
    assert client.post(url("appeal_decision", appeal), early | {"decision_date": today, "reference": "UH-1"}).status_code == 302
    assert "Next level" in verbs(client.get(url("appeal", appeal)))

    response = client.post(url("appeal_next", appeal))

    second = Appeal.objects.get(level=2)
    assert response.url == url("appeal", second)
    assert second.number in client.get(url("appeal", appeal)).text


def test_sent_back_withdrawn_assigned_and_put_off(biller, client):
    appeal = make_appeal(actor=biller.user, at=clock.now())
    assert biller.post(url("appeal_assign", appeal), {"owner": ""}).status_code == 302
    day = clock.today() + timedelta(days=1)
    assert biller.post(url("appeal_snooze", appeal), {"until": f"{day:%m/%d/%Y}"}).status_code == 302
    biller.post(url("appeal_ask", appeal))
    client.force_login(AdminFactory())
    assert client.post(url("appeal_send_back", appeal), {"reason": "Name the knee"}).status_code == 302
    client.force_login(biller.user)
    assert "Name the knee" in client.get(url("appeal", appeal)).text

    assert client.post(url("appeal_withdraw", appeal), {"reason": "Corrected instead"}).status_code == 302
    appeal.refresh_from_db()
    assert appeal.status == "withdrawn"


def test_the_list_shows_what_is_not_decided_and_costs_the_same_for_many(biller, django_assert_max_num_queries):
    cast = make_cast()
    first = make_appeal(make_denial(cast))
    biller.get(reverse("claims:appeal_list"))
    for _ in range(3):
        make_appeal(make_denial(cast))

    with django_assert_max_num_queries(30):
        page = biller.get(reverse("claims:appeal_list"))

    assert page.text.count("data-row=") == 4
    assert first.number in page.text
    assert "data-row=" not in biller.get(reverse("claims:appeal_list") + "?status=upheld").text
    rows = biller.get(reverse("claims:appeal_list") + "?format=csv").getvalue().decode().strip().splitlines()
    assert len(rows) == 5


def test_the_queue_of_approvals_opens_the_list_it_counted(biller, client):
    appeal = make_appeal(actor=biller.user)
    biller.post(url("appeal_ask", appeal))
    client.force_login(AdminFactory())

    page = client.get(reverse("claims:appeal_list") + "?queue=appeal_to_approve")

    assert appeal.number in page.text


def test_a_denial_is_written_off_within_the_limit(biller):
    denial = make_denial()
    dialog = biller.get(url("denial_write_off", denial))
    assert "150.00 leaves what the payer owes. Your limit is 250.00." in dialog.text

    assert biller.post(url("denial_write_off", denial), {"reason": "Not worth it"}).status_code == 302

    assert Denial.objects.get().status == "written_off"
    again = biller.post(url("denial_write_off", denial), {"reason": "Not worth it"})
    assert again.status_code == 302


def test_above_the_limit_the_dialog_says_so(biller, monkeypatch):
    monkeypatch.setitem(WRITE_OFF_LIMIT, "biller", Decimal("100.00"))

    refused = biller.post(url("denial_write_off", make_denial()), {"reason": "Not worth it"})

    assert (refused.status_code, "up to 100.00, and this is 150.00" in refused.text) == (409, True)


def test_a_search_by_its_number_finds_it(biller):
    appeal = make_appeal()

    (hit,) = find(appeal.number.lower(), biller.user, 5)

    assert (hit.url, hit.exact) == (url("appeal", appeal), True)


def test_templates_are_changed_by_an_admin_and_an_unknown_fact_is_refused(client):
    make_cast()
    client.force_login(AdminFactory())
    row = LetterTemplate.objects.get(category="timely_filing")
    form = {"name": row.name, "category": row.category, "is_active": "on", "subject": "About {claim_number}", "body": "See {patient}.", "version": row.version}
    assert row.name in client.get(reverse("claims:letter_template_list")).text

    refused = client.post(url("letter_template", row), form | {"body": "See {pateint} and {"})
    assert refused.status_code == 422
    assert "No such fact: pateint, {" in refused.text
    assert client.post(url("letter_template", row), form).status_code == 302
    row.refresh_from_db()
    assert row.body == "See {patient}."
    assert client.post(reverse("claims:letter_template_new"), form | {"name": "Another", "version": ""}).status_code == 302


def test_what_was_sent_is_shown_and_not_edited(biller):
    appeal = sent()

    page = biller.get(url("appeal", appeal))

    assert "PR-4471" in page.text
    assert "Edit letter" not in verbs(page)
    assert "Decision" in verbs(page)
    assert biller.post(url("appeal_letter", appeal), {"subject": "S", "body": "B", "version": 2}).status_code == 409


def test_what_is_approved_is_to_be_sent(biller):
    assert "Mark sent" in verbs(biller.get(url("appeal", approved())))
