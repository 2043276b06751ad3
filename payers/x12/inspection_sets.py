"""The pinned content of each transaction set in `inspect --json`. Called by `inspection`; keys are part of the contract."""

from payers.x12 import set_270, set_271, set_276, set_277, set_277ca, set_835, set_837i, set_837p, set_999
from payers.x12.shapes import adjustment, amount, iso, party, quantity, text


def remittance(transaction):
    """835."""
    model = set_835.parse(transaction)
    return {
        "payment_amount": amount(model.payment_amount),
        "payment_method": text(model.payment_method),
        "payment_date": iso(model.payment_date),
        "trace": text(model.trace),
        "payer_trace_id": text(model.payer_trace_id),
        "payer": party(model.payer),
        "payee": party(model.payee),
        "provider_adjustments": [
            {"reason": text(item.reason), "amount": amount(item.amount), "reference": text(item.reference)} for item in model.provider_adjustments
        ],
        "claims": [_paid_claim(claim) for claim in model.claims],
        "balanced": set_835.balance(model).balanced,
    }


def _paid_claim(claim):
    return {
        "patient_control_number": text(claim.patient_control_number),
        "status": text(claim.status),
        "charge": amount(claim.charge),
        "paid": amount(claim.paid),
        "patient_responsibility": amount(claim.patient_responsibility),
        "payer_control_number": text(claim.payer_control_number),
        "original_reference": text(claim.original_reference),
        "crossover": party(claim.crossover),
        "remarks": list(claim.remarks),
        "adjustments": [adjustment(item) for item in claim.adjustments],
        "lines": [_paid_line(line) for line in claim.lines],
    }


def _paid_line(line):
    return {
        "procedure": text(line.procedure),
        "submitted_procedure": text(line.submitted_procedure),
        "modifiers": list(line.modifiers),
        "charge": amount(line.charge),
        "paid": amount(line.paid),
        "units": quantity(line.units),
        "control_number": text(line.control_number),
        "adjustments": [adjustment(item) for item in line.adjustments],
        "remarks": [*line.remarks, *line.pharmacy_remarks],
    }


def _claims(model):
    return {"claims": [_claim(claim) for claim in model.claims]}


def _claim(claim):
    return {
        "patient_control_number": text(claim.patient_control_number),
        "charge": amount(claim.charge),
        "frequency": text(claim.frequency),
        "place_of_service": text(claim.place_of_service),
        "original_reference": text(claim.original_reference),
        "diagnoses": [item.code for item in claim.diagnoses],
        "subscriber": party(claim.subscriber),
        "patient": party(claim.treated_party),
        "billing_provider": party(claim.billing_provider),
        "payer": party(claim.payer),
        "other_payers": [party(other.payer) for other in claim.other_insurances],
        "lines": [_line(line) for line in claim.lines],
    }


def _line(line):
    return {
        "procedure": text(line.procedure),
        "modifiers": list(line.modifiers),
        "charge": amount(line.charge),
        "units": quantity(line.units),
        "pointers": list(line.pointers),
        "date": iso(line.service_date),
        "control_number": text(line.control_number),
    }


def _statuses(model):
    rows = []
    for entry in model.entries:
        rows += [_status(entry, entry.level, status, code) for status in entry.statuses for code in status.codes]
        for line in entry.lines:
            rows += [_status(entry, "line", status, code, line) for status in line.statuses for code in status.codes]
    return {"statuses": rows}


def _status(entry, level, status, code, line=None):
    charge = status.amount if status.amount is not None or line is None else line.charge
    return {
        "patient_control_number": text(entry.patient_control_number),
        "level": level,
        "category": text(code.category),
        "code": text(code.code),
        "entity": text(code.entity),
        "amount": amount(charge),
        "payer_control_number": text(entry.payer_control_number),
        "source": text(entry.sent_by),
    }


def status_request(transaction):
    """276."""
    model = set_276.parse(transaction)
    return {
        "inquiries": [
            {"patient_control_number": text(item.patient_control_number), "amount": amount(item.amount),
            "date": iso(item.service_date)} for item in model.inquiries
        ]
    }  # fmt: skip


def acknowledgement(transaction):
    """999."""
    model = set_999.parse(transaction)
    return {
        "sets": [
            {"type": text(item.type), "control": text(item.control), "accepted": item.accepted, "code": text(item.code), "errors": _errors(item)}
            for item in model.sets
        ]
    }


def _errors(item):
    rows = []
    for error in item.errors:
        place = {"segment": text(error.segment), "segment_number": error.number or None, "loop": text(error.loop)}
        rows.append(place | {"element": None, "code": text(error.code), "value": None})
        for element in error.elements:
            ref = f"{error.segment}{element.position:02d}" + (f"-{element.component}" if element.component else "")
            rows.append(place | {"element": ref, "code": text(element.code), "value": text(element.value)})
    blank = {"segment": None, "segment_number": None, "loop": None, "element": None, "value": None}
    return rows + [blank | {"code": code} for code in item.error_codes]


def eligibility_answer(transaction):
    """271."""
    model = set_271.parse(transaction)
    benefits = [benefit for answer in model.answers for benefit in answer.benefits]
    rejections = [item for answer in model.answers for item in answer.rejections]
    rejections += [item for benefit in benefits for item in benefit.rejections]
    return {
        "benefits": [_benefit(benefit) for benefit in benefits],
        "rejections": [{"code": text(item.code), "follow_up": text(item.follow_up), "loop": text(item.loop)} for item in rejections],
    } | _people(model.answers)


def _benefit(benefit):
    return {
        "info": text(benefit.info),
        "level": text(benefit.level),
        "service_types": list(benefit.service_types),
        "insurance": text(benefit.insurance),
        "period": text(benefit.period),
        "amount": amount(benefit.amount),
        "percent": quantity(benefit.percent),
        "quantity": quantity(benefit.quantity),
        "network": text(benefit.network),
        "messages": list(benefit.messages),
    }


def eligibility_request(transaction):
    """270."""
    model = set_270.parse(transaction)
    rows = [
        {"service_types": list(question.service_types), "date": iso(question.date or inquiry.date)}
        for inquiry in model.inquiries
        for question in inquiry.questions
    ]
    return {"inquiries": rows} | _people(model.inquiries)


def _people(records):
    """Subscriber and dependent of the first person the transaction is about."""
    first = next((record for record in records if record.subscriber), None)
    return {"subscriber": party(first.subscriber) if first else None, "dependent": party(first.dependent) if first else None}


CONTENT = {
    "835": remittance,
    "837P": lambda transaction: _claims(set_837p.parse(transaction)),
    "837I": lambda transaction: _claims(set_837i.parse(transaction)),
    "277CA": lambda transaction: _statuses(set_277ca.parse(transaction)),
    "277": lambda transaction: _statuses(set_277.parse(transaction)),
    "276": status_request,
    "999": acknowledgement,
    "271": eligibility_answer,
    "270": eligibility_request,
}
