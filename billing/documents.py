"""The documents of this room: what a statement's and a receipt's PDF say, and how they are linked. Filled into the registry when the app is ready."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from billing.models import PatientPayment, Statement, StatementStatus
from billing.selectors.patient_money import applied_by_payment, owed_lines, pool_of
from billing.selectors.receipt_content import receipt_content
from config.shared import pdf
from config.shared.registries import documents
from config.shared.registries.documents import DocumentKind, Draft, HasItsDocument

NO_STATEMENT, NO_RECEIPT = "statement_without_pdf", "receipt_without_pdf"
TEMPLATES = Path(__file__).with_name("pdf")


def register() -> None:
    """Fill the registry."""
    documents.register(DocumentKind("statement", Statement.SUBJECT_KIND, draft_statement, keep_statement, NO_STATEMENT))
    documents.register(DocumentKind("receipt", PatientPayment.SUBJECT_KIND, draft_receipt, keep_receipt, NO_RECEIPT))


def draft_statement(statement_id: int) -> Draft | None:
    """The frozen content as a page; none where it has its PDF, or was voided."""
    row = Statement.objects.get(pk=statement_id)
    if row.document_id or row.status == StatementStatus.VOIDED:
        return None
    make = partial(pdf.render, TEMPLATES / "statement.typ", row.content, at=row.made_at)
    return Draft(f"Statement {row.number}", make, row.patient_id)


def keep_statement(statement_id: int, document_id: int, *, actor_id: int | None, at: datetime) -> None:
    """Link it. Raises HasItsDocument."""
    _keep(Statement.objects.select_for_update(of=("self",)).get(pk=statement_id), "document_id", document_id)


def draft_receipt(payment_id: int) -> Draft | None:
    """What was received and what it paid, as of now."""
    payment = PatientPayment.objects.select_related("patient", "taken_by").get(pk=payment_id)
    if payment.receipt_id:
        return None
    content = receipt_content(
        payment, applied_by_payment([payment.pk]).get(payment.pk, {}), owed_lines([payment.patient_id]), pool_of(payment.patient_id)
    )
    make = partial(pdf.render, TEMPLATES / "receipt.typ", content, at=payment.received_at)
    return Draft(f"Receipt {payment.number}", make, payment.patient_id)


def keep_receipt(payment_id: int, document_id: int, *, actor_id: int | None, at: datetime) -> None:
    """Link it. Raises HasItsDocument."""
    _keep(PatientPayment.objects.select_for_update(of=("self",)).get(pk=payment_id), "receipt_id", document_id)


def _keep(row: Any, field: str, document_id: int) -> None:
    if getattr(row, field) is not None:
        raise HasItsDocument()
    setattr(row, field, document_id)
    row.save(update_fields=[field])
