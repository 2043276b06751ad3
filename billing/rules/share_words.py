"""Why a patient owes, in our own words, for statements and pages. Pure.

The reason codes are those a payer gives for the patient's share (group PR); the sentences are ours and no code list's.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

SELF_PAY = "No insurance was billed for this visit"
WORDS = {
    "1": "Deductible: your plan pays after you have paid this much in a year",
    "2": "Coinsurance: your part of the allowed amount",
    "3": "Copay: your fixed part of a visit",
    "26": "Your plan had not begun on that day",
    "27": "Your plan had ended on that day",
    "31": "The insurer does not find you as its member",
    "35": "Your plan's lifetime maximum is reached",
    "66": "Blood deductible",
    "96": "Your plan does not cover this service",
    "100": "Your plan paid you directly",
    "119": "Your plan's maximum for this service is reached",
    "142": "Your monthly Medicaid share",
    "149": "Your plan's lifetime maximum for this service is reached",
    "177": "Your plan's conditions were not met",
    "200": "Your coverage had lapsed on that day",
    "204": "This service is not part of your plan",
    "227": "Your insurer waits for information from you",
    "242": "The service was outside your plan's network",
}
SHORT = {
    "1": "Deductible", "2": "Coinsurance", "3": "Copay", "66": "Blood deductible", "96": "Not covered", "142": "Medicaid share", "204": "Not covered",
}
OTHER = "Your insurer leaves this to you"


def share_words(parts: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """One line per reason, [{why, short, amount}], in the order in which the payer gave them; equal reasons are added up."""
    sums: dict[str, Decimal] = {}
    for part in parts:
        reason = str(part.get("reason", ""))
        sums[reason] = sums.get(reason, Decimal(0)) + Decimal(part["amount"])
    return [
        {"why": WORDS.get(reason, OTHER), "short": SHORT.get(reason, "Your part"), "amount": f"{amount:.2f}"}
        for reason, amount in sums.items() if amount
    ]
