"""Edits: what every professional claim must carry about the patient, the providers and the payer."""

from collections.abc import Iterator

from claims.rules.scrub.rule import ERROR, Facts, Problem, rule
from claims.snapshot import Snapshot

GUIDE = "X12 005010X222A1"


def _missing(prefix: str, record: object, names: dict[str, str], where: str) -> Iterator[Problem]:
    for name, label in names.items():
        if not getattr(record, name):
            yield Problem(f"{prefix}.{name}", f"The {label} is missing.", f"Enter it on {where}.")


@rule(ERROR, f"{GUIDE} loops 2010BA, 2010CA")
def patient_data(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    names = {"last_name": "patient's last name", "birth_date": "patient's birth date", "sex": "patient's sex"}
    yield from _missing("patient", claim.patient, names, "the patient's page")


@rule(ERROR, f"{GUIDE} loop 2010AA")
def billing_provider_data(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    names = {"name": "billing provider's name", "contact_name": "billing contact's name", "phone": "billing contact's phone"}
    yield from _missing("billing_provider", claim.billing_provider, names, "the billing provider, in Settings")


@rule(ERROR, f"{GUIDE} loop 2310B")
def rendering_provider_data(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    yield from _missing("rendering_provider", claim.rendering_provider, {"last_name": "rendering provider's name"}, "the provider, in Settings")


@rule(ERROR, f"{GUIDE} loops 2000B, 2010BB")
def payer_data(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    names = {"name": "payer's name", "electronic_id": "payer's electronic id", "claim_filing_code": "payer's claim filing code"}
    yield from _missing("coverage.payer", claim.coverage.payer, names, "the payer's page")


@rule(ERROR, f"{GUIDE} loop 2400")
def line_present(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if not claim.lines:
        yield Problem("lines", "The claim has no line.", "Enter what was done on the encounter.")
    if len(claim.lines) > 50:
        yield Problem("lines", f"The claim has {len(claim.lines)} lines; an 837P takes 50.", "Split the visit into two encounters.")


@rule(ERROR, f"{GUIDE} loop 2300, HI")
def diagnosis_present(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if not claim.diagnoses:
        yield Problem("diagnoses", "The claim has no diagnosis.", "Enter at least one on the encounter.")
    if len(claim.diagnoses) > 12:
        yield Problem("diagnoses", f"The claim has {len(claim.diagnoses)} diagnoses; an 837P takes 12.", "Take off those that no line points to.")


@rule(ERROR, "The payer's connection")
def payer_connection(claim: Snapshot, facts: Facts) -> Iterator[Problem]:
    if not facts.can_send:
        message = "The payer has no connection in use, so there is no way to send the claim."
        yield Problem("payer.connection", message, "Choose one on the payer's page.")
