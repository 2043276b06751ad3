"""Is this 837P one that a payer can take? Guide and situations, then what no single segment shows: totals, pointers, dates, payers.

Called by `payers.x12.check`; the 837I goes the same way with its own guide. Source: X12 005010X222A1.
"""

from payers.x12.checking import by_guide, with_values
from payers.x12.findings import WARNING, Finding
from payers.x12.set_837p.claim_checks import CLAIM_CHECKS, LINE_CHECKS, repeated
from payers.x12.set_837p.coordination_checks import COORDINATION_CHECKS
from payers.x12.set_837p.date_checks import DATE_CHECKS
from payers.x12.set_837p.guide import GUIDE
from payers.x12.set_837p.places import ClaimPlaces, Places
from payers.x12.set_837p.reading import parse
from payers.x12.set_837p.situations import CALCULATED, SITUATIONS

MOST_CLAIMS = 5_000

__all__ = ["CALCULATED", "SITUATIONS", "check", "checked"]


def check(transaction):
    """All findings about a Transaction that is an 837P."""
    return checked(transaction, GUIDE, SITUATIONS, parse(transaction))


def checked(transaction, guide, situations, batch, more=()):
    """Findings of an 837 by its guide, its situations, the values read, and the checks of a whole claim (`more` are the set's own)."""
    found = by_guide(transaction, guide, situations)
    places = Places(transaction.segments, found.loops, transaction.delimiters.component)
    found = _said_once(with_values(found, batch.findings))
    found += _too_many_claims(batch)
    seen = {}
    for claim in batch.claims:
        at = ClaimPlaces(places, claim)
        for check_claim in (*CLAIM_CHECKS, *COORDINATION_CHECKS, *more):
            found += check_claim(at, claim)
        for check_dates in DATE_CHECKS:
            found += check_dates(at, claim, batch.date)
        for line in claim.lines:
            for check_line in LINE_CHECKS:
                found += check_line(at, claim, line)
        found += repeated(at, claim, seen)
    return tuple(sorted(found, key=lambda item: item.segment_number))


def _said_once(found):
    """Without the remark about HL04 where the patient level itself is missing or too many: that finding says more."""
    patients = {item.segment_number for item in found if item.code in ("children_missing", "children_unexpected")}
    return [item for item in found if item.code != "hl_children" or item.segment_number not in patients]


def _too_many_claims(batch):
    """More claims than receivers take in one ST. Source: X12 005010X222A1, recommended limit."""
    if len(batch.claims) > MOST_CLAIMS:
        message = f"The transaction has {len(batch.claims)} claims, receivers take {MOST_CLAIMS}: split it."
        yield Finding(WARNING, "claim_count", "", "ST", 1, "", message)
