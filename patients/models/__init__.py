"""Tables of the patients."""

from patients.models.coverage import Coverage, LineOfCoverage, Rank, Relationship
from patients.models.document import Document
from patients.models.patient import ExternalId, Guarantor, Patient, Sex

__all__ = ["Coverage", "Document", "ExternalId", "Guarantor", "LineOfCoverage", "Patient", "Rank", "Relationship", "Sex"]
