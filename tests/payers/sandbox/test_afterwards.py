"""What happens after a decision: crossover, reversal, correction, recovery, appeal. Amounts are those of the stories."""

from decimal import Decimal

import pytest

from payers.sandbox.reopenings import NoSuchClaim
from payers.x12 import Reference, organisation, parse, person, read, set_835
from payers.x12.set_837p.model import Insurance, OtherInsurance
from tests.payers.sandbox.filed_claims import BOOK
from tests.payers.sandbox.in_process import sandbox_in_process
from tests.payers.sandbox.test_payer import outcome, remittances, send
from tests.payers.sandbox.wire import NPI, adas_visit, ask, claim, interchange, service, status_request

MEDICARE_NUMBER, LATER = "1EG4TE5MK73", "2027-06-01"


def second_payer(payer: str, member: str, *, rank="S", claim_filing="CI") -> OtherInsurance:
    return OtherInsurance(
        insurance=Insurance(rank=rank, relationship="18", claim_filing=claim_filing),
        subscriber=person("TOLBERT", "ADA", id_qualifier="MI", id=member),
        payer=organisation("NEXT PAYER", id_qualifier="PI", id=payer),
    )


def medicare_claim(*lines, number="MED1", others=()):
    return claim(*lines, payer="MCR01", member=MEDICARE_NUMBER, number=number, other_insurances=tuple(others))


def by_payer(house) -> dict[str, list]:
    """Payer id -> its remittances, as read."""
    found = {}
    for remittance in remittances(house):
        found.setdefault(remittance.payer.id, []).append(remittance)
    return found


def provider_adjustments(remittance) -> list[tuple]:
    return [(item.reason, f"{item.amount:.2f}") for item in remittance.provider_adjustments]


def all_balance(house) -> bool:
    return all(set_835.balance(remittance).balanced for remittance in remittances(house))


def test_medicare_sends_a_claim_on_to_the_medigap_payer_which_pays_the_patients_share(house):
    send(house, medicare_claim(service("99214", "180.00"), others=[second_payer("MGP01", "HM5519")]), until=LATER)

    (medicare,), (medigap,) = by_payer(house)["MCR01"], by_payer(house)["MGP01"]
    (first,), (second,) = medicare.claims, medigap.claims
    assert (first.status, first.crossover.id, first.remarks) == ("19", "MGP01", ("MA18",))
    assert outcome(first) == [("99214", "90.54", ["CO-45 64.51", "CO-253 1.85", "PR-2 23.10"], [])]
    assert (second.patient_control_number, second.status) == ("MED1", "2")
    assert outcome(second) == [("99214", "23.10", ["OA-23 156.90"], [])]
    assert medicare.payment_date < medigap.payment_date
    assert all_balance(house)


def test_a_crossover_835_may_come_before_the_primarys(house):
    house.fault("crossover_first", scope={"source": "MCR01"}, by=2)

    send(house, medicare_claim(service("99214", "180.00"), others=[second_payer("MGP01", "HM5519")]), until=LATER)

    (medicare,), (medigap,) = by_payer(house)["MCR01"], by_payer(house)["MGP01"]
    assert (medicare.payment_date - medigap.payment_date).days == 2


def test_a_qmb_balance_goes_to_medicaid_and_both_say_so(house):
    others = [second_payer("MCD01", "530099123", claim_filing="MC")]
    send(house, medicare_claim(service("99213", "140.00"), others=others), until=LATER)

    (medicare,), (medicaid,) = by_payer(house)["MCR01"], by_payer(house)["MCD01"]
    assert medicare.claims[0].remarks == ("MA07", "N782")
    assert outcome(medicare.claims[0]) == [("99213", "64.18", ["CO-45 58.14", "CO-253 1.31", "PR-2 16.37"], [])]
    assert outcome(medicaid.claims[0]) == [("99213", "0.00", ["OA-23 140.00"], [])]


