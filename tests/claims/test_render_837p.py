"""From a frozen claim to bytes: pyx12 accepts each shape, and the amounts in the file are those of a hand-written table."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from claims import render_837p
from claims.render_837p import Numbered, Sender
from claims.snapshot import Address, Decision, LineDecision, Person, Provider, Reduction, from_json, to_json
from payers import x12
from tests.claims.rules.scrub.test_scrub import FIRST, GOOD, MEDICARE, SECOND, WIFE, away, billing, coverage, second
from tests.factories.npi import npi
from tests.support.pyx12_oracle import pyx12_errors

AT = datetime(2026, 11, 23, 9, 30)
SENDER = Sender("LARKFIELD", "Larkfield Family Medicine", "Billing office", "2055550100", "SANDBOX", "SANDBOX CLEARINGHOUSE")
DRUG = replace(FIRST, procedure_code="J7325", modifiers=("RT",), units=Decimal(48), ndc="00004411001", ndc_quantity=Decimal(6), ndc_unit="ML", pointers=(1,))
DECIDED = Decision(
    paid=Decimal("198.40"), decided_on=date(2026, 11, 20), reductions=(), lines=tuple(
        LineDecision(
            charge_id=line.charge_id, procedure_code=line.procedure_code, modifiers=line.modifiers, units=Decimal(1), paid=Decimal(paid),
            reductions=(Reduction(group="CO", reason="45", amount=Decimal(contract)), Reduction(group="PR", reason="2", amount=Decimal(share))),
        )
        for line, paid, contract, share in ((FIRST, "120.00", "30.00", "30.00"), (SECOND, "78.40", "52.00", "19.60"))
    ),
)
AS_A_WHOLE = Decision(
    paid=Decimal("280.00"), decided_on=date(2026, 11, 20), lines=(), reductions=(Reduction(group="PR", reason="1", amount=Decimal("50.00")),),
)
SHAPES = {
    "patient is the subscriber": GOOD,
    "patient is the subscriber's child": coverage(relationship="19", subscriber=WIFE),
    "another payer behind": replace(GOOD, other_coverages=(replace(GOOD.coverage, rank=2, member_id="S-77"),)),
    "Medicare second": replace(
        coverage(payer=MEDICARE, member_id="1EG4-TE5-MK73", rank=2, msp_code="12"), other_coverages=(replace(GOOD.coverage, relationship="18"),),
    ),
    "second, after a decision by line": second(DECIDED),
    "second, after a decision of the claim as a whole": second(AS_A_WHOLE),
    "treated elsewhere": replace(away(npi=npi(9), name="Bay Surgery Center"), place_of_service="21"),
    "referred, with authorization, referral and CLIA numbers": replace(
        GOOD, referring_provider=Provider(last_name="Roe", first_name="Jan", npi=npi(8)), authorization_number="A1234567", referral_number="R1",
        clia_number="01D2345678",
    ),
    "car accident": replace(GOOD, accident_kind="AA", accident_date=date(2026, 11, 1), accident_state="AL", onset_date=date(2026, 11, 1)),
    "drug": replace(GOOD, lines=(DRUG,)),
    "anaesthesia": replace(GOOD, lines=(replace(FIRST, procedure_code="00840", modifiers=("AA",), minutes=117),)),
    "pay-to address": billing(pay_to=Address(street="PO Box 12", city="Fairhope", state="AL", zip_code="36533")),
    "twelve diagnoses": replace(GOOD, diagnoses=tuple(f"M{number}" for number in range(10, 22))),
    "benefits to the patient, release not signed": coverage(assigns_benefits=False, releases_information=False),
    "delimiters and accents in names": replace(GOOD, patient=replace(GOOD.patient, last_name="O~Brien*Núñez:", middle_name="^")),
}


def emit(*snapshots, **numbers):
    claims = [Numbered(each, f"K7Q2M9X4T1Z{n:03d}", **numbers) for n, each in enumerate(snapshots, 1)]
    batch = render_837p.batch(claims, sender=SENDER, reference="0000000410001", control="0001", at=AT)
    envelope = x12.Envelope(sender="LARKFIELD", receiver="SANDBOX", control=41, group_control=41, at=AT, usage="T")
    return x12.write(envelope, [batch])


@pytest.mark.parametrize("shape", SHAPES)
def test_pyx12_accepts_each_shape(shape):
    assert pyx12_errors(emit(SHAPES[shape])) == []


def test_pyx12_refuses_a_spoiled_file():
    assert pyx12_errors(emit(GOOD).replace(b"*330***11:B:1*", b"*330***11:X:1*")) != []


def test_pyx12_accepts_a_replacement_that_names_the_original():
    data = emit(GOOD, frequency="7", original_reference="E26232004417")

    assert pyx12_errors(data) == []
    assert b"CLM*K7Q2M9X4T1Z001*330***11:B:7*" in data
    assert b"REF*F8*E26232004417~" in data


@pytest.mark.parametrize("shape", SHAPES)
def test_our_own_check_finds_nothing(shape):
    (transaction,) = x12.read(emit(SHAPES[shape])).transactions()

    assert [finding for finding in x12.check(transaction) if finding.severity == x12.ERROR] == []


@pytest.mark.parametrize("shape", SHAPES)
def test_json_gives_the_same_bytes_back(shape):
    assert emit(from_json(to_json(SHAPES[shape]))) == emit(SHAPES[shape])


def test_the_amounts_in_the_file_are_those_of_the_table():
    """Read by splitting alone, since system and codec can't prove each other."""
    table = {"K7Q2M9X4T1Z001": ("330", {"L1": ("HC:99214:25", "180", "1"), "L2": ("HC:20610:RT", "150", "1")}),
             "K7Q2M9X4T1Z002": ("792", {"L1": ("HC:J7325:RT", "792", "48")})}
    data = emit(GOOD, replace(GOOD, lines=(replace(DRUG, amount=Decimal("792.00")),)))

    assert amounts(data) == table


