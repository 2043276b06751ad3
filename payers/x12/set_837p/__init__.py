"""837P, the professional claim (X222A1; A2 is read too). The four names every set has: SPEC, parse, render, check."""

from payers.x12.set_837p.model import (
    Attachment,
    Claim,
    ClaimBatch,
    Diagnosis,
    Drug,
    Insurance,
    LineAdjudication,
    Note,
    OtherInsurance,
    ServiceLine,
)
from payers.x12.set_837p.reading import parse
from payers.x12.set_837p.rendering import render

__all__ = [
    "Attachment",
    "Claim",
    "ClaimBatch",
    "Diagnosis",
    "Drug",
    "Insurance",
    "LineAdjudication",
    "Note",
    "OtherInsurance",
    "ServiceLine",
    "parse",
    "render",
]
