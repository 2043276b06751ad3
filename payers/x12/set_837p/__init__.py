"""837P, the professional claim (X222A1; A2 is read too). The four names every set has: SPEC, parse, render, check."""

from payers.x12.set_837p.checking import check
from payers.x12.set_837p.guide import GUIDE as SPEC
from payers.x12.set_837p.model import Attachment, Claim, ClaimBatch, Diagnosis, Drug, Insurance, LineAdjudication, Note, OtherInsurance, ServiceLine
from payers.x12.set_837p.reading import parse
from payers.x12.set_837p.rendering import render

__all__ = [
    "SPEC",
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
    "check",
    "parse",
    "render",
]
