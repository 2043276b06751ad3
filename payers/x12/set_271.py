"""271, the eligibility answer (X279A1). It says what a plan covers; it promises no payment."""

from payers.x12.checking import by_guide, with_values
from payers.x12.eligibility import Benefit, EligibilityAnswer, EligibilityResponse, Rejection
from payers.x12.eligibility_guides import GUIDE_271 as SPEC
from payers.x12.eligibility_guides import SITUATIONS_271 as SITUATIONS
from payers.x12.eligibility_reading import EligibilityReading
from payers.x12.eligibility_rendering import person_segments, render_levels, specialty_segments
from payers.x12.parts import address_segments, contact_segments, dated_segment, name_segment, procedure_composite, reference_segments
from payers.x12.values import plain, ymd
from payers.x12.writer import composite, finished, repeated

__all__ = ["CALCULATED", "SITUATIONS", "SPEC", "Benefit", "EligibilityAnswer", "EligibilityResponse", "Rejection", "check", "parse", "render"]

CALCULATED = (
    ("hl_sequence", "2000B", "HL"), ("hl_parent", "2000B", "HL"), ("hl_level", "2000C", "HL"), ("hl_children", "2000B", "HL"),
)  # fmt: skip


def parse(transaction):
    """EligibilityResponse of a Transaction."""
    reading = EligibilityReading(transaction)
    names = EligibilityAnswer.__dataclass_fields__
    answers = tuple(EligibilityAnswer(**{name: value for name, value in record.items() if name in names}) for record in reading.records)
    header = {name: value for name, value in reading.header.items() if name != "use"}
    return EligibilityResponse(
        **header, answers=answers, control=transaction.control, version=transaction.version, findings=tuple(reading.lines.findings)
    )  # fmt: skip


def check(transaction):
    """All findings about a Transaction that is a 271."""
    found = with_values(by_guide(transaction, SPEC, SITUATIONS), parse(transaction).findings)
    return tuple(sorted(found, key=lambda item: item.segment_number))


def render(response):
    """Segments (tuples of text), ST to SE."""
    segments = [
        ("ST", "271", response.control, response.version),
        ("BHT", "0022", response.purpose, response.reference, ymd(response.date), response.time),
    ]
    return finished(render_levels(segments, response.answers, _content, _above))


def _above(answer):
    """Refusals by the loop in which they stand, of an answer about nobody; one that names none is the innermost level's."""
    innermost = "2100A" if answer.receiver is None else "2100B"
    found = {}
    for item in answer.rejections:
        found.setdefault(item.loop if item.loop in ("2000A", "2100A", "2100B") else innermost, []).extend(_refusals((item,)))
    return found


def _refusals(rejections):
    return [("AAA", item.answered or "N", "", item.code, item.follow_up) for item in rejections]


def _content(answer, person):
    segments = [("TRN", *trace) for trace in answer.traces]
    segments += person_segments(answer, person, _refusals(answer.rejections), answer.maintenance)
    segments += reference_segments(answer.references) + [dated_segment("DTP", item) for item in answer.dates]
    segments += [("MPI", *answer.military)] if answer.military else []
    for benefit in answer.benefits:
        segments += _benefit(benefit)
    return segments


def _benefit(benefit):
    procedure = procedure_composite(benefit.procedure_qualifier, benefit.procedure, benefit.modifiers) if benefit.procedure else ""
    segments = [
        (
            "EB", benefit.info, benefit.level, repeated(benefit.service_types), benefit.insurance, benefit.plan, benefit.period,
            plain(benefit.amount),
            plain(benefit.percent), benefit.quantity_qualifier, plain(benefit.quantity), benefit.authorization, benefit.network, procedure,
            composite(*benefit.pointers),
        )
    ]  # fmt: skip
    segments += [("HSD", *delivery) for delivery in benefit.deliveries] + reference_segments(benefit.references)
    segments += [dated_segment("DTP", item) for item in benefit.dates] + _refusals(benefit.rejections)
    segments += [("MSG", text) for text in benefit.messages] + list(benefit.more)
    if benefit.parties:
        segments.append(("LS", "2120"))
        for party in benefit.parties:
            segments += _related(party)
        segments.append(("LE", "2120"))
    return segments


def _related(party):
    segments = [(*name_segment(party.role, party), party.relation)]
    segments += address_segments(party.address) if party.address else []
    segments += contact_segments(party.contacts)
    return segments + specialty_segments(party, "PE")
