"""Checks of which a part does not add up, and payers that reuse their zero-pay traces: stories 9 and 10."""

from dataclasses import replace
from decimal import Decimal

import pytest

from billing.models import Account
from claims.models import Denial, RemittanceClaim, RemittanceStatus
from claims.services.post_balancing_claims import post_balancing_claims
from claims.services.post_remittance import RemittanceNotReady
from config.shared.errors import ReasonMissing
from payers.services.receive_bytes import receive_bytes
from tests.factories.claims import NOW, Cast
from tests.factories.remittances import check_of, file_of, make_table, make_terms, received
from tests.scenarios.money import all_billed, balance, billed, decided, dollars, where
from tests.scenarios.world import everything_adds_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = Cast()
    make_table()
    make_terms(cast.payer, {"99213": "100.00"})
    return cast


def a_check_with_one_claim_off(cast):
    """212 claims, 48,210.77: 210 at 228.00, one at 222.43, and one at 108.34 whose adjustments miss a cent."""
    claims = all_billed(cast, 212, ("99213", "300.00"))
    amounts = ["228.00"] * 210 + ["222.43", "108.34"]
    decisions = []
    for claim, paid in zip(claims, amounts, strict=True):
        rest = Decimal("300.00") - Decimal(paid) - (Decimal("0.01") if paid == "108.34" else 0)
        decisions.append(decided(claim, (paid, (("CO", "45", str(rest)),))))
    return claims, check_of(cast.payer, *decisions)


def test_story_9_a_person_posts_what_balances_and_the_deposit_ties(cast):
    cast.payer.contract = None
    cast.payer.save()
    claims, check = a_check_with_one_claim_off(cast)
    assert (check.payment_amount, len(check.claims)) == (dollars("48,210.77"), 212)
    remittance = received(check)
    assert (remittance.status, remittance.code) == ("exception", "out_of_balance")
    assert balance(Account.PAID_BY_PAYER) == 0

    with pytest.raises(ReasonMissing):
        post_balancing_claims(remittance_id=remittance.pk, reason=" ", actor=cast.biller, at=NOW)
    post_balancing_claims(remittance_id=remittance.pk, reason="One claim is off by a cent", actor=cast.biller, at=NOW)

    remittance.refresh_from_db()
    assert remittance.status == RemittanceStatus.POSTED
    assert RemittanceClaim.objects.filter(fate="posted").count() == 211
    assert balance(Account.PAID_BY_PAYER, charge__isnull=False) == dollars("48,102.43")
    assert -balance(Account.UNAPPLIED) == dollars("108.34")
    assert balance(Account.PAID_BY_PAYER) == dollars("48,210.77")
    waiting = RemittanceClaim.objects.get(fate="suspense")
    assert (waiting.code, waiting.paid_amount, where(claims[-1]).owed_by_payer) == ("claim_out_of_balance", dollars("108.34"), dollars("300.00"))
    everything_adds_up()


def test_a_check_that_pays_more_than_its_claims_keeps_the_difference_in_suspense(cast):
    claim = billed(cast, ("99213", "100.00"))
    remittance = received(check_of(cast.payer, decided(claim, ("100.00", ())), payment_amount=dollars("103.50")))

    post_balancing_claims(remittance_id=remittance.pk, reason="The payer explains the rest by letter", actor=cast.biller, at=NOW)

    assert -balance(Account.UNAPPLIED) == dollars("3.50")
    assert balance(Account.PAID_BY_PAYER) == dollars("103.50")
    everything_adds_up()


def test_only_what_does_not_balance_may_be_posted_in_part(cast):
    claim = billed(cast, ("99213", "100.00"))
    remittance = received(replace(check := check_of(cast.payer, decided(claim, ("100.00", ()))), payee=replace(check.payee, id="1999999984", references=())))

    with pytest.raises(RemittanceNotReady):
        post_balancing_claims(remittance_id=remittance.pk, reason="Post it", actor=cast.biller, at=NOW)

    assert balance(Account.PAID_BY_PAYER) == 0


def test_story_10_zero_pay_remittances_of_one_trace_both_post_and_the_repeated_one_does_not(cast):
    denied = ("0.00", (("CO", "50", "100.00"),))
    first = check_of(cast.payer, *(decided(billed(cast, ("99213", "100.00")), denied) for _ in range(14)), trace="ZERO1")
    second = check_of(cast.payer, *(decided(billed(cast, ("99213", "100.00")), denied) for _ in range(9)), trace="ZERO1")

    assert received(first).status == "posted"
    assert received(second).status == "posted"
    again = receive_bytes(data=file_of(first), name="renamed.835", source="upload", connection=None, at=NOW)

    assert Denial.objects.count() == 23
    assert {row.fate for row in again.transactions.all()} == {"duplicate"}
    everything_adds_up()
