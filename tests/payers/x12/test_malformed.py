"""Malformed twins: a golden file with one thing broken gives exactly the finding that names it, its place and its element.

The situational rules have their twins in `twins_837p` and its siblings, the guides theirs in `twins`.
"""

import re
from pathlib import Path

import pytest

from payers import x12

GOLDEN = Path(__file__).parent / "golden"


def findings(name, old, new):
    """(code, element) of what is found once `old` became `new`; the SE count is set right again."""
    text = (GOLDEN / f"{name}.edi").read_text().replace("\n", "")
    assert text.count(old) >= 1, old
    broken = text.replace(old, new, 1)
    sizes = iter(
        [
            broken[start.start() : end.start()].count("~") + 1
            for start, end in zip(re.finditer(r"~ST\*", broken), re.finditer(r"~SE\*", broken), strict=True)
        ]
    )
    broken = re.sub(r"~SE\*\d+", lambda _: f"~SE*{next(sizes)}", broken)
    return [finding for transaction in x12.read(broken.encode()).transactions() for finding in x12.check(transaction)]


TWINS = [
    # 837P: structure
    ("837p/self", "NM1*40*2*PAYERGATE*****46*GATE01~", "", "loop_missing", "", "1000B"),
    ("837p/self", "HI*ABK:E119*ABF:I10~", "", "segment_missing", "", "2300"),
    ("837p/self", "N3*12 MAIN ST*SUITE 4~", "", "segment_missing", "", "2010AA"),
    ("837p/self", "DTP*472*D8*20261102~", "", "segment_missing", "", "2400"),
    ("837p/self", "REF*EI*631234567~", "", "segment_missing", "", "2010AA"),
    ("837p/self", "BHT*0019", "XYZ*1~BHT*0019", "unknown_segment", "", ""),
    ("837p/self", "REF*EI*631234567~", "REF*EI*631234567~REF*ZZ*1~", "unexpected_segment", "", "2010AA"),
    ("837p/self", "LX*1~", "REF*G1*A~REF*G1*B~LX*1~", "segment_order", "", "2300"),
    ("837p/self", "HI*ABK", "REF*G1*A~REF*G1*B~HI*ABK", "segment_repeated", "", "2300"),
    ("837p/self", "N4*MONTGOMERY*AL*36104~DMG*D8*19800506*F~", "DMG*D8*19800506*F~N4*MONTGOMERY*AL*36104~", "segment_order", "", "2010BA"),
    ("837p/self", "HL*2*1*22*0", "HL*3*1*22*0", "hl_sequence", "HL01", "2000B"),
    ("837p/self", "HL*2*1*22*0", "HL*2*9*22*0", "hl_parent", "HL02", "2000B"),
    # 837P: elements
    ("837p/self", "CLM*K7Q2M9X4T1ZB01*150***11:B:1", "CLM*K7Q2M9X4T1ZB01*150***:B:1", "element_missing", "CLM05-1", "2300"),
    ("837p/self", "*Y*A*Y*Y~", "*Y*A*Y*Q~", "invalid_code", "CLM09", "2300"),
    ("837p/self", "*Y*A*Y*Y~", "*Y*A*Y*Y~".replace("*Y~", "*Y***X~"), "invalid_code", "CLM12", "2300"),
    ("837p/self", "N4*MONTGOMERY*AL*36104~", "N4*M*AL*36104~", "element_short", "N401", "2010BA"),
    ("837p/self", "N3*1 ELM ST~", f"N3*{'E' * 56}~", "element_long", "N301", "2010BA"),
    ("837p/self", "N3*1 ELM ST~", "N3*1 ELM ST*A*B~", "too_many_elements", "N303", "2010BA"),
    ("837p/self", "N3*1 ELM ST~", "N3*1 ELM ST*~", "trailing_separator", "", "2010BA"),
    ("837p/self", "N3*1 ELM ST~", "N3*1 ELM\x01ST~", "invalid_character", "N301", "2010BA"),
    ("837p/self", "SBR*P*18*G100", "SBR*P*18*G100**12*X", "element_not_used", "SBR06", "2000B"),
    ("837p/self", "DTP*472*D8*20261102~", "DTP*472*D8*20261131~", "invalid_date", "DTP03", "2400"),
    ("837p/self", "DTP*472*D8*20261102~", "DTP*472*RD8*20261102-20261101~", "invalid_date", "DTP03", "2400"),
    ("837p/self", "BHT*0019*00*B000000041*20261124*0930", "BHT*0019*00*B000000041*20261124*2430", "invalid_time", "BHT05", ""),
    ("837p/self", "SV1*HC:99214:25*150*UN*1*", "SV1*HC:99214:25*150*UN*ONE*", "invalid_quantity", "SV104", "2400"),
    ("837p/self", "NM1*IL*1*DOE*ADA*Q***MI*W123456789~", "NM1*IL*1*DOE*ADA*Q***MI~", "element_missing", "NM109", "2010BA"),
    ("837p/self", "NM1*85*2*RIVERSIDE FAMILY MEDICINE*****XX*1234567893~", "NM1*85*2*RIVERSIDE FAMILY MEDICINE*****XX*1234567890~", "npi_check_digit", "NM109", "2010AA"),
    # 837I
    ("837i/inpatient", "CL1*1*1*01~", "", "segment_missing", "", "2300"),
    ("837i/inpatient", "HI*BBR:02703DZ:D8:20261102", "HI*BBR:02703DZ", "element_missing", "HI01-3", "2300"),
    # 835
    ("835/everyday", "CLP*PCN1*1*200*96*24", "CLP*PCN1*1*200*96*2X4", "invalid_amount", "CLP05", "2100"),
    ("835/everyday", "CAS*CO*45*20~", "CAS*CR*45*20~", "invalid_code", "CAS01", "2100"),
    ("835/everyday", "LX*1~", "", "segment_missing", "", "2000"),
    ("837p/self", "LX*1~", "", "segment_missing", "", "2400"),
    ("837p/self", "HL*2*1*22*0~", "", "segment_missing", "", "2000B"),
    # 999
    ("999/accepted", "IK5*A~", "IK5*Q~", "invalid_code", "IK501", "2000"),
    # eligibility
    ("270/plan_and_procedure", "EQ*30^98", "EQ*", "element_missing", "EQ01", "2110C"),
    ("271/benefits_and_refusal", "EB*1*IND", "EB*?*IND", "invalid_code", "EB01", "2110C"),
    ("271/benefits_and_refusal", "AAA*N**67*C~", "AAA*N**67~", "element_missing", "AAA04", "2100D"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "element", "loop"), TWINS, ids=[f"{row[0]} {row[3]} {number}" for number, row in enumerate(TWINS)]
)
def test_the_broken_twin_yields_its_finding(name, old, new, code, element, loop):
    found = findings(name, old, new)

    assert (code, element, loop) in [(item.code, item.element, item.loop) for item in found]


