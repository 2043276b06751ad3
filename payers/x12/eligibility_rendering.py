"""One record per person -> HLs and NM1 loops of a 270 or 271. Called by set_270 and set_271."""

from payers.x12.hierarchy import Levels
from payers.x12.parts import address_segments, contact_segments, name_segment, reference_segments
from payers.x12.values import ymd
from payers.x12.writer import composite


def render_levels(segments, records, content, above=None):
    """Adds the records' levels to `segments`. `content(record, person)` gives what stands under the person's HL.

    `above(record)` gives the refusals by loop (2000A, 2100A, 2100B) of a record that has no person.
    """
    levels = Levels(segments)
    for record in records:
        if levels.enter(0, "20", record.source, last=record.receiver is None):
            told = above(record) if above and record.receiver is None else {}
            segments += told.get("2000A", [])
            segments.append(name_segment(record.source.role or "PR", record.source))
            segments += contact_segments(record.source.contacts) + told.get("2100A", [])
        if record.receiver is not None and levels.enter(1, "21", record.receiver, last=record.subscriber is None):
            segments += _receiver(record.receiver, above(record).get("2100B", []) if above and record.subscriber is None else [])
        if record.subscriber is None:
            continue
        if levels.enter(2, "22", (record.subscriber, record.dependent is None), last=not record.dependent) and record.dependent:
            segments += _party("IL", record.subscriber) + _birth(record.subscriber)
        if record.dependent:
            levels.enter(3, "23", (record.dependent, record.relationship))
        segments += content(record, record.dependent or record.subscriber)
    return segments


def _receiver(party, refusals):
    return _party(party.role or "1P", party) + refusals + specialty_segments(party, "BI")


def _party(role, party):
    segments = [name_segment(role, party), *reference_segments(party.references)]
    return segments + (address_segments(party.address) if party.address else [])


def specialty_segments(party, role):
    """PRV of a party, where it has a taxonomy or a role; `role` is the one where it names none."""
    if not party.taxonomy and not party.specialty_role:
        return []
    return [("PRV", party.specialty_role or role, party.specialty_list or ("PXC" if party.taxonomy else ""), party.taxonomy)]


def _birth(party):
    return [("DMG", "D8", ymd(party.birth_date), party.sex)] if party.birth_date else []


def person_segments(record, person, refusals=(), maintenance=("", "")):
    """NM1, REF, N3, N4, AAA, PRV, DMG, INS, HI of the person asked about. `maintenance` is INS03 and INS04."""
    role = "03" if record.dependent else "IL"
    segments = _party(role, person) + list(refusals) + specialty_segments(person, "PE") + _birth(person)
    if record.relationship:
        sequence = ("",) * 12 + (record.birth_sequence,)
        segments.append(("INS", "N" if record.dependent else "Y", record.relationship, *maintenance, *sequence))
    if record.diagnoses:
        segments.append(("HI", *(composite(*pair) for pair in record.diagnoses)))
    return segments
