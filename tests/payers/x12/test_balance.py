"""Does a remittance add up: line, claim, check, with the sign of PLB. The tables' sums are made by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payers import x12
from payers.x12 import set_835
from payers.x12.model import Adjustment
from tests.payers.x12 import builders
from tests.payers.x12.builders import paid_claim, paid_line, remittance


def plb(reason, amount):
    return set_835.ProviderAdjustment(reason=reason, amount=Decimal(amount))


BALANCED = {
    "one line": remittance(paid_claim("A", "150.00", "96.00", paid_line("150.00", "96.00", ("CO", "45", "30.00"), ("PR", "2", "24.00"))), amount="96.00"),
    "claim level only": remittance(paid_claim("A", "80.00", "60.00", adjustments=(Adjustment("CO", "45", Decimal(20)),)), amount="60.00"),
    "negative adjustment": remittance(paid_claim("A", "541.00", "34.00", paid_line("541.00", "34.00", ("OA", "23", "516.00"), ("OA", "94", "-9.00"))), amount="34.00"),
    "positive PLB takes away": remittance(
        paid_claim("A", "3412.50", "3412.50", paid_line("3412.50", "3412.50")), amount="3140.68", provider_adjustments=(plb("WO", "275.00"), plb("L6", "-3.18"))
    ),
    "forward balance": remittance(
        paid_claim("A", "200.00", "200.00", paid_line("200.00", "200.00")),
        paid_claim("B", "-650.00", "-650.00", paid_line("-650.00", "-650.00"), status="22", ordinal=2),
        amount="0.00", provider_adjustments=(plb("FB", "-450.00"),),
    ),
    "forward balance applied": remittance(
        paid_claim("A", "1200.00", "1200.00", paid_line("1200.00", "1200.00")), amount="750.00", provider_adjustments=(plb("FB", "450.00"),)
    ),
    "nothing at all": remittance(amount="0.00"),
}  # fmt: skip


@pytest.mark.parametrize("name", BALANCED)
def test_what_adds_up_is_balanced(name):
    verdict = set_835.balance(BALANCED[name])

    assert verdict.balanced
    assert verdict.check_difference == 0
    assert verdict.claims == ()


def test_a_cent_in_a_line_is_found_at_line_and_claim():
    wrong = remittance(paid_claim("A", "150.00", "96.00", paid_line("150.00", "96.00", ("CO", "45", "53.99")), ordinal=1), amount="96.00")

    (claim,) = set_835.balance(wrong).claims

    assert (claim.ordinal, claim.difference, claim.lines) == (1, Decimal("0.01"), ((1, Decimal("0.01")),))


def test_two_wrong_lines_may_not_hide_each_other():
    lines = (paid_line("50.00", "40.00", ("CO", "45", "11.00")), paid_line("50.00", "40.00", ("CO", "45", "9.00"), ordinal=2))

    (claim,) = set_835.balance(remittance(paid_claim("A", "100.00", "80.00", *lines), amount="80.00")).claims

    assert claim.difference == 0
    assert claim.lines == ((1, Decimal("-1.00")), (2, Decimal("1.00")))


def test_the_wrong_sign_of_a_plb_is_found():
    wrong = remittance(
        paid_claim("A", "100.00", "100.00", paid_line("100.00", "100.00")), amount="125.00", provider_adjustments=(plb("WO", "25.00"),)
    )

    assert set_835.balance(wrong).check_difference == Decimal("50.00")


def test_one_wrong_claim_does_not_blame_the_others():
    good = paid_claim("A", "10.00", "10.00", paid_line("10.00", "10.00"), ordinal=1)
    bad = paid_claim("B", "10.00", "9.99", paid_line("10.00", "10.00"), ordinal=2)

    verdict = set_835.balance(remittance(good, bad, amount="19.99"))

    assert [claim.patient_control_number for claim in verdict.claims] == ["B"]
    assert verdict.check_difference == 0
    assert not verdict.balanced


cents = st.integers(-500_000, 500_000).map(lambda value: Decimal(value) / 100)


@given(
    st.lists(st.lists(st.tuples(cents, st.lists(cents, max_size=4)), min_size=1, max_size=4), min_size=1, max_size=5),
    st.lists(cents, max_size=3),
    cents,
)
def test_a_sum_that_is_right_balances_and_one_that_is_off_does_not(rows, provider, off):
    claims = []
    for ordinal, lines in enumerate(rows, 1):
        made = [paid_line(charge, charge - sum(adjusted), *(("CO", "45", item) for item in adjusted)) for charge, adjusted in lines]
        charge, paid = sum(item.charge for item in made), sum(item.paid for item in made)
        claims.append(paid_claim(f"P{ordinal}", charge, paid, *made, ordinal=ordinal))
    adjustments = tuple(plb("WO", item) for item in provider)
    right = remittance(*claims, provider_adjustments=adjustments)

    assert set_835.balance(right).balanced
    assert set_835.balance(remittance(*claims, provider_adjustments=adjustments, amount=right.payment_amount + off)).check_difference == off


def test_the_stream_comes_to_the_same_verdict():
    data = x12.write(builders.envelope(), [builders.everyday_remittance(), remittance(BALANCED["one line"].claims[0], amount="1.00", control="0002")])

    verdicts = []
    for part in set_835.stream(data):
        claims = tuple(part)
        verdicts.append((part.header.control, part.count, part.balance))
        assert claims == x12.parse(next(item for item in x12.read(data).transactions() if item.control == part.header.control)).claims

    whole = [set_835.balance(x12.parse(item)) for item in x12.read(data).transactions()]
    assert verdicts == [("0001", 4, whole[0]), ("0002", 1, whole[1])]
    assert [verdict.balanced for _, _, verdict in verdicts] == [True, False]


def quick(data):
    return [verdict for _, verdict in set_835.quick_balances(data)]


def whole(data):
    return [set_835.balance(x12.parse(item)) for item in x12.read(data).transactions() if item.type == "835"]


@pytest.mark.parametrize("name", BALANCED)
def test_the_quick_way_agrees_on_what_adds_up(name):
    data = x12.write(builders.envelope(), [BALANCED[name]])

    assert quick(data) == whole(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"CAS*CO*45*30~", b"CAS*CO*45*30.01~"),
        (b"BPR*I*137.5*C", b"BPR*I*137.5*D"),
        (b"BPR*I*137.5*C", b"BPR*I*X*C"),
        (b"CLP*PCN2*19*80*60", b"CLP*PCN2*19*80"),
        (b"PLB*1234567893*20261231*WO:LETTER9*25*L6*-1.5~", b"PLB*1234567893*20261231*WO:LETTER9*25**7*L6*-1.5~"),
        (b"CAS*PR*2*24~", b"CAS*PR*2*24*1*3*1*0*CO~"),
        (b"LX*1~", b"CAS*CO*45*9~SVC*HC:1*2*3~LX*1~"),
        (b"CLP*PCN3*22", b"TS3*X~CAS*CO*45*5~CLP*PCN3*22"),
        (b"CLP*PCN3*22", b"CLPX*PCN3*22"),
        (b"SVC*HC:36415*50*0**1~", b"SVC~"),
        (b"~", b"~\r\n"),
    ],
)
def test_the_quick_way_agrees_on_what_is_broken(old, new):
    data = x12.write(builders.envelope(), [builders.everyday_remittance()])
    assert old in data

    assert quick(data.replace(old, new)) == whole(data.replace(old, new))


@given(st.lists(st.tuples(cents, cents, st.lists(cents, max_size=7)), max_size=6), cents)
def test_the_quick_way_agrees_on_anything(rows, payment):
    claims = tuple(
        paid_claim(f"P{ordinal}", charge, paid, paid_line(charge, paid, *(("CO", "45", item) for item in adjusted)), ordinal=ordinal)
        for ordinal, (charge, paid, adjusted) in enumerate(rows, 1)
    )
    data = x12.write(builders.envelope(), [remittance(*claims, amount=payment)])

    assert quick(data) == whole(data)
