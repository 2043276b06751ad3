"""X12 health-care codec: bytes -> segments -> frozen dataclasses -> bytes. Standard library only, knows no other app.

    document = x12.read(data)                 interchanges, groups, transactions with their raw segments
    model = x12.parse(transaction)            a ClaimBatch, Remittance, Acknowledgement, StatusReport ...
    findings = x12.check(transaction)         what is wrong, where, and how to mend it
    data = x12.write(envelope, [model])       the bytes of an interchange

Each transaction set is a module `set_<name>` with the same four names: SPEC, parse, render, check.
"""

from payers.x12.api import check, parse, write, write_again
from payers.x12.delimiters import Delimiters
from payers.x12.envelope import Document, Group, Interchange, Transaction, interchanges, read
from payers.x12.explain import ExplainedElement, ExplainedSegment, explain, explain_segment
from payers.x12.findings import ERROR, WARNING, Finding, Unreadable, has_errors
from payers.x12.model import Address, Adjustment, Amount, Contact, Dated, Party, Quantity, Reference, organisation, person
from payers.x12.walk import walk
from payers.x12.writer import Envelope

__all__ = [
    "ERROR",
    "WARNING",
    "Address",
    "Adjustment",
    "Amount",
    "Contact",
    "Dated",
    "Delimiters",
    "Document",
    "Envelope",
    "ExplainedElement",
    "ExplainedSegment",
    "Finding",
    "Group",
    "Interchange",
    "Party",
    "Quantity",
    "Reference",
    "Transaction",
    "Unreadable",
    "check",
    "explain",
    "explain_segment",
    "has_errors",
    "interchanges",
    "organisation",
    "parse",
    "person",
    "read",
    "walk",
    "write",
    "write_again",
]
