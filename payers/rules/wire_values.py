"""What may stand in the places of an envelope or claim that nobody rewrites: ids and codes go out as they are, or the file means another. Pure.

Called by the settings' forms, so that nothing is saved that sending then refuses, and by the scrub. Source: X12 005010X222A1, ISA and NM109, SBR09.
"""

import re

FILING_CODES = frozenset({
    "11", "12", "13", "14", "15", "16", "17", "AM", "BL", "CH", "CI", "DS", "FI", "HM", "LM", "MA", "MB", "MC", "OF", "TV", "VA", "WC", "ZZ",
})
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z ._/&-]*")
_QUALIFIER = re.compile(r"[0-9A-Z]{2}")
_KEPT = re.compile(r"[^~*:^\x00-\x1f\x7f]*")


def id_problem(text: str) -> str:
    """Why this can't be an id in a file, or ""."""
    return "" if _ID.fullmatch(text) else "Letters, digits, blank, dot, dash, slash and & only; the first a letter or digit."


def qualifier_problem(text: str) -> str:
    """Why this can't be the qualifier of an id (ISA05, ISA07), or ""."""
    return "" if _QUALIFIER.fullmatch(text) else "Two capital letters or digits, such as ZZ or 30."


def filing_code_problem(text: str) -> str:
    """Why this is no claim filing code (SBR09), or ""."""
    return "" if text in FILING_CODES else "No filing code. Such as CI, BL, MB, MC, 16."


def name_problem(text: str) -> str:
    """Why this name would go out as another, or ""."""
    return "" if _KEPT.fullmatch(text) else "Without ~ * : and ^, which have a meaning of their own in a file."