def test_every_finding_says_where_and_how_in_words():
    for name, old, new, code, _, _ in TWINS:
        for item in findings(name, old, new):
            if item.code == code:
                assert item.message.endswith((".", "?"))
                assert len(item.message.split()) >= 5, item
                assert item.segment_number > 0, item


def test_one_broken_thing_gives_one_finding():
    found = findings("837p/self", "*Y*A*Y*Y~", "*Y*A*Y*Q~")

    assert [(item.code, item.segment, item.segment_number, item.element) for item in found] == [("invalid_code", "CLM", 20, "CLM09")]


@pytest.mark.parametrize("amount", ["X", "1.234", "1,000", ""])
def test_a_bad_amount_is_told_once(amount):
    found = findings("835/zero_pay", "CLP*PCN9*1*150*0*", f"CLP*PCN9*1*{amount}*0*")

    assert [item.code for item in found if item.element == "CLP03"] == ["invalid_amount" if amount else "amount_missing"]


def test_a_missing_first_segment_does_not_make_everything_after_it_strange():
    found = findings("835/everyday", "LX*1~", "")

    assert [(item.code, item.loop, item.segment) for item in found] == [("segment_missing", "2000", "LX")]


def test_a_claim_off_by_a_cent_is_named_with_its_amount():
    found = findings("835/everyday", "CAS*CO*45*30~", "CAS*CO*45*30.01~")

    assert [(item.code, item.segment_number) for item in found] == [("claim_out_of_balance", 12), ("line_out_of_balance", 14)]
    assert "PCN1" in found[0].message
    assert "off by -0.01" in found[0].message


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("837p/self", "error"), ("837i/inpatient", "error"), ("270/full", "error"), ("276/full", "error"),
        ("835/everyday", "warning"), ("271/full", "warning"), ("277/full", "warning"), ("277ca/payer", "warning"),
    ],
)  # fmt: skip
def test_a_wrong_npi_is_an_error_of_what_we_send_and_a_remark_in_an_answer_that_repeats_it(name, severity):
    found = findings(name, "XX*1234567893", "XX*1234567890")

    assert {item.severity for item in found if item.code == "npi_check_digit"} == {severity}


