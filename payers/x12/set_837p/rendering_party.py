"""Parties of an 837 into a Sheet: NM1, PRV, N3, N4, DMG, REF, PER, those that they have. Called by `rendering` and its siblings.

Writes what `parts.party_segments` gives, through templates where a segment has its everyday form.
"""

from payers.x12.parts import address_segments, contact_segments, name_segment, reference_segments
from payers.x12.values import ymd
from payers.x12.writer import pattern

NAME = pattern("NM1*%s*%s*%s*%s*%s**%s*%s*%s")
TAXONOMY = pattern("PRV*PE*PXC*%s")
ADDRESS = pattern("N3*%s~N4*%s*%s*%s")
REFERENCE = pattern("REF*%s*%s")
BIRTH = pattern("DMG*D8*%s*%s")


def add_party(sheet, role, party, *, taxonomy=True, birth=True):
    """A party under an entity code, in the order of the 837."""
    shape, values = sheet.shape, sheet.values
    if party.id:
        shape += NAME
        values += (
            role, "1" if party.is_person else "2", party.name, party.first, party.middle, party.suffix, party.id_qualifier, party.id,
        )  # fmt: skip
    else:
        sheet.segments([name_segment(role, party)])
    if party.taxonomy and taxonomy:
        shape += TAXONOMY
        values.append(party.taxonomy)
    address = party.address
    if address:
        if address.line1 and not address.line2 and address.zip_code and not address.country and not address.subdivision:
            shape += ADDRESS
            values += (address.line1, address.city, address.state, address.zip_code)
        else:
            sheet.segments(address_segments(address))
    if party.birth_date and birth:
        if party.sex:
            shape += BIRTH
            values += (ymd(party.birth_date), party.sex)
        else:
            sheet.segments([("DMG", "D8", ymd(party.birth_date))])
    if party.references:
        add_references(sheet, party.references)
    if party.contacts:
        sheet.segments(contact_segments(party.contacts))


def add_references(sheet, references):
    """REF of each, in the order given."""
    for item in references:
        if item.value and not item.note and not item.owner:
            sheet.shape += REFERENCE
            sheet.values += (item.qualifier, item.value)
        else:
            sheet.segments(reference_segments((item,)))
