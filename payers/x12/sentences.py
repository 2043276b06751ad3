"""One plain sentence for a segment, for people who do not read X12. Called by `explain`.

A sentence is built from `Words`: the element's meaning where it has one, else its text. A segment without a sentence of
its own is told by its elements' names.
"""

import re

from payers.x12.meanings import meaning
from payers.x12.segments import segments
from payers.x12.sentences_answers import SENTENCES as ANSWERS
from payers.x12.sentences_claims import SENTENCES as CLAIMS
from payers.x12.words import Words, capital, clock, counted, dollars, optional, plural, procedure

_LOOSE = re.compile(r" ([,;:])(?= )").sub


def sentence(segment, component, repetition="", loop="", kind=""):
    """The sentence of a segment (list of elements); `loop` and `kind` (837P, 271 ...) are "" where it stands by itself."""
    words = Words(segment, component, repetition, loop, kind)
    teller = SENTENCES.get(segment[0])
    text = teller(words) if teller else _by_names(words)
    return _LOOSE(r"\1", " ".join(text.split())) + "."


def _by_names(words):
    info = segments().get(words.segment[0])
    if info is None:
        return f"A segment {words.segment[0][:20]} that this codec does not know"
    given = [
        f"{element.name} {words[position]}" for position, element in enumerate(info.elements, 1) if words.raw(position) and not element.components
    ]  # fmt: skip
    return f"{info.name.capitalize()}: {', '.join(given)}" if given else info.name.capitalize()


def _hl(w):
    level = w[3]
    if w.kind and w.raw(3) in ("20", "23"):
        own, others = {"20": ("billing provider", "payer"), "23": ("patient", "dependent")}[w.raw(3)]
        level = own if w.kind in ("837P", "837I") else others
    return f"Level {w.raw(1)}: {level}{optional(', under level {}', w.raw(2))}"


def _nm1(w):
    if not w.party() and not w.raw(9):
        return w[1].capitalize()
    return f"{w[1].capitalize()}: {w.party() or 'no name'}{optional(', ' + (w[8] or 'id') + ' {}', w.raw(9))}"


def _n1(w):
    return f"{w[1].capitalize()}: {w.raw(2)}{optional(', ' + (w[3] or 'id') + ' {}', w.raw(4))}"


def _sbr(w):
    patient = ", the patient is the subscriber" if w.raw(2) == "18" else optional(", relationship to the subscriber: {}", w[2])
    return f"{w[1].capitalize()} insurance{patient}{optional(', group {}', w.raw(3))}{optional(', {}', w[9])}"


def _clm(w):
    where = f"type of bill {w.raw(5, 1)}{w.raw(5, 3)}" if w.raw(5, 2) == "A" else f"place of service {w[5, 1]}"
    return f"Claim {w.raw(1)}: {w.money(2)}, {where}, {w[5, 3]}{optional(', because of {}', w[11, 1])}"


def _hi(w):
    return "Codes: " + "; ".join(f"{w[at, 1]} {w.raw(at, 2)}" for at in range(1, len(w.segment)) if w.raw(at))


def _sv1(w):
    pointers = w.raw(7).replace(w.component, ", ")
    return f"Service {procedure(w, 1)}: {w.money(2)} for {counted(w.raw(4), w[3])}{optional(', for diagnosis {}', pointers)}"


def _sv2(w):
    return f"Revenue code {w.raw(1)}{optional(', service {}', procedure(w, 2))}: {w.money(3)} for {counted(w.raw(5), w[4])}"


def _cas(w):
    triplets = [
        f"{dollars(w.raw(at + 1))}, reason {w.raw(at)}{optional(' ({})', w[at] if w[at] != w.raw(at) else '')}"
        for at in range(2, len(w.segment), 3)
        if w.raw(at)
    ]
    return f"Adjustment {w.raw(1)} ({w[1]}): " + "; ".join(triplets)


def _clp(w):
    owed = optional(", the patient owes {}", w.money(5) if w.raw(5) not in ("", "0") else "")
    return f"Claim {w.raw(1)}, {w[2]}: charged {w.money(3)}, paid {w.money(4)}{owed}{optional(', payer number {}', w.raw(7))}"


def _svc(w):
    submitted = optional(", billed as {}", w.raw(6, 2))
    paid = optional(", paid {}", w.money(3))
    units = w.raw(5) or w.raw(7)
    units = f" for {counted(units, 'units')}" if units else ""
    return f"Service {procedure(w, 1) or w.raw(4)}{submitted}: charged {w.money(2)}{paid}{units}"


def _svd(w):
    return f"Payer {w.raw(1)} paid {w.money(2)} on {procedure(w, 3)}{', ' + counted(w.raw(5), 'units') if w.raw(5) else ''}"


def _status_code(w, at):
    category = optional(" ({})", w[at, 1] if w[at, 1] != w.raw(at, 1) else "")
    entity = optional(" about {}", meaning("NM101", w.raw(at, 3)) or w.raw(at, 3))
    return f"{w.raw(at, 1)}{category}, code {w.raw(at, 2)}{entity}"


