"""Questions in real time over CORE HTTP: the answers, and how wrong envelopes are refused."""

import pytest

from payers import x12
from tests.payers.sandbox.test_payer import LATER
from tests.payers.sandbox.wire import adas_visit, ask, claim, claim_file, interchange, models, post, service, status_request, upload

QUESTION = interchange(status_request("RVM01", number="ADA1"), control=900)


def statuses(house, **inquiry) -> list[tuple]:
    """(category, status, paid, check) of each entry that answers one question."""
    fields, payload = ask(house, interchange(status_request(**inquiry), control=901))
    assert (fields["PayloadType"], fields["ErrorCode"]) == ("X12_277_Response_005010X212", "Success")
    (transaction,) = x12.read(payload).transactions()
    assert not x12.has_errors(x12.check(transaction))
    found = [(entry.statuses[0].codes[0], entry.statuses[0]) for entry in x12.parse(transaction).entries if entry.level == "claim"]
    return [(code.category, code.code, status.paid, status.check_number) for code, status in found]


def test_a_claim_is_not_found_then_in_process_then_paid(house):
    upload(house, "one.837", claim_file(adas_visit(number="ADA1")))
    house.run()
    at_the_clearinghouse = statuses(house, payer="RVM01", number="ADA1")
    house.set_clock("2026-11-06")
    house.run()
    at_the_payer = statuses(house, payer="RVM01", number="ADA1")
    house.set_clock(LATER)
    house.run()

    assert at_the_clearinghouse == [("D0", "35", None, "")]
    assert at_the_payer == [("P1", "20", None, "")]
    assert statuses(house, payer="RVM01", number="ADA1") == [("F1", "65", 120, "0770043001")]


def test_a_claim_is_found_by_the_payers_number_too(house):
    upload(house, "one.837", claim_file(adas_visit(number="ADA1")))
    house.run()
    house.set_clock(LATER)
    house.run()
    number = models(house, "835")[0].claims[0].payer_control_number

    assert statuses(house, payer="RVM01", payer_number=number)[0][0] == "F1"


def test_a_claim_denied_whole_is_finalized_as_denied(house):
    upload(house, "one.837", claim_file(claim(service("20610", "150.00"), number="NOSIDE")))
    house.run()
    house.set_clock(LATER)
    house.run()

    assert statuses(house, payer="RVM01", number="NOSIDE")[0][:2] == ("F2", "1")


def test_a_rejected_claim_keeps_its_rejection(house):
    upload(house, "one.837", claim_file(claim(number="UNKNOWN", member="RVM5519901")))
    house.run()
    house.set_clock(LATER)
    house.run()

    assert statuses(house, payer="RVM01", number="UNKNOWN") == [("A7", "33", None, "")]


def test_another_payers_claim_is_not_found(house):
    upload(house, "one.837", claim_file(adas_visit(number="ADA1")))
    house.run()
    house.set_clock(LATER)
    house.run()

    assert statuses(house, payer="BPA01", number="ADA1") == [("D0", "35", None, "")]


def test_a_payer_whose_system_is_down_says_so(house):
    house.fault("system_down", scope={"channel": "RVM01"})

    assert statuses(house, payer="RVM01", number="ADA1") == [("E1", "484", None, "")]
    assert statuses(house, payer="RVM01", number="ADA1") == [("D0", "35", None, "")]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"Password": "guess"}, "UnAuthorized"),
        ({"UserName": None}, "UnAuthorized"),
        ({"PayloadType": "X12_837_Request_005010X222A1"}, "PayloadTypeIllegal"),
        ({"CORERuleVersion": "4.0.0"}, "VersionMismatch"),
        ({"SenderID": None}, "SenderIDRequired"),
        ({"ReceiverID": "SOMEBODY"}, "ReceiverIDIllegal"),
        ({"ProcessingMode": "Batch"}, "ProcessingModeIllegal"),
    ],
)
def test_a_wrong_envelope_is_refused_with_the_rules_code(house, changed, code):
    fields, payload = ask(house, QUESTION, **changed)

    assert (fields["PayloadType"], fields["ErrorCode"], payload) == ("CoreEnvelopeError", code, b"")


def test_the_answer_goes_back_to_the_sender_under_the_same_payload_id(house):
    fields, _ = ask(house, QUESTION, PayloadID="e51d4fae-7dec-11d0-a765-00a0c91e6da6")

    assert (fields["PayloadID"], fields["SenderID"], fields["ReceiverID"]) == ("e51d4fae-7dec-11d0-a765-00a0c91e6da6", "SANDBOX", "LARKFIELD")


def test_a_payload_that_is_no_interchange_is_illegal(house):
    assert ask(house, b"hello")[0]["ErrorCode"] == "PayloadIllegal"


def test_an_interchange_for_production_is_answered_by_a_ta1(house):
    fields, payload = ask(house, interchange(status_request("RVM01", number="ADA1"), usage="P", control=77))

    (answer,) = x12.read(payload).interchanges[0].acknowledgements
    assert fields["PayloadType"] == "X12_TA1_Response_00501X231A1"
    assert (answer.control, answer.code, answer.note) == ("000000077", "R", "020")


def test_a_question_with_errors_is_answered_by_a_999(house):
    fields, payload = ask(house, QUESTION.replace(b"NM1*PR*", b"NM1*ZZ*"))

    (transaction,) = x12.read(payload).transactions()
    assert fields["PayloadType"] == "X12_999_Response_005010X231A1"
    assert x12.parse(transaction).sets[0].accepted is False


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"", "application/json"), (b"nothing here", "multipart/form-data"), (b"--b\r\n\r\n--b--", "multipart/form-data; boundary=b")],
)
def test_a_body_that_is_no_envelope_is_refused_without_a_crash(house, body, content_type):
    status, _, answer = post(house, "/core", body, content_type)

    assert status == 200
    assert b"CoreEnvelopeError" in answer


def test_a_system_that_is_down_answers_503(sandbox):
    sandbox.fault("system_down", scope={"channel": "http"})

    assert post(sandbox, "/core", b"", "multipart/form-data; boundary=b")[0] == 503
    assert post(sandbox, "/core", b"", "multipart/form-data; boundary=b")[0] == 200
