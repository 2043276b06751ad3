"""What each cent does: the stories' amounts, and the property that nothing is lost or plugged."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.classify import Classified, Kind
from claims.rules.posting_plan import ClaimToPost, Effect, LineToPost, Reduction, expected_of_denial, plan_posting

CONTRACT, LAW = Classified(Kind.CONTRACT, 1, "contractual", ""), Classified(Kind.CONTRACT, 2, "regulatory", "")
PATIENT, DENIED = Classified(Kind.PATIENT, 3, "coinsurance", ""), Classified(Kind.DENIED, 4, "coding", "")
EARLIER, INFORMATION = Classified(Kind.PRIOR_PAYER, 5, "", ""), Classified(Kind.INFORMATION, 6, "pending", "")
UNKNOWN, CAPITATED = Classified(Kind.UNKNOWN, None, "", ""), Classified(Kind.CAPITATION, 7, "", "")


def line(charge, paid, *reductions, expected=None, open=None, svc=1):
    return LineToPost(
        svc=svc, claim_line_id=svc, charge_id=svc, charge=Decimal(charge), paid=Decimal(paid), open=Decimal(charge if open is None else open),
        expected=None if expected is None else Decimal(expected),
        reductions=tuple(Reduction(svc * 10 + at, *item[:2], Decimal(item[2]), item[3]) for at, item in enumerate(reductions)),
    )


def plan(*lines, rank=1, reductions=(), paid=None):
    at_claim = tuple(Reduction(at, *item[:2], Decimal(item[2]), item[3]) for at, item in enumerate(reductions, 1))
    total = sum(item.paid for item in lines) - sum(item.amount for item in at_claim) if paid is None else Decimal(paid)
    return plan_posting(ClaimToPost(rank, total, lines, at_claim))


def does(found):
    return {effect.value: str(total) for effect in Effect if (total := found.total(effect))}


def test_story_1_medicare_writes_off_contract_and_sequestration_and_keeps_the_patients_share():
    found = plan(line("180.00", "90.54", ("CO", "45", "64.51", CONTRACT), ("PR", "2", "23.10", PATIENT), ("CO", "253", "1.85", LAW), expected="115.49"))

    assert does(found) == {"payment": "90.54", "contract": "66.36", "patient": "23.10"}
    assert found.problems == ()


def test_story_3_a_later_payers_reduction_counts_only_up_to_what_is_open():
    found = plan(line("500.00", "65.00", ("CO", "45", "435.00", CONTRACT), open="75.00"), rank=2)

    assert does(found) == {"payment": "65.00", "contract": "10.00"}


def test_story_4_a_later_payer_settles_what_the_first_left():
    found = plan(line("300.00", "20.00", ("OA", "23", "260.00", EARLIER), ("CO", "45", "20.00", CONTRACT), open="40.00"), rank=2)

    assert does(found) == {"payment": "20.00", "contract": "20.00"}


def test_story_11_a_code_paid_as_a_lower_one_is_a_denial_of_the_difference():
    found = plan(line(
        "250.00", "120.00", ("CO", "45", "67.00", CONTRACT), ("CO", "150", "43.00", DENIED), ("PR", "3", "20.00", PATIENT), expected="183.00"
    ))

    assert does(found) == {"payment": "120.00", "contract": "67.00", "patient": "20.00", "denied": "43.00"}
    assert expected_of_denial(found.of(Effect.DENIED), found) == Decimal("43.00")


def test_story_12_what_the_contract_does_not_allow_to_be_written_off_is_underpaid():
    found = plan(line("250.00", "151.00", ("CO", "45", "79.00", CONTRACT), ("PR", "3", "20.00", PATIENT), expected="183.00"))

    assert does(found) == {"payment": "151.00", "contract": "67.00", "patient": "20.00", "underpaid": "12.00"}


def test_story_12_a_line_paid_nothing_writes_nothing_off():
    found = plan(line("60.00", "0.00", ("CO", "45", "60.00", DENIED), expected="22.00"))

    assert does(found) == {"denied": "60.00"}
    assert expected_of_denial(found.of(Effect.DENIED), found) == Decimal("22.00")


def test_the_law_is_not_held_against_the_contract():
    found = plan(line("100.00", "39.20", ("PR", "1", "50.00", PATIENT), ("PR", "2", "10.00", PATIENT), ("CO", "253", "0.80", LAW), expected="100.00"))

    assert does(found) == {"payment": "39.20", "contract": "0.80", "patient": "60.00"}


def test_a_contract_that_expects_more_than_the_charge_writes_nothing_off():
    found = plan(line("100.00", "90.00", ("CO", "45", "10.00", CONTRACT), expected="120.00"))

    assert does(found) == {"payment": "90.00", "underpaid": "10.00"}


def test_a_payer_that_allows_more_than_expected_is_believed():
    found = plan(line("100.00", "95.00", ("CO", "45", "5.00", CONTRACT), expected="80.00"))

    assert does(found) == {"payment": "95.00", "contract": "5.00"}


def test_capitation_settles_the_line():
    assert does(plan(line("100.00", "0.00", ("CO", "24", "100.00", CAPITATED)))) == {"contract": "100.00"}


def test_what_is_not_decided_stays_open():
    assert does(plan(line("100.00", "0.00", ("OA", "133", "100.00", INFORMATION)))) == {"open": "100.00"}


def test_a_later_payers_denial_takes_what_is_open():
    found = plan(line("300.00", "0.00", ("CO", "197", "300.00", DENIED), open="40.00"), rank=2)

    assert does(found) == {"denied": "40.00"}


def test_a_denial_of_what_was_paid_before_has_nothing_left_to_deny():
    found = plan(line("180.00", "0.00", ("OA", "18", "180.00", DENIED), open="0.00"))

    assert does(found) == {}
    assert found.problems == ()


@pytest.mark.parametrize(("found", "code"), [
    (plan(line("100.00", "60.00", ("CO", "45", "40.00", UNKNOWN))), "unknown_adjustment"),
    (plan(line("100.00", "-60.00", ("CO", "45", "160.00", CONTRACT))), "negative_payment"),
    (plan(line("100.00", "60.00", ("CO", "45", "39.99", CONTRACT))), "line_unexplained"),
    (plan(line("100.00", "60.00", ("CO", "45", "40.00", CONTRACT), open="30.00")), "more_than_open"),
    (plan(line("100.00", "60.00", ("CO", "45", "40.00", CONTRACT)), paid="61.00"), "not_on_lines"),
    (plan(paid="5.00"), "not_on_lines"),
])
def test_what_cannot_be_explained_is_a_problem(found, code):
    assert code in [problem.code for problem in found.problems]


def test_an_unknown_adjustment_of_nothing_is_no_problem():
    assert plan(line("100.00", "100.00", ("CO", "999", "0.00", UNKNOWN))).problems == ()


def test_the_claim_level_is_taken_from_the_lines_that_pay():
    found = plan(line("100.00", "100.00", svc=1), line("50.00", "0.00", ("CO", "97", "50.00", DENIED), svc=2), reductions=[("PR", "1", "40.00", PATIENT)])

    assert does(found) == {"payment": "60.00", "patient": "40.00", "denied": "50.00"}
    assert all(item.at_claim_level and item.line.svc == 1 for item in found.of(Effect.PATIENT))


cents = st.integers(0, 100_000).map(lambda number: Decimal(number) / 100)


@given(st.lists(st.tuples(cents, cents, cents, cents), min_size=1, max_size=6), st.integers(0, 100_00), st.booleans())
def test_every_cent_of_a_first_payers_claim_is_explained(parts, share, whole):
    """Whatever the amounts: payment, contract, patient, denied, underpaid and open are the charge."""
    lines = [
        LineToPost(
            svc=svc, claim_line_id=svc, charge_id=svc, charge=sum(amounts, Decimal(0)), paid=amounts[0], open=sum(amounts, Decimal(0)),
            expected=amounts[0] + amounts[2] if whole else None,
            reductions=(Reduction(svc * 10, "CO", "45", amounts[1], CONTRACT), Reduction(svc * 10 + 1, "PR", "2", amounts[2], PATIENT),
                        Reduction(svc * 10 + 2, "CO", "50", amounts[3], DENIED)),
        )
        for svc, amounts in enumerate(parts, 1)
    ]
    taken = min(Decimal(share) / 100, sum(item.paid for item in lines))

    found = plan_posting(ClaimToPost(1, sum(item.paid for item in lines) - taken, tuple(lines), (Reduction(1, "PR", "1", taken, PATIENT),)))

    assert found.problems == ()
    assert sum(item.amount for item in found.cents) == sum(item.charge for item in lines)
    assert all(item.amount > 0 for item in found.cents)


@given(cents, cents, cents)
def test_a_claim_without_lines_lands_on_ours_to_the_cent(paid, contract, denied):
    charges = [Decimal("0.01"), (paid + contract + denied) * 2 // 3, Decimal(0)]
    charges[2] = paid + contract + denied - sum(charges)
    if min(charges) < 0:
        return
    charges = [charge.quantize(Decimal("0.01")) for charge in charges]
    lines = tuple(LineToPost(svc=0, claim_line_id=at, charge_id=at, charge=charge, paid=charge, open=charge) for at, charge in enumerate(charges))
    reductions = (Reduction(1, "CO", "45", contract, CONTRACT), Reduction(2, "CO", "50", denied, DENIED))

    found = plan_posting(ClaimToPost(1, paid, lines, reductions))

    assert found.problems == ()
    assert [found.total(effect) for effect in (Effect.PAYMENT, Effect.CONTRACT, Effect.DENIED)] == [paid, contract, denied]
