"""One Claim -> loops 2300 to 2330, in the guide's order. Called by `rendering`. What most claims have goes through templates."""

from payers.x12.parts import adjustment_segments, dated_segment, name_segment, ordered, party_segments, reference_segments
from payers.x12.set_837p import order
from payers.x12.set_837p.rendering_party import add_party, add_references
from payers.x12.values import plain, ymd
from payers.x12.writer import composite, pattern

CLAIM = pattern("CLM*%s*%s***%s:B:%s*%s*%s*%s*%s")
CODES_OF_A_SEGMENT = 12
DIAGNOSES = tuple(pattern("HI" + "*%s:%s" * count) for count in range(1, CODES_OF_A_SEGMENT + 1))


def add_claim(sheet, claim):
    """CLM and all that stands before the first LX."""
    _add_clm(sheet, claim)
    if claim.dates:
        sheet.segments([dated_segment("DTP", item) for item in ordered(claim.dates, order.CLAIM_DATES)])
    if claim.attachments:
        sheet.segments([attachment_segment(item) for item in claim.attachments])
    more = claim.more
    if more:
        sheet.segments(order.of(more, "CN1"))
    if claim.amounts:
        sheet.segments([("AMT", item.qualifier, plain(item.amount)) for item in claim.amounts])
    if claim.references:
        add_references(sheet, ordered(claim.references, order.CLAIM_REFERENCES))
    if more:
        sheet.segments(order.of(more, "K3"))
    if claim.notes:
        sheet.segments([("NTE", note.code, note.text) for note in claim.notes])
    if more:
        sheet.segments([segment for tag in ("CR1", "CR2", "CRC") for segment in order.of(more, tag)])
    _add_diagnoses(sheet, claim.diagnoses)
    if claim.anesthesia_procedures or claim.condition_codes:
        sheet.segments(_other_codes(claim))
    if more:
        sheet.segments(order.of(more, "HCP") + order.others(more, order.CLAIM_MORE))
    _add_providers(sheet, claim)
    for other in claim.other_insurances:
        sheet.segments(other_insurance_segments(other))


def _add_clm(sheet, claim):
    rare = claim.patient_signature_source or claim.related_causes or claim.special_program or claim.delay_reason
    if rare or not claim.release_of_information or not claim.frequency:
        sheet.segments([_clm(claim)])
        return
    sheet.shape += CLAIM
    sheet.values += (
        claim.patient_control_number, plain(claim.charge), claim.place_of_service, claim.frequency, claim.provider_signature, claim.assignment,
        claim.benefits_assigned, claim.release_of_information,
    )  # fmt: skip


def _clm(claim):
    return (
        "CLM", claim.patient_control_number, plain(claim.charge), "", "", composite(claim.place_of_service, "B", claim.frequency),
        claim.provider_signature, claim.assignment, claim.benefits_assigned, claim.release_of_information, claim.patient_signature_source,
        _related_causes(claim), claim.special_program, "", "", "", "", "", "", "", claim.delay_reason,
    )  # fmt: skip


def _related_causes(claim):
    causes = ((*claim.related_causes, "", "", ""))[:3]
    if not claim.related_causes:
        return ""
    return composite(*causes, claim.accident_state, claim.accident_country)


def attachment_segment(attachment):
    """PWK; the control number travels with qualifier AC."""
    qualifier = "AC" if attachment.control_number else ""
    return ("PWK", attachment.report, attachment.transmission, "", "", qualifier, attachment.control_number)


def _add_diagnoses(sheet, diagnoses):
    """HI of the diagnoses, twelve to a segment."""
    codes = []
    for item in diagnoses:
        codes += (item.qualifier, item.code)
    if 0 < len(diagnoses) <= CODES_OF_A_SEGMENT and "" not in codes:
        sheet.shape += DIAGNOSES[len(diagnoses) - 1]
        sheet.values += codes
    else:
        sheet.segments(_hi([composite(item.qualifier, item.code) for item in diagnoses]))


def _other_codes(claim):
    """HI of anaesthesia procedures and of condition codes."""
    segments = []
    if claim.anesthesia_procedures:
        qualifiers = ("BP", *("BO" for _ in claim.anesthesia_procedures[1:]))
        segments = _hi([composite(*pair) for pair in zip(qualifiers, claim.anesthesia_procedures, strict=True)])
    return segments + _hi([composite("BG", code) for code in claim.condition_codes])


def _hi(codes):
    return [("HI", *codes[at : at + CODES_OF_A_SEGMENT]) for at in range(0, len(codes), CODES_OF_A_SEGMENT)]


def _add_providers(sheet, claim):
    if claim.referring:
        for role, provider in zip(("DN", "P3"), claim.referring, strict=False):
            add_party(sheet, provider.role or role, provider)
    if claim.rendering:
        add_party(sheet, "82", claim.rendering)
    if claim.facility:
        add_party(sheet, "77", claim.facility)
    if claim.supervising:
        add_party(sheet, "DQ", claim.supervising)
    if claim.pick_up:
        add_party(sheet, "PW", claim.pick_up)
    if claim.drop_off:
        add_party(sheet, "45", claim.drop_off)


def other_insurance_segments(other):
    """Loop 2320 with 2330A to 2330G: another payer and what it decided for the claim as a whole."""
    item = other.insurance
    segments = [("SBR", item.rank, item.relationship, item.group_number, item.group_name, item.msp_type, "", "", "", item.claim_filing)]
    segments += adjustment_segments(other.adjustments)
    for qualifier, value in (("D", other.paid), ("A8", other.non_covered), ("EAF", other.remaining_liability)):
        if value is not None:
            segments.append(("AMT", qualifier, plain(value)))
    segments.append(("OI", "", "", other.benefits_assigned, other.patient_signature_source, "", other.release_of_information))
    if other.inpatient:
        segments.append(("MIA", *other.inpatient))
    if other.outpatient:
        segments.append(("MOA", *other.outpatient))
    segments += party_segments("IL", other.subscriber, birth=False)
    segments += _other_payer(other)
    for provider in other.providers:
        segments.append(name_segment(provider.role, provider))
        segments += reference_segments(provider.references)
    return segments


def _other_payer(other):
    segments = party_segments("PR", other.payer)
    if not other.paid_date:
        return segments
    at = next((index for index, segment in enumerate(segments) if segment[0] == "REF"), len(segments))
    return [*segments[:at], ("DTP", "573", "D8", ymd(other.paid_date)), *segments[at:]]
