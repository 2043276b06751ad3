"""Is this 835 one that can be posted? Guide, code sets, and whether it adds up. Called by `payers.x12.check`."""

from payers.x12.checking import by_guide, with_values
from payers.x12.findings import ERROR, WARNING, Finding
from payers.x12.set_835.balancing import findings as balance_findings
from payers.x12.set_835.guide import GUIDE
from payers.x12.set_835.reading import parse

REVERSAL = "22"
MOST_CLAIMS = 10_000


def check(transaction):
    """All findings about a Transaction that is an 835."""
    found = by_guide(transaction, GUIDE)
    remittance = parse(transaction)
    found = with_values(found, remittance.findings)
    found += balance_findings(remittance)
    found += _payment(remittance)
    for claim in remittance.claims:
        found += _claim(claim)
    if len(remittance.claims) > MOST_CLAIMS:
        message = f"The transaction has {len(remittance.claims)} claims, {MOST_CLAIMS} are the limit: it may have been joined from several."
        found.append(Finding(WARNING, "claim_count", "", "ST", 1, "", message))
    return tuple(sorted(found, key=lambda item: item.segment_number))


def _payment(remittance):
    if not remittance.trace:
        yield Finding(
            ERROR,
            "trace_missing",
            "",
            "TRN",
            3,
            "TRN02",
            "The trace number is missing: without it the payment cannot be matched with the bank's; ask the payer.",
        )
    if remittance.payment_method == "NON" and remittance.payment_amount:
        yield Finding(
            ERROR,
            "payment_without_money",
            "",
            "BPR",
            2,
            "BPR04",
            f"The way of payment says that no money moves, the amount is {remittance.payment_amount:.2f}: ask the payer.",
        )
    if remittance.payment_method in ("ACH", "CHK", "FWT") and not remittance.payment_amount and remittance.handling != "H":
        yield Finding(
            WARNING,
            "money_without_payment",
            "",
            "BPR",
            2,
            "BPR04",
            "The amount is zero, yet the way of payment names a check or transfer: expect none.",
        )
    if remittance.payment_amount < 0:
        yield Finding(
            ERROR,
            "negative_payment",
            "",
            "BPR",
            2,
            "BPR02",
            f"The payment is negative ({remittance.payment_amount:.2f}): what is owed to the payer belongs into a forward balance (PLB FB).",
        )


def _claim(claim):
    if claim.status == REVERSAL and (claim.charge > 0 or claim.paid > 0):
        yield _finding(claim, "reversal_sign", "CLP04", "a reversal (status 22) repeats the earlier amounts with a minus; these are positive.")
    if claim.status != REVERSAL and claim.charge < 0:
        yield _finding(claim, "negative_charge", "CLP03", "the charge is negative, but the status is not 22 (reversal): a person must look at it.")
    if claim.paid > claim.charge > 0:
        yield _finding(
            claim, "paid_above_charge", "CLP04", f"it pays {claim.paid:.2f} on a charge of {claim.charge:.2f}: a person must look at it.", WARNING
        )


def _finding(claim, code, element, message, severity=ERROR):
    text = f"Claim {claim.patient_control_number}: {message}"
    return Finding(severity, code, "2100", element[:3], claim.first_segment, element, text)
