"""Which way out of a denial is suggested, and why: pure, from the category, the codes, the payer's kind and what is on file.

Called when a denial is opened. A suggestion only: the biller decides. Source: DOMAIN 0a.5, 0a.14, 2, 4; our own reason guide.
"""

from dataclasses import dataclass
from enum import StrEnum

UNPROCESSABLE = "MA130"
NO_APPEAL = "N211"
RECORDS = frozenset({"163", "164", "226", "228", "250", "251", "252"})
WRONG_MEMBER = frozenset({"31", "140"})
TAKES_NO_REPLACEMENT = frozenset({"medicare"})


class Route(StrEnum):
    """The ways out of a denial."""

    CORRECT = "correct"
    NEW_CLAIM = "new_claim"
    RECONSIDER = "reconsider"
    APPEAL = "appeal"
    RECORDS = "records"
    OTHER_PAYER = "other_payer"
    PATIENT = "patient"
    WRITE_OFF = "write_off"


LABELS: dict[str, str] = {
    Route.CORRECT: "Correct and resend (frequency 7)",
    Route.NEW_CLAIM: "Send a new claim (frequency 1)",
    Route.RECONSIDER: "Ask for reconsideration",
    Route.APPEAL: "Appeal",
    Route.RECORDS: "Send the records",
    Route.OTHER_PAYER: "Bill the other payer",
    Route.PATIENT: "Bill the patient, once that is checked",
    Route.WRITE_OFF: "Write off",
}

CAUSES: dict[str, str] = {
    "eligibility": "Registration", "cob": "Registration", "authorization": "Authorization", "coding": "Coding", "bundling": "Coding",
    "duplicate": "Submission", "timely_filing": "Submission", "documentation": "Claim data", "unprocessable": "Claim data",
    "medical_necessity": "Clinical documentation", "network": "Credentialing", "non_covered": "Benefits", "benefit_limit": "Benefits",
    "contractual": "Payer",
}


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a denial. `level_kind` is that of the payer's first level; "" where it has none."""

    category: str
    group: str
    reason: str
    remarks: frozenset[str]
    payer_kind: str
    level_kind: str = ""
    authorization_unsent: bool = False
    has_filing_proof: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    route: Route
    why: str
    may_appeal: bool = True


def suggest(case: Case) -> Suggestion:
    """The way that usually works, with the reason in one sentence."""
    if case.remarks & {UNPROCESSABLE} or case.category == "unprocessable":
        return Suggestion(Route.NEW_CLAIM, "The payer counts it as never filed: there is no appeal, and the filing limit runs.", may_appeal=False)
    found = _by_category(case)
    if case.remarks & {NO_APPEAL} and found.route in {Route.APPEAL, Route.RECONSIDER}:
        return Suggestion(Route.WRITE_OFF, "The payer says that this decision has no appeal.", may_appeal=False)
    return found


def root_cause(category: str) -> str:
    """Where in the practice it could have been prevented."""
    return CAUSES.get(category, "Not known")


def _by_category(case: Case) -> Suggestion:
    decide = {
        "coding": _correct, "bundling": _bundled, "duplicate": _duplicate, "documentation": _documentation, "authorization": _authorization,
        "eligibility": _eligibility, "cob": _other_payer, "timely_filing": _late, "non_covered": _not_covered, "benefit_limit": _not_covered,
    }.get(case.category)
    return decide(case) if decide else _dispute(case, _DISPUTES.get(case.category, "Ask what the remark means, then dispute it."))


_DISPUTES = {
    "medical_necessity": "Only the record can show that it was necessary.",
    "network": "Show that the provider was in the network, or that nobody else was.",
    "contractual": "The contract expects an allowed amount for this.",
}


def _dispute(case: Case, why: str) -> Suggestion:
    return Suggestion(Route.RECONSIDER if case.level_kind in {"reconsideration", "reopening"} else Route.APPEAL, why)


def _correct(case: Case) -> Suggestion:
    if case.payer_kind in TAKES_NO_REPLACEMENT:
        return Suggestion(Route.RECONSIDER, "Medicare takes no replacement claim: ask for a clerical error reopening with the correction.")
    return Suggestion(Route.CORRECT, "The claim is wrong or incomplete: mend it and replace it, no appeal is needed.")


def _bundled(case: Case) -> Suggestion:
    corrected = _correct(case)
    return Suggestion(corrected.route, "Paid within another service. Where it was distinct, the record allows a modifier; otherwise write it off.")


def _duplicate(case: Case) -> Suggestion:
    return Suggestion(_correct(case).route, "Find the first decision. Where the service was repeated, say so by modifier; otherwise write it off.")


def _documentation(case: Case) -> Suggestion:
    if case.reason in RECORDS:
        return Suggestion(Route.RECORDS, "The payer decides once it has the records it asked for.")
    if case.reason == "227":
        return Suggestion(Route.PATIENT, "The payer waits for an answer of the patient: ask them to call the payer.")
    return _correct(case)


def _authorization(case: Case) -> Suggestion:
    if case.authorization_unsent:
        sent = _correct(case)
        return Suggestion(sent.route, "The authorization is on file and was not on the claim: send it, no appeal is needed.")
    return _dispute(case, "No authorization is on file: ask for one after the fact, or show why none was needed.")


def _eligibility(case: Case) -> Suggestion:
    if case.reason in WRONG_MEMBER:
        return Suggestion(_correct(case).route, "The payer did not find the member: compare number, name and birth date with the card.")
    return Suggestion(Route.OTHER_PAYER, "Ask who covered the patient on that day, and bill them.")


def _other_payer(case: Case) -> Suggestion:
    return Suggestion(Route.OTHER_PAYER, "Another payer comes first: bill it, then this one with its answer.")


def _late(case: Case) -> Suggestion:
    if case.has_filing_proof:
        return _dispute(case, "The payer accepted it in time: send the proof.")
    return Suggestion(Route.WRITE_OFF, "Nothing on file proves that the payer had it in time.")


def _not_covered(case: Case) -> Suggestion:
    if case.group == "PR":
        return Suggestion(Route.PATIENT, "The payer leaves it to the patient: check the notice they signed, and other coverage, first.")
    return _dispute(case, "Compare with the plan's benefits: correct it or dispute it.")
