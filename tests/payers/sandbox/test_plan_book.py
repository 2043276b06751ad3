"""The plan book: the shipped one is whole, and one that makes no sense is refused with its place."""

from decimal import Decimal

import pytest

from payers.sandbox.plan_book import DEFAULT, PlanBookError, is_one_of, read_plan_book

BOOK = read_plan_book()


def test_every_payer_has_money_as_decimals_and_a_number_for_its_claims():
    for plan in BOOK.payers.values():
        amounts = [plan.copay, plan.deductible, plan.coinsurance, plan.sequestration, *(fee for pair in plan.fees.values() for fee in pair)]
        assert all(isinstance(amount, Decimal) for amount in amounts)
        assert len({plan.claim_number.format(yy="26", ddd="308", n=number) for number in (1, 2)}) == 2


def test_reasons_for_chance_denials_sum_to_a_hundred():
    assert sum(denial.weight for denial in BOOK.denials) == 100
    assert sum(rejection.weight for rejection in BOOK.rejections) == 100


def test_rules_name_only_payers_of_the_book():
    assert {payer for rule in BOOK.rules for payer in rule.payers} <= set(BOOK.payers)


@pytest.mark.parametrize(
    ("member", "special"), [("RVM5519901", True), ("1EG4TE5YY01", True), ("RVM5519910", False), ("1EG4TE5MK01", False), ("9010", False)]
)
def test_a_special_life_is_told_by_the_end_of_the_number(member, special):
    assert (BOOK.life_of(member) is not None) is special


@pytest.mark.parametrize(
    ("code", "patterns", "fits"), [("99213", ("9921*",), True), ("99313", ("9921*",), False), ("J7325", ("J*", "20610"), True), ("", ("J*",), False)]
)
def test_a_pattern_may_end_in_a_star(code, patterns, fits):
    assert is_one_of(code, patterns) is fits


@pytest.mark.parametrize(
    ("find", "change", "place"),
    [
        ('pays = "blue"', 'pays = "no such table"', "no such table"),
        ('copay = "25.00"', 'copay = "twenty"', "ConversionSyntax"),
        ('copay = "25.00"', 'copays = "25.00"', "unknown copays"),
        ("units_over = 6", "unit_over = 6", "unknown unit_over"),
        ('time_zone = "America/Chicago"', "", "time_zone"),
    ],
)
def test_a_book_that_makes_no_sense_is_refused_with_its_place(tmp_path, find, change, place):
    text = DEFAULT.read_text()
    assert find in text
    (tmp_path / "book.toml").write_text(text.replace(find, change, 1))

    with pytest.raises(PlanBookError, match=place):
        read_plan_book(tmp_path / "book.toml")
