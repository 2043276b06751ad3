"""What the patient's page and the list show: coverages by their state today, the last events, the first payer of each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.shared.models import Event
from patients.models import Coverage, Patient
from patients.selectors.patients import coverages_on

WORDS = {
    "patient_registered": "Registered", "patient_changed": "Record changed", "coverage_added": "Coverage added",
    "coverage_changed": "Coverage changed", "coverage_ended": "Coverage ended", "coverage_voided": "Coverage voided",
}


@dataclass(frozen=True, slots=True)
class CoverageCard:
    """A coverage and how it stands on a day: active, to_come, ended or voided."""

    coverage: Coverage
    state: str

    @property
    def is_open(self) -> bool:
        return self.state in ("active", "to_come")


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A row of the list: the patient and who pays first today."""

    patient: Patient
    age: int
    first_payer: str


def state_on(coverage: Coverage, day: date) -> str:
    """How a coverage stands on a day."""
    if coverage.voided_at is not None:
        return "voided"
    if coverage.valid_from > day:
        return "to_come"
    return "active" if coverage.is_active_on(day) else "ended"


def coverage_cards(patient: Patient, today: date) -> list[CoverageCard]:
    """All coverages, those in force first, in rank order: one query."""
    rows = Coverage.objects.filter(patient=patient).select_related("payer", "voided_by").order_by("line_of_coverage", "rank", "-valid_from")
    cards = [CoverageCard(row, state_on(row, today)) for row in rows]
    places = {"active": 0, "to_come": 1, "ended": 2, "voided": 3}
    return sorted(cards, key=lambda card: places[card.state])


def last_events(patient: Patient, limit: int = 8) -> list[tuple[Event, str]]:
    """What happened to the record, newest first, in words: one query."""
    events = Event.objects.filter(subject_kind="patient", subject_id=patient.pk).select_related("actor").order_by("-seq")[:limit]
    return [(event, WORDS.get(event.kind, event.kind.replace("_", " ").capitalize())) for event in events]


def list_rows(patients: Sequence[Patient], today: date) -> list[PatientRow]:
    """The rows of a page with their first payer: one query more."""
    coverages = coverages_on([patient.pk for patient in patients], today)
    return [PatientRow(patient, patient.age_on(today), coverages[patient.pk][0].payer.name if coverages[patient.pk] else "") for patient in patients]
