"""Is this 999 one that can be believed? Guide, then its own arithmetic. Called by `payers.x12.check`."""

from payers.x12.checking import by_guide
from payers.x12.findings import ERROR, Finding
from payers.x12.set_999.guide import GUIDE
from payers.x12.set_999.reading import parse


def check(transaction):
    """All findings about a Transaction that is a 999."""
    found = by_guide(transaction, GUIDE)
    acknowledgement = parse(transaction)
    last = len(transaction.raw) - 1
    accepted = sum(item.accepted for item in acknowledgement.sets)
    if acknowledgement.sets and acknowledgement.received == len(acknowledgement.sets) and accepted != acknowledgement.accepted:
        found.append(
            _finding(
                "accepted_count",
                last,
                "AK904",
                f"It counts {acknowledgement.accepted} accepted transactions, {accepted} are: go by the single verdicts (IK5).",
            )
        )
    if acknowledgement.code == "A" and any(not item.accepted for item in acknowledgement.sets):
        found.append(
            _finding("group_verdict", last, "AK901", "The group is accepted, but a transaction in it is refused: go by the single verdicts (IK5).")
        )
    return tuple(sorted(found, key=lambda item: item.segment_number))


def _finding(code, number, element, message):
    return Finding(ERROR, code, "", "AK9", number, element, message)
