"""The payers' answers through real files: 277CA, 835, corrections, and where the bytes of the 837 decide."""

from decimal import Decimal

import pytest

from payers import x12
from payers.x12 import set_835
from tests.payers.sandbox.wire import SERVICE_DATE, adas_visit, claim, claim_file, models, pick_up, service, upload
from tests.support.pyx12_oracle import pyx12_errors

LATER = "2026-12-28T12:00:00Z"


def send(house, *claims, control=1, until=LATER):
    """Upload a batch and let everything that follows from it happen."""
    upload(house, f"{control:09}.837", claim_file(*claims, control=control))
    house.run()
    house.set_clock(until)
    house.run()


def remittances(house):
    return models(house, "835")


def outcome(payment) -> list[tuple]:
    """Per line: code, paid, adjustments as 'CO-45 30.00', remarks."""
    return [
        (line.procedure, f"{line.paid:.2f}", [f"{item.group}-{item.reason} {item.amount:.2f}" for item in line.adjustments], list(line.remarks))
        for line in payment.lines
    ]


def payer_verdicts(house, payer):
    """Patient control number -> (category, status) of that payer's 277CA."""
    return {
        entry.patient_control_number: (entry.statuses[0].codes[0].category, entry.statuses[0].codes[0].code)
        for report in models(house, "277CA", source=payer)
        for entry in report.entries
        if entry.level == "claim"
    }


def test_adas_visit_has_one_line_paid_and_one_denied(house):
    send(house, adas_visit(number="ADA1"))

    (remittance,) = remittances(house)
    (payment,) = remittance.claims
    assert outcome(payment) == [
        ("99214", "120.00", ["CO-45 30.00", "PR-2 30.00"], []),
        ("20610", "0.00", ["CO-50 150.00"], ["N115"]),
    ]
    assert (payment.patient_control_number, payment.status, payment.paid, payment.patient_responsibility) == ("ADA1", "1", Decimal(120), Decimal(30))


def test_the_payer_accepts_with_its_own_number_which_the_remittance_repeats(house):
    send(house, adas_visit(number="ADA1"))

    (report,) = models(house, "277CA", source="RVM01")
    (entry,) = [entry for entry in report.entries if entry.level == "claim"]
    (remittance,) = remittances(house)
    assert (entry.sent_by, entry.statuses[0].codes[0].category) == ("payer", "A2")
    assert entry.payer_control_number == remittance.claims[0].payer_control_number == "RV26308000001"


def test_lines_come_back_with_their_control_numbers(house):
    visit = adas_visit()

    send(house, visit)

    assert [line.control_number for line in remittances(house)[0].claims[0].lines] == [line.control_number for line in visit.lines]


@pytest.mark.parametrize(
    ("find", "change", "expected"),
    [
        (b"HC:20610:RT*150", b"HC:20610*150", [("99214", "120.00", ["CO-45 30.00", "PR-2 30.00"], []), ("20610", "0.00", ["CO-4 150.00"], ["N822"])]),
        (b"HC:99214:25*180", b"HC:99214:25*140", [("99214", "112.00", ["PR-2 28.00"], []), ("20610", "0.00", ["CO-50 150.00"], ["N115"])]),
        (b"D8*20261102", b"D8*20260601", [("99214", "0.00", ["CO-29 180.00"], []), ("20610", "0.00", ["CO-29 150.00"], [])]),
        (b"M25561", b"M1711", [("99214", "120.00", ["CO-45 30.00", "PR-2 30.00"], []), ("20610", "78.40", ["CO-45 52.00", "PR-2 19.60"], [])]),
    ],
    ids=["modifier", "charge", "date", "diagnosis"],
)
def test_a_byte_changed_by_hand_changes_the_835(house, find, change, expected):
    content = claim_file(adas_visit())
    assert find in content
    content = content.replace(find, change)
    content = content.replace(b"*330**", b"*290**") if change.endswith(b"140") else content
    upload(house, "one.837", content)
    house.run()
    house.set_clock(LATER)
    house.run()

    assert outcome(remittances(house)[0].claims[0]) == expected


def test_every_remittance_balances_at_line_claim_and_check(house):
    claims = [
        claim(service("99213", "140.00"), payer="MCR01", member="1EG4TE5MK73"),
        claim(service("99214", "180.00"), service("36415", "12.00"), payer="BPA01", member="BPA551203847"),
        claim(service("99213", "140.00"), payer="MCD01", member="530099123"),
        claim(service("99213", "140.00"), payer="GSA01", member="GSA400118"),
        claim(service("93000", "60.00"), payer="GSH01", member="GSH400118903"),
    ]

    send(house, *claims, until="2027-02-01")

    made = remittances(house)
    assert len(made) == 5
    assert [set_835.balance(remittance).balanced for remittance in made] == [True] * 5
    assert {len(remittance.claims) for remittance in made} == {1}


def test_medicare_takes_sequestration_from_the_payment(house):
    send(house, claim(service("99214", "180.00"), payer="MCR01", member="1EG4TE5MK73"))

    assert outcome(remittances(house)[0].claims[0]) == [("99214", "90.54", ["CO-45 64.51", "CO-253 1.85", "PR-2 23.10"], [])]


def test_a_copay_is_taken_once_and_blood_draws_cost_the_patient_nothing(house):
    send(house, claim(service("99213", "140.00"), service("36415", "12.00"), payer="BPA01", member="BPA551203847"))

    assert outcome(remittances(house)[0].claims[0]) == [
        ("99213", "67.60", ["CO-45 47.40", "PR-3 25.00"], []),
        ("36415", "8.00", ["CO-45 4.00"], []),
    ]