@pytest.mark.parametrize(("patients", "codes"), [("2.00", []), ("2", []), ("2.5", ["patients_transported"]), ("0", ["patients_transported"])])
def test_patients_transported_are_counted_by_value_not_by_how_it_is_written(patients, codes):
    found = findings("837p/ambulance", "QTY*PT*2~", f"QTY*PT*{patients}~")

    assert [item.code for item in found if item.element == "QTY02"] == codes


def test_two_claims_under_one_patient_control_number_are_advised_against_not_refused():
    found = findings("837p/three_claims", "CLM*SECONDVISIT", "CLM*K7Q2M9X4T1ZB01")

    assert [(item.severity, item.code) for item in found] == [("warning", "claim_repeated")]


def test_diagnoses_without_a_code_are_missing_not_repeated():
    found = findings("837p/self", "HI*ABK:E119*ABF:I10~", "HI*ABK:E119*ABF*ABF~")

    assert {item.code for item in found} == {"element_missing"}


def test_a_patient_level_that_is_announced_and_missing_is_told_once():
    found = findings("837p/self", "HL*2*1*22*0~", "HL*2*1*22*1~")

    assert [item.code for item in found] == ["children_missing"]


def test_one_character_is_spoken_of_as_one():
    (found,) = (item for item in findings("837p/self", "SV1*HC:99214", "SV1*H:99214") if item.code == "element_short")

    assert "has 1 character, at least 2 are needed" in found.message


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("837p/replacement", "REF*9F*REF1~", "REF*G1*AUTH9~"),
        ("837p/replacement", "DTP*431*D8*20261030~", "DTP*439*D8*20261030~"),
        ("837i/inpatient", "DTP*434*RD8*20261102-20261104~", "DTP*435*DT*202611020815~"),
        ("837i/inpatient", "HI*ABJ:R079~", "HI*ABF:E119:::::::Y~"),
        (
            "837p/providers",
            "NM1*P3*1*PRIMARY*PAUL****XX*1234567893~REF*1G*UPIN2~",
            "NM1*82*1*HOUSE*GRETA*M**MD*XX*1679576722~PRV*PE*PXC*207Q00000X~REF*LU*SITE1~",
        ),
    ],
)
def test_neighbours_of_one_segment_id_may_stand_in_any_order(name, first, second):
    assert findings(name, first + second, second + first) == findings(name, first + second, first + second)


def test_a_required_one_of_several_neighbours_is_missing_where_it_never_comes():
    found = findings("837i/inpatient", "DTP*434*RD8*20261102-20261104~", "")

    assert [(item.code, item.segment) for item in found if item.code == "segment_missing"] == [("segment_missing", "DTP")]
