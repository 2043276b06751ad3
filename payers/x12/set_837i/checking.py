"""Is this 837I one that a payer can take? As an 837P, with its own guide and situations, and the days of the statement. Source: X12 005010X223A2."""

from payers.x12.set_837i.guide import GUIDE
from payers.x12.set_837i.reading import parse
from payers.x12.set_837i.situations import CALCULATED, SITUATIONS
from payers.x12.set_837p.checking import checked

__all__ = ["CALCULATED", "SITUATIONS", "check"]


def check(transaction):
    """All findings about a Transaction that is an 837I."""
    return checked(transaction, GUIDE, SITUATIONS, parse(transaction), (_admission, _services))


def _admission(at, claim):
    if claim.admitted_date and claim.statement_end and claim.admitted_date > claim.statement_end:
        message = f"the patient is admitted on {claim.admitted_date}, after the last day of the statement ({claim.statement_end})."
        yield at.say("admission_after_statement", at.own("DTP", "435"), "DTP03", message)


def _services(at, claim):
    if not claim.statement_start or not claim.statement_end:
        return
    for line in claim.lines:
        first, last = line.service_date, line.service_end or line.service_date
        if first and last and not (claim.statement_start <= first and last <= claim.statement_end):
            statement = f"{claim.statement_start} to {claim.statement_end}"
            message = f"its days ({first} to {last}) lie outside the statement's ({statement}): correct one of them."
            yield at.say("service_outside_statement", at.line(line, "DTP", "472"), "DTP03", message, line=line)
