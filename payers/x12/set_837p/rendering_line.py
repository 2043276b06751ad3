"""One ServiceLine -> the segments of loops 2400 to 2440, in the guide's order. Called by `rendering`."""

from payers.x12.model import Dated, Reference
from payers.x12.parts import adjustment_segments, dated_segment, ordered, party_segments, procedure_composite, reference_segments
from payers.x12.set_837p import order
from payers.x12.set_837p.rendering_claim import attachment_segment
from payers.x12.values import plain, ymd
from payers.x12.writer import composite


def line_segments(line, number):
    """LX, SV1 and what stands under them."""
    more = line.more
    segments = [("LX", str(number)), _sv1(line)]
    if more:
        segments += order.of(more, "SV5")
    segments += [attachment_segment(item) for item in line.attachments]
    if more:
        segments += order.of(more, "CR1") + order.of(more, "CR3") + order.of(more, "CRC")
    segments += _dates_and_quantities(line)
    if more:
        segments += order.of(more, "MEA") + order.of(more, "CN1")
    segments += reference_segments(ordered(line_references(line), order.LINE_REFERENCES))
    segments += [("AMT", item.qualifier, plain(item.amount)) for item in ordered(line.amounts, order.LINE_AMOUNTS)]
    if more:
        segments += order.of(more, "K3")
    segments += [("NTE", note.code, note.text) for note in line.notes]
    if more:
        segments += order.of(more, "PS1") + order.of(more, "HCP") + order.others(more, order.LINE_MORE)
    segments += drug_segments(line.drug) + _providers(line)
    for adjudication in line.adjudications:
        segments += adjudication_segments(adjudication)
    return segments + [segment for segment in more if segment[0] in ("LQ", "FRM")]


def _dates_and_quantities(line):
    segments = []
    if line.service_date:
        segments.append(dated_segment("DTP", Dated("472", line.service_date, line.service_end)))
    segments += [dated_segment("DTP", item) for item in ordered(line.dates, order.LINE_DATES)]
    return segments + [("QTY", item.qualifier, plain(item.quantity)) for item in ordered(line.quantities, order.LINE_QUANTITIES)]


def _sv1(line):
    return (
        "SV1", procedure_composite(line.procedure_qualifier, line.procedure, line.modifiers, line.description), plain(line.charge), line.unit,
        plain(line.units), line.place_of_service, "", composite(*line.pointers), "", line.emergency, "", line.epsdt, line.family_planning,
        "", "", line.copay_exempt,
    )  # fmt: skip


def line_references(line):
    """The references of a line, its control number (REF*6R) among them."""
    own = (Reference("6R", line.control_number),) if line.control_number else ()
    return own + line.references


def drug_segments(drug):
    """LIN, CTP and the prescription's REF of a line's drug."""
    if not drug:
        return []
    segments = [("LIN", "", "N4", drug.ndc)]
    if drug.quantity is not None:
        segments.append(("CTP", "", "", "", plain(drug.quantity), composite(drug.unit)))
    if drug.reference:
        segments += reference_segments((drug.reference,))
    return segments


def _providers(line):
    segments = []
    for role, provider in (("82", line.rendering), ("QB", line.purchased), ("77", line.facility), ("DQ", line.supervising), ("DK", line.ordering)):
        if provider:
            segments += party_segments(role, provider)
    for role, provider in zip(("DN", "P3"), line.referring, strict=False):
        segments += party_segments(provider.role or role, provider)
    for role, provider in (("PW", line.pick_up), ("45", line.drop_off)):
        if provider:
            segments += party_segments(role, provider)
    return segments


def adjudication_segments(item):
    """Loop 2430: SVD, CAS, DTP*573, AMT*EAF of one earlier payer on this line."""
    procedure = procedure_composite(item.procedure_qualifier, item.procedure, item.modifiers)
    segments = [("SVD", item.payer_id, plain(item.paid), procedure, "", plain(item.units), item.bundled_line)]
    segments += adjustment_segments(item.adjustments)
    if item.paid_date:
        segments.append(("DTP", "573", "D8", ymd(item.paid_date)))
    if item.remaining_liability is not None:
        segments.append(("AMT", "EAF", plain(item.remaining_liability)))
    return segments
