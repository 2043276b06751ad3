"""Is this 837I one that a payer can take? Guide, then totals, numbers, frequency and coordination as for an 837P."""

from payers.x12.checking import by_guide, with_values
from payers.x12.set_837i.guide import GUIDE
from payers.x12.set_837i.reading import parse
from payers.x12.set_837p import checking as professional


def check(transaction):
    """All findings about a Transaction that is an 837I."""
    found = by_guide(transaction, GUIDE)
    batch = parse(transaction)
    found = with_values(found, batch.findings)
    found += professional.too_many_claims(batch)
    seen = {}
    for claim in batch.claims:
        for rule in professional.SHARED:
            found += rule(claim)
        found += professional.repeated(claim, seen)
    return tuple(sorted(found, key=lambda item: item.segment_number))
