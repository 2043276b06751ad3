"""999, the answer to a functional group (X231A1). The four names every set has, and `acknowledge`: findings -> 999."""

from payers.x12.set_999.acknowledging import acknowledge
from payers.x12.set_999.checking import check
from payers.x12.set_999.guide import GUIDE as SPEC
from payers.x12.set_999.model import ACCEPTED, PARTIALLY, REJECTED, WITH_ERRORS, Acknowledgement, ElementError, SegmentError, SetAcknowledgement
from payers.x12.set_999.reading import parse
from payers.x12.set_999.rendering import render

__all__ = [
    "ACCEPTED",
    "PARTIALLY",
    "REJECTED",
    "SPEC",
    "WITH_ERRORS",
    "Acknowledgement",
    "ElementError",
    "SegmentError",
    "SetAcknowledgement",
    "acknowledge",
    "check",
    "parse",
    "render",
]
