"""Edits: the national drug code of lines that bill a drug."""

import re
from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, WARNING, Facts, Problem, rule
from claims.snapshot import Snapshot

UNITS = frozenset({"F2", "GR", "ME", "ML", "UN"})
SOURCE = "X12 005010X222A1 loop 2410, LIN and CTP"


@rule(ERROR, SOURCE)
def ndc_format(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        if line.ndc and not re.fullmatch(r"\d{11}", line.ndc):
            message = f"Line {line.ordinal}: the drug code {line.ndc} has not eleven digits."
            yield Problem(f"lines.{line.ordinal}.ndc", message, "Fill 5-4-2 with zeros, without dashes.", line.ordinal)


@rule(ERROR, SOURCE)
def ndc_quantity(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        if line.ndc and not (line.ndc_quantity and line.ndc_quantity > 0 and line.ndc_unit in UNITS):
            message = f"Line {line.ordinal}: the drug's quantity or its unit is missing."
            yield Problem(f"lines.{line.ordinal}.ndc_quantity", message, "Enter both; the unit is F2, GR, ME, ML or UN.", line.ordinal)


@rule(WARNING, "Many payers ask for the NDC on J codes")
def ndc_missing(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    for line in claim.lines:
        if line.procedure_code.startswith("J") and not line.ndc:
            message = f"Line {line.ordinal} has no drug code."
            yield Problem(f"lines.{line.ordinal}.ndc", message, "Enter the NDC from the package.", line.ordinal)
