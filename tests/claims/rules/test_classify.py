"""The one decision over the table: order, conditions, and what nobody knows."""

import csv
from decimal import Decimal

import pytest

from claims.rules.classify import Facts, Kind, Rule, allowed_amount, classify, compile_table
from claims.services.load_adjustment_rules import DEFAULTS

ZERO = Decimal(0)


def defaults():
    with DEFAULTS.open(newline="", encoding="utf-8") as file:
        return compile_table(
            Rule(kind=Kind(row.pop("classified")), priority=int(row.pop("priority")), **row) for row in csv.DictReader(file)
        )


TABLE = defaults()


def facts(code, amount="100.00", **fields):
    group, reason = code.split("-")
    return Facts(**{
        "payer_kind": "commercial", "contract": "yes", "rank": 1, "claim_status": "1", "charge": Decimal("100.00"), "allowed": ZERO,
        "expected": Decimal("60.00"), "paid": ZERO, "group": group, "reason": reason, "amount": Decimal(amount), **fields,
    })


def test_the_lowest_priority_that_holds_decides():
    table = compile_table([Rule(20, Kind.DENIED, "second", reason="45"), Rule(10, Kind.CONTRACT, "first", reason="44 45", key=7)])

    found = classify(facts("CO-45"), table)

    assert (found.kind, found.rule, found.why) == (Kind.CONTRACT, 7, "first")


def test_a_row_without_a_reason_holds_for_any():
    table = compile_table([Rule(10, Kind.UNKNOWN, "retired", group="CR"), Rule(20, Kind.CONTRACT, "", reason="45")])

    assert classify(facts("CR-45"), table).why == "retired"
    assert classify(facts("CR-1"), table).why == "retired"


def test_what_no_row_knows_is_unknown():
    found = classify(facts("CO-999"), TABLE)

    assert (found.kind, found.rule) == (Kind.UNKNOWN, None)


def test_any_one_of_the_remarks_is_enough():
    table = compile_table([Rule(10, Kind.PATIENT, "qmb", reason="2", remark="N781 N782")])

    assert classify(facts("PR-2", remarks=frozenset({"N782", "MA18"})), table).kind == Kind.PATIENT
    assert classify(facts("PR-2", remarks=frozenset({"MA18"})), table).kind == Kind.UNKNOWN


def test_a_contractual_reduction_of_a_line_allowed_nothing_is_a_hidden_denial():
    found = classify(facts("CO-45"), TABLE)

    assert (found.kind, found.category) == (Kind.DENIED, "contractual")


def test_a_contractual_reduction_beside_a_deductible_is_a_contractual_reduction():
    assert classify(facts("CO-45", "40.00", allowed=Decimal("60.00")), TABLE).kind == Kind.CONTRACT


def test_a_reversal_is_read_like_what_it_takes_back():
    back = facts("CO-45", "-40.00", charge=Decimal("-100.00"), allowed=Decimal("-60.00"), paid=Decimal("-60.00"), claim_status="22")

    assert classify(back, TABLE).kind == Kind.CONTRACT


@pytest.mark.parametrize(("payer_kind", "contract", "kind", "category"), [
    ("commercial", "capitated", Kind.CAPITATION, ""), ("medicare", "yes", Kind.DENIED, "cob"), ("commercial", "yes", Kind.DENIED, "eligibility"),
])
def test_capitation_explains_a_line_only_under_a_capitated_contract(payer_kind, contract, kind, category):
    found = classify(facts("CO-24", payer_kind=payer_kind, contract=contract), TABLE)

    assert (found.kind, found.category) == (kind, category)


def test_what_was_allowed_is_paid_and_shared_and_withheld():
    adjustments = [("CO", "45", Decimal("64.51")), ("PR", "2", Decimal("23.10")), ("CO", "253", Decimal("1.85")), ("PR", "96", Decimal("5.00"))]

    assert allowed_amount(Decimal("90.54"), adjustments) == Decimal("115.49")


def test_classifying_looks_only_at_the_rows_of_its_reason():
    assert len(TABLE.by_reason["45"]) < 12
