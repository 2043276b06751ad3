"""One ServiceLine -> loops 2400 to 2440, in the guide's order. Called by `rendering`. What most lines have goes through one template."""

from payers.x12.model import Dated, Reference
from payers.x12.parts import adjustment_segments, dated_segment, ordered, party_segments, procedure_composite, reference_segments
from payers.x12.set_837p import order
from payers.x12.set_837p.rendering_claim import attachment_segment
from payers.x12.values import plain, ymd
from payers.x12.writer import composite, pattern


def add_lines(sheet, lines):
    """LX, SV1 and what stands under them, of each line."""
    shape, values = sheet.shape, sheet.values
    for position, line in enumerate(lines, 1):
        number = str(line.number or position)
        modifiers, pointers = line.modifiers, line.pointers
        template = EVERYDAY.get((len(modifiers), len(pointers)))
        if template and "" not in modifiers and "" not in pointers and _everyday(line):
            shape += template
            values += (
                number, line.procedure_qualifier, line.procedure, *modifiers, plain(line.charge), line.unit, plain(line.units),
                line.place_of_service, *pointers, ymd(line.service_date), line.control_number,
            )  # fmt: skip
        else:
            sheet.segments(_head(line, number))
        if (
            line.amounts or line.notes or line.drug or line.rendering or line.purchased or line.facility or line.supervising or line.ordering
            or line.referring or line.pick_up or line.drop_off or line.adjudications or line.more
        ):  # fmt: skip
            sheet.segments(_tail(line))


def _everyday_line(modifiers, pointers):
    """Template of LX, SV1, DTP*472 and REF*6R for that many modifiers and pointers."""
    return pattern(f"LX*%s~SV1*%s:%s{':%s' * modifiers}*%s*%s*%s*%s**%s{':%s' * (pointers - 1)}~DTP*472*D8*%s~REF*6R*%s")


EVERYDAY = {(modifiers, pointers): _everyday_line(modifiers, pointers) for modifiers in range(5) for pointers in range(1, 5)}


def _everyday(line):
    """True when the line has a day and a control number, and nothing between its SV1 and its amounts that is rare."""
    rare = (
        line.service_end or line.references or line.more or line.dates or line.quantities or line.attachments or line.description
        or line.emergency or line.epsdt or line.family_planning or line.copay_exempt
    )  # fmt: skip
    return not rare and line.service_date and line.control_number and line.procedure


def _head(line, number):
    """LX to the references."""
    more = line.more
    segments = [("LX", number), _sv1(line), *order.of(more, "SV5")]
    segments += [attachment_segment(item) for item in line.attachments]
    segments += order.of(more, "CR1") + order.of(more, "CR3") + order.of(more, "CRC")
    segments += _dates_and_quantities(line)
    segments += order.of(more, "MEA") + order.of(more, "CN1")
    return segments + reference_segments(ordered(line_references(line), order.LINE_REFERENCES))


def _tail(line):
    """What stands after the references."""
    more = line.more
    segments = [("AMT", item.qualifier, plain(item.amount)) for item in ordered(line.amounts, order.LINE_AMOUNTS)]
    segments += order.of(more, "K3")
    segments += [("NTE", note.code, note.text) for note in line.notes]
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
    procedure = ""
    if item.procedure:
        procedure = procedure_composite(item.procedure_qualifier, item.procedure, item.modifiers, item.description)
    segments = [("SVD", item.payer_id, plain(item.paid), procedure, item.revenue_code, plain(item.units), item.bundled_line)]
    segments += adjustment_segments(item.adjustments)
    if item.paid_date:
        segments.append(("DTP", "573", "D8", ymd(item.paid_date)))
    if item.remaining_liability is not None:
        segments.append(("AMT", "EAF", plain(item.remaining_liability)))
    return segments