@pytest.mark.parametrize(
    "lines_and_others",
    [
        ([service("99214", "180.00")], [second_payer("GSH01", "GSH400118")]),
        ([service("36415", "12.00")], [second_payer("MGP01", "HM5519")]),
        ([service("20610", "150.00")], [second_payer("MGP01", "HM5519")]),
        ([service("99214", "180.00")], []),
    ],
    ids=["no agreement", "nothing left to pay", "denied", "no second payer"],
)
def test_what_no_agreement_covers_is_not_sent_on(house, lines_and_others):
    lines, others = lines_and_others

    send(house, medicare_claim(*lines, others=others), until=LATER)

    assert {remittance.payer.id for remittance in remittances(house)} == {"MCR01"}
    assert (remittances(house)[0].claims[0].status, remittances(house)[0].claims[0].crossover) == ("1", None)


def test_a_claim_the_practice_bills_although_it_was_sent_on_is_a_duplicate(house):
    send(house, medicare_claim(service("99214", "180.00"), others=[second_payer("MGP01", "HM5519")]), until=LATER)
    own = claim(
        service("99214", "180.00"), payer="MGP01", member="HM5519", number="OWN1", insurance=Insurance(rank="P", relationship="18", claim_filing="CI")
    )

    send(house, own, control=2, until="2027-09-01")

    assert outcome(by_payer(house)["MGP01"][1].claims[0])[0][2] == ["OA-18 180.00"]


def test_a_reversal_alone_takes_the_whole_payment_out_of_the_next_check(house):
    send(house, adas_visit(number="FIRST"))
    house.order("reverse", claim="FIRST")
    send(house, claim(service("99215", "250.00"), number="NEXT"), control=2, until="2027-02-20")

    reversal = remittances(house)[1].claims[0]
    assert (reversal.status, reversal.charge, reversal.paid, reversal.patient_responsibility) == ("22", Decimal(-330), Decimal(-120), 0)
    assert [(item.group, item.reason, item.amount) for item in reversal.lines[0].adjustments] == [("CO", "45", -30), ("PR", "2", -30)]
    assert all_balance(house)


def test_a_deferred_reversal_is_held_apart_by_wo_amounts_that_net_to_nothing(house):
    send(house, adas_visit(number="FIRST"))
    house.order("reverse", claim="FIRST", deferred=True)
    house.run()
    send(house, claim(service("99215", "250.00"), number="NEXT"), control=2, until="2027-02-20")

    _, reversed_in, taken_in = remittances(house)
    assert (provider_adjustments(reversed_in), reversed_in.payment_amount) == ([("WO", "-120.00")], 0)
    assert provider_adjustments(taken_in) == [("WO", "120.00")]
    assert taken_in.payment_amount == taken_in.claims[0].paid - 120
    assert len({item.reference for check in (reversed_in, taken_in) for item in check.provider_adjustments}) == 1
    assert all_balance(house)


def test_a_check_below_nothing_is_nothing_and_its_rest_is_forwarded(house):
    send(house, adas_visit(number="FIRST"))
    house.order("reverse", claim="FIRST", deferred=False)
    house.run()
    send(house, claim(service("99215", "250.00"), number="NEXT"), control=2, until="2027-02-20")

    _, below, after = remittances(house)
    assert (below.payment_amount, below.payment_method, provider_adjustments(below)) == (0, "NON", [("FB", "-120.00")])
    assert (provider_adjustments(after), after.payment_amount) == ([("FB", "120.00")], Decimal("146.40") - 120)
    assert all_balance(house)


def test_a_takeback_by_letter_shows_no_claim_and_pays_interest(house):
    house.order("take_back", payer="RVM01", payee=NPI, amount="75.00", reference="LETTER88", interest="3.18")

    send(house, claim(service("99215", "250.00")))

    (check,) = remittances(house)
    assert [(item.reason, item.amount, item.reference) for item in check.provider_adjustments] == [
        ("WO", Decimal("75.00"), "LETTER88"),
        ("L6", Decimal("-3.18"), "LETTER88"),
    ]
    assert check.payment_amount == Decimal("146.40") - Decimal("75.00") + Decimal("3.18")
    assert all_balance(house)


