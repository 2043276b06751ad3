"""The fast way of writing an 837 writes what the plain way does: templates against tuples of elements."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payers.x12.model import Address, Contact, Party, Reference
from payers.x12.parts import party_segments
from payers.x12.set_837p.rendering_line import EVERYDAY, add_lines
from payers.x12.set_837p.rendering_party import add_party
from payers.x12.writer import ELEMENT, SEGMENT, Sheet, assemble, pattern, written
from tests.payers.x12 import builders
from tests.payers.x12.strategies import days, words

maybe = words | st.just("")
references = st.lists(st.builds(Reference, words, maybe, maybe), max_size=2).map(tuple)
addresses = st.builds(Address, maybe, maybe, maybe, maybe, maybe, maybe)
parties = st.builds(
    Party, name=maybe, first=maybe, middle=maybe, suffix=maybe, is_person=st.booleans(), id_qualifier=maybe, id=maybe, taxonomy=maybe,
    address=st.none() | addresses, references=references, contacts=st.sampled_from([(), (Contact("IC", "X", (("TE", "1"),)),)]),
    birth_date=st.none() | days, sex=maybe,
)  # fmt: skip


def body(sheet):
    """The bytes of a sheet without its SE."""
    return assemble(sheet.finished("0001")).rpartition(b"SE*")[0]


@settings(max_examples=200, deadline=None)
@given(parties, st.booleans(), st.booleans())
def test_a_party_is_written_the_same_in_either_way(party, taxonomy, birth):
    sheet = Sheet()

    add_party(sheet, "82", party, taxonomy=taxonomy, birth=birth)

    assert body(sheet) == assemble(party_segments("82", party, taxonomy=taxonomy, birth=birth))


@pytest.mark.parametrize(("modifiers", "pointers"), EVERYDAY)
def test_an_everyday_line_is_written_as_a_rare_one_less_what_is_rare(modifiers, pointers):
    line = builders.line(modifiers=("25", "59", "GT", "LT")[:modifiers], pointers=("1", "2", "3", "4")[:pointers])
    everyday, rare = Sheet(), Sheet()

    add_lines(everyday, [line])
    add_lines(rare, [replace(line, emergency="Y")])

    assert body(everyday) == body(rare).replace(b"**Y~", b"~", 1)


def test_structure_in_one_value_of_a_claim_becomes_blanks():
    sheet = Sheet()
    sheet.shape += pattern("REF*%s*%s~NTE*ADD*%s")
    sheet.values += ("G1", f"A{ELEMENT}B{SEGMENT}C", "50% OFF")

    assert body(sheet) == b"REF*G1*A B C~NTE*ADD*50% OFF~"


@pytest.mark.parametrize("text", ["REF*G1*%s~", "REF*%s%s", "REF*G1"])
def test_a_template_that_would_leave_something_out_is_refused(text):
    with pytest.raises(ValueError, match="ends in one"):
        pattern(text)


def test_a_value_for_every_hole_or_none_at_all():
    sheet = Sheet()
    sheet.shape += pattern("REF*%s*%s")
    sheet.values += ("G1",)

    with pytest.raises(ValueError, match="attempt to assign"):
        sheet.finished("0001")


def test_segments_and_templates_stand_in_the_order_they_came():
    sheet = Sheet()
    sheet.segments([("ST", "837", "0001"), ("BHT", "0019", "")])
    sheet.shape += pattern("HL*%s")
    sheet.values += ("1",)
    sheet.segments([])

    assert assemble(sheet.finished("0001")) == b"ST*837*0001~BHT*0019~HL*1~SE*4*0001~"
    assert written([]) == ""
