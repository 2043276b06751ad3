"""Verbs for the ticked rows: what the dialog says, what it does, what it skips, and its undo."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from claims.models import Claim, Denial
from config.shared import clock
from config.shared.models import AccessEntry, Note, WorkItem
from config.shared.services.work_items import close_items
from tests.factories.claims import Cast, make_claims
from tests.factories.shared import AdminFactory, BillerFactory
from tests.scenarios.test_queues import remitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(client):
    cast = Cast()
    client.force_login(cast.biller)
    return cast


def url(verb: str, noun: str = "claim") -> str:
    return reverse(f"claims:{noun}_{verb}_many")


def ticked(*rows, **given):
    return {"ids": [str(row.public_id) for row in rows], **given}


def day(days: int) -> str:
    return f"{clock.today() + timedelta(days):%m/%d/%Y}"


def told(response) -> str:
    return re.search(r'name="told" value="([^"]*)"', response.content.decode()).group(1)


def owners() -> list:
    return [item.owner for item in WorkItem.objects.order_by("subject_id")]


def undo_url(response) -> str:
    return re.search(r'action="(/work/undo/[^"]+)"', response.content.decode()).group(1)


def test_ticked_claims_go_to_whom_one_chooses_and_undo_gives_them_back(client, cast):
    first, second, _third = make_claims(cast, 3)
    other = BillerFactory()
    WorkItem.objects.filter(subject_id=second.pk).update(owner=other)

    asked = client.post(url("assign"), ticked(first, second))
    assert "Assign 2 claims" in asked.content.decode()
    assert owners() == [None, other, None]

    page = client.post(url("assign"), ticked(first, second, go="1", told="", owner=str(AdminFactory(first_name="Tomas").public_id)), follow=True)
    assert [str(owner).split()[0] for owner in owners()] == ["Tomas", "Tomas", "None"]
    assert "2 claims are with Tomas" in page.content.decode()

    client.post(undo_url(page))
    assert owners() == [None, other, None]


def test_what_has_no_next_step_is_skipped_and_said(client, cast):
    first, second = make_claims(cast, 2)
    close_items("claim", [second.pk], reason="test")

    asked = client.post(url("assign"), ticked(first, second))
    assert "Assign 1 claim" in asked.content.decode()
    assert f"Skips 1: {second.number}, nothing waits on it." in asked.content.decode()
    page = client.post(url("assign"), ticked(first, second, go="1", told=told(asked), owner=str(cast.biller.public_id)), follow=True)
    assert "1 claim is with" in page.content.decode()
    assert "1 skipped." in page.content.decode()


def test_claims_sleep_until_the_chosen_day_and_undo_wakes_them(client, cast):
    first, second = make_claims(cast, 2)

    page = client.post(url("snooze"), ticked(first, go="1", told="", until=day(10)), follow=True)
    assert WorkItem.objects.get(subject_id=first.pk).snoozed_until == clock.today() + timedelta(10)
    assert WorkItem.objects.get(subject_id=second.pk).snoozed_until is None

    client.post(undo_url(page))
    assert WorkItem.objects.get(subject_id=first.pk).snoozed_until is None


def test_a_later_day_that_skips_more_is_said_before_anything_is_done(client, cast):
    first, second = make_claims(cast, 2)
    Claim.objects.filter(pk=first.pk).update(filing_deadline_date=clock.today() + timedelta(20))

    asked = client.post(url("snooze"), ticked(first, second))
    assert told(asked) == ""
    again = client.post(url("snooze"), ticked(first, second, go="1", told="", until=day(30)))
    assert f"Skips 1: {first.number}, its last day is {day(20)}." in again.content.decode()
    assert not WorkItem.objects.filter(snoozed_until__isnull=False).exists()

    client.post(url("snooze"), ticked(first, second, go="1", told=told(again), until=day(30)))
    assert list(WorkItem.objects.filter(snoozed_until__isnull=False).values_list("subject_id", flat=True)) == [second.pk]


def test_a_day_that_has_passed_is_refused(client, cast):
    (claim,) = make_claims(cast, 1)

    assert client.post(url("snooze"), ticked(claim, go="1", told="", until=day(-1))).status_code == 422


def test_a_note_is_kept_on_each(client, cast):
    claims = make_claims(cast, 3)

    client.post(url("note"), ticked(*claims[:2], go="1", told="", text="Called the payer."))
    assert sorted(Note.objects.values_list("subject_id", "text", "author")) == [(claim.pk, "Called the payer.", cast.biller.pk) for claim in claims[:2]]
    assert client.post(url("note"), ticked(*claims, go="1", told="", text="4111 1111 1111 1111")).status_code == 422
    assert Note.objects.count() == 2


def test_what_somebody_changed_meanwhile_is_not_undone(client, cast):
    first, second = make_claims(cast, 2)
    page = client.post(url("assign"), ticked(first, second, go="1", told="", owner=str(cast.biller.public_id)), follow=True)
    other = BillerFactory()
    WorkItem.objects.filter(subject_id=first.pk).update(owner=other)

    client.post(undo_url(page))
    assert owners() == [other, None]


def test_an_undo_is_ones_own(client, cast):
    (claim,) = make_claims(cast, 1)
    page = client.post(url("assign"), ticked(claim, go="1", told="", owner=str(cast.biller.public_id)), follow=True)
    client.force_login(BillerFactory())
    assert client.post(undo_url(page)).status_code == 404
    assert owners() == [cast.biller]


def test_denials_are_assigned_put_off_and_noted_too(client, cast):
    remitted()
    first, second = Denial.objects.order_by("pk")[:2]
    Denial.objects.filter(pk=first.pk).update(deadline_date=clock.today() + timedelta(3))
    Denial.objects.filter(pk=second.pk).update(deadline_date=clock.today() + timedelta(300))

    client.post(url("assign", "denial"), ticked(first, second, go="1", told="", owner=str(cast.biller.public_id)))
    asked = client.post(url("snooze", "denial"), ticked(first, second))
    assert f"Skips 1: {first.number}, its last day is" in asked.content.decode()
    client.post(url("snooze", "denial"), ticked(first, second, go="1", told=told(asked), until=day(7)))
    client.post(url("note", "denial"), ticked(first, go="1", told="", text="Records asked for."))

    items = {item.subject_id: item for item in WorkItem.objects.filter(subject_kind="denial")}
    assert items[first.pk].owner == items[second.pk].owner == cast.biller
    assert (items[first.pk].snoozed_until, items[second.pk].snoozed_until) == (None, clock.today() + timedelta(7))
    assert Note.objects.get().subject_id == first.pk


def test_a_settled_denial_is_skipped(client, cast):
    remitted()
    denial = Denial.objects.order_by("pk")[0]
    Denial.objects.filter(pk=denial.pk).update(status="upheld")

    assert "it is settled" in client.post(url("assign", "denial"), ticked(denial)).content.decode()


def test_the_list_one_came_from_is_gone_back_to_and_no_other_site(client, cast):
    (claim,) = make_claims(cast, 1)
    go = ticked(claim, go="1", told="", owner="")

    assert client.post(url("assign"), go | {"back": "http://testserver/claims/?queue=ready"}).url == "http://testserver/claims/?queue=ready"
    assert client.post(url("assign"), go | {"back": "https://elsewhere.example/"}).url == "/claims/"


def test_the_access_log_knows_whose_claims_were_ticked(client, cast):
    (claim,) = make_claims(cast, 1)
    client.post(url("assign"), ticked(claim))

    assert AccessEntry.objects.filter(patient_ids__contains=[claim.patient_id], route="claims:claim_assign_many").exists()


@pytest.mark.parametrize("verb", ["assign", "snooze", "note"])
def test_the_queries_of_a_verb_do_not_grow_with_the_rows(client, cast, verb, django_assert_max_num_queries):
    claims = make_claims(cast, 12)
    given = {"owner": str(cast.biller.public_id), "until": day(3), "text": "Seen"}

    with django_assert_max_num_queries(20):
        assert client.post(url(verb), ticked(*claims, go="1", told="", **given)).status_code == 302
