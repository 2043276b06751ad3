"""One plain sentence for each segment that only the answers have: 835, 999, 270 and 271. Called by `sentences`."""

from payers.x12.meanings import meaning
from payers.x12.words import capital, dollars, optional, percent, plural, procedure


def _listed(w, position, place):
    """The repetitions of an element in words."""
    codes = w.raw(position).split(w.repetition) if w.repetition else [w.raw(position)]
    return ", ".join(meaning(place, code) or code for code in codes if code)


def _remark(w, position):
    told = w[position]
    return w.raw(position) + (f" ({told})" if told != w.raw(position) else "")


def _decided(w, what, remarks, amounts):
    told = ["remark " + _remark(w, at) for at in remarks if w.raw(at)]
    money = [f"{name} {w.raw(at) if at in (1, 3, 15) else w.money(at)}" for at, name in amounts if w.raw(at)]
    return f"{what}: {'; '.join(told + money) or 'nothing more'}"


def _moa(w):
    return _decided(
        w,
        "Outpatient decision",
        range(3, 8),
        ((1, "rate of reimbursement"), (2, "payable"), (8, "kidney disease payment"), (9, "professional component, not billed")),
    )


MIA_AMOUNTS = (
    (1, "covered days"), (2, "outlier of the hospital"), (3, "psychiatric days in the lifetime"), (4, "DRG"), (6, "disproportionate share"),
    (7, "passed through"), (8, "capital"), (9, "capital, federal DRG"), (10, "capital, hospital DRG"), (11, "capital, disproportionate share"),
    (12, "old capital"), (13, "capital, teaching"), (14, "hospital DRG"), (15, "report days"), (16, "federal DRG"),
    (17, "capital outlier"), (18, "teaching"), (19, "professional component, not billed"), (24, "capital exception"),
)  # fmt: skip


def _mia(w):
    return _decided(w, "Inpatient decision", (5, 20, 21, 22, 23), MIA_AMOUNTS)


def _summary(w, first):
    amounts = [dollars(w.raw(at)) for at in range(first, len(w.segment)) if w.raw(at)]
    return optional("; further amounts and counts {}", ", ".join(amounts))


def _eb(w):
    share = optional(" {}", w.money(7)) + optional(" {}", percent(w.raw(8)))
    if w.raw(10):
        share += f", {w.raw(10)} {w[9]}".rstrip()
    head = f"{capital(w[1])}{optional(' ({})', w[2])}{share}{optional(' per {}', w[6])}"
    about = ", ".join(filter(None, (_listed(w, 3, "EB03"), f"procedure {procedure(w, 13)}" if w.raw(13) else "")))
    network = optional(", {}", w[12])
    certified = {"Y": ", authorization needed", "N": ", no authorization needed"}.get(w.raw(11), "")
    pointers = optional(", for diagnosis {}", w.raw(14).replace(w.component, ", "))
    return f"{head}{optional(', for {}', about)}{pointers}{optional(', {}', w[4])}{optional(', plan {}', w.raw(5))}{certified}{network}"


def _eq(w):
    about = f"procedure {procedure(w, 2)}" if w.raw(2) else _listed(w, 1, "EQ01")
    return f"Asks about {about}{optional(' for {}', w[3])}{optional(', for diagnosis {}', w.raw(5).replace(w.component, ', '))}"


def _hsd(w):
    much = optional("{}", " ".join(filter(None, (w.raw(2), w[1])))) + optional(" each {}", w[3])
    return f"Delivery of care: {much or 'as follows'}{optional(', within {}', plural(w[5], w.raw(6) or '1') if w.raw(5) else '')}"


def _ins(w):
    who = "The subscriber" if w.raw(1) == "Y" else "A dependent"
    changed = ", details were corrected by the payer" if w.raw(3) == "001" else ""
    return f"{who}, relationship to the subscriber: {w[2]}{changed}{optional(', number {} of a multiple birth', w.raw(17))}"


def _ctx(w):
    places = w.raw(1).split(w.repetition) if w.repetition else [w.raw(1)]
    named = " ".join(filter(None, places[0].split(w.component)))
    other = optional("; because of segment {}", w.raw(2)) + optional(" number {}", w.raw(3)) + optional(" in loop {}", w.raw(4))
    return f"Where the error stands: {named}{other}{optional(', element {}', w.raw(5).replace(w.component, '-'))}"


def _prv(w):
    code = optional(", {}", w[2]) + optional(" {}", w.raw(3)) if w.raw(3) else ""
    return f"{capital(w[1])} provider{code}"


def _iii(w):
    if w.raw(3):
        return f"{capital(w[1])}: {w.raw(2)}{optional(', {}', w.raw(4))}"
    return f"{capital(w[1])}: {meaning('CLM05-1', w.raw(2)) if w.raw(1) == 'ZZ' else w.raw(2)}"


SENTENCES = {
    "MOA": _moa,
    "MIA": _mia,
    "TS3": lambda w: (
        f"Summary for provider {w.raw(1)}, facility kind {w.raw(2)}, fiscal year to {w.date(3)}: "
        f"{plural('claim', w.raw(4))}, charged {w.money(5)}{_summary(w, 6)}"
    ),
    "TS2": lambda w: f"More of the summary of inpatient claims{_summary(w, 1)}",
    "CUR": lambda w: f"Currency of the {w[1]}: {w.raw(2)}{optional(', rate {}', w.raw(3))}",
    "RDM": lambda w: f"Delivery of the remittance: {w[1]}{optional(' for {}', w.raw(2))}{optional(', {}', w.raw(3))}",
    "QTY": lambda w: f"{capital(w[1])}: {w.raw(2)}",
    "EB": _eb,
    "EQ": _eq,
    "HSD": _hsd,
    "INS": _ins,
    "III": _iii,
    "LS": lambda w: f"Here begin the {w[1]}",
    "LE": lambda w: f"Here end the {w[1]}",
    "MPI": lambda w: f"Military service{optional(': {}', w.raw(4))}{optional(', rank {}', w.raw(5))}{optional(', {}', w.date(7))}",
    "PRV": _prv,
    "CTX": _ctx,
}
