"""One plain sentence for each of the rarer segments of a claim: attachments, ambulance, equipment, drugs. Called by `sentences`."""

from payers.x12.words import capital, counted, optional, procedure


def _crc(w):
    conditions = ", ".join(w[at] for at in range(3, 8) if w.raw(at))
    return f"Conditions that {'apply' if w.raw(2) == 'Y' else 'do not apply'} ({w[1]}): {conditions or 'not named'}"


def _cr1(w):
    trip = optional(", {}", " ".join(filter(None, (w.raw(6), w[5]))))
    weight = optional(", patient {}", " ".join(filter(None, (w.raw(2), w[1]))))
    return f"Ambulance {w[4]}{trip}{weight}{optional('; round trip: {}', w.raw(9))}{optional('; stretcher: {}', w.raw(10))}"


def _oi(w):
    return f"Other insurance: benefits assigned {w[3]}, release of information {w[6]}"


def _sv5(w):
    prices = optional(", rent {}", w.money(4)) + optional(", purchase {}", w.money(5)) + optional(", paid {}", w[6])
    return f"Equipment {procedure(w, 1)} for {counted(w.raw(3), w[2])}{prices}"


def _hcp(w):
    return f"Repriced ({w[1]}): allowed {w.money(2)}{optional(', saved {}', w.money(3))}{optional(', by {}', w.raw(4))}"


def _frm(w):
    answer = w[2] or w.raw(3) or w.date(4) or w.raw(5)
    return f"Question {w.raw(1)} of the form: {answer}"


SENTENCES = {
    "CRC": _crc,
    "CR1": _cr1,
    "CR2": lambda w: f"Spinal manipulation: condition {w.raw(8)}{optional(', {}', w.raw(10))}{optional(' {}', w.raw(11))}",
    "CR3": lambda w: f"Equipment: {w[1]} for {counted(w.raw(3), w[2])}",
    "CL1": lambda w: f"Admission: {w[1]}{optional(', source {}', w.raw(2))}{optional(', status at discharge {}', w.raw(3))}",
    "CN1": lambda w: f"Contract {w[1]}{optional(': {}', w.money(2))}{optional(', {} percent', w.raw(3))}{optional(', code {}', w.raw(4))}",
    "CTP": lambda w: f"Drug quantity: {w.raw(4)} {w[5, 1]}",
    "FRM": _frm,
    "HCP": _hcp,
    "K3": lambda w: f"Fixed-format text: {w.raw(1)}",
    "LIN": lambda w: f"Drug or device: {w[2] if w.raw(2) != 'N4' else 'NDC'} {w.raw(3)}",
    "MEA": lambda w: f"{capital(w[1])}, {w[2]}: {w.raw(3)}",
    "OI": _oi,
    "PS1": lambda w: f"Purchased from {w.raw(1)} for {w.money(2)}",
    "PWK": lambda w: f"Attachment: {w[1]}, {w[2]}{optional(', number {}', w.raw(6))}",
    "SV5": _sv5,
}
