"""Which line is which, and what keeps a remitted claim from being ours."""

from dataclasses import replace
from decimal import Decimal

import pytest

from claims.rules.matching import Billed, BilledLine, Remitted, RemittedLine, agreement, disagreement, likeness, pair_lines, waits

OURS = [BilledLine(1, "A1", "99214", Decimal("180.00")), BilledLine(2, "A2", "20610", Decimal("150.00"))]
REMITTED = Remitted("1", Decimal("330.00"), Decimal("120.00"), 7, ())
BILLED = Billed("accepted", True, 7, Decimal("330.00"), tuple(OURS))


def svc(ordinal, control, code, charge, submitted=""):
    return RemittedLine(ordinal, control, code, submitted, Decimal(charge))


def test_lines_are_paired_by_control_number_in_any_order():
    paired, problem = pair_lines([svc(1, "A2", "20610", "150.00"), svc(2, "A1", "99214", "180.00")], OURS)

    assert (paired, problem) == ({1: 2, 2: 1}, None)


def test_a_code_that_the_payer_changed_is_known_by_what_was_submitted():
    paired, problem = pair_lines([svc(1, "", "99213", "180.00", submitted="99214"), svc(2, "", "20610", "150.00")], OURS)

    assert (paired, problem) == ({1: 1, 2: 2}, None)


def test_equal_lines_are_paired_each_with_one():
    twins = [BilledLine(1, "A1", "97110", Decimal("45.00")), BilledLine(2, "A2", "97110", Decimal("45.00"))]

    paired, problem = pair_lines([svc(1, "", "97110", "45.00"), svc(2, "", "97110", "45.00")], twins)

    assert (sorted(paired.values()), problem) == ([1, 2], None)


def test_a_line_that_the_payer_split_is_whole_again():
    paired, problem = pair_lines([svc(1, "A1", "99214", "100.00"), svc(2, "A1", "99214", "80.00"), svc(3, "A2", "20610", "150.00")], OURS)

    assert (paired, problem) == ({1: 1, 2: 1, 3: 2}, None)


@pytest.mark.parametrize(("lines", "code"), [
    ([svc(1, "A1", "99214", "180.00")], "line_missing"),
    ([svc(1, "A1", "99214", "180.00"), svc(2, "A2", "20610", "150.00"), svc(3, "", "J3301", "0.00")], "line_extra"),
    ([svc(1, "A1", "99214", "170.00"), svc(2, "A2", "20610", "160.00")], "line_charge_differs"),
])
def test_lines_that_do_not_fit_are_said(lines, code):
    assert pair_lines(lines, OURS)[1].code == code


@pytest.mark.parametrize(("remitted", "billed", "code"), [
    (REMITTED, BILLED, None),
    (REMITTED, replace(BILLED, status="closed"), None),
    (REMITTED, replace(BILLED, status="voided"), "claim_voided"),
    (replace(REMITTED, status="22"), replace(BILLED, status="voided"), None),
    (REMITTED, replace(BILLED, is_decidable=False), "claim_not_sent"),
    (replace(REMITTED, payer_id=8), BILLED, "another_payer"),
    (replace(REMITTED, payer_id=None), BILLED, None),
    (replace(REMITTED, charge=Decimal("330.01")), BILLED, "charge_differs"),
    (replace(REMITTED, paid=Decimal("330.01")), BILLED, "paid_more_than_billed"),
])
def test_a_claim_is_ours_only_where_everything_agrees(remitted, billed, code):
    found = disagreement(remitted, billed)

    assert (found.code if found else None) == code


@pytest.mark.parametrize(("status", "paid", "code"), [("22", "-1.00", "positive_reversal"), ("23", "0.00", "not_decided"), ("1", "-1.00", "negative_payment"), ("1", "0.00", None)])
def test_some_answers_wait_whosever_claim_it_is(status, paid, code):
    found = waits(replace(REMITTED, status=status, paid=Decimal(paid)))

    assert (found.code if found else None) == code


@pytest.mark.parametrize(("one", "other", "alike"), [
    ("K7Q0A1B2C3D401", "K7QOA1B2C3D401", True), ("0000K7Q0A1B2C3", "K7Q0A1B2C3D401", True), ("k7q0a1b2c3d4", "K7Q0A1B2C3D401", True),
    ("K7Q0A1B2C3D402", "K7Q0A1B2C3D401", False), ("K7Q", "K7Q0A1B2C3D401", False),
])
def test_numbers_look_alike_through_the_usual_damage(one, other, alike):
    assert likeness(one, other) is alike


def test_what_differs_is_said_in_words():
    assert agreement(number=True, member=True, name=True, day=True, charge=True)[1] == "all agree"
    assert agreement(number=False, member=True, name=True, day=False, charge=True)[1] == "number, date differ"
