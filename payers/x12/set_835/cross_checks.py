"""What no single segment of an 835 shows: sums, repeated claims, dates and numbers that contradict each other.

All are warnings, since the amounts still balance: posting goes on, and a person sees what is odd. Called by `checking`.
"""

from bisect import bisect_right
from decimal import Decimal

from payers.x12.findings import WARNING, Finding
from payers.x12.values import money

ZERO = Decimal(0)
REVERSAL = "22"
INTEREST = ("L6", "51")


def remittance_findings(remittance, transaction):
    """Findings about the payment, its provider adjustments, its summaries, and claims that stand twice."""
    yield from _payer_numbers(transaction.segments)
    yield from _interest(remittance)
    yield from _repeated(remittance.claims)
    yield from _summaries(remittance, transaction.segments)
    for item in remittance.provider_adjustments:
        if not item.amount:
            message = f"The provider adjustment {item.reason} is zero: nothing is to be posted for it; the payer should leave it out."
            yield Finding(WARNING, "provider_adjustment_zero", "", "PLB", item.segment_number, "", message)


def _payer_numbers(segments):
    """BPR10 and TRN03 both name the payer. Source: X12 005010X221A1, TRN03."""
    payment = next((segment for segment in segments[:5] if segment[0] == "BPR"), [])
    for number, segment in enumerate(segments[:6], 1):
        if segment[0] == "TRN" and len(segment) > 3 and len(payment) > 10 and payment[10] and segment[3] != payment[10]:
            message = f"The payer's id is {segment[3]!r} with the trace and {payment[10]!r} with the payment: match the transfer by both."
            yield Finding(WARNING, "payer_id_differs", "", "TRN", number, "TRN03", message)


def _interest(remittance):
    """AMT*I tells; only a PLB pays. Source: X12 005010X221A1, loop 2100 AMT."""
    if any(item.reason in INTEREST for item in remittance.provider_adjustments):
        return
    for claim in remittance.claims:
        amount = sum((item.amount for item in claim.amounts if item.qualifier == "I"), ZERO)
        if amount:
            message = f"it tells of {amount:.2f} interest, yet no provider adjustment (PLB L6) pays it; ask the payer."
            yield _at(claim, "interest_not_paid", "AMT", message)


def _repeated(claims):
    seen = {}
    for claim in claims:
        key = (claim.patient_control_number, claim.payer_control_number, claim.status, claim.charge, claim.paid)
        if key in seen:
            yield _at(claim, "claim_repeated", "CLP", f"it stands twice with the same amounts (first at segment {seen[key]}): post it once.")
        seen.setdefault(key, claim.first_segment)


def _summaries(remittance, segments):
    """TS304 and TS305 against the claims of their group. Source: X12 005010X221A1, loop 2000."""
    starts = [number for number, segment in enumerate(segments, 1) if segment[0] == "TS3"]
    ends = [number for number, segment in enumerate(segments, 1) if segment[0] in ("LX", "PLB", "SE", "TS3")] + [len(segments) + 1]
    firsts = [claim.first_segment for claim in remittance.claims]
    for start in starts:
        end = ends[bisect_right(ends, start)]
        claims = remittance.claims[bisect_right(firsts, start) : bisect_right(firsts, end)]
        segment = segments[start - 1]
        count, charge = (money(text) if text else None for text in ([*segment[4:6], "", ""])[:2])
        if count is not None and count != len(claims):
            message = f"It counts {count} claims, {len(claims)} follow: ask the payer for the rest."
            yield Finding(WARNING, "summary_count", "2000", "TS3", start, "TS304", message)
        total = sum((claim.charge for claim in claims), ZERO)
        if charge is not None and charge != total:
            message = f"It charges {charge:.2f}, the claims that follow {total:.2f}: ask the payer which of them is right."
            yield Finding(WARNING, "summary_charge", "2000", "TS3", start, "TS305", message)


def claim_findings(claim, remittance):
    """Findings about one claim."""
    owed = sum((item.amount for item in _adjustments(claim) if item.group == "PR"), ZERO)
    if claim.status != REVERSAL and claim.patient_responsibility and claim.patient_responsibility != owed:
        message = f"the patient owes {claim.patient_responsibility:.2f}, but the adjustments PR say {owed:.2f}; bill what the adjustments say."
        yield _at(claim, "patient_responsibility", "CLP05", message)
    if claim.paid > claim.charge > 0:
        yield _at(claim, "paid_above_charge", "CLP04", f"it pays {claim.paid:.2f} on a charge of {claim.charge:.2f}: a person must look at it.")
    charged = sum((line.charge for line in claim.lines), ZERO)
    if claim.lines and claim.charge and charged != claim.charge:
        message = f"its charge is {claim.charge:.2f}, but its lines charge {charged:.2f}: a line is missing or stands twice; ask the payer."
        yield _at(claim, "line_total", "CLP03", message)
    yield from _claim_dates(claim, remittance.payment_date)
    for line in claim.lines:
        yield from _line(claim, line, remittance.payment_date)


def _adjustments(claim):
    yield from claim.adjustments
    for line in claim.lines:
        yield from line.adjustments


def _claim_dates(claim, paid_on):
    first = next((item.start for item in claim.dates if item.qualifier == "232"), None)
    last = next((item.start for item in claim.dates if item.qualifier == "233"), None)
    if first and last and last < first:
        yield _at(claim, "period_reversed", "DTM", f"its period ends ({last}) before it begins ({first}): match it by its number.")
    if first and paid_on and first > paid_on:
        yield _at(claim, "service_after_payment", "DTM", f"its service ({first}) is later than the payment ({paid_on}): compare it with the chart.")


def _line(claim, line, paid_on):
    name = f"Line {line.ordinal} of claim {claim.patient_control_number}"
    if line.service_date and line.service_end and line.service_end < line.service_date:
        yield _on(line, "period_reversed", "", f"{name}: its period ends before it begins; match it by its control number.")
    if line.service_date and paid_on and line.service_date > paid_on and claim.status != "25":
        message = f"{name}: its service ({line.service_date}) is later than the payment ({paid_on}); compare it with the chart."
        yield _on(line, "service_after_payment", "", message)
    submitted = (line.submitted_procedure, line.submitted_modifiers)
    if line.submitted_procedure and submitted == (line.procedure, line.modifiers) and line.submitted_qualifier == line.procedure_qualifier:
        yield _on(line, "submitted_same", "SVC06", f"{name}: the procedure billed is the one paid; it need not be told twice.")


def _at(claim, code, place, message):
    element = place if place[-2:].isdigit() else ""
    return Finding(WARNING, code, "2100", "CLP", claim.first_segment, element, f"Claim {claim.patient_control_number}: {message}")


def _on(line, code, element, message):
    return Finding(WARNING, code, "2110", "SVC", line.first_segment, element, message)

