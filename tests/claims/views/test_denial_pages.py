"""Pages of denials: the rank and its reason, the payer's words in ours, the verbs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.models import Denial
from config.shared import clock
from config.shared.models import AccessEntry, Event, Note, WorkItem
from payers.services.load_reference import load_guides
from tests.factories.claims import Cast
from tests.factories.remittances import answers, check_of, make_table, make_terms, pays, received, sent_claim
from tests.factories.shared import BillerFactory, FrontDeskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    return cast


@pytest.fixture
def biller(client):
    user = BillerFactory()
    client.force_login(user)
    client.user = user
    return client


def deny(cast, code="20610", charge="150.00", *, reason="50", remarks=("N115",)):
    claim = sent_claim(cast, charges=((code, [], "1", charge, [1]),))
    (line,) = claim.lines.all()
    received(check_of(cast.payer, answers(claim, pays(line, "0", ("CO", reason, charge), remarks=remarks))))
    return Denial.objects.get(claim=claim)


def due_in(denial, days):
    Denial.objects.filter(pk=denial.pk).update(deadline_date=clock.today() + timedelta(days=days))
    return denial


def url(name, denial):
    return reverse(f"claims:{name}", args=[denial.public_id])


def test_a_denied_claim_leads_to_its_denial_and_shows_what_is_denied_apart(biller, cast):
    denial = deny(cast)

    response = biller.get(reverse("claims:claim", args=[denial.claim.public_id]))

    assert f'href="{url("denial", denial)}" data-key="f"' in response.text
    assert [(label, str(amount)) for label, amount, _ in response.context["page"].totals.parts] == [("Denied by this payer", "150.00")]


def test_deadlines_within_two_weeks_come_first_then_expected_dollars(biller, cast):
    small, large = due_in(deny(cast), 100), due_in(deny(cast, "99214", "180.00"), 100)
    soon, sooner = due_in(deny(cast), 13), due_in(deny(cast), 3)

    response = biller.get(reverse("claims:denial_list"))

    assert [row.pk for row, *_ in response.context["rows"]] == [sooner.pk, soon.pk, large.pk, small.pk]
    assert [why for _, why, *_ in response.context["rows"]] == ["deadline in 3 d", "deadline in 13 d", "150.00 expected", "98.00 expected"]


def test_the_list_goes_on_by_keyset(biller, cast):
    denials = [due_in(deny(cast), 100) for _ in range(3)]
    listing = biller.get(reverse("claims:denial_list")).context["listing"]

    assert [row.pk for row in listing.rows] == [denial.pk for denial in denials]


def test_only_open_ones_are_shown_unless_asked(biller, cast):
    denial = deny(cast)
    Denial.objects.filter(pk=denial.pk).update(status="written_off")

    assert "No denial here" in biller.get(reverse("claims:denial_list")).content.decode()
    assert denial.number in biller.get(reverse("claims:denial_list"), {"status": "written_off"}).content.decode()


def test_a_denial_says_in_plain_words_what_the_payer_said(biller, cast):
    load_guides()
    denial = deny(cast)

    page = biller.get(url("denial", denial)).content.decode()

    for words in ("Payer does not find the service medically necessary", "An LCD drove this decision", "The patient may not be billed", "Ask for reconsideration",
                  "01/19/2027", "98.00", "SVC"):
        assert words in page, words


def test_a_claim_that_counts_as_never_filed_offers_no_appeal(biller, cast):
    denial = deny(cast, reason="16", remarks=("MA130",))

    page = biller.get(url("denial", denial)).content.decode()

    assert "There is no appeal of this decision" in page
    assert "File by" in page
    form = biller.get(url("denial_route", denial)).content.decode()
    assert 'value="appeal"' not in form
    assert 'value="new_claim"' in form


def test_others_alike_are_counted_and_lead_to_their_list(biller, cast):
    denial, _ = deny(cast), deny(cast)

    page = biller.get(url("denial", denial)).content.decode()

    assert "1 other open, 150.00" in page


def test_a_note_is_kept_with_who_wrote_it(biller, cast):
    denial = deny(cast)

    biller.post(url("denial_note", denial), {"text": "Called, ask for Lin."})

    assert (Note.objects.get().text, Note.objects.get().author) == ("Called, ask for Lin.", biller.user)
    assert "Called, ask for Lin." in biller.get(url("denial", denial)).content.decode()


def test_assigning_gives_it_an_owner(biller, cast):
    denial = deny(cast)

    biller.post(url("denial_assign", denial), {"owner": biller.user.pk})

    assert WorkItem.objects.get(subject_kind="denial").owner == biller.user


def test_snoozing_hides_it_until_the_day(biller, cast):
    denial = deny(cast)
    until = clock.today() + timedelta(days=5)

    response = biller.post(url("denial_snooze", denial), {"until": f"{until:%m/%d/%Y}"})

    assert response.status_code == 302
    assert WorkItem.objects.get(subject_kind="denial").snoozed_until == until


@pytest.mark.parametrize("days", [0, 30])
def test_it_is_not_put_off_to_the_past_or_past_its_deadline(biller, cast, days):
    denial = due_in(deny(cast), 20)

    response = biller.post(url("denial_snooze", denial), {"until": f"{clock.today() + timedelta(days=days):%m/%d/%Y}"})

    assert response.status_code == 422
    assert WorkItem.objects.get(subject_kind="denial").snoozed_until is None


def test_another_way_is_chosen_with_its_reason(biller, cast):
    denial = deny(cast)

    biller.post(url("denial_route", denial), {"route": "records", "reason": "They asked for the note by phone."})

    denial.refresh_from_db()
    assert (denial.route, denial.route_reason) == ("records", "They asked for the note by phone.")
    assert Event.objects.filter(subject_kind="denial", kind="denial_route_chosen").exists()
    assert WorkItem.objects.get(subject_kind="denial").next_step == "Send the records"


def test_another_way_needs_a_reason(biller, cast):
    denial = deny(cast)

    assert biller.post(url("denial_route", denial), {"route": "records", "reason": ""}).status_code == 422


def test_the_panel_opens_beside_the_list(biller, cast):
    assert "Suggested" in biller.get(url("denial_panel", deny(cast))).content.decode()


def test_the_list_comes_as_a_file(biller, cast):
    denial = deny(cast)

    response = biller.get(reverse("claims:denial_list"), {"format": "csv"})

    assert denial.number in b"".join(response.streaming_content).decode()


def test_the_front_desk_works_no_denial(client, cast):
    denial = deny(cast)
    client.force_login(FrontDeskFactory())

    assert client.get(url("denial", denial)).status_code in (403, 404)
    assert client.post(url("denial_note", denial), {"text": "x"}).status_code in (403, 404)


def test_who_looked_is_kept(biller, cast):
    denial = deny(cast)

    biller.get(url("denial", denial))

    assert AccessEntry.objects.filter(patient_id=denial.claim.patient_id).count() == 1


def test_the_pages_cost_the_same_for_many(biller, cast, django_assert_max_num_queries):
    denials = [deny(cast) for _ in range(5)]

    with django_assert_max_num_queries(14):
        biller.get(reverse("claims:denial_list"))
    with django_assert_max_num_queries(22):
        biller.get(url("denial", denials[0]))


def test_a_denial_to_be_corrected_sends_the_claim_again(biller, cast):
    denial = deny(cast, reason="197")
    Denial.objects.filter(pk=denial.pk).update(route="correct")
    assert url("denial_correct", denial) in biller.get(url("denial", denial)).text
    assert "Correct and resend" in biller.get(url("denial_correct", denial)).text

    assert biller.post(url("denial_correct", denial), {"reason": ""}).status_code == 422
    assert biller.post(url("denial_correct", denial), {"reason": "Modifier added"}).status_code == 302

    denial.refresh_from_db()
    assert (denial.status, denial.claim.status, denial.claim.version) == ("corrected", "ready", 2)
    assert url("denial_correct", denial) not in biller.get(url("denial", denial)).text
    assert biller.post(url("denial_correct", denial), {"reason": "Again"}).status_code == 409
