"""InstitutionalBatch -> an 837I, in the guide's order."""

from payers.x12.model import Dated
from payers.x12.parts import dated_segment, ordered, party_segments, procedure_composite, reference_segments
from payers.x12.set_837p import order
from payers.x12.set_837p.rendering import Levels, opened
from payers.x12.set_837p.rendering_claim import attachment_segment, other_insurance_segments
from payers.x12.set_837p.rendering_line import adjudication_segments, drug_segments, line_references
from payers.x12.values import plain, ymd
from payers.x12.writer import composite

CLAIM_REFERENCES = ("4N", "9F", "G1", "F8", "9A", "9C", "LX", "D9", "LU", "EA", "P4", "G4")
LINE_REFERENCES = ("6R", "9B", "9D")
PARTIES = (("71", "attending", "AT"), ("72", "operating", ""), ("ZZ", "other_operating", ""), ("82", "rendering", ""), ("77", "facility", ""))


def render(batch):
    """The transaction, ST to SE, as Rendered. ST02 is `batch.control`."""
    sheet = opened(batch)
    levels = Levels(sheet)
    for claim in batch.claims:
        levels.enter(claim)
        sheet.segments(claim_segments(claim))
        for number, line in enumerate(claim.lines, 1):
            sheet.segments(line_segments(line, line.number or number))
        sheet.turn()
    return sheet.finished(batch.control)


def claim_segments(claim):
    """CLM and all that stands before the first LX."""
    segments = [_clm(claim), *_dates(claim)]
    if claim.admission_type or claim.patient_status:
        segments.append(("CL1", claim.admission_type, claim.admission_source, claim.patient_status))
    segments += [attachment_segment(item) for item in claim.attachments] + order.of(claim.more, "CN1")
    segments += [("AMT", item.qualifier, plain(item.amount)) for item in claim.amounts]
    segments += reference_segments(ordered(claim.references, CLAIM_REFERENCES)) + order.of(claim.more, "K3")
    segments += [("NTE", note.code, note.text) for note in claim.notes] + order.of(claim.more, "CRC")
    segments += [("HI", *map(_health_code, codes)) for codes in claim.health_codes]
    segments += order.of(claim.more, "HCP") + order.others(claim.more, ("CN1", "K3", "CRC", "HCP"))
    for role, name, specialty in PARTIES:
        segments += _party(role, getattr(claim, name), specialty)
    for provider in claim.referring:
        segments += party_segments("DN", provider, taxonomy=False)
    for other in claim.other_insurances:
        segments += other_insurance_segments(other)
    return segments


def _clm(claim):
    place = composite(claim.place_of_service, "A", claim.frequency)
    return (
        "CLM", claim.patient_control_number, plain(claim.charge), "", "", place, "", claim.assignment, claim.benefits_assigned,
        claim.release_of_information,
        "", "", "", "", "", "", "", "", "", "", claim.delay_reason,
    )  # fmt: skip


def _dates(claim):
    segments = []
    if claim.discharge_time:
        segments.append(("DTP", "096", "TM", claim.discharge_time))
    if claim.statement_start:
        segments.append(("DTP", "434", "RD8", f"{ymd(claim.statement_start)}-{ymd(claim.statement_end or claim.statement_start)}"))
    if claim.admitted_date:
        segments.append(dated_segment("DTP", Dated("435", claim.admitted_date, None, claim.admitted_time)))
    return segments + [dated_segment("DTP", item) for item in claim.dates]


def _health_code(item):
    return composite(item.qualifier, item.code, item.date_form, item.date, plain(item.amount), "", "", "", item.present_on_admission)


def _party(role, party, specialty=""):
    if not party:
        return []
    segments = party_segments(role, party, taxonomy=False)
    if specialty and party.taxonomy:
        segments.insert(1, ("PRV", specialty, "PXC", party.taxonomy))
    return segments


def line_segments(line, number):
    """LX, SV2 and what stands under them."""
    procedure = procedure_composite(line.procedure_qualifier, line.procedure, line.modifiers, line.description) if line.procedure else ""
    units = (line.unit, plain(line.units)) if line.units else ("", "")
    segments = [("LX", str(number)), ("SV2", line.revenue_code, procedure, plain(line.charge), *units, "", plain(line.non_covered))]
    segments += [attachment_segment(item) for item in line.attachments]
    if line.service_date:
        segments.append(dated_segment("DTP", Dated("472", line.service_date, line.service_end)))
    segments += reference_segments(ordered(line_references(line), LINE_REFERENCES))
    segments += [("AMT", item.qualifier, plain(item.amount)) for item in line.amounts]
    segments += [("NTE", note.code, note.text) for note in line.notes] + order.others(line.more, ())
    segments += drug_segments(line.drug)
    for role, party in (("72", line.operating), ("ZZ", line.other_operating), ("82", line.rendering)):
        segments += _party(role, party)
    for provider in line.referring:
        segments += party_segments("DN", provider, taxonomy=False)
    for adjudication in line.adjudications:
        segments += adjudication_segments(adjudication)
    return segments
