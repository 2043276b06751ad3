"""277, the answer to a claim status request (X212). It tells where a claim is; money is posted from the 835 only."""

from payers.x12.claim_status import Status, StatusCode, StatusEntry, StatusLine, StatusReport
from payers.x12.claim_status_checking import CALCULATED_277 as CALCULATED
from payers.x12.claim_status_checking import check_report
from payers.x12.claim_status_guides import GUIDE_277 as SPEC
from payers.x12.claim_status_guides import SITUATIONS_277 as SITUATIONS
from payers.x12.claim_status_reading import StatusReading
from payers.x12.claim_status_rendering import DEPTH, Report, service_line, service_period, status_segment
from payers.x12.model import Reference
from payers.x12.parts import ordered, reference_segments
from payers.x12.values import ymd

VERSION = "005010X212"
REFERENCES = ("1K", "BLT", "EJ", "XZ", "VV", "D9")

__all__ = ["CALCULATED", "SITUATIONS", "SPEC", "Status", "StatusCode", "StatusEntry", "StatusLine", "StatusReport", "check", "parse", "render"]


def parse(transaction):
    """StatusReport of a Transaction."""
    reading = StatusReading(transaction)
    return StatusReport(
        **reading.header, entries=reading.entries(), control=transaction.control, version=transaction.version, findings=tuple(reading.lines.findings)
    )  # fmt: skip


def check(transaction):
    """All findings about a Transaction that is a 277."""
    return check_report(transaction, parse(transaction), SPEC, SITUATIONS, is_acknowledgement=False)


def render(report):
    """Segments (tuples of text), ST to SE."""
    version = report.version or VERSION
    header = [("ST", "277", report.control, version), ("BHT", "0010", report.purpose, report.reference, ymd(report.date), report.time, "DG")]
    written = Report(header, provider_role="1P")
    for entry in report.entries:
        written.enter(entry, DEPTH[entry.level])
        written.segments += _entry(entry)
    return written.done()


def _entry(entry):
    segments = [("TRN", "1" if entry.level == "provider" else "2", entry.trace)]
    segments += [status_segment(status) for status in entry.statuses]
    references = entry.references
    if entry.patient_control_number and not any(item.qualifier == "EJ" for item in references):
        references = (*references, Reference("EJ", entry.patient_control_number))
    segments += reference_segments(ordered(references, REFERENCES)) + service_period(entry)
    for line in entry.lines:
        segments += service_line(line)
    return segments
