"""The 277CA as values of the codec: what the clearinghouse, then the payer, says of each claim of a batch.

Both speak with one voice here; only the source differs (NM1*AY or NM1*PR) and the payer's number (REF*1K) is there
once the payer has given one.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from payers.sandbox.claims import KnownClaim
from payers.sandbox.plan_book import Rejection
from payers.x12.claim_status import Status, StatusCode, StatusEntry, StatusReport
from payers.x12.model import Amount, Party, Quantity, Reference, organisation, person

VERSION = "005010X214"
RECEIVED = FORWARDED = StatusCode("A1", "19", "PR")
ACCEPTED = StatusCode("A2", "20", "PR")


@dataclass(frozen=True)
class Verdict:
    """What is said of one claim: the code that accepts it, or the rejection."""

    claim: KnownClaim
    rejection: Rejection | None
    accepted: StatusCode = ACCEPTED

    @property
    def code(self) -> StatusCode:
        refused = self.rejection
        return StatusCode(refused.category, refused.status, refused.entity) if refused else self.accepted


def claim_acknowledgement(verdicts: list[Verdict], *, source: Party, reference: str, on: date, time: str) -> StatusReport:
    """The 277CA for claims of one batch: what the batch came to, what each provider's came to, then claim by claim."""
    filed = verdicts[0].claim.filed
    levels = {"source": source, "receiver": organisation(filed.payee_name, id_qualifier="46", id=filed.submitter)}
    entries = [StatusEntry(level="source", source=source, trace=reference, received_date=on, processed_date=on), _batch_entry(verdicts, levels, on)]
    for _, of_provider in groupby(sorted(verdicts, key=_payee), key=_payee):
        entries += _provider_entries(list(of_provider), levels, on)
    return StatusReport(reference=reference, date=on, time=time, version=VERSION, entries=tuple(entries))


def clearinghouse_party(name: str, identifier: str) -> Party:
    return organisation(name, role="AY", id_qualifier="46", id=identifier)


def payer_party(name: str, identifier: str) -> Party:
    return organisation(name, role="PR", id_qualifier="PI", id=identifier)


def _batch_entry(verdicts: list[Verdict], levels: dict, on: date) -> StatusEntry:
    return StatusEntry(level="receiver", trace=verdicts[0].claim.filed.batch, **levels, **_totals(verdicts, on, "90", "AA"))


def _provider_entries(verdicts: list[Verdict], levels: dict, on: date) -> list[StatusEntry]:
    """One provider's totals, then its claims. A provider has no trace of its own: TRN02 is 0."""
    filed = verdicts[0].claim.filed
    levels = levels | {"provider": organisation(filed.payee_name, id_qualifier="XX", id=filed.payee_npi)}
    totals = StatusEntry(level="provider", trace="0", **levels, **_totals(verdicts, None, "QA", "QC"))
    return [totals, *(_claim_entry(verdict, levels, on) for verdict in verdicts)]


def _totals(verdicts: list[Verdict], on: date | None, accepted: str, rejected: str) -> dict:
    """Received, for how much; counts and amounts accepted and rejected, under the quantity codes of their level."""
    taken = [verdict.claim.filed.charge for verdict in verdicts if not verdict.rejection]
    refused = [verdict.claim.filed.charge for verdict in verdicts if verdict.rejection]
    kinds = [(quantity, amount, charges) for quantity, amount, charges in ((accepted, "YU", taken), (rejected, "YY", refused)) if charges]
    total = sum(taken + refused, Decimal(0))
    return {
        "statuses": (Status(codes=(RECEIVED,), date=on, action="WQ", amount=total),),
        "quantities": tuple(Quantity(quantity, Decimal(len(charges))) for quantity, _, charges in kinds),
        "amounts": tuple(Amount(amount, sum(charges, Decimal(0))) for _, amount, charges in kinds),
    }


def _payee(verdict: Verdict) -> str:
    return verdict.claim.filed.payee


def _claim_entry(verdict: Verdict, levels: dict, on: date) -> StatusEntry:
    claim, filed = verdict.claim, verdict.claim.filed
    numbers = (("1K", claim.payer_control_number), ("D9", claim.clearinghouse_number))
    days = filed.service_dates
    return StatusEntry(
        level="claim",
        **levels,
        trace=filed.patient_control_number,
        patient_control_number=filed.patient_control_number,
        subscriber=person(filed.patient.name, filed.patient.first, id_qualifier="MI", id=filed.member),
        statuses=(Status(codes=(verdict.code,), date=on, action="U" if verdict.rejection else "WQ", amount=filed.charge),),
        references=tuple(Reference(qualifier, number) for qualifier, number in numbers if number),
        service_date=days[0] if days else None,
        service_end=days[-1] if days and days[-1] != days[0] else None,
    )
