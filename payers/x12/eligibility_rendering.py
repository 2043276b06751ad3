"""One record per person -> HLs and NM1 loops of a 270 or 271. Called by set_270 and set_271."""

from payers.x12.hierarchy import Levels
from payers.x12.parts import address_segments, contact_segments, name_segment, reference_segments
from payers.x12.values import ymd


def render_levels(segments, records, content, above=None):
    """Adds the records' levels to `segments`. `content(record, person)` gives what stands under the person's HL.

    `above(record, level)` gives what stands under a payer or receiver, such as its AAA.
    """
    levels = Levels(segments)
    for record in records:
        if levels.enter(0, "20", record.source, last=record.receiver is None):
            segments.append(name_segment(record.source.role or "PR", record.source))
            segments += contact_segments(record.source.contacts)
            if above and record.receiver is None:
                segments += above(record)
        if record.receiver is not None and levels.enter(1, "21", record.receiver, last=record.subscriber is None):
            segments += _receiver(record.receiver)
            if above and record.subscriber is None:
                segments += above(record)
        if record.subscriber is None:
            continue
        if levels.enter(2, "22", (record.subscriber, record.dependent is None), last=not record.dependent) and record.dependent:
            segments += _party("IL", record.subscriber) + _birth(record.subscriber)
        if record.dependent:
            levels.enter(3, "23", (record.dependent, record.relationship))
        segments += content(record, record.dependent or record.subscriber)
    return segments


def _receiver(party):
    segments = [name_segment(party.role or "1P", party), *reference_segments(party.references)]
    segments += address_segments(party.address) if party.address else []
    return segments + ([("PRV", "BI", "PXC", party.taxonomy)] if party.taxonomy else [])


def _party(role, party):
    segments = [name_segment(role, party), *reference_segments(party.references)]
    return segments + (address_segments(party.address) if party.address else [])


def _birth(party):
    return [("DMG", "D8", ymd(party.birth_date), party.sex)] if party.birth_date else []


def person_segments(record, person, refusals=()):
    """NM1, REF, N3, N4, AAA, DMG, INS of the person asked about."""
    role = "03" if record.dependent else "IL"
    segments = _party(role, person) + list(refusals) + _birth(person)
    if record.relationship:
        segments.append(("INS", "N" if record.dependent else "Y", record.relationship))
    return segments
