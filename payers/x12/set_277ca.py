"""277CA, the claim acknowledgement (X214): what a clearinghouse or payer says of each claim that it received."""

from payers.x12.claim_status import Status, StatusCode, StatusEntry, StatusLine, StatusReport
from payers.x12.claim_status_checking import CALCULATED_277CA as CALCULATED
from payers.x12.claim_status_checking import check_report
from payers.x12.claim_status_guides import GUIDE_277CA as SPEC
from payers.x12.claim_status_guides import SITUATIONS_277CA as SITUATIONS
from payers.x12.claim_status_reading import StatusReading
from payers.x12.claim_status_rendering import DEPTH, Report, service_line, service_period, status_segment
from payers.x12.model import Dated
from payers.x12.parts import dated_segment, reference_segments
from payers.x12.values import plain, ymd

VERSION = "005010X214"

__all__ = ["CALCULATED", "SITUATIONS", "SPEC", "Status", "StatusCode", "StatusEntry", "StatusLine", "StatusReport", "check", "parse", "render"]


def parse(transaction):
    """StatusReport of a Transaction."""
    reading = StatusReading(transaction)
    return StatusReport(
        **reading.header, entries=reading.entries(), control=transaction.control, version=transaction.version, findings=tuple(reading.lines.findings)
    )  # fmt: skip


def check(transaction):
    """All findings about a Transaction that is a 277CA."""
    return check_report(transaction, parse(transaction), SPEC, SITUATIONS, is_acknowledgement=True)


def render(report):
    """Segments (tuples of text), ST to SE. Each level's TRN, STC, QTY and AMT stand under its own HL."""
    version = report.version or VERSION
    header = [("ST", "277", report.control, version), ("BHT", "0085", report.purpose, report.reference, ymd(report.date), report.time, "TH")]
    written = Report(header, provider_role="85", flat_patient=True)
    for entry in report.entries:
        written.enter(entry, DEPTH[entry.level])
        written.segments += _entry(entry)
    return written.done()


def _entry(entry):
    segments = [("TRN", "1" if entry.level in ("source", "provider") else "2", entry.trace)]
    if entry.level == "source":
        for qualifier, value in (("050", entry.received_date), ("009", entry.processed_date)):
            if value:
                segments.append(dated_segment("DTP", Dated(qualifier, value)))
    segments += [status_segment(status) for status in entry.statuses]
    if entry.level == "claim":
        segments += reference_segments(entry.references) + service_period(entry)
        for line in entry.lines:
            segments += service_line(line)
        return segments
    segments += reference_segments(entry.references)
    segments += [("QTY", item.qualifier, plain(item.quantity)) for item in entry.quantities]
    return segments + [("AMT", item.qualifier, plain(item.amount)) for item in entry.amounts]
