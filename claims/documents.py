"""The documents of this room: the packet of an appeal. Filled into the registry when the app is ready."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from claims.models import Appeal, AppealStatus
from claims.selectors.appeal_packet import PACKET, content, packet_title
from claims.services.appeal_steps import NO_PACKET, locked_appeal
from config.shared import pdf
from config.shared.errors import DomainError
from config.shared.registries import documents
from config.shared.registries.documents import DocumentKind, Draft
from config.shared.services.record_event import Evidence
from patients.models import Document

TEMPLATES = Path(__file__).with_name("pdf")
RELATED = (
    "denial__claim__payer", "denial__claim__patient", "denial__claim__encounter__billing_provider", "denial__line",
    "denial__remittance_claim__submission", "denial__remittance_claim__remittance__inbound_transaction__file", "approver", "payer_level",
)


class PacketChanged(DomainError):
    """The letter, or what goes with it, changed while the packet was made."""

    code = "packet_changed"
    message = "The appeal changed while its packet was made."
    retryable: ClassVar[bool] = True


def register() -> None:
    """Fill the registry."""
    documents.register(DocumentKind(PACKET, Appeal.SUBJECT_KIND, draft_packet, keep_packet, NO_PACKET))


def draft_packet(appeal_id: int) -> Draft | None:
    """The packet as the appeal is now; none where it has its packet, or wants none any more."""
    appeal = Appeal.objects.select_related(*RELATED).get(pk=appeal_id)
    if appeal.packet_id or appeal.status == AppealStatus.WITHDRAWN:
        return None
    letter = appeal.letters.order_by("-version").first()
    make = partial(pdf.render, TEMPLATES / "packet.typ", content(appeal), at=letter.written_at)
    return Draft(packet_title(appeal), make, appeal.denial.claim.patient_id)


def keep_packet(appeal_id: int, document_id: int, *, actor_id: int | None, at: datetime) -> None:
    """Link it, if it is still the packet of this version. Raises PacketChanged."""
    appeal, document = locked_appeal(appeal_id), Document.objects.get(pk=document_id)
    if appeal.packet_id is not None or document.title != packet_title(appeal):
        raise PacketChanged()
    appeal.packet = document
    appeal.save(update_fields=["packet"])
    appeal.note_event("appeal_packet_made", actor=None, evidence=Evidence(at, detail={"pages": document.page_count}))
