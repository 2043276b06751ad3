"""Outbound text: upper-case ASCII, and no way for data to become structure."""

import pytest

from payers import x12
from payers.x12.delimiters import Delimiters
from payers.x12.writer import COMPONENT, ELEMENT, REPETITION, SEGMENT, assemble, composite, isa, repeated
from tests.payers.x12 import builders


@pytest.mark.parametrize(
    ("data", "sent"),
    [
        ("O*BRIEN", b"O+BRIEN"),
        ("A~B", b"A-B"),
        ("A:B", b"A-B"),
        ("A^B", b"A-B"),
        ("Müller", b"MULLER"),
        ("Weiß", b"WEISS"),
        ("Łukasz Ørsted", b"LUKASZ ORSTED"),
        ("O’Neil", b"O'NEIL"),
        ("山田", b"??"),
        ("two\nlines\tand tab", b"TWO LINES AND TAB"),
        ("＊fullwidth＊", b"+FULLWIDTH+"),
        (f"a{ELEMENT}b{SEGMENT}c{COMPONENT}d{REPETITION}e\x00f", b"A B C D E F"),
    ],
)
def test_text_is_replaced_where_everybody_can_see_it(data, sent):
    assert assemble([("NM1", "IL", "1", data)]) == b"NM1*IL*1*" + sent + b"~"


@pytest.mark.parametrize("part", ["A:B", "A*B", f"A{COMPONENT}B", f"A{ELEMENT}B", f"A{SEGMENT}B", f"A{REPETITION}B"])
def test_a_component_stays_one_component(part):
    sent = assemble([("SV1", composite("HC", part, "25"), "1")])

    (segment,) = sent.decode().rstrip("~").split("~")
    assert [len(element.split(":")) for element in segment.split("*")] == [1, 3, 1]


def test_a_repetition_stays_one_repetition():
    assert assemble([("EQ", repeated(["30", f"9{REPETITION}8", "A^B"]))]) == b"EQ*30^9 8^A-B~"


def test_empty_elements_and_components_at_the_end_are_left_out():
    assert assemble([("CLM", "1", "", composite("11", "B", ""), "", "")]) == b"CLM*1**11:B~"


def test_other_delimiters_are_replaced_in_the_data_instead():
    marks = Delimiters("|", ">", "!", "\n")

    assert assemble([("NM1", "A|B>C!D*E~F")], marks) == b"NM1|A-B-C D*E~F\n"


def test_no_repetition_separator_still_keeps_values_apart():
    assert assemble([("EQ", repeated(["30", "98"]))], Delimiters("*", ":", "", "~")) == b"EQ*30 98~"


def test_the_isa_has_its_full_width():
    written = isa(builders.envelope())

    assert len(written) == 106
    assert written == b"ISA*00*          *00*          *ZZ*RIVERSIDE      *ZZ*PAYERGATE      *261124*0930*^*00501*000000041*0*T*:~"


@pytest.mark.parametrize("change", [{"sender": "A" * 16}, {"receiver": "B" * 16}, {"usage": "TT"}])
def test_what_does_not_fit_the_isa_is_refused(change):
    with pytest.raises(ValueError, match="does not fit"):
        isa(builders.envelope(**change))


def test_neighbours_of_one_set_share_a_group():
    models = [builders.batch(), builders.batch(control="0002"), builders.everyday_remittance(), builders.batch(control="0003")]

    (interchange,) = x12.read(x12.write(builders.envelope(), models)).interchanges

    assert [(group.functional_id, group.control, len(group.transactions)) for group in interchange.groups] == [
        ("HC", "41", 2),
        ("HP", "42", 1),
        ("HC", "43", 1),
    ]
    assert interchange.findings == ()


def test_what_is_no_model_is_refused():
    with pytest.raises(TypeError, match="no transaction set"):
        x12.write(builders.envelope(), ["ST*837"])
