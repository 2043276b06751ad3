"""Checks of a registration on plain values."""

from datetime import date

import pytest

from patients.rules.registration import (
    BirthDateImpossible,
    Span,
    birth_date_problem,
    check_birth_date,
    looks_like_card_number,
    member_id_problem,
    msp_problem,
    overlap_problem,
    tidy,
)

TODAY = date(2026, 11, 24)
JANUARY, MARCH, JUNE, DECEMBER = date(2026, 1, 1), date(2026, 3, 31), date(2026, 6, 30), date(2026, 12, 31)


@pytest.mark.parametrize(("born", "wrong"), [
    (date(2026, 11, 24), False), (date(2026, 11, 25), True), (date(1961, 5, 14), False), (date(1876, 1, 1), False), (date(1875, 12, 31), True),
])
def test_a_birth_date_is_neither_to_come_nor_older_than_anybody(born, wrong):
    assert bool(birth_date_problem(born, TODAY)) is wrong


def test_an_impossible_birth_date_is_an_error_with_its_sentence():
    with pytest.raises(BirthDateImpossible, match="in the future"):
        check_birth_date(date(2027, 1, 1), TODAY)


@pytest.mark.parametrize(("first", "last", "wrong"), [
    (JANUARY, None, True), (JANUARY, date(2026, 3, 30), False), (JANUARY, MARCH, True), (JUNE, None, True), (date(2026, 7, 1), None, False),
    (date(2026, 7, 1), DECEMBER, False),
])
def test_the_days_of_two_coverages_may_touch_but_not_share_one(first, last, wrong):
    other = Span("Blue Plan", MARCH, JUNE)

    assert bool(overlap_problem(first, last, [other])) is wrong


def test_an_overlap_names_the_other_coverage_and_its_days():
    problem = overlap_problem(JANUARY, None, [Span("Blue Plan", MARCH, None)])

    assert problem == "Blue Plan has this rank from 03/31/2026 without an end. End it first, or choose another rank."


@pytest.mark.parametrize(("member_id", "kind", "wrong"), [
    ("1EG4-TE5-MK73", "medicare", False), ("1eg4te5mk73", "medicare", False), ("0EG4TE5MK73", "medicare", True), ("1SG4TE5MK73", "medicare", True),
    ("123-45-6789A", "medicare", True), ("0SLOIBZ", "commercial", False),
])
def test_only_a_medicare_number_has_a_pattern(member_id, kind, wrong):
    assert bool(member_id_problem(member_id, kind)) is wrong


@pytest.mark.parametrize(("code", "kind", "rank", "wrong"), [
    ("", "medicare", 1, False), ("", "medicare", 2, True), ("12", "medicare", 2, False), ("12", "medicare", 1, True), ("12", "commercial", 2, True),
    ("", "commercial", 2, False),
])
def test_medicare_says_why_it_pays_second_and_nobody_else_does(code, kind, rank, wrong):
    assert bool(msp_problem(code, payer_kind=kind, rank=rank)) is wrong


@pytest.mark.parametrize(("text", "found"), [
    ("card 4111 1111 1111 1111 exp 12/28", True), ("4111-1111-1111-1111", True), ("4111111111111112", False), ("called (205) 555-0148", False),
    ("378282246310005", True), ("claim 20260921000123", False), ("auth A7781203, ref 1234567890", False),
])
def test_a_run_of_digits_that_passes_the_card_check_is_a_card_number(text, found):
    assert looks_like_card_number(text) is found


@pytest.mark.parametrize(("typed", "kept"), [
    ("  O'Neil-Ruiz ", "O'Neil-Ruiz"), ("van  der   Berg", "van der Berg"), ("Zoe\u0308", "Zoë"), ("Nguyễn", "Nguyễn"), ("Sukarno", "Sukarno"),
])
def test_a_name_keeps_its_letters(typed, kept):
    assert tidy(typed) == kept
