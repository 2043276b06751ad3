"""837I, the institutional claim (X223A2). The four names every set has: SPEC, parse, render, check."""

from payers.x12.set_837i.checking import check
from payers.x12.set_837i.guide import GUIDE as SPEC
from payers.x12.set_837i.model import HealthCode, InstitutionalBatch, InstitutionalClaim, InstitutionalLine
from payers.x12.set_837i.reading import parse
from payers.x12.set_837i.rendering import render

__all__ = ["SPEC", "HealthCode", "InstitutionalBatch", "InstitutionalClaim", "InstitutionalLine", "check", "parse", "render"]
