"""The pinned JSON: every key always there, money and dates as text, one row for each claim and status, also in broken files."""

import json

import pytest

from payers import x12
from payers.x12.inspection import inspected
from tests.payers.x12 import builders

PARTY = {"name", "first", "id_qualifier", "id"}
FINDING = {"severity", "code", "loop", "segment", "segment_number", "element", "message"}
INTERCHANGE = {"control", "sender", "receiver", "usage", "findings", "acknowledgements", "groups"}
GROUP = {"control", "functional_id", "version", "findings", "transactions"}
HEAD = {"type", "control", "findings"}
KEYS = {
    "835": {
        "payment_amount",
        "payment_method",
        "payment_date",
        "trace",
        "payer_trace_id",
        "payer",
        "payee",
        "provider_adjustments",
        "claims",
        "balanced",
    },
    "837P": {"claims"},
    "837I": {"claims"},
    "277CA": {"statuses"},
    "277": {"statuses"},
    "276": {"inquiries"},
    "999": {"sets"},
    "271": {"benefits", "rejections", "subscriber", "dependent"},
    "270": {"inquiries", "subscriber", "dependent"},
}
PAID_CLAIM = {
    "patient_control_number", "status", "charge", "paid", "patient_responsibility", "payer_control_number", "original_reference", "crossover", "remarks",
    "adjustments", "lines",
}  # fmt: skip
PAID_LINE = {"procedure", "submitted_procedure", "modifiers", "charge", "paid", "units", "control_number", "adjustments", "remarks"}
CLAIM = {
    "patient_control_number", "charge", "frequency", "place_of_service", "original_reference", "diagnoses", "subscriber", "patient", "billing_provider", "payer",
    "other_payers", "lines",
}  # fmt: skip
LINE = {"procedure", "modifiers", "charge", "units", "pointers", "date", "control_number"}
STATUS = {"patient_control_number", "level", "category", "code", "entity", "amount", "payer_control_number", "source"}


def only(data):
    found, readable = inspected(data)
    assert readable
    ((transaction,),) = [[item for group in interchange["groups"] for item in group["transactions"]] for interchange in found["interchanges"]]
    return transaction


def written(model):
    return x12.write(builders.envelope(), [model])


def edited(model, *pairs):
    data = written(model)
    for old, new in pairs:
        assert old in data
        data = data.replace(old, new)
    return only(data)


def test_the_envelope_has_its_keys():
    found, _ = inspected(written(builders.batch()))

    assert set(found) == {"error", "interchanges"}
    (interchange,) = found["interchanges"]
    assert set(interchange) == INTERCHANGE
    assert set(interchange["groups"][0]) == GROUP
    assert (interchange["control"], interchange["sender"], interchange["receiver"], interchange["usage"]) == (
        "000000041",
        "RIVERSIDE",
        "PAYERGATE",
        "T",
    )


@pytest.mark.parametrize("kind", KEYS)
def test_an_empty_transaction_has_every_key(kind):
    version = {"837P": "005010X222A1", "837I": "005010X223A2", "277CA": "005010X214", "277": "005010X212"}.get(kind, "005010")
    data = written(builders.batch()).decode()
    head, tail = data[: data.index("ST*")], data[data.index("SE*") :].replace("SE*26", "SE*2")

    transaction = only(f"{head}ST*{kind[:3]}*0001*{version}~{tail}".encode())

    assert set(transaction) == HEAD | KEYS[kind]
    assert transaction["type"] == kind
    assert all(value == [] for key, value in transaction.items() if key in ("claims", "statuses", "inquiries", "sets", "benefits", "rejections"))


def test_a_remittance_has_its_keys():
    transaction = only(written(builders.everyday_remittance()))

    assert all(set(claim) == PAID_CLAIM for claim in transaction["claims"])
    assert all(set(line) == PAID_LINE for claim in transaction["claims"] for line in claim["lines"])
    assert set(transaction["payer"]) == set(transaction["payee"]) == PARTY
    assert transaction["provider_adjustments"] == [
        {"reason": "WO", "amount": "25.00", "reference": "LETTER9"},
        {"reason": "L6", "amount": "-1.50", "reference": None},
    ]
    assert transaction["balanced"] is True


def test_a_claim_has_its_keys():
    transaction = only(written(builders.batch(builders.secondary_claim())))

    (claim,) = transaction["claims"]
    assert set(claim) == CLAIM
    assert set(claim["lines"][0]) == LINE
    assert claim["patient"] == claim["subscriber"] == {"name": "DOE", "first": "ADA", "id_qualifier": "MI", "id": "W123456789"}
    assert claim["other_payers"] == [{"name": "EMPLOYER PLAN", "first": None, "id_qualifier": "PI", "id": "EMP01"}]
    assert claim["lines"][0] == {
        "procedure": "99214",
        "modifiers": ["25"],
        "charge": "150.00",
        "units": "1",
        "pointers": ["1"],
        "date": "2026-11-02",
        "control_number": "L1",
    }


def test_the_patient_is_the_dependent_where_there_is_one():
    (claim,) = only(written(builders.batch(builders.dependent_claim())))["claims"]

    assert (claim["patient"]["first"], claim["subscriber"]["first"]) == ("BO", "ADA")