def amounts(data):
    """{CLM01: (CLM02, {REF*6R: (SV101, SV102, SV104)})} of an 837P, by splitting on its delimiters."""
    found = {}
    for segment in data.decode().split("~"):
        elements = segment.strip().split("*")
        if elements[0] == "CLM":
            number = elements[1]
            found[number] = (elements[2], {})
        elif elements[0] == "SV1":
            service = (elements[1], elements[2], elements[4])
        elif elements[:2] == ["REF", "6R"]:
            found[number][1][elements[2]] = service
    return found


def test_what_the_payer_before_decided_stands_under_its_line_and_adds_up():
    lines = emit(second(DECIDED)).decode().split("SVD*")[1:]

    assert [each.split("~")[:4] for each in lines] == [
        ["BPA01*120*HC:99214:25**1", "CAS*CO*45*30", "CAS*PR*2*30", "DTP*573*D8*20261120"],
        ["BPA01*78.4*HC:20610:RT**1", "CAS*CO*45*52", "CAS*PR*2*19.6", "DTP*573*D8*20261120"],
    ]


def test_the_subscriber_who_is_another_person_is_only_named():
    text = emit(coverage(relationship="01", subscriber=WIFE)).decode()

    subscriber = text.split("NM1*IL*")[1].split("NM1*PR*")[0].split("~")
    assert subscriber == ["1*MARLOW*JOAN****MI*RVM123456", ""]


def test_one_provider_has_one_level_however_many_claims():
    text = emit(GOOD, replace(GOOD, patient=Person(last_name="Other", first_name="Ann", birth_date=date(1970, 1, 1), sex="F", address=GOOD.patient.address))).decode()

    assert text.count("~NM1*85*") == 1
    assert text.count("~CLM*") == 2


def test_lines_keep_their_order_and_control_numbers():
    text = emit(replace(GOOD, lines=(SECOND, FIRST))).decode()

    assert [segment for segment in text.split("~") if segment.startswith("REF*6R")] == ["REF*6R*L2", "REF*6R*L1"]
