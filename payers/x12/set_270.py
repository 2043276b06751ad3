"""270, the eligibility inquiry (X279A1): asks a payer what it covers for a person."""

from payers.x12.checking import by_guide
from payers.x12.eligibility import EligibilityInquiry, EligibilityRequest, Question
from payers.x12.eligibility_guides import GUIDE_270 as SPEC
from payers.x12.eligibility_reading import EligibilityReading
from payers.x12.eligibility_rendering import person_segments, render_levels
from payers.x12.findings import ERROR, Finding
from payers.x12.model import Dated, Party
from payers.x12.parts import dated_segment, procedure_composite
from payers.x12.values import ymd
from payers.x12.writer import finished, repeated

__all__ = ["SPEC", "EligibilityInquiry", "EligibilityRequest", "Question", "check", "parse", "render"]


def parse(transaction):
    """EligibilityRequest of a Transaction."""
    reading = EligibilityReading(transaction)
    return EligibilityRequest(
        **reading.header, inquiries=tuple(map(_inquiry, reading.records)), control=transaction.control, version=transaction.version,
        findings=tuple(reading.lines.findings),
    )  # fmt: skip


def _inquiry(record):
    trace = record["traces"][0] if record["traces"] else ("", "", "")
    asked = next((item for item in record["dates"] if item.qualifier == "291"), Dated("291", None))
    return EligibilityInquiry(
        source=record["source"], receiver=record.get("receiver", Party()), subscriber=record.get("subscriber", Party()),
        dependent=record.get("dependent"),
        relationship=record["relationship"], trace=trace[1], trace_company=trace[2], date=asked.start, end_date=asked.end,
        questions=record["questions"],
        first_segment=record["first_segment"], last_segment=record["last_segment"],
    )  # fmt: skip


def check(transaction):
    """All findings about a Transaction that is a 270."""
    found = by_guide(transaction, SPEC)
    for inquiry in parse(transaction).inquiries:
        person = inquiry.dependent or inquiry.subscriber
        if not (inquiry.subscriber.id or (person.name and person.birth_date)):
            message = "Nothing identifies the person: give the member id, or name and birth date."
            found.append(Finding(ERROR, "person_not_identified", "2100C", "NM1", inquiry.first_segment, "NM109", message))
    return tuple(sorted(found, key=lambda item: item.segment_number))


def render(request):
    """Segments (tuples of text), ST to SE."""
    segments = [
        ("ST", "270", request.control, request.version),
        ("BHT", "0022", "13", request.reference, ymd(request.date), request.time),
    ]
    return finished(render_levels(segments, request.inquiries, _content))


def _content(inquiry, person):
    segments = [("TRN", "1", inquiry.trace, inquiry.trace_company)] if inquiry.trace else []
    segments += person_segments(inquiry, person)
    if inquiry.date:
        segments.append(dated_segment("DTP", Dated("291", inquiry.date, inquiry.end_date)))
    for question in inquiry.questions:
        procedure = procedure_composite(question.procedure_qualifier, question.procedure, question.modifiers) if question.procedure else ""
        segments.append(("EQ", "" if procedure else repeated(question.service_types), procedure, question.coverage_level))
        if question.date:
            segments.append(dated_segment("DTP", Dated("291", question.date, question.end_date)))
    return segments
