"""What belongs into the packet of an appeal: pure, from the denial's category. A biller may add what is on file or leave out what is not needed.

Source: DOMAIN 4 (packet), with only what the reason needs about the patient.
"""

from enum import StrEnum

ALWAYS_LEFT = "not needed for this reason"


class Part(StrEnum):
    """A part of the packet that the system makes."""

    LETTER = "letter"
    REMITTANCE = "remittance"
    CLAIM = "claim"
    FILING_PROOF = "filing_proof"
    AUTHORIZATION = "authorization"
    CALLS = "calls"


TITLES: dict[str, str] = {
    Part.LETTER: "Letter and list of pages", Part.REMITTANCE: "Remittance page", Part.CLAIM: "Claim as sent",
    Part.FILING_PROOF: "Proof of filing", Part.AUTHORIZATION: "Authorization", Part.CALLS: "Calls to the payer",
}
FIXED = frozenset({Part.LETTER})
_ASKED_BY = {
    Part.FILING_PROOF: frozenset({"timely_filing", "duplicate"}), Part.AUTHORIZATION: frozenset({"authorization"}),
    Part.CALLS: frozenset({"timely_filing", "duplicate", "authorization", "eligibility"}),
}


def is_needed(part: str, category: str) -> bool:
    """Whether a denial of this category is argued with this part."""
    return part not in _ASKED_BY or category in _ASKED_BY[part]
