"""Is this 999 one that can be believed? Guide, then its own arithmetic. Called by `payers.x12.check`."""

from payers.x12.checking import by_guide
from payers.x12.findings import ERROR, Finding
from payers.x12.set_999.guide import GUIDE, SITUATIONS
from payers.x12.set_999.model import PARTIALLY
from payers.x12.set_999.reading import parse

CALCULATED = (
    ("accepted_count", "", "AK9"), ("received_count", "", "AK9"), ("group_verdict", "", "AK9"), ("answer_repeated", "2000", "AK2"),
)  # fmt: skip
REFUSED = frozenset({"R", "M", "W", "X"})


def check(transaction):
    """All findings about a Transaction that is a 999."""
    found = by_guide(transaction, GUIDE, SITUATIONS)
    acknowledgement = parse(transaction)
    last = len(transaction.raw) - 1
    found += [_finding(code, last, element, message) for code, element, message in _group(acknowledgement)]
    found += _repeated(acknowledgement.sets)
    return tuple(sorted(found, key=lambda item: item.segment_number))


def _group(answer):
    """(code, element, words) of what AK9 says against the verdicts and against itself."""
    accepted = sum(item.accepted for item in answer.sets)
    if answer.sets and answer.received == len(answer.sets) and accepted != answer.accepted:
        words = f"It counts {answer.accepted} accepted transactions, {accepted} are: go by the single verdicts (IK5)."
        yield "accepted_count", "AK904", words
    if answer.accepted > answer.received:
        yield "accepted_count", "AK904", f"It accepts {answer.accepted} of {answer.received} transactions received: go by the single verdicts (IK5)."
    if len(answer.sets) > answer.received:
        words = f"It counts {answer.received} transactions received and answers {len(answer.sets)}: go by the single verdicts (IK5)."
        yield "received_count", "AK903", words
    if answer.code == "A" and any(not item.accepted for item in answer.sets):
        yield "group_verdict", "AK901", "The group is accepted, but a transaction in it is refused: go by the single verdicts (IK5)."
    if answer.code in REFUSED and accepted:
        yield "group_verdict", "AK901", "The group is refused, but a transaction in it is accepted: ask the receiver before sending anything again."
    if answer.code == PARTIALLY and answer.sets and len(answer.sets) == answer.received and accepted in (0, len(answer.sets)):
        yield "group_verdict", "AK901", "The group is partly accepted, but its transactions are all alike: go by the single verdicts (IK5)."


def _repeated(sets):
    seen = set()
    for item in sets:
        if item.control in seen:
            message = f"The transaction {item.control} is answered twice: go by the last verdict, and ask which one holds."
            yield Finding(ERROR, "answer_repeated", "2000", "AK2", item.first_segment, "AK202", message)
        seen.add(item.control)


def _finding(code, number, element, message):
    return Finding(ERROR, code, "", "AK9", number, element, message)
