"""The five figures against the ledger and the claims, summed again in SQL of its own."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from claims.models import Claim, Denial
from claims.selectors import figure_rows, figures
from claims.services.post_remittance import post_remittance
from config.shared import clock
from config.shared.models import Event
from tests.factories import remittances as payer_says
from tests.factories.claims import NOW, Cast, make_claim

pytestmark = pytest.mark.django_db
DAY = clock.day_of(NOW)


def practice() -> Cast:
    """Three claims of which one was refused in part, one paid, one waits; visits of August too, paid and not."""
    cast = Cast()
    payer_says.make_table()
    payer_says.make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    for service_date, injection_paid in ((date(2026, 11, 2), False), (date(2026, 11, 3), True), (date(2026, 8, 4), True)):
        claim = payer_says.sent_claim(cast, service_date=service_date)
        visit, injection = claim.lines.order_by("ordinal")
        second = payer_says.pays(injection, "98.00", ("CO", "45", "52.00")) if injection_paid else payer_says.pays(injection, "0.00", ("CO", "50", "150.00"))
        remittance = payer_says.received(payer_says.check_of(cast.payer, payer_says.answers(claim, payer_says.pays(visit, "150.00", ("CO", "45", "30.00")), second)))
        if remittance.status == "planned":
            post_remittance(remittance_id=remittance.pk, actor=cast.biller, at=NOW)
    make_claim(cast, service_date=date(2026, 8, 5))
    make_claim(cast)
    return cast


def sql(query: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()


def at(name: str, day: date = DAY):
    return figures.load(day)[name][-1]


def test_days_in_ar_are_what_is_owed_by_the_charges_of_an_average_day():
    practice()
    owed, charged = sql(
        """SELECT sum(e.debit - e.credit) FILTER (WHERE e.account IN ('owed_by_payer', 'owed_by_patient')),
                  sum(e.credit - e.debit) FILTER (WHERE e.account = 'charges' AND t.accounting_date > %s::date - 90)
           FROM billing_ledgerentry e JOIN billing_ledgertransaction t ON t.id = e.transaction_id WHERE t.accounting_date <= %s""", DAY, DAY,
    )

    found = at("days-in-ar")

    assert owed > 0
    assert (found.numerator, found.denominator) == (owed, charged)
    assert found.value == round(owed / (charged / 90), 1)


def test_cash_is_the_net_of_what_payers_and_patients_paid_in_the_month():
    practice()
    (cash,) = sql(
        """SELECT sum(e.debit) - sum(e.credit) FROM billing_ledgerentry e JOIN billing_ledgertransaction t ON t.id = e.transaction_id
           WHERE e.account LIKE 'paid_by_%%' AND date_trunc('month', t.accounting_date) = date_trunc('month', %s::date)""", DAY,
    )

    assert at("cash").value == cash == Decimal("646.00")


def test_a_month_that_runs_is_held_against_the_month_before_up_to_the_same_day():
    practice()
    later = figures.load(date(2026, 12, 10))["cash"]

    assert (later[-1].value, later[-1].denominator) == (Decimal("0.00"), Decimal("0.00"))
    assert figures.load(date(2026, 12, 31))["cash"][-1].denominator == Decimal("646.00")
    assert later[-2].value == Decimal("646.00")


def test_the_net_collection_ratio_looks_at_the_visits_of_three_months_before():
    practice()
    paid, due = sql(
        """SELECT sum(e.debit - e.credit) FILTER (WHERE e.account LIKE 'paid_by_%%'),
                  sum(e.credit - e.debit) FILTER (WHERE e.account IN ('charges', 'adjusted'))
           FROM billing_ledgerentry e JOIN billing_charge c ON c.id = e.charge_id JOIN billing_encounter v ON v.id = c.encounter_id
           WHERE v.service_date BETWEEN '2026-08-01' AND '2026-08-31'""",
    )

    found = at("net-collection")

    assert (found.numerator, found.denominator) == (paid, due) == (Decimal("248.00"), Decimal("578.00"))
    assert found.value == Decimal("42.9")


def test_the_initial_denial_rate_counts_first_decisions_alone():
    practice()
    denied, decided = sql(
        """SELECT count(DISTINCT d.remittance_claim_id), count(DISTINCT r.claim_id) FROM claims_remittanceclaim r
           LEFT JOIN claims_denial d ON d.remittance_claim_id = r.id WHERE r.fate = 'posted'""",
    )
    assert (denied, decided) == (1, 3)
    assert (at("initial-denials").numerator, at("initial-denials").denominator, at("initial-denials").value) == (1, 3, Decimal("33.3"))

    claim = Denial.objects.get().claim
    visit, injection = claim.lines.order_by("ordinal")
    payer_says.received(payer_says.check_of(claim.payer, payer_says.answers(
        claim, payer_says.pays(visit, "0.00", ("CO", "18", "180.00")), payer_says.pays(injection, "0.00", ("CO", "18", "150.00")),
    )))
    assert at("initial-denials").denominator == 3


def test_a_claim_is_clean_that_was_neither_held_nor_rejected():
    practice()
    claim = Claim.objects.order_by("pk")[0]
    before = at("clean-claims")
    Event.objects.create(
        subject_kind="claim", subject_id=claim.pk, seq=99, kind="claim_rejected", from_state="sent", to_state="rejected", evidence_at=NOW, recorded_at=NOW,
    )

    built, touched = sql(
        """SELECT count(*), count(*) FILTER (WHERE id IN (SELECT subject_id FROM shared_event WHERE subject_kind = 'claim'
           AND kind IN ('claim_held', 'claim_rejected'))) FROM claims_claim""",
    )
    found = at("clean-claims")
    assert (found.numerator, found.denominator) == (built - touched, built)
    assert before.numerator - found.numerator == 1


def test_the_rows_behind_a_figure_sum_up_to_it():
    practice()
    month = at("cash")
    assert sum(row.amount for row in figure_rows.received(month, 100)) == month.numerator
    month = at("days-in-ar")
    assert sum(row.amount for row in figure_rows.owed(month, 100)) == month.numerator
    month = at("net-collection")
    assert sum(row.amount for row in figure_rows.not_collected(month, 100)) == month.denominator - month.numerator
    assert len(figure_rows.denied_first(at("initial-denials"), 100)) == at("initial-denials").numerator
    clean = at("clean-claims")
    assert len(figure_rows.unclean(clean, 100)) == clean.denominator - clean.numerator


def test_a_practice_that_has_not_begun_has_no_figure_but_no_cash():
    assert {key: months[-1].value for key, months in figures.load(DAY).items()} == {
        "days-in-ar": None, "clean-claims": None, "initial-denials": None, "net-collection": None, "cash": Decimal(0),
    }


def test_ten_months_end_today():
    spans = figures.spans_until(date(2026, 3, 31))

    assert len(spans) == 10
    assert (spans[0], spans[-2], spans[-1]) == (
        (date(2025, 6, 1), date(2025, 6, 30)), (date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 3, 1), date(2026, 3, 31)),
    )


def test_what_nothing_has_changed_is_not_reckoned_again(django_assert_num_queries):
    practice()
    figures.load(DAY)

    with django_assert_num_queries(1):
        figures.load(DAY)


def test_the_queries_do_not_grow_with_the_claims(django_assert_num_queries):
    cast = practice()
    for _ in range(5):
        make_claim(cast)

    with django_assert_num_queries(5):
        figures.load(DAY)
