"""From an answer back to what it answers: our interchange by ISA13 or GS06, its claims by ST, version or patient control number."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from claims.models import ClaimSubmission, StatusInquiry
from config.shared.errors import DomainError
from payers.models import InboundTransaction, Interchange


class UnknownBatch(DomainError):
    """An answer names a control number that we did not send over this connection."""

    code = "unknown_batch"
    message = "It answers {number}, which was not sent from here to this sender."


def answered_interchange(row: InboundTransaction, *, isa13: str = "", gs06: str = "") -> Interchange:
    """The interchange that a TA1 (by ISA13) or a 999 (by GS06) answers. Raises UnknownBatch."""
    ours = Q(connection=row.file.connection_id) if row.file.connection_id else Q(connection__isa08=row.sender)
    number = Q(isa13=isa13) if isa13 else Q(gs06=gs06)
    found = Interchange.objects.filter(ours, number).order_by("-pk").first()
    if found is None:
        raise UnknownBatch(number=isa13 or gs06 or "nothing")
    return found


def answered_question(row: InboundTransaction, *, isa13: str = "", gs06: str = "") -> StatusInquiry | None:
    """The status question (276) one of whose tries carried this number; its ISA13 and GS06 are the same number."""
    number = isa13 or (f"{int(gs06):09d}" if gs06.isdecimal() and len(gs06) <= 9 else "")
    payer = "claim__payer__connection"
    ours = {payer: row.file.connection_id} if row.file.connection_id else {f"{payer}__isa08": row.sender}
    return StatusInquiry.objects.filter(isa13s__contains=[number], **ours).first() if number else None


def submissions_in(interchange: Interchange) -> QuerySet[ClaimSubmission]:
    """The versions that the interchange carries."""
    return ClaimSubmission.objects.filter(interchange=interchange)


def by_control_number(numbers: Iterable[str]) -> dict[str, ClaimSubmission]:
    """Versions by patient control number (CLM01), in one query."""
    return {row.patient_control_number: row for row in ClaimSubmission.objects.filter(patient_control_number__in=set(numbers) - {""})}


def by_batch_reference(references: Iterable[str]) -> dict[str, list[ClaimSubmission]]:
    """The versions of each ST, by its BHT03 (ISA13 and ST02 together), in one query."""
    wanted = Q(pk__in=[])
    references = {reference for reference in references if len(reference) == 13 and reference.isdigit()}
    for reference in references:
        wanted |= Q(interchange__isa13=reference[:9], st02=reference[9:], interchange__type="837P")
    found: dict[str, list[ClaimSubmission]] = {reference: [] for reference in references}
    for row in ClaimSubmission.objects.filter(wanted).select_related("interchange").order_by("pk"):
        found[f"{row.interchange.isa13}{row.st02}"].append(row)
    return found
