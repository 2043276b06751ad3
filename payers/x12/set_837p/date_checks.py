"""Which dates of an 837 cannot be: after the day the file was made, before birth, after death, ends before beginnings. Called by `checking`."""

from datetime import timedelta

from payers.x12.model import dated

ZONES = timedelta(days=1)
PAST = ("431", "454", "304", "453", "439", "484", "455", "471", "314", "360", "297", "435", "096", "090", "091", "444", "050")
ORDERS = (
    ("360", "361", "the disability ends before it begins"), ("435", "096", "the patient is discharged before the admission"),
    ("090", "091", "care is given up before it is taken over"), ("297", "296", "the patient works again before the last day worked"),
    ("431", "454", "treatment begins before the illness"), ("439", "454", "treatment begins before the accident"),
)  # fmt: skip


def _past(at, claim, made):
    if not made:
        return
    for item in claim.dates:
        if item.qualifier in PAST and item.start and item.start > made + ZONES:
            message = f"the date {item.start} lies after the day this file was made ({made}): correct it."
            yield at.say("date_in_future", at.own("DTP", item.qualifier), "DTP03", message)


def _orders(at, claim, _made):
    for first, last, what in ORDERS:
        begins, ends = dated(claim.dates, first), dated(claim.dates, last)
        if begins and ends and begins.start and ends.start and ends.start < begins.start:
            yield at.say("date_order", at.own("DTP", last), "DTP03", f"{what} ({begins.start}, {ends.start}): correct one of them.")


def _services(at, claim, made):
    born = claim.treated_party.birth_date
    for line in claim.lines:
        when = line.service_date
        if when is None:
            continue
        number = at.line(line, "DTP", "472")
        if made and when > made + ZONES:
            message = f"the service date {when} lies after the day this file was made ({made}): correct it."
            yield at.say("service_in_future", number, "DTP03", message, line=line)
        if born and when < born:
            yield at.say("service_before_birth", number, "DTP03", f"the service date {when} lies before the patient's birth ({born}).", line=line)
        if claim.patient_death_date and when > claim.patient_death_date:
            message = f"the service date {when} lies after the patient's death ({claim.patient_death_date}): correct one of them."
            yield at.say("service_after_death", number, "DTP03", message, line=line)


def _birth(at, claim, made):
    born = claim.treated_party.birth_date
    if made and born and born > made:
        message = f"the patient's birth date {born} lies in the future: correct it."
        yield at.say("birth_in_future", at.places.above(at.first, "DMG"), "DMG02", message)


DATE_CHECKS = (_past, _orders, _services, _birth)
