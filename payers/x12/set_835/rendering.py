"""Remittance -> segments of an 835, in the guide's order. Called by `payers.x12.write`, which the sandbox's payers use."""

from itertools import groupby

from payers.x12.parts import address_segments, adjustment_segments, contact_segments, name_segment, procedure_composite, reference_segments
from payers.x12.values import plain, ymd
from payers.x12.writer import composite, finished

CLAIM_PARTIES = (
    ("QC", "patient"), ("IL", "insured"), ("74", "corrected"), ("82", "rendering"), ("TT", "crossover"), ("PR", "corrected_payer"), ("GB",
    "other_subscriber"),
)  # fmt: skip


def render(remittance):
    """Segments (tuples of text), ST to SE. ST02 is `remittance.control`."""
    segments = [("ST", "835", remittance.control), _bpr(remittance)]
    segments.append(("TRN", "1", remittance.trace, remittance.payer_trace_id, remittance.supplemental_id))
    segments += [("CUR", *remittance.currency)] if remittance.currency else []
    segments += reference_segments(remittance.references)
    if remittance.production_date:
        segments.append(("DTM", "405", ymd(remittance.production_date)))
    segments += _payer(remittance.payer) + _payee(remittance.payee)
    segments += [("RDM", *remittance.delivery)] if remittance.delivery else []
    group = None
    for number, claim in enumerate(remittance.claims, 1):
        if claim.group != group or number == 1:
            segments += claim.group or (("LX", "1"),)
            group = claim.group
        segments += claim_segments(claim)
    return finished(segments + provider_adjustment_segments(remittance.provider_adjustments))


def _bpr(remittance):
    bank = (tuple(remittance.bank) + ("",) * 10)[:10]
    return (
        "BPR", remittance.handling, plain(remittance.payment_amount), remittance.credit_debit, remittance.payment_method, remittance.payment_format,
        *bank, ymd(remittance.payment_date),
    )  # fmt: skip


def _payer(party):
    segments = [("N1", "PR", party.name, party.id_qualifier, party.id)]
    segments += address_segments(party.address) if party.address else []
    return segments + reference_segments(party.references) + contact_segments(party.contacts)


def _payee(party):
    segments = [("N1", "PE", party.name, party.id_qualifier, party.id)]
    segments += address_segments(party.address) if party.address else []
    return segments + reference_segments(party.references)


def claim_segments(claim):
    """CLP and all of loops 2100 and 2110."""
    segments = [_clp(claim)]
    segments += adjustment_segments(claim.adjustments)
    for role, name in CLAIM_PARTIES:
        party = getattr(claim, name)
        if party:
            segments.append(name_segment(role, party))
    if claim.inpatient:
        segments.append(("MIA", *claim.inpatient))
    if claim.outpatient:
        segments.append(("MOA", *claim.outpatient))
    segments += reference_segments(claim.references)
    segments += [("DTM", item.qualifier, ymd(item.start)) for item in claim.dates]
    segments += contact_segments(claim.contacts)
    segments += [("AMT", item.qualifier, plain(item.amount)) for item in claim.amounts]
    segments += [("QTY", item.qualifier, plain(item.quantity)) for item in claim.quantities]
    for line in claim.lines:
        segments += line_segments(line)
    return segments


def _clp(claim):
    return (
        "CLP", claim.patient_control_number, claim.status, plain(claim.charge), plain(claim.paid),
        plain(claim.patient_responsibility) if claim.patient_responsibility else "", claim.claim_filing, claim.payer_control_number,
        claim.place_of_service,
        claim.frequency, "", claim.drg, plain(claim.drg_weight), plain(claim.discharge_fraction),
    )  # fmt: skip


def line_segments(line):
    """SVC and what stands under it."""
    submitted = ""
    if line.submitted_procedure:
        submitted = procedure_composite(
            line.submitted_qualifier or line.procedure_qualifier, line.submitted_procedure, line.submitted_modifiers, line.submitted_description
        )
    procedure = procedure_composite(line.procedure_qualifier, line.procedure, line.modifiers)
    units = plain(line.units)
    segments = [("SVC", procedure, plain(line.charge), plain(line.paid), line.revenue_code, units, submitted, plain(line.submitted_units))]
    if line.service_end:
        segments += [("DTM", "150", ymd(line.service_date)), ("DTM", "151", ymd(line.service_end))]
    elif line.service_date:
        segments.append(("DTM", "472", ymd(line.service_date)))
    segments += adjustment_segments(line.adjustments)
    segments += reference_segments(line.references)
    segments += [("AMT", item.qualifier, plain(item.amount)) for item in line.amounts]
    segments += [("QTY", item.qualifier, plain(item.quantity)) for item in line.quantities]
    return segments + [("LQ", "HE", code) for code in line.remarks] + [("LQ", "RX", code) for code in line.pharmacy_remarks]


def provider_adjustment_segments(adjustments):
    """PLB, neighbours of one provider and fiscal year together, six pairs at most in a segment."""
    segments = []
    for (provider, fiscal), items in groupby(adjustments, key=lambda item: (item.provider_id, item.fiscal_date)):
        pairs = [part for item in items for part in (composite(item.reason, item.reference), plain(item.amount))]
        segments += [("PLB", provider, ymd(fiscal), *pairs[at : at + 12]) for at in range(0, len(pairs), 12)]
    return segments
