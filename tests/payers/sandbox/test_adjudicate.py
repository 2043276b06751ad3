"""How a payer decides: prices, cost shares, denials by trigger and by chance, each amount by hand."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payers.sandbox.adjudicate import adjudicate, line_key
from payers.sandbox.plan_book import Plan
from tests.payers.sandbox.filed_claims import BOOK, RECEIVED, earlier, filed, known, line, told, with_chance


def decide(claim, *, book=BOOK, **facts) -> list[str]:
    return told(adjudicate(claim, book.payers[claim.payer], book, known(**facts)))


@pytest.mark.parametrize(
    ("payer", "lines", "expected"),
    [
        ("RVM01", [line("99214", "180.00")], ["99214 120.00: CO-45 30.00, PR-2 30.00"]),
        ("BPA01", [line("99213", "140.00")], ["99213 67.60: CO-45 47.40, PR-3 25.00"]),
        ("BPA01", [line("99213", "140.00"), line("99213", "141.00", modifiers=("76",))],
         ["99213 67.60: CO-45 47.40, PR-3 25.00", "99213 74.08: CO-45 48.40, PR-2 18.52"]),
        ("BPA01", [line("36415", "12.00")], ["36415 8.00: CO-45 4.00"]),
        ("MCR01", [line("99213", "140.00")], ["99213 64.18: CO-45 58.14, CO-253 1.31, PR-2 16.37"]),
        ("MCR01", [line("99214", "180.00")], ["99214 90.54: CO-45 64.51, CO-253 1.85, PR-2 23.10"]),
        ("MCR01", [line("99213", "140.00", place_of_service="22")], ["99213 46.98: CO-45 80.07, CO-253 0.96, PR-2 11.99"]),
        ("MCD01", [line("99213", "140.00")], ["99213 52.00: CO-45 88.00"]),
        ("RVM01", [line("99214", "100.00")], ["99214 80.00: PR-2 20.00"]),
        ("RVM01", [line("00001", "100.00")], ["00001 52.00: CO-45 35.00, PR-2 13.00"]),
        ("BPA01", [line("97110", "200.00", units=Decimal(4))], ["97110 99.84: CO-45 75.20, PR-2 24.96"]),
    ],
)  # fmt: skip
def test_prices_and_shares(payer, lines, expected):
    assert decide(filed(*lines, payer=payer)) == expected


def test_a_fee_of_code_and_modifier_goes_before_the_codes_own():
    assert decide(filed(line("93000", "60.00", modifiers=("26",)), payer="BPA01")) == ["93000 7.12: CO-45 51.10, PR-2 1.78"]


@pytest.mark.parametrize(("met", "expected"), [("0", "PR-1 162.50"), ("200.00", "PR-1 57.00, PR-2 21.10"), ("257.00", "PR-2 32.50")])
def test_an_open_deductible_is_taken_before_coinsurance(met, expected):
    claim = filed(line("99215", "250.00"), payer="MCR01", member="1EG4TE5YY03")

    assert decide(claim, deductible_met=Decimal(met))[0].endswith(expected)


def test_a_deductible_is_spread_over_the_lines_of_a_claim():
    claim = filed(line("99215", "250.00"), line("99214", "180.00"), payer="MCR01", member="1EG4TE5YY03")

    assert [item.split("PR-1 ")[1].split(",")[0] for item in decide(claim)] == ["162.50", "94.50"]


@pytest.mark.parametrize(
    ("payer", "lines", "more", "denied"),
    [
        ("BPA01", [line("73721", "1450.00")], {}, "CO-197 1450.00"),
        ("BPA01", [line("73721", "1450.00")], {"authorization": "7781203"}, "CO-197 1450.00"),
        ("BPA01", [line("J7325", "792.00", units=Decimal(48))], {"authorization": "A7781203"}, "CO-16 792.00"),
        ("RVM01", [line("20610", "150.00")], {}, "CO-4 150.00"),
        ("RVM01", [line("20610", "150.00", modifiers=("RT",), diagnoses=("M25561", "M25562"))], {}, "CO-50 150.00"),
        ("RVM01", [line("99213", "140.00"), line("20610", "150.00", modifiers=("LT",))], {}, "CO-97 140.00"),
        ("RVM01", [line("93000", "60.00", diagnoses=("Z0000",))], {}, "CO-11 60.00"),
        ("RVM01", [line("97110", "315.00", units=Decimal(7))], {}, "CO-151 315.00"),
        ("MCR01", [line("99397", "200.00")], {}, "PR-96 200.00"),
        ("RVM01", [line("99213", "140.00")], {"rank": "S"}, "CO-22 140.00"),
    ],
)
def test_a_trigger_denies_the_line_it_fits(payer, lines, more, denied):
    assert decide(filed(*lines, payer=payer, **more))[0].endswith(f" 0.00: {denied}")


@pytest.mark.parametrize(
    ("payer", "lines", "more"),
    [
        ("BPA01", [line("73721", "1450.00")], {"authorization": "A7781203"}),
        ("MCR01", [line("73721", "1450.00")], {}),
        ("BPA01", [line("J7325", "792.00", units=Decimal(48), drug="00000411001")], {"authorization": "A7781203"}),
        ("BPA01", [line("J3301", "30.00", service_date=date(2026, 9, 30))], {}),
        ("RVM01", [line("20610", "150.00", modifiers=("RT",), diagnoses=("M25561", "M1711"))], {}),
        ("RVM01", [line("99213", "140.00", modifiers=("25",)), line("20610", "150.00", modifiers=("LT",))], {}),
        ("RVM01", [line("99213", "140.00"), line("20610", "150.00", modifiers=("LT",), service_date=date(2026, 11, 3))], {}),
        ("RVM01", [line("97110", "270.00", units=Decimal(6))], {}),
    ],
)
def test_a_trigger_spares_what_it_does_not_fit(payer, lines, more):
    assert not any(" 0.00:" in item for item in decide(filed(*lines, payer=payer, **more)))


@pytest.mark.parametrize(("days", "expected"), [(120, "CO-45 30.00, PR-2 30.00"), (121, "CO-29 180.00")])
def test_the_filing_limit_is_counted_from_the_service_to_the_receipt(days, expected):
    claim = filed(line(service_date=date.fromordinal(RECEIVED.toordinal() - days)))

    assert decide(claim)[0].endswith(expected)


def test_a_corrected_claim_has_no_filing_limit_and_is_no_duplicate():
    late = line(service_date=date(2026, 1, 2))
    claim = filed(late, frequency="7")

    assert decide(claim, lines=frozenset({line_key(late, claim)})) == ["99214 120.00: CO-45 30.00, PR-2 30.00"]


def test_only_the_line_already_in_hand_is_a_duplicate():
    claim = filed(line("99214", "180.00"), line("93000", "60.00"))
    in_hand = frozenset({line_key(claim.lines[1], claim)})

    assert decide(claim, lines=in_hand) == ["99214 120.00: CO-45 30.00, PR-2 30.00", "93000 0.00: OA-18 60.00"]


@pytest.mark.parametrize(
    ("changed", "same"),
    [({"charge": Decimal("59.00")}, False), ({"modifiers": ("76",)}, False), ({"service_date": date(2026, 11, 3)}, False), ({}, True)],
)
def test_another_charge_modifier_or_day_is_another_service(changed, same):
    claim = filed(line("93000", "60.00"))
    other = filed(line("93000", **{"charge": "60.00"} | changed))

    assert (line_key(claim.lines[0], claim) == line_key(other.lines[0], other)) is same


def test_secondary_claims_are_coordinated_line_by_line():
    claim = filed(line("99214", "300.00", earlier=(earlier("160.00", "CO-45 100.00", "PR-2 40.00"),)), rank="S", payer="GSH01")

    decision = adjudicate(claim, BOOK.payers["GSH01"], BOOK, known())

    assert (decision.status, told(decision)) == ("2", ["99214 0.00: OA-23 260.00, PR-2 40.00"])


def test_a_later_payer_takes_the_first_ones_word_that_a_service_was_needed():
    paid = line("20610", "150.00", modifiers=("RT",), diagnoses=("M25561",), earlier=(earlier("78.40", "CO-45 52.00", "PR-2 19.60"),))
    refused = line("20610", "150.00", modifiers=("RT",), diagnoses=("M25561",), earlier=(earlier("0.00", "CO-50 150.00"),))

    decided = [told(adjudicate(filed(each, rank="S", payer="GSH01"), BOOK.payers["GSH01"], BOOK, known())) for each in (paid, refused)]

    assert decided == [["20610 5.60: OA-23 130.40, PR-2 14.00"], ["20610 0.00: CO-50 150.00"]]


@given(
    charges=st.lists(st.decimals("0.01", "9999.99", places=2), min_size=1, max_size=6),
    procedures=st.lists(st.sampled_from(["99214", "20610", "36415", "73721", "93000", "00001"]), min_size=6, max_size=6),
    payer=st.sampled_from(sorted(BOOK.payers)),
    seed=st.integers(0, 50),
)
def test_every_line_balances_and_nobody_pays_less_than_nothing(charges, procedures, payer, seed):
    claim = filed(*(line(code, str(charge)) for code, charge in zip(procedures, charges, strict=False)), payer=payer)
    plan: Plan = BOOK.payers[payer]

    decision = adjudicate(claim, plan, with_chance(seed), known())

    assert decision.charge == claim.charge
    for item in decision.lines:
        assert item.paid >= 0
        assert item.paid + sum(adjustment.amount for adjustment in item.adjustments) == item.charge
        assert all(adjustment.amount > 0 for adjustment in item.adjustments)


def test_by_chance_about_the_share_of_claims_is_denied_that_the_book_says():
    book = with_chance(7)
    claims = [filed(line(), patient_control_number=f"P{number}", payer="MCR01") for number in range(2000)]

    denied = sum(adjudicate(claim, book.payers["MCR01"], book, known()).lines[0].allowed == 0 for claim in claims)

    assert 0.045 < denied / len(claims) < 0.075


def test_chance_says_the_same_of_a_claim_at_every_run_and_spares_its_correction():
    book = with_chance(7)
    claims = [filed(line(), patient_control_number=f"P{number}", payer="BPA01") for number in range(200)]
    first = [decide(claim, book=book) for claim in claims]

    assert [decide(claim, book=book) for claim in claims] == first
    assert any("PR-3" not in item[0] for item in first)
    corrected = [filed(line(), patient_control_number=f"P{number}", payer="BPA01", frequency="7") for number in range(200)]
    assert all("PR-3" in decide(claim, book=book)[0] for claim in corrected)


def test_a_line_denied_by_chance_is_the_dearest():
    book = with_chance(7)
    claims = [filed(line("36415", "12.00"), line("99214", "180.00"), patient_control_number=f"P{number}", payer="BPA01") for number in range(400)]

    one_denied = [item for item in (decide(claim, book=book) for claim in claims) if [" 0.00:" in text for text in item].count(True) == 1]

    assert one_denied
    assert all(" 0.00:" in item[1] for item in one_denied)
