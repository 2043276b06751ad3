"""The worklist: what it shows, how it filters, what its verbs do, and what it costs."""

from datetime import date

import pytest
from django.urls import reverse

from claims.models import Claim, StatusInquiry
from config.shared.models import AccessEntry, WorkItem
from tests.claims.answers import send_off
from tests.factories.claims import Cast, make_claim, make_claims, put_in
from tests.factories.payers import PayerFactory
from tests.factories.shared import BillerFactory, FrontDeskFactory

pytestmark = pytest.mark.django_db
LIST = "/claims/"


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def biller(client, cast):
    client.force_login(cast.biller)
    return client


def shown(response):
    text = response.content.decode()
    return [claim.number for claim in Claim.objects.order_by("pk") if f">{claim.number}</a>" in text]


def test_each_claim_has_its_row(biller, cast):
    first, second = make_claims(cast, 2)

    response = biller.get(LIST)

    assert shown(response) == [first.number, second.number]
    assert "Ready to send" in response.content.decode()


def test_an_empty_list_says_what_would_be_here(biller):
    assert b"its claim is built by itself" in biller.get(LIST).content


def test_a_filter_without_claims_offers_the_way_back(biller, cast):
    make_claim(cast)

    assert b"Clear the filters" in biller.get(LIST, {"status": "denied"}).content


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": ["held"]}, [1]), ({"status": ["held", "ready"]}, [0, 1]), ({"queue": ["held"]}, [1]), ({"queue": ["ready"]}, [0]),
        ({"open": ["100.00"]}, [0, 1]), ({"open": ["1000.00"]}, []), ({"age": ["30"]}, []), ({"owner": ["nobody"]}, [0, 1]), ({"owner": ["me"]}, []),
        ({"status": ["nonsense"]}, [0, 1]),
    ],
    ids=str,
)
def test_filters_narrow(biller, cast, query, found, monkeypatch):
    claims = [make_claim(cast), make_claim(cast, diagnoses=("ZZZ", "I10"))]
    monkeypatch.setattr("config.shared.clock.today", lambda: claims[0].created_at.date())

    assert shown(biller.get(LIST, query)) == [claims[index].number for index in found]


def test_a_payer_filter_names_payers(biller, cast):
    make_claim(cast)
    other = make_claim(Cast(payer=PayerFactory(name="Gulf States Health")))

    response = biller.get(LIST, {"payer": [str(other.payer_id)]})

    assert shown(response) == [other.number]
    assert b"Gulf States Health" in response.content


def test_the_sums_are_those_of_the_filter(biller, cast):
    make_claims(cast, 2)

    assert b"660.00" in biller.get(LIST).content


def test_queues_stand_above_with_their_counts(biller, cast):
    make_claims(cast, 3)

    text = biller.get(LIST, {"queue": "ready"}).content.decode()

    assert 'Ready to send <span class="count">3</span>' in text
    assert 'aria-current="page">Ready to send' in text


def test_a_page_ends_and_the_next_one_begins_where_it_ended(biller, cast):
    make_claims(cast, 52)

    first = biller.get(LIST)
    second = biller.get(first.context["listing"].next_url)

    assert (len(shown(first)), len(shown(second))) == (50, 2)
    assert not set(shown(first)) & set(shown(second))


def test_the_list_leaves_one_access_row_with_its_ids(biller, cast):
    claims = make_claims(cast, 2)

    biller.get(LIST, {"status": "ready"})

    (row,) = AccessEntry.objects.filter(route="claims:claim_list")
    assert row.patient_ids == sorted(claim.patient_id for claim in claims)
    assert row.filters["status"] == ["ready"]


def test_the_csv_holds_the_filtered_list(biller, cast):
    claim = make_claim(cast)
    put_in(make_claim(cast), "held")

    response = biller.get(LIST, {"status": "ready", "format": "csv"})

    lines = b"".join(response.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith(f'{claim.number},"Marlow, Ada"')


def test_the_front_desk_has_no_claims(client, cast):
    client.force_login(FrontDeskFactory())

    assert client.get(LIST).status_code == 403


def test_it_costs_the_same_for_many_claims(biller, cast, django_assert_max_num_queries):
    make_claims(cast, 30)
    biller.get(LIST)

    with django_assert_max_num_queries(14):
        biller.get(LIST)


def test_a_row_opens_beside_the_list(biller, cast, django_assert_max_num_queries):
    claim = make_claim(cast)
    send_off()
    url = reverse("claims:claim_panel", args=[claim.public_id])
    biller.get(url)

    with django_assert_max_num_queries(14):
        text = biller.get(url).content.decode()

    assert claim.number in text
    assert "20610" in text
    assert "Sent in batch" in text
    assert AccessEntry.objects.filter(route="claims:claim_panel", patient_id=claim.patient_id).count() == 2


def ticked(*claims):
    return {"ids": [str(claim.public_id) for claim in claims]}


def test_status_is_asked_for_those_that_can_be_and_the_others_are_named(biller, cast):
    cast.payer.connection.core_url = "http://127.0.0.1:1/core"
    cast.payer.connection.save()
    sent = make_claim(cast)
    send_off()
    ready = make_claim(cast)

    skipped = biller.post(reverse("claims:claim_ask_preview"), ticked(sent, ready)).content.decode()
    biller.post(reverse("claims:claim_ask_many"), ticked(sent, ready))

    assert skipped == f"Ask status skips 1: {ready.number}, not with a payer that answers."
    assert list(StatusInquiry.objects.values_list("claim", flat=True)) == [sent.pk]


def test_ids_that_are_none_are_ignored(biller, cast):
    assert biller.post(reverse("claims:claim_assign_many"), {"ids": ["nonsense"]}).status_code == 302
    assert biller.post(reverse("claims:claim_ask_many"), {"ids": ["nonsense"]}).status_code == 302


def test_the_rail_counts_what_needs_somebody(biller, cast):
    make_claim(cast, diagnoses=("ZZZ", "I10"))
    make_claim(cast)
    mine = make_claim(cast, diagnoses=("ZZZ", "I10"))
    WorkItem.objects.filter(subject_id=mine.pk).update(owner=BillerFactory())

    rail = {item.key: item.count for item in biller.get(LIST).context["frame"].rail("claims")}

    assert rail["claims"] == 1


def test_all_claims_begin_with_the_latest_and_a_narrowed_list_with_the_nearest_deadline(biller, cast):
    old = make_claim(cast, service_date=date(2026, 6, 1))
    new = make_claim(cast, service_date=date(2026, 11, 2))

    def order(**query) -> list[str]:
        text = biller.get(LIST, query).content.decode()
        return sorted([old.number, new.number], key=lambda number: text.index(f">{number}</a>"))

    assert order() == [new.number, old.number]
    assert order(status="ready") == order(owner="nobody") == [old.number, new.number]
