"""Segments in plain language, as the pages show them."""

import re
from pathlib import Path

import pytest

from payers import x12
from payers.x12.explain import explain_segment
from payers.x12.guide import guide
from payers.x12.meanings import meaning
from payers.x12.registry import SETS
from payers.x12.segments import segments
from payers.x12.sentences import SENTENCES
from tests.payers.x12 import builders

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "x12"
EXPLAINED = sorted(GOLDEN.glob("*/*.edi")) + (sorted(SAMPLES.glob("*/*")) if SAMPLES.is_dir() else [])


def explained(model, **options):
    (transaction,) = x12.read(x12.write(builders.envelope(), [model])).transactions()
    return list(x12.explain(transaction, **options))


def sentence(model, start):
    return next(item.sentence for item in explained(model) if item.raw.startswith(start))


@pytest.mark.parametrize(
    ("start", "text"),
    [
        ("CLM", "Claim K7Q2M9X4T1ZB01: $150.00, place of service Office, original claim."),
        ("SV1", "Service 99214 with 25: $150.00 for 1 unit, for diagnosis 1."),
        ("HI", "Codes: principal diagnosis (ICD-10) E119; diagnosis (ICD-10) I10."),
        ("NM1*85", "Billing provider: RIVERSIDE FAMILY MEDICINE, NPI 1234567893."),
        ("NM1*IL", "Subscriber: ADA Q DOE, member id W123456789."),
        ("SBR", "Primary insurance, the patient is the subscriber, group G100, commercial."),
        ("DMG", "Born 1980-05-06, female."),
        ("DTP", "Date of service: 2026-11-02."),
        ("LX", "Service line 1."),
    ],
)
def test_a_claim_is_told(start, text):
    assert sentence(builders.batch(), start) == text


@pytest.mark.parametrize(
    ("start", "text"),
    [
        ("BPR", "Payment of $137.50 by bank transfer on 2026-11-20 (payment with this remittance)."),
        ("CLP*PCN1", "Claim PCN1, processed as primary: charged $200.00, paid $96.00, the patient owes $24.00, payer number ICNPCN1."),
        ("CLP*PCN3*22", "Claim PCN3, reversal of an earlier payment: charged -$90.00, paid -$70.00, payer number ICNPCN3."),
        ("SVC*HC:99213", "Service 99213, billed as 99214: charged $90.00, paid $75.00 for 1 unit."),
        (
            "PLB",
            "Adjustment of the whole payment for 1234567893 (positive takes money away): recovery of an overpayment (LETTER9) $25.00; interest -$1.50.",
        ),
    ],
)
def test_a_remittance_is_told(start, text):
    assert sentence(builders.everyday_remittance(), start) == text


def test_an_adjustment_says_who_bears_it_and_why():
    text = sentence(builders.everyday_remittance(), "CAS*PR*2")

    assert text.startswith("Adjustment PR (the patient owes it): $24.00, reason 2 (")
    assert "coinsurance" in text


def test_elements_have_names_and_meanings():
    clm = next(item for item in explained(builders.batch()) if item.segment_id == "CLM")

    by_ref = {element.ref: element for element in clm.elements}
    assert by_ref["CLM01"].name == "patient control number"
    assert (by_ref["CLM02"].value, by_ref["CLM02"].meaning) == ("150", "$150.00")
    assert (by_ref["CLM05-3"].value, by_ref["CLM05-3"].name, by_ref["CLM05-3"].meaning) == ("1", "frequency", "original claim")


def test_each_segment_has_its_loop():
    loops = {item.raw.split("*")[0] + item.raw.split("*")[1]: item.loop for item in explained(builders.batch())}

    assert loops["NM141"] == "1000A"
    assert loops["NM185"] == "2010AA"
    assert loops["NM1PR"] == "2010BB"
    assert loops["HIABK:E119"] == "2300"
    assert loops["SV1HC:99214:25"] == "2400"


def test_a_part_can_be_shown_with_marks():
    (transaction,) = x12.read(x12.write(builders.envelope(), [builders.everyday_remittance()])).transactions()
    claim = x12.parse(transaction).claims[1]

    shown = list(x12.explain(transaction, first=claim.first_segment, last=claim.last_segment, highlight=(claim.first_segment,)))

    assert [item.segment_id for item in shown] == ["CLP", "CAS", "NM1", "NM1", "MOA"]
    assert [item.highlight for item in shown] == [True, False, False, False, False]
    assert shown[0].number == claim.first_segment


def test_every_model_is_told_in_whole_sentences():
    for model in (
        builders.batch(builders.replacement_claim(), builders.secondary_claim()),
        builders.claim_acknowledgement(),
        builders.status_report(),
        builders.status_request(),
    ):
        for item in explained(model):
            assert item.sentence.endswith(".")
            assert "codec does not know" not in item.sentence
            assert "  " not in item.sentence


def test_an_unknown_segment_is_shown_as_it_stands():
    data = x12.write(builders.envelope(), [builders.batch()]).replace(b"BHT*0019", b"ZZZ*A~BHT*0019")
    (transaction,) = x12.read(data).transactions()

    shown = list(x12.explain(transaction))[1]

    assert shown.sentence == "A segment ZZZ that this codec does not know."
    assert [element.value for element in shown.elements] == ["A"]


