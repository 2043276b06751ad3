"""270, the eligibility inquiry (X279A1): asks a payer what it covers for a person."""

from payers.x12.checking import by_guide
from payers.x12.eligibility import EligibilityInquiry, EligibilityRequest, Question
from payers.x12.eligibility_guides import GUIDE_270 as SPEC
from payers.x12.eligibility_guides import SITUATIONS_270 as SITUATIONS
from payers.x12.eligibility_reading import EligibilityReading
from payers.x12.eligibility_rendering import person_segments, render_levels
from payers.x12.findings import ERROR, Finding
from payers.x12.model import Dated, Party
from payers.x12.parts import dated_segment, procedure_composite, reference_segments
from payers.x12.traces import repeated_traces
from payers.x12.values import plain, ymd
from payers.x12.writer import composite, finished, repeated

__all__ = ["CALCULATED", "SITUATIONS", "SPEC", "EligibilityInquiry", "EligibilityRequest", "Question", "check", "parse", "render"]

CALCULATED = (
    ("hl_sequence", "2000B", "HL"), ("hl_parent", "2000B", "HL"), ("hl_level", "2000C", "HL"), ("hl_children", "2000C", "HL"),
    ("person_not_identified", "2100C", "NM1"), ("trace_repeated", "2000D", "TRN"),
)  # fmt: skip


def parse(transaction):
    """EligibilityRequest of a Transaction."""
    reading = EligibilityReading(transaction)
    return EligibilityRequest(
        **reading.header, inquiries=tuple(map(_inquiry, reading.records)), control=transaction.control, version=transaction.version,
        findings=tuple(reading.lines.findings),
    )  # fmt: skip


def _inquiry(record):
    trace = ([*record["traces"][0], ""])[:4] if record["traces"] else ("", "", "", "")
    card = next((item.start for item in record["dates"] if item.qualifier == "102"), None)
    asked = next((item for item in record["dates"] if item.qualifier == "291"), Dated("291", None))
    return EligibilityInquiry(
        source=record["source"], receiver=record.get("receiver", Party()), subscriber=record.get("subscriber", Party()),
        dependent=record.get("dependent"),
        relationship=record["relationship"], birth_sequence=record["birth_sequence"], trace=trace[1], trace_company=trace[2], trace_note=trace[3],
        more_traces=record["traces"][1:], diagnoses=record["diagnoses"], card_date=card, date=asked.start, end_date=asked.end,
        questions=record["questions"],
        first_segment=record["first_segment"], last_segment=record["last_segment"],
    )  # fmt: skip


def check(transaction):
    """All findings about a Transaction that is a 270."""
    found = by_guide(transaction, SPEC, SITUATIONS)
    inquiries = parse(transaction).inquiries
    found += repeated_traces(transaction, inquiries, found.loops)
    for inquiry in inquiries:
        person = inquiry.dependent or inquiry.subscriber
        if not (inquiry.subscriber.id or (person.name and person.birth_date)):
            message = "Nothing identifies the person: give the member id, or name and birth date."
            found.append(Finding(ERROR, "person_not_identified", *_name_of(inquiry, transaction.segments), "NM109", message))
    return tuple(sorted(found, key=lambda item: item.segment_number))


def _name_of(inquiry, segments):
    """(loop, segment, number) of the person's NM1, or of the HL where there is none."""
    loop = "2100D" if inquiry.dependent else "2100C"
    for number in range(inquiry.first_segment, inquiry.last_segment + 1):
        if segments[number - 1][0] == "NM1":
            return loop, "NM1", number
    return loop.replace("2100", "2000"), segments[inquiry.first_segment - 1][0], inquiry.first_segment


def render(request):
    """Segments (tuples of text), ST to SE."""
    segments = [
        ("ST", "270", request.control, request.version),
        ("BHT", "0022", request.purpose, request.reference, ymd(request.date), request.time, request.use),
    ]
    return finished(render_levels(segments, request.inquiries, _content))


def _content(inquiry, person):
    segments = [("TRN", "1", inquiry.trace, inquiry.trace_company, inquiry.trace_note)] if inquiry.trace else []
    segments += [("TRN", *trace) for trace in inquiry.more_traces] + person_segments(inquiry, person)
    if inquiry.card_date:
        segments.append(dated_segment("DTP", Dated("102", inquiry.card_date)))
    if inquiry.date:
        segments.append(dated_segment("DTP", Dated("291", inquiry.date, inquiry.end_date)))
    for question in inquiry.questions:
        segments += _question(question)
    return segments


def _question(question):
    procedure = procedure_composite(question.procedure_qualifier, question.procedure, question.modifiers) if question.procedure else ""
    types = "" if procedure else repeated(question.service_types)
    segments = [("EQ", types, procedure, question.coverage_level, "", composite(*question.pointers))]
    segments += [("AMT", item.qualifier, plain(item.amount)) for item in question.amounts]
    segments += list(question.places) + reference_segments(question.references)
    if question.date:
        segments.append(dated_segment("DTP", Dated("291", question.date, question.end_date)))
    return segments