def test_an_appeal_that_is_won_reverses_and_pays_the_denied_line(house):
    send(house, adas_visit(number="ADA1"))

    answer = house.order("appeal", claim="ADA1", overturned=True)
    house.set_clock(LATER)
    house.run()

    reversal, correction = remittances(house)[1].claims
    assert answer["overturned"] is True
    assert answer["decided_at"][:10] == "2027-01-27"
    assert (reversal.paid, correction.paid, remittances(house)[1].payment_amount) == (Decimal(-120), Decimal("198.40"), Decimal("78.40"))
    assert outcome(correction)[1] == ("20610", "78.40", ["CO-45 52.00", "PR-2 19.60"], [])
    assert (reversal.payer_control_number, correction.payer_control_number) == ("RV26308000001", "RV26308000001")


def test_an_appeal_that_is_lost_leaves_no_file(house):
    send(house, adas_visit(number="ADA1"))

    assert house.order("appeal", claim="ADA1", overturned=False)["overturned"] is False

    house.set_clock(LATER)
    house.run()
    assert len(remittances(house)) == 1


@pytest.mark.parametrize("verb", ["reverse", "appeal"])
def test_a_claim_nobody_decided_cannot_be_reopened(house, verb):
    with pytest.raises(NoSuchClaim):
        house.order(verb, claim="NOBODYS")


def test_zero_payments_share_a_number_where_the_payer_reuses_it(house):
    denied = [claim(service("20610", "150.00"), number=f"DENIED{number}") for number in (1, 2)]
    send(house, denied[0])
    house.fault("reused_trace", scope={"source": "RVM01"})
    send(house, denied[1], control=2, until="2027-02-20")

    first, second = remittances(house)
    assert (first.trace, first.payment_amount) == (second.trace, second.payment_amount)
    assert first.claims[0].patient_control_number != second.claims[0].patient_control_number


def test_a_claim_replaced_before_it_was_decided_is_decided_once(house):
    send(house, adas_visit(number="FIRST"), until="2026-11-05")
    replacement = adas_visit(number="SECOND", frequency="7", references=(Reference("F8", "RV26308000001"),), diagnoses=("M1711",))

    send(house, replacement, control=2, until=LATER)

    paid = [payment.patient_control_number for remittance in remittances(house) for payment in remittance.claims if payment.paid > 0]
    assert paid.count("SECOND") == 1
    assert sum(remittance.payment_amount for remittance in remittances(house)) == Decimal("198.40")


def test_a_voided_claim_is_told_as_revised(house):
    send(house, adas_visit(number="FIRST"))
    send(house, adas_visit(number="VOID1", frequency="8", references=(Reference("F8", "RV26308000001"),)), control=2, until=LATER)

    _, payload = ask(house, interchange(status_request("RVM01", payer_number="RV26308000001"), control=3))
    (transaction,) = read(payload).transactions()

    assert parse(transaction).entries[-1].statuses[0].codes[0].category == "F3"
    assert [payment.paid for remittance in remittances(house) for payment in remittance.claims] == [120, -120]


def test_with_chance_on_every_remittance_balances_and_money_comes_out_even(tmp_path):
    """80 claims, of every payer: nothing the book does by chance unbalances a file."""
    members = {"MCR01": "1EG4TE5MK{:02}", "MCD01": "5300991{:02}"}
    with sandbox_in_process(tmp_path / "state", chance=True) as house:
        house.set_clock("2026-11-03T15:00:00Z")
        for number in range(11):
            claims = [
                claim(
                    service("99214", "180.00", modifiers=("25",)),
                    service("20610", "150.00", modifiers=("RT",)),
                    payer=payer,
                    member=members.get(payer, payer + "5512{:02}").format(number % 90),
                    number=f"{payer}N{number}",
                    other_insurances=(second_payer("MGP01", f"HM55{number}"),) if payer == "MCR01" and number % 2 else (),
                )
                for payer in sorted(set(BOOK.payers) - {"MGP01"})
            ]
            send(house, *claims, control=number + 1, until="2026-11-03T15:00:00Z")
        house.set_clock("2027-11-03")
        house.run()

        assert all_balance(house)
        assert [job for job in house.state()["jobs"] if job["problem"]] == []
        states = {item["state"] for item in house.state()["claims"]}
        assert states <= {"paid", "rejected", "lost"}
        assert "MGP01" in by_payer(house)
