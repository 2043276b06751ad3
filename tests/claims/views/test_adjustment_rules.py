"""The classification table as a page: an admin changes a row, a biller reads it, and the next plan follows it."""

import pytest
from django.urls import reverse

from claims.models import AdjustmentRule, RemittanceClaim
from claims.services.load_adjustment_rules import load_adjustment_rules
from tests.factories.claims import NOW, Cast
from tests.factories.remittances import answers, check_of, make_table, pays, received, sent_claim
from tests.factories.shared import AdminFactory, BillerFactory

pytestmark = pytest.mark.django_db
ROW = {"priority": "500", "group": "co", "reason": "42", "classified": "contract", "category": "contractual", "is_active": "on", "why": "An old code for 45."}


@pytest.fixture(autouse=True)
def table():
    make_table()


def test_the_default_content_is_loaded_once_and_never_over_an_edit():
    AdjustmentRule.objects.filter(priority=90).update(why="ours")

    assert load_adjustment_rules() == ""
    assert AdjustmentRule.objects.get(priority=90).why == "ours"


def test_the_rows_stand_in_their_order(client):
    client.force_login(BillerFactory())

    response = client.get(reverse("claims:adjustment_rule_list"))

    priorities = [row.priority for row in response.context["listing"].rows]
    assert priorities == sorted(priorities)
    assert "hidden denial" in response.content.decode()


def test_an_admin_teaches_it_a_code_and_the_waiting_claim_posts(client):
    cast = Cast()
    claim = sent_claim(cast, charges=(("99214", [], "1", "180.00", [1]),))
    (line,) = claim.lines.all()
    received(check_of(cast.payer, answers(claim, pays(line, "150.00", ("CO", "42", "30.00")))), at=NOW)
    row = RemittanceClaim.objects.get()
    client.force_login(AdminFactory())

    client.post(reverse("claims:adjustment_rule_new"), ROW)
    response = client.post(reverse("claims:remittance_match", args=[row.public_id]), {"claim": claim.number, "reason": "the table knows 42 now"})

    row.refresh_from_db()
    assert response.status_code == 302
    assert (AdjustmentRule.objects.get(priority=500).group, row.fate) == ("CO", "posted")


def test_a_row_without_conditions_is_refused(client):
    client.force_login(AdminFactory())

    response = client.post(reverse("claims:adjustment_rule_new"), ROW | {"group": "", "reason": " "})

    assert response.status_code == 422
    assert "would decide everything" in response.content.decode()


def test_a_biller_reads_a_row_and_changes_none(client):
    client.force_login(BillerFactory())
    row = AdjustmentRule.objects.first()

    assert client.get(reverse("claims:adjustment_rule", args=[row.pk])).status_code == 200
    assert client.post(reverse("claims:adjustment_rule", args=[row.pk]), ROW).status_code == 403


@pytest.mark.parametrize(("field", "text"), [("payer_kind", "comercial"), ("group", "XX"), ("allowed", "some"), ("rank", "2")])
def test_a_word_that_would_never_hold_is_said_at_its_field(client, field, text):
    client.force_login(AdminFactory())

    response = client.post(reverse("claims:adjustment_rule_new"), ROW | {field: text})

    assert response.status_code == 422
    assert "would never hold" in str(response.context["form"].errors[field])
