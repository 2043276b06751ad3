"""One Claim -> the segments of loops 2300 to 2330, in the guide's order. Called by `rendering`."""

from payers.x12.parts import adjustment_segments, dated_segment, name_segment, ordered, party_segments, reference_segments
from payers.x12.set_837p import order
from payers.x12.values import plain, ymd
from payers.x12.writer import composite


def claim_segments(claim):
    """CLM and all that stands before the first LX."""
    more = claim.more
    segments = [_clm(claim)]
    segments += [dated_segment("DTP", item) for item in ordered(claim.dates, order.CLAIM_DATES)]
    segments += [attachment_segment(item) for item in claim.attachments]
    segments += order.of(more, "CN1")
    segments += [("AMT", item.qualifier, plain(item.amount)) for item in claim.amounts]
    segments += reference_segments(ordered(claim.references, order.CLAIM_REFERENCES))
    segments += order.of(more, "K3")
    segments += [("NTE", note.code, note.text) for note in claim.notes]
    for tag in ("CR1", "CR2", "CRC"):
        segments += order.of(more, tag)
    segments += health_codes(claim)
    segments += order.of(more, "HCP")
    segments += order.others(more, order.CLAIM_MORE)
    segments += _providers(claim)
    for other in claim.other_insurances:
        segments += other_insurance_segments(other)
    return segments


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


def health_codes(claim):
    """HI of the diagnoses, of anaesthesia procedures, and of condition codes, twelve to a segment."""
    segments = _hi([composite(item.qualifier, item.code) for item in claim.diagnoses])
    if claim.anesthesia_procedures:
        qualifiers = ("BP", *("BO" for _ in claim.anesthesia_procedures[1:]))
        segments += _hi([composite(*pair) for pair in zip(qualifiers, claim.anesthesia_procedures, strict=True)])
    return segments + _hi([composite("BG", code) for code in claim.condition_codes])


def _hi(codes):
    return [("HI", *codes[at : at + 12]) for at in range(0, len(codes), 12)]


def _providers(claim):
    segments = []
    for role, provider in zip(("DN", "P3"), claim.referring, strict=False):
        segments += party_segments(provider.role or role, provider)
    for role, provider in (("82", claim.rendering), ("77", claim.facility), ("DQ", claim.supervising), ("PW", claim.pick_up), ("45", claim.drop_off)):
        if provider:
            segments += party_segments(role, provider)
    return segments


def other_insurance_segments(other):
    """Loop 2320 with 2330A to 2330G: another payer and what it decided for the claim as a whole."""
    item = other.insurance
    segments = [("SBR", item.rank, item.relationship, item.group_number, item.group_name, item.msp_type, "", "", "", item.claim_filing)]
    segments += adjustment_segments(other.adjustments)
    for qualifier, value in (("D", other.paid), ("A8", other.non_covered), ("EAF", other.remaining_liability)):
        if value is not None:
            segments.append(("AMT", qualifier, plain(value)))
    segments.append(("OI", "", "", other.benefits_assigned, other.patient_signature_source, "", other.release_of_information))
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
