"""The 271: covered or not, what is left to the patient, and how a payer refuses to say."""

from datetime import date
from decimal import Decimal

import pytest

from payers import x12
from payers.x12.eligibility import EligibilityInquiry, EligibilityRequest
from tests.payers.sandbox.test_payer import send
from tests.payers.sandbox.wire import ADA, NPI, ask, claim, interchange, models, service, upload

REQUEST_270 = "X12_270_Request_005010X279A1"


def inquiry(member: str, payer: str, *, control=800) -> bytes:
    asked = EligibilityInquiry(
        source=x12.organisation("PAYER", id_qualifier="PI", id=payer),
        receiver=x12.organisation("LARKFIELD FAMILY MEDICINE", id_qualifier="XX", id=NPI),
        subscriber=x12.person("TOLBERT", "ADA", id_qualifier="MI", id=member, birth_date=ADA.birth_date),
        trace="E1",
        trace_company="9LARKFIELD",
        date=date(2026, 11, 3),
    )
    return interchange(EligibilityRequest(reference="ELIG1", date=date(2026, 11, 3), time="0900", inquiries=(asked,)), control=control)


def answered(house, member: str, payer: str):
    fields, payload = ask(house, inquiry(member, payer), payload_type=REQUEST_270)
    assert (fields["PayloadType"], fields["ErrorCode"]) == ("X12_271_Response_005010X279A1", "Success")
    (transaction,) = x12.read(payload).transactions()
    assert [str(finding) for finding in x12.check(transaction) if finding.severity == x12.ERROR] == []
    (answer,) = x12.parse(transaction).answers
    return answer


def told(answer) -> list[tuple]:
    return [(item.info, item.service_types[0], item.period, item.amount if item.percent is None else item.percent) for item in answer.benefits]


def test_an_active_member_is_told_copay_coinsurance_and_plan(house):
    answer = answered(house, "BPA551203847", "BPA01")

    assert told(answer) == [("1", "30", "", None), ("B", "98", "27", Decimal(25)), ("A", "30", "", Decimal("0.2"))]
    assert (answer.benefits[0].plan, answer.traces[0][1]) == ("BLUE PLAN OF ALABAMA", "E1")


def test_what_is_left_of_a_deductible_falls_with_the_claims_decided(house):
    member = "GSH400118903"
    before = told(answered(house, member, "GSH01"))

    send(house, claim(service("99215", "250.00"), payer="GSH01", member=member))

    assert ("C", "30", "23", Decimal(500)) in before
    assert ("C", "30", "29", Decimal(500)) in before
    assert ("C", "30", "29", Decimal(317)) in told(answered(house, member, "GSH01"))


def test_a_member_whose_coverage_ended_is_inactive(house):
    assert [item[0] for item in told(answered(house, "BPA551203902", "BPA01"))] == ["6"]


@pytest.mark.parametrize(
    ("member", "payer", "code"),
    [("BPA551203901", "BPA01", "75"), ("1EG", "MCR01", "72"), ("BPA551203847", "NOONE", "79")],
    ids=["unknown member", "number of the wrong shape", "unknown payer"],
)
def test_a_payer_refuses_what_it_cannot_answer(house, member, payer, code):
    answer = answered(house, member, payer)

    assert [item.code for item in answer.rejections] == [code]
    assert answer.benefits == ()


def test_a_payer_that_is_down_says_try_again(house):
    house.fault("system_down", scope={"channel": "BPA01"})

    assert [(item.code, item.follow_up) for item in answered(house, "BPA551203847", "BPA01").rejections] == [("42", "R")]


def test_a_batch_of_inquiries_is_answered_by_a_file(house):
    upload(house, "ask.270", inquiry("BPA551203847", "BPA01", control=2))

    house.run()

    assert [line["kind"] for line in house.sent()] == ["999", "271"]
    assert told(models(house, "271")[0].answers[0])[0][0] == "1"
