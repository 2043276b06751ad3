"""A file as plain data for `inspect --json`: the pinned keys, every one always there.

Missing text is None, a missing list []. Money is text with two decimals, quantities are decimal text, dates are ISO text,
a party is {name, first, id_qualifier, id}. Called by `__main__` and by tests.
"""

from payers.x12 import inspection_sets
from payers.x12.api import check
from payers.x12.envelope import interchanges
from payers.x12.findings import Unreadable
from payers.x12.shapes import finding, iso, text


def inspected(source):
    """(the JSON object as a dict, whether the file could be read)."""
    found, error = [], None
    try:
        for interchange in interchanges(source):
            found.append(_interchange(interchange))
    except Unreadable as problem:
        error = str(problem)
    return {"error": error, "interchanges": found}, error is None


def _interchange(interchange):
    return {
        "control": text(interchange.control),
        "sender": text(interchange.sender),
        "receiver": text(interchange.receiver),
        "usage": text(interchange.usage),
        "findings": [finding(item) for item in interchange.findings],
        "acknowledgements": [_acknowledgement(item) for item in interchange.acknowledgements],
        "groups": [_group(group) for group in interchange.groups],
    }


def _acknowledgement(item):
    return {"control": text(item.control), "date": iso(item.date), "time": text(item.time), "code": text(item.code), "note": text(item.note)}


def _group(group):
    return {
        "control": text(group.control),
        "functional_id": text(group.functional_id),
        "version": text(group.version),
        "findings": [finding(item) for item in group.findings],
        "transactions": [_transaction(transaction) for transaction in group.transactions],
    }


def _transaction(transaction):
    head = {
        "type": text(transaction.type),
        "control": text(transaction.control),
        "findings": [finding(item) for item in check(transaction)],
    }
    content = inspection_sets.CONTENT.get(transaction.type)
    return head | (content(transaction) if content else {})