def test_an_open_deductible_is_met_by_the_first_claims_of_the_year(house):
    first, second = (
        claim(
            service("20610", "150.00", modifiers=("RT",), service_date=SERVICE_DATE.replace(day=day)),
            diagnoses=("M1711",),
            payer="MCR01",
            member="1EG4TE5YY03",
        )
        for day in (2, 3)
    )
    expensive = claim(service("99205", "400.00"), payer="MCR01", member="1EG4TE5YY03")

    send(house, expensive, first, second)

    payments = remittances(house)[0].claims
    deductibles = [sum(item.amount for line in payment.lines for item in line.adjustments if item.reason == "1") for payment in payments]
    assert [format(amount, ".2f") for amount in deductibles] == ["199.09", "57.91", "0.00"]


def test_one_pay_run_pays_all_claims_of_a_payee_by_one_check(house):
    send(house, adas_visit(number="ONE"), claim(service("99213", "140.00"), number="TWO"))

    (remittance,) = remittances(house)
    assert [payment.patient_control_number for payment in remittance.claims] == ["ONE", "TWO"]
    assert remittance.payment_amount == sum(payment.paid for payment in remittance.claims)
    assert remittance.trace == "0770043001"


def test_a_check_of_nothing_is_a_notice_without_money(house):
    send(house, claim(service("20610", "150.00", modifiers=("RT",))))

    (remittance,) = remittances(house)
    assert (remittance.payment_amount, remittance.payment_method) == (0, "NON")


def test_each_step_carries_the_date_on_which_it_was_due(house):
    send(house, adas_visit())

    (report,) = models(house, "277CA", source="RVM01")
    (remittance,) = remittances(house)
    assert (str(report.date), str(remittance.payment_date)) == ("2026-11-04", "2026-11-22")


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ("RVM5519901", None),
        ("RVM5519902", ["CO-27 180.00"]),
        ("RVM5519904", ["CO-22 180.00"]),
        ("RVM5519906", ["CO-252 180.00"]),
        ("RVM5519907", ["CO-16 180.00"]),
    ],
)
def test_special_members_have_the_life_that_the_plan_book_gives_them(house, member, expected):
    send(house, claim(service("99214", "180.00"), number="CLAIM", member=member))

    if expected is None:
        assert payer_verdicts(house, "RVM01") == {"CLAIM": ("A7", "33")}
        assert remittances(house) == []
    else:
        assert outcome(remittances(house)[0].claims[0])[0][2] == expected


def test_a_remark_about_the_whole_claim_stands_at_its_claim(house):
    send(house, claim(service("99214", "180.00"), member="RVM5519907"))

    (payment,) = remittances(house)[0].claims
    assert (payment.remarks, payment.lines[0].remarks) == (("MA130",), ())


def test_the_same_service_again_is_a_duplicate(house):
    send(house, claim(service("99213", "140.00"), number="FIRST"), control=1)
    send(house, claim(service("99213", "140.00"), number="AGAIN"), control=2, until="2027-02-01")

    assert outcome(remittances(house)[1].claims[0]) == [("99213", "0.00", ["OA-18 140.00"], [])]


def test_a_denied_service_sent_again_is_no_duplicate(house):
    send(house, claim(service("20610", "150.00"), number="FIRST"), control=1)
    send(house, claim(service("20610", "150.00"), number="AGAIN"), control=2, until="2027-02-01")

    assert outcome(remittances(house)[1].claims[0])[0][2] == ["CO-4 150.00"]


def test_a_claim_that_pends_is_paid_sixty_units_later(house):
    send(house, claim(service("99213", "140.00"), member="RVM5519905"))

    assert remittances(house) == []

    house.set_clock("2027-02-01")
    house.run()
    assert str(remittances(house)[0].payment_date) == "2027-01-21"


def test_a_corrected_claim_takes_the_old_decision_back_and_pays_anew(house):
    send(house, adas_visit(number="FIRST"), control=1)
    number = remittances(house)[0].claims[0].payer_control_number
    corrected = adas_visit(number="SECOND", frequency="7", diagnoses=("M1711",), references=(x12.Reference("F8", number),))

    send(house, corrected, control=2, until="2027-02-01")

    remittance = remittances(house)[1]
    reversal, correction = remittance.claims
    assert (reversal.patient_control_number, reversal.status, reversal.charge, reversal.paid) == ("FIRST", "22", Decimal(-330), Decimal(-120))
    assert (correction.patient_control_number, correction.status, correction.paid) == ("SECOND", "1", Decimal("198.40"))
    assert (correction.original_reference, remittance.payment_amount) == (number, Decimal("78.40"))
    assert set_835.balance(remittance).balanced


def test_a_corrected_claim_that_names_no_claim_of_the_payer_is_rejected(house):
    send(house, adas_visit(number="LOOSE", frequency="7", references=(x12.Reference("F8", "NOSUCH"),)))

    assert payer_verdicts(house, "RVM01") == {"LOOSE": ("A3", "35")}


def test_an_independent_validator_accepts_every_file_that_it_knows(house):
    send(house, adas_visit(number="ADA1"), claim(service("99213", "140.00"), payer="MCR01", member="1EG4TE5MK73"))

    found = {name: pyx12_errors(content) for name, content in pick_up(house).items()}

    assert {line["kind"] for line in house.sent()} == {"999", "277CA", "835"}
    assert {name: errors for name, errors in found.items() if errors} == {}
