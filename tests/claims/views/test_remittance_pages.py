"""Pages of remittances: what they show, who may do what, and that their cost does not grow with the rows."""

from dataclasses import replace

import pytest
from django.urls import reverse

from claims.models import Remittance, RemittanceClaim, RemittanceClaimFate, RemittanceStatus
from config.shared.models import AccessEntry
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
    client.force_login(BillerFactory())
    return client


def ada(claim):
    visit, injection = claim.lines.all()
    return answers(
        claim, pays(visit, "120.00", ("CO", "45", "30.00"), ("PR", "2", "30.00")), pays(injection, "0", ("CO", "50", "150.00"), remarks=["N115"])
    )


def stray(claim):
    return replace(ada(claim), patient_control_number="NOBODY0001", payer_control_number="X1")


def manual(cast):
    cast.payer.posting_mode = "manual"
    cast.payer.save()


def test_the_list_shows_each_check_with_what_waits(biller, cast):
    remittance = received(check_of(cast.payer, ada(sent_claim(cast)), stray(sent_claim(cast))))

    page = biller.get(reverse("claims:remittance_list")).content.decode()

    assert remittance.trace_number in page
    assert "240.00" in page
    assert "Posted" in page


def test_the_list_can_be_narrowed_by_the_url(biller, cast):
    received(check_of(cast.payer, ada(sent_claim(cast))))

    page = biller.get(reverse("claims:remittance_list"), {"status": "exception"}).content.decode()

    assert "No remittance here" in page


def test_the_queues_number_opens_exactly_what_it_counts(biller, cast):
    received(check_of(cast.payer, ada(sent_claim(cast))))
    manual(cast)
    waiting = received(check_of(cast.payer, ada(sent_claim(cast))))

    response = biller.get(reverse("claims:remittance_list"), {"queue": "unposted_remittance"})

    assert [row.pk for row in response.context["listing"].rows] == [waiting.pk]


def test_the_list_comes_as_a_file(biller, cast):
    remittance = received(check_of(cast.payer, ada(sent_claim(cast))))

    response = biller.get(reverse("claims:remittance_list"), {"format": "csv"})

    assert remittance.trace_number in b"".join(response.streaming_content).decode()


def test_a_plan_shows_what_each_cent_will_do(biller, cast):
    manual(cast)
    remittance = received(check_of(cast.payer, ada(sent_claim(cast))))

    page = biller.get(reverse("claims:remittance", args=[remittance.public_id])).content.decode()

    for words in ("What posting does", "Denied 150.00", "Post 1 of 1", "330.00"):
        assert words in page


def test_the_verb_posts_it(biller, cast):
    manual(cast)
    remittance = received(check_of(cast.payer, ada(sent_claim(cast))))

    response = biller.post(reverse("claims:remittance_post", args=[remittance.public_id]))

    assert response.status_code == 302
    remittance.refresh_from_db()
    assert remittance.status == RemittanceStatus.POSTED


def test_an_exception_has_no_verb_to_post_and_refuses_one(biller, cast):
    check = check_of(cast.payer, ada(sent_claim(cast)))
    remittance = received(replace(check, payment_amount=check.payment_amount + 1))

    page = biller.get(reverse("claims:remittance", args=[remittance.public_id])).content.decode()
    response = biller.post(reverse("claims:remittance_post", args=[remittance.public_id]))

    assert "This remittance posts nothing" in page
    assert reverse("claims:remittance_post", args=[remittance.public_id]) not in page
    assert response.status_code == 409


def test_planning_again_changes_nothing_that_is_posted(biller, cast):
    remittance = received(check_of(cast.payer, ada(sent_claim(cast))))

    biller.post(reverse("claims:remittance_replan", args=[remittance.public_id]))

    assert Remittance.objects.get().status == RemittanceStatus.POSTED
    assert RemittanceClaim.objects.get().fate == RemittanceClaimFate.POSTED


def test_a_row_opens_beside_the_list_with_its_segments(biller, cast):
    received(check_of(cast.payer, ada(sent_claim(cast))))
    row = RemittanceClaim.objects.get()

    page = biller.get(reverse("claims:remittance_claim", args=[row.public_id])).content.decode()

    assert "CO-50" in page
    assert "CLP*" in page or "CLP</b>" in page


def test_what_waits_is_listed_with_the_claims_it_may_belong_to(biller, cast):
    claim = sent_claim(cast)
    received(check_of(cast.payer, stray(claim)))

    page = biller.get(reverse("claims:remittance_exception_list")).content.decode()

    assert "no claim of ours" in page
    assert claim.number in page
    assert "number differs" in page


def test_naming_the_claim_posts_it(biller, cast):
    claim = sent_claim(cast)
    remittance = received(check_of(cast.payer, stray(claim)))
    row = RemittanceClaim.objects.get()

    response = biller.post(reverse("claims:remittance_match", args=[row.public_id]), {"claim": claim.number, "reason": "number differs"})

    assert response["location"] == reverse("claims:remittance", args=[remittance.public_id])
    row.refresh_from_db()
    assert row.fate == RemittanceClaimFate.POSTED


@pytest.mark.parametrize(("number", "words"), [("C-99999", "There is no such claim"), ("other", "charge of")])
def test_a_claim_that_does_not_fit_is_said_in_the_form(biller, cast, number, words):
    claim, other = sent_claim(cast), sent_claim(cast, charges=(("99214", [], "1", "200.00", [1]),))
    received(check_of(cast.payer, stray(claim)))
    row = RemittanceClaim.objects.get()

    response = biller.post(
        reverse("claims:remittance_match", args=[row.public_id]), {"claim": other.number if number == "other" else number, "reason": "it looks so"}
    )

    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_match_dialog_is_filled_from_a_suggestion(biller, cast):
    claim = sent_claim(cast)
    received(check_of(cast.payer, stray(claim)))

    page = biller.get(reverse("claims:remittance_match", args=[RemittanceClaim.objects.get().public_id]), {"claim": claim.number}).content.decode()

    assert 'value="number differs"' in page


def test_the_front_desk_sees_no_remittance(client, cast):
    remittance = received(check_of(cast.payer, ada(sent_claim(cast))))
    client.force_login(FrontDeskFactory())

    assert client.get(reverse("claims:remittance", args=[remittance.public_id])).status_code in (403, 404)


def test_who_looked_is_kept(biller, cast):
    claim = sent_claim(cast)
    remittance = received(check_of(cast.payer, ada(claim)))

    biller.get(reverse("claims:remittance", args=[remittance.public_id]))

    assert AccessEntry.objects.filter(patient_ids__contains=[claim.patient_id]).exists()


def test_a_page_costs_the_same_for_many_claims(biller, cast, django_assert_max_num_queries):
    manual(cast)
    remittance = received(check_of(cast.payer, *[ada(sent_claim(cast)) for _ in range(6)], *[stray(sent_claim(cast)) for _ in range(3)]))

    with django_assert_max_num_queries(20):
        response = biller.get(reverse("claims:remittance", args=[remittance.public_id]))
    assert response.status_code == 200

    with django_assert_max_num_queries(14):
        biller.get(reverse("claims:remittance_list"))
