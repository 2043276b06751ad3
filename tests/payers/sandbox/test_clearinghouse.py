"""What the clearinghouse answers for itself: TA1, 999, its own 277CA, the 277 to a batch of questions."""

import pytest

from payers import x12
from tests.payers.sandbox.wire import adas_visit, batch, claim, claim_file, interchange, models, pick_up, service, status_request, upload


def interchange_answers(house):
    """(ISA13 answered, verdict, note) of every TA1."""
    documents = [x12.read(content) for content in pick_up(house, "TA1").values()]
    return [(answer.control, answer.code, answer.note) for document in documents for answer in document.interchanges[0].acknowledgements]


def clearinghouse_statuses(house):
    """Patient control number -> (category, status, action) of the clearinghouse's 277CA."""
    return {
        entry.patient_control_number: (entry.statuses[0].codes[0].category, entry.statuses[0].codes[0].code, entry.statuses[0].action)
        for report in models(house, "277CA", source="SANDBOX")
        for entry in report.entries
        if entry.level == "claim"
    }


def test_an_accepted_batch_gets_a_999_and_a_277ca_that_echoes_its_reference(house):
    upload(house, "one.837", claim_file(adas_visit(number="ADA1"), control=17))

    assert house.run()["sent"] == {"999": 1, "277CA": 1}

    (acknowledgement,) = models(house, "999")
    assert (acknowledgement.group_control, acknowledgement.code, acknowledgement.accepted) == ("17", "A", 1)
    (report,) = models(house, "277CA")
    receiver = next(entry for entry in report.entries if entry.level == "receiver")
    assert (receiver.trace, receiver.sent_by) == ("BATCH17", "clearinghouse")
    assert clearinghouse_statuses(house) == {"ADA1": ("A1", "19", "WQ")}


def test_an_interchange_with_a_control_number_of_before_is_refused_and_its_claims_are_not_taken_twice(house):
    upload(house, "one.837", claim_file(adas_visit(), control=5))
    upload(house, "renamed.837", claim_file(adas_visit(), control=5))

    house.run()

    assert interchange_answers(house) == [("000000005", "R", "025")]
    assert len(house.state()["claims"]) == 1


@pytest.mark.parametrize(("envelope", "note"), [({"usage": "P"}, "020"), ({"receiver": "STRANGER"}, "008")])
def test_an_interchange_for_production_or_for_somebody_else_is_refused(house, envelope, note):
    upload(house, "one.837", claim_file(adas_visit(), control=6, **envelope))

    assert house.run()["sent"] == {"TA1": 1}

    assert interchange_answers(house) == [("000000006", "R", note)]
    assert house.state()["claims"] == []


def test_a_refused_interchange_does_not_use_up_its_control_number(house):
    upload(house, "one.837", claim_file(adas_visit(), control=6, usage="P"))
    upload(house, "two.837", claim_file(adas_visit(), control=6))

    house.run()

    assert len(models(house, "999")) == 1


def test_a_ta1_that_was_asked_for_says_accepted(house):
    upload(house, "one.837", claim_file(adas_visit(), control=8, acknowledgement_requested=True))

    house.run()

    assert interchange_answers(house) == [("000000008", "A", "000")]


def test_a_file_that_is_no_interchange_is_kept_with_its_problem_and_stops_nothing(house):
    upload(house, "odd.837", b"this is not X12")
    upload(house, "one.837", claim_file(adas_visit()))

    house.run()

    (failed,) = [job for job in house.state()["jobs"] if job["problem"]]
    assert failed["problem"].startswith("Unreadable")
    assert [line["isa13"] for line in house.received()] == [None, "000000001"]
    assert len(models(house, "999")) == 1


def test_only_the_broken_transaction_of_a_group_is_refused(house):
    broken = interchange(batch(adas_visit(), control="0001"), batch(adas_visit(number="GOOD"), control="0002"))
    upload(house, "two.837", broken.replace(b"*180*UN", b"*18O*UN", 1))

    house.run()

    (acknowledgement,) = models(house, "999")
    assert [(item.control, item.accepted) for item in acknowledgement.sets] == [("0001", False), ("0002", True)]
    assert [claim["patient_control_number"] for claim in house.state()["claims"]] == ["GOOD"]


def test_a_set_that_nobody_reads_here_is_refused_by_the_999(house):
    upload(house, "one.837", claim_file(adas_visit()).replace(b"005010X222A1", b"005010X223A2"))

    house.run()

    assert models(house, "999")[0].sets[0].accepted is False
    assert house.state()["claims"] == []


def test_a_999_is_taken_without_an_answer(house):
    upload(house, "one.837", claim_file(adas_visit(), control=5))
    house.run()
    (answer,) = pick_up(house, "999").values()
    back = answer.replace(b"*SANDBOX        *ZZ*LARKFIELD      *", b"*LARKFIELD      *ZZ*SANDBOX        *")

    upload(house, "one.999", back)

    assert house.run()["sent"] == {}


def test_claims_the_clearinghouse_cannot_pass_on_are_rejected_one_by_one(house):
    claims = (
        claim(number="GOOD"),
        claim(number="STRANGER", payer="NOONE"),
    )
    upload(house, "one.837", claim_file(*claims))

    house.run()

    assert clearinghouse_statuses(house) == {"GOOD": ("A1", "19", "WQ"), "STRANGER": ("A7", "116", "U")}
    assert {item["patient_control_number"]: item["state"] for item in house.state()["claims"]}["STRANGER"] == "rejected"


def test_the_277ca_counts_and_sums_what_it_accepted_and_rejected(house):
    upload(house, "one.837", claim_file(claim(service(charge="180.00")), claim(service(charge="75.50"), payer="NOONE")))

    house.run()

    (report,) = models(house, "277CA")
    total = next(entry for entry in report.entries if entry.level == "receiver")
    assert {item.qualifier: str(item.quantity) for item in total.quantities} == {"90": "1", "AA": "1"}
    assert {item.qualifier: format(item.amount, ".2f") for item in total.amounts} == {"YU": "180.00", "YY": "75.50"}


def test_a_batch_of_questions_is_answered_with_a_277_file(house):
    upload(house, "one.837", claim_file(adas_visit(number="ADA1"), control=1))
    house.run()

    upload(house, "ask.276", interchange(status_request("RVM01", number="ADA1"), control=2))
    house.run()

    (report,) = models(house, "277")
    assert [(entry.trace, entry.statuses[0].codes[0].category) for entry in report.entries] == [("T1", "D0")]