def test_every_known_segment_has_names_for_its_elements():
    for info in segments().values():
        assert info.name
        for element in info.elements:
            assert element.name
            assert element.components or (element.kind and element.maximum >= element.minimum > 0), (info.id, element)


def test_rules_between_elements_name_elements_that_exist():
    for info in segments().values():
        for kind, positions in info.rules:
            assert kind in "PRECL", info.id
            assert max(positions) <= len(info.elements), (info.id, kind, positions)


def test_every_segment_of_every_guide_has_a_sentence_of_its_own():
    known = {id_ for entry in SETS.values() for id_ in guide(entry.module.SPEC).ids}

    assert known - set(SENTENCES) == set()


@pytest.mark.parametrize("kind", ["837P", "837I", "835", "999", "277CA", "277", "276", "271", "270"])
def test_every_code_of_the_guide_has_a_meaning(kind):
    silent = set()
    for rule in guide(SETS[kind].module.SPEC).segment_rules():
        for position, element in enumerate(rule.elements, 1):
            ref = f"{rule.id}{position:02d}"
            for place, item in [(ref, element), *((f"{ref}-{at}", part) for at, part in enumerate(element.components, 1))]:
                silent |= {(place, code) for code in item.codes or () if not meaning(place, code)}

    assert silent == set()


@pytest.mark.parametrize("path", EXPLAINED, ids=[f"{path.parent.name}/{path.name}" for path in EXPLAINED])
def test_every_segment_of_a_file_is_told_in_a_sentence(path):
    for transaction in x12.read(path).transactions():
        ids = guide(SETS[transaction.type].module.SPEC).ids
        shown = list(x12.explain(transaction))

        assert [item.segment_id for item in shown] == [segment[0] for segment in transaction.segments]
        for item in shown:
            assert item.sentence.endswith("."), item
            assert "codec does not know" not in item.sentence or item.segment_id not in ids, item
            assert not re.search(r"\{\}|None|  | [,;:] | \.$", item.sentence), item.sentence


@pytest.mark.parametrize(
    ("name", "start", "text"),
    [
        ("271/full", "EB*A", "Coinsurance (individual) 20 %, for laboratory, commercial, authorization needed, out of network."),
        ("271/full", "EB*F", "Limitation (individual), 20 visits per calendar year, for physical therapy, authorization needed, in network."),
        ("271/full", "EB*D", "Benefit description (individual) $40.00 per visit, for procedure 99214 with 25, for diagnosis 1, 2, commercial, in network."),
        ("271/full", "HSD*VS*12", "Delivery of care: 12 visits each day, within 30 visits."),
        ("835/full", "QTY*CA", "Days covered: 3."),
        ("835/full", "PER*CX*CLAIMS", "Contact CLAIMS: phone 3345550101, fax 3345550102, extension 7."),
        ("277ca/full", "SVC", "Service 99214 with 25: charged $150.00 for 1 unit."),
        ("999/full", "CTX*CLM01:PCN1", "Where the error stands: CLM01 PCN1."),
        ("835/everyday", "BPR", "Payment of $137.50 by bank transfer on 2026-11-20 (payment with this remittance)."),
        ("271/full", "HL*1", "Level 1: payer."),
        ("837p/dependent", "HL*1", "Level 1: billing provider."),
        ("837p/dependent", "HL*3", "Level 3: patient, under level 2."),
        ("837i/inpatient", "CLM", "Claim HOSP0000001: $1,200.00, type of bill 111, original claim."),
        ("837p/ambulance", "CRC*07*N", "Conditions that do not apply (ambulance): visible bleeding, medically necessary."),
        ("837p/ambulance", "NM1*PW", "Ambulance pick-up."),
        ("837p/self", "BHT", "Made on 2026-11-24 at 09:30, sender's reference B000000041."),
    ],
)
def test_answers_are_told_with_all_they_say(name, start, text):
    transaction = next(x12.read(GOLDEN / f"{name}.edi").transactions())

    assert next(item.sentence for item in x12.explain(transaction) if item.raw.startswith(start)) == text


def elements(name, start):
    transaction = next(x12.read(GOLDEN / f"{name}.edi").transactions())
    segment = next(item for item in x12.explain(transaction) if item.raw.startswith(start))
    return [(element.ref, element.name, element.value, element.meaning) for element in segment.elements]


def test_the_type_of_bill_of_a_facility_is_not_told_as_a_place_of_service():
    assert ("CLM05-1", "type of bill, first two digits", "11", "") in elements("837i/inpatient", "CLM")
    assert ("CLM05-1", "place of service", "11", "Office") in elements("837p/self", "CLM")


def test_a_place_that_stands_several_times_is_told_one_by_one():
    marks = x12.read(GOLDEN / "999/full.edi").interchanges[0].delimiters
    segment = explain_segment("CTX*SITUATIONAL TRIGGER^SITUATIONAL TRIGGER:2", marks)

    assert [(element.ref, element.value) for element in segment.elements] == [
        ("CTX01-1", "SITUATIONAL TRIGGER"), ("CTX01-1", "SITUATIONAL TRIGGER"), ("CTX01-2", "2"),
    ]  # fmt: skip
