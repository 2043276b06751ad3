"""276, the claim status request (X212): asks a payer where claims are."""

from payers.x12.claim_status import Inquiry, StatusLine, StatusRequest
from payers.x12.claim_status_checking import CALCULATED_276 as CALCULATED
from payers.x12.claim_status_checking import check_request
from payers.x12.claim_status_guides import GUIDE_276 as SPEC
from payers.x12.claim_status_guides import SITUATIONS_276 as SITUATIONS
from payers.x12.claim_status_reading import StatusReading
from payers.x12.claim_status_rendering import Report, service_line, service_period
from payers.x12.model import Reference
from payers.x12.parts import ordered, reference_segments
from payers.x12.values import plain, ymd

VERSION = "005010X212"
REFERENCES = ("1K", "BLT", "LU", "6P", "EJ", "XZ", "D9")

__all__ = ["CALCULATED", "SITUATIONS", "SPEC", "Inquiry", "StatusLine", "StatusRequest", "check", "parse", "render"]


def parse(transaction):
    """StatusRequest of a Transaction."""
    reading = StatusReading(transaction)
    return StatusRequest(
        **reading.header, inquiries=reading.inquiries(), control=transaction.control, version=transaction.version,
        findings=tuple(reading.lines.findings)
    )  # fmt: skip


def check(transaction):
    """All findings about a Transaction that is a 276."""
    return check_request(transaction, parse(transaction), SPEC, SITUATIONS)


def render(request):
    """Segments (tuples of text), ST to SE."""
    version = request.version or VERSION
    header = [("ST", "276", request.control, version), ("BHT", "0010", "13", request.reference, ymd(request.date), request.time)]
    written = Report(header, provider_role="1P", birth=True)
    for inquiry in request.inquiries:
        written.enter(inquiry, 3)
        written.segments += _inquiry(inquiry)
    return written.done()


def _inquiry(inquiry):
    segments = [("TRN", "1", inquiry.trace)]
    numbers = (("1K", inquiry.payer_control_number), ("EJ", inquiry.patient_control_number))
    references = [Reference(qualifier, value) for qualifier, value in numbers if value] + list(inquiry.references)
    segments += reference_segments(ordered(references, REFERENCES))
    if inquiry.amount is not None:
        segments.append(("AMT", "T3", plain(inquiry.amount)))
    segments += service_period(inquiry)
    for line in inquiry.lines:
        segments += service_line(line, statuses=False)
    return segments