def test_each_composite_of_a_status_is_a_row():
    rows = only(written(builders.claim_acknowledgement()))["statuses"]

    assert all(set(row) == STATUS for row in rows)
    assert [(row["level"], row["patient_control_number"], row["category"], row["code"], row["entity"], row["source"]) for row in rows] == [
        ("receiver", None, "A1", "20", None, "payer"),
        ("provider", None, "A1", "20", None, "payer"),
        ("claim", "PCN1", "A2", "20", None, "payer"),
        ("claim", "PCN2", "A7", "562", "85", "payer"),
        ("claim", "PCN2", "A7", "21", None, "payer"),
        ("line", "PCN2", "A7", "20", None, "payer"),
    ]


@pytest.mark.parametrize(("role", "source"), [(b"PR", "payer"), (b"AY", "clearinghouse"), (b"41", None)])
def test_the_source_of_a_status_is_told_by_who_sends_it(role, source):
    rows = edited(builders.claim_acknowledgement(), (b"NM1*PR*2*BLUE", b"NM1*" + role + b"*2*BLUE"))["statuses"]

    assert {row["source"] for row in rows} == {source}


def test_a_277_takes_the_patient_control_number_from_its_own_reference():
    rows = only(written(builders.status_report()))["statuses"]

    assert [(row["patient_control_number"], row["category"], row["payer_control_number"]) for row in rows] == [
        ("PCN1", "F1", "ICN1"),
        ("PCN2", "D0", None),
    ]


def test_inquiries_tell_number_amount_and_date():
    assert only(written(builders.status_request()))["inquiries"] == [
        {"patient_control_number": "PCN1", "amount": "150.00", "date": "2026-11-02"},
        {"patient_control_number": "PCN2", "amount": "80.00", "date": "2026-11-02"},
    ]


@pytest.mark.parametrize("amount", [b"NaN", b"1e309", b"--5", b"1,200", b"12.345678901", b""])
def test_an_amount_that_is_none_is_zero_and_a_finding(amount):
    transaction = edited(builders.everyday_remittance(), (b"CLP*PCN2*19*80*60", b"CLP*PCN2*19*" + amount + b"*60"))

    claim = transaction["claims"][1]
    assert claim["charge"] == "0.00"
    assert any(item["segment"] == "CLP" and item["element"] == "CLP03" for item in transaction["findings"])
    assert transaction["balanced"] is False
    assert all(set(item) == FINDING for item in transaction["findings"])


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param((b"HL*2*1*22*0~", b""), id="no subscriber level"),
        pytest.param((b"SBR*P*18*G100******CI~", b""), id="no SBR"),
        pytest.param((b"HL*1**20*1~", b"LX*1~"), id="a line before everything"),
        pytest.param((b"LX*1~", b""), id="no LX"),
    ],
)
def test_every_clm_is_a_claim_in_broken_loops(broken):
    transaction = edited(builders.batch(), broken)

    (claim,) = transaction["claims"]
    assert claim["patient_control_number"] == "K7Q2M9X4T1ZB01"
    assert [line["procedure"] for line in claim["lines"]] == ["99214"]


def test_every_clp_is_a_claim_in_broken_loops():
    transaction = edited(builders.everyday_remittance(), (b"LX*1~", b""), (b"NM1*QC*1*DOE*ADA****MI*W123456789~", b""))

    assert [claim["patient_control_number"] for claim in transaction["claims"]] == ["PCN1", "PCN2", "PCN3", "PCN3"]


def test_a_999_tells_set_segment_and_element():
    from tests.payers.x12.test_roundtrip import acknowledgement

    accepted, refused = only(written(acknowledgement()))["sets"]

    assert accepted == {"type": "837", "control": "0001", "accepted": True, "code": "A", "errors": []}
    assert (refused["accepted"], refused["code"]) == (False, "R")
    assert [(error["segment"], error["segment_number"], error["element"], error["code"]) for error in refused["errors"]] == [
        ("CLM", 22, None, "8"),
        ("CLM", 22, "CLM02-1", "7"),
        (None, None, None, "5"),
    ]


def test_a_ta1_is_an_acknowledgement_of_the_interchange():
    from payers.x12 import ta1

    (interchange,) = x12.read(written(builders.batch())).interchanges
    found, _ = inspected(x12.write(builders.envelope(), [], [ta1.acknowledge(interchange, code="R", note="025")]))

    assert found["interchanges"][0]["acknowledgements"] == [
        {"control": "000000041", "date": "2026-11-24", "time": "0930", "code": "R", "note": "025"}
    ]
    assert found["interchanges"][0]["groups"] == []


def test_a_271_tells_benefits_and_refusals():
    from tests.payers.x12.test_roundtrip import eligibility_response

    transaction = only(written(eligibility_response()))

    assert transaction["benefits"][1] == {
        "info": "C", "level": "IND", "service_types": ["30"], "insurance": None, "period": "29", "amount": "412.50", "percent": None, "quantity": None,
        "network": "Y", "messages": ["RESETS IN JANUARY"],
    }  # fmt: skip
    assert transaction["benefits"][2]["percent"] == "0.2"
    assert transaction["rejections"] == [{"code": "67", "follow_up": "C", "loop": "2100D"}]


@pytest.mark.parametrize("data", [b"", b"hello", b"ISA*00*"])
def test_the_unreadable_is_one_object_with_an_error(data):
    found, readable = inspected(data)

    assert not readable
    assert found["interchanges"] == []
    assert found["error"]
    json.dumps(found)


def test_what_could_be_read_before_the_unreadable_is_kept():
    found, readable = inspected(written(builders.batch()) + b"ISA*00*broken")

    assert not readable
    assert found["error"]
    assert [item["control"] for item in found["interchanges"]] == ["000000041"]