def _stc(w):
    codes = [_status_code(w, at) for at in (1, 10, 11) if w.raw(at)]
    amount = optional(", charge {}", w.money(4)) + optional(", paid {}", w.money(5) if w.raw(5) not in ("", "0") else "")
    return f"Status {'; '.join(codes)}{optional(' on {}', w.date(2))}{optional(', marked as {}', w[3])}{amount}{optional(': {}', w.raw(12))}"


def _plb(w):
    pairs = [f"{w[at, 1]} {optional('({}) ', w.raw(at, 2))}{dollars(w.raw(at + 1))}" for at in range(3, len(w.segment), 2) if w.raw(at)]
    return f"Adjustment of the whole payment for {w.raw(1)} (positive takes money away): " + "; ".join(pairs)


def _bpr(w):
    return f"Payment of {w.money(2)} by {w[4]}{optional(' on {}', w.date(16))} ({w[1]})"


def _per(w):
    ways = ", ".join(" ".join(filter(None, (w[at], w.raw(at + 1)))) for at in (3, 5, 7) if w.raw(at + 1))
    return f"Contact{optional(' {}', w.raw(2))}{optional(': {}', ways)}"


def _date(w):
    return f"{capital(w[1])}: {w.date(3 if w.segment[0] == 'DTP' else 2)}"


SENTENCES = {
    "ISA": lambda w: f"Interchange {w.raw(13)} from {w.raw(6).strip()} to {w.raw(8).strip()}, {w[15]}",
    "IEA": lambda w: f"End of interchange {w.raw(2)}, {plural('group', w.raw(1))}",
    "GS": lambda w: f"Group {w.raw(6)} of {w[1]}, version {w.raw(8)}",
    "GE": lambda w: f"End of group {w.raw(2)}, {plural('transaction', w.raw(1))}",
    "ST": lambda w: f"Transaction {w.raw(2)}: {w[1]}",
    "SE": lambda w: f"End of transaction {w.raw(2)}, {plural('segment', w.raw(1))}",
    "TA1": lambda w: f"Interchange {w.raw(1)} is {w[4]}, note {w.raw(5)}",
    "BHT": lambda w: f"Made on {w.date(4)} at {clock(w.raw(5))}, sender's reference {w.raw(3)}",
    "HL": _hl,
    "NM1": _nm1,
    "N1": _n1,
    "N3": lambda w: f"Address: {', '.join(filter(None, (w.raw(1), w.raw(2))))}",
    "N4": lambda w: f"City: {w.raw(1)} {w.raw(2)} {w.raw(3)}",
    "REF": lambda w: f"{capital(w[1])}: {w.raw(2)}",
    "PER": _per,
    "DMG": lambda w: f"Born {w.date(2)}{optional(', {}', w[3])}",
    "SBR": _sbr,
    "PAT": lambda w: f"Patient{optional(', relationship to the subscriber: {}', w[1])}{optional(', died {}', w.date(6))}"
    f"{optional(', weight {}', ' '.join(filter(None, (w.raw(8), w[7]))))}",
    "CLM": _clm,
    "HI": _hi,
    "LX": lambda w: f"{'Group of claims' if w.loop == '2000' else 'Service line'} {w.raw(1)}",
    "SV1": _sv1,
    "SV2": _sv2,
    "DTP": _date,
    "DTM": _date,
    "AMT": lambda w: f"Amount {w[1]}: {w.money(2)}",
    "CAS": _cas,
    "CLP": _clp,
    "SVC": _svc,
    "SVD": _svd,
    "STC": _stc,
    "PLB": _plb,
    "BPR": _bpr,
    "TRN": lambda w: f"Trace number {w.raw(2)}{optional(', from {}', w.raw(3))}",
    "LQ": lambda w: f"{w[1].capitalize()} {w.raw(2)}{optional(': {}', w[2] if w[2] != w.raw(2) else '')}",
    "EQ": lambda w: f"Asks about {w[1] or procedure(w, 2)}",
    "AAA": lambda w: f"Not answered: {w[3]}; {w[4]}",
    "AK1": lambda w: f"Answer to group {w.raw(2)} of {w[1]}",
    "AK2": lambda w: f"Answer to transaction {w.raw(2)} ({w[1]})",
    "IK3": lambda w: f"Segment {w.raw(1)} number {w.raw(2)}{optional(' in loop {}', w.raw(3))}: {w[4]}",
    "IK4": lambda w: f"Element {w.raw(1)}: {w[3]}{optional(', it holds {}', w.raw(4))}",
    "IK5": lambda w: f"The transaction is {w[1]}{optional(': {}', w[2])}",
    "AK9": lambda w: f"The group is {w[1]}: {w.raw(4)} of {w.raw(3)} transactions accepted",
    "MSG": lambda w: f"Message: {w.raw(1)}",
    "NTE": lambda w: f"{w[1].capitalize()}: {w.raw(2)}",
} | ANSWERS | CLAIMS
