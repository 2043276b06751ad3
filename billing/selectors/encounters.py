"""Reads of encounters for pages: rows with where their cents are, one encounter with its lines, a patient's balance by who owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from billing.models import Charge, Encounter, EncounterDiagnosis, EncounterPayer
from billing.selectors import ledger
from billing.selectors.ledger import Buckets
from config.shared.money import ZERO
from payers.selectors.reference import diagnoses

LETTERS = "ABCDEFGHIJKL"


@dataclass(frozen=True, slots=True)
class EncounterRow:
    """An encounter as lists show it. `state` is a status of kind "encounter"."""

    encounter: Encounter
    what: str
    buckets: Buckets

    @property
    def paid(self) -> Decimal:
        return self.buckets.paid_by_payer + self.buckets.paid_by_patient

    @property
    def adjusted(self) -> Decimal:
        return self.buckets.adjusted + self.buckets.written_off

    @property
    def state(self) -> str:
        return state_of(self.encounter, self.buckets)


@dataclass(frozen=True, slots=True)
class DiagnosisRow:
    letter: str
    code: str
    description: str
    used_by: str


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A charge with the letters of its diagnoses and where its cents are."""

    charge: Charge
    letters: str
    buckets: Buckets


def state_of(encounter: Encounter, buckets: Buckets) -> str:
    """Whose turn it is: voided, payer, patient or closed."""
    if encounter.voided_at is not None:
        return "voided"
    if buckets.owed_by_payer > ZERO:
        return "payer"
    return "patient" if buckets.owed_by_patient > ZERO else "closed"


def newest(patient_id: int | None = None) -> QuerySet[Encounter]:
    """Encounters for a list; of one patient where given."""
    rows = Encounter.objects.select_related("patient", "rendering_provider", "facility")
    return rows if patient_id is None else rows.filter(patient_id=patient_id)


def encounter_rows(encounters: Sequence[Encounter]) -> list[EncounterRow]:
    """Rows of a page: two queries for any number of them."""
    ids = [encounter.pk for encounter in encounters]
    buckets, words = ledger.by_encounter(ids), {pk: [] for pk in ids}
    for charge in Charge.objects.filter(encounter_id__in=ids, voided_at__isnull=True).order_by("encounter_id", "ordinal"):
        words[charge.encounter_id].append(str(charge))
    return [EncounterRow(each, ", ".join(words[each.pk]), buckets.get(each.pk, Buckets())) for each in encounters]


def charge_rows(encounter: Encounter) -> list[ChargeRow]:
    """All charges of an encounter, voided ones too: two queries."""
    charges = list(Charge.objects.filter(encounter=encounter).select_related("voided_by").order_by("ordinal"))
    buckets = ledger.by_charge([charge.pk for charge in charges])
    return [
        ChargeRow(charge, "".join(LETTERS[pointer - 1] for pointer in charge.pointers), buckets.get(charge.pk, Buckets())) for charge in charges
    ]


def diagnosis_rows(encounter: Encounter, charges: Sequence[ChargeRow]) -> list[DiagnosisRow]:
    """The diagnoses by letter with their words and the lines that use them: two queries."""
    rows = list(EncounterDiagnosis.objects.filter(encounter=encounter).order_by("ordinal"))
    known = diagnoses([row.code for row in rows], encounter.service_date)
    found = []
    for row in rows:
        letter, used = LETTERS[row.ordinal - 1], [str(each.charge.ordinal) for each in charges if row.ordinal in each.charge.pointers]
        dotted = f"{row.code[:3]}.{row.code[3:]}" if len(row.code) > 3 else row.code
        words = f"line{'s' if len(used) > 1 else ''} {', '.join(used)}" if used else ""
        found.append(DiagnosisRow(letter, dotted, known[row.code].description if row.code in known else "", words))
    return found


def payer_order(encounter: Encounter) -> list[EncounterPayer]:
    """Who is asked, in rank order, in the version in force: one query."""
    rows = list(EncounterPayer.objects.filter(encounter=encounter).select_related("coverage__payer").order_by("-version", "rank"))
    return [row for row in rows if row.version == rows[0].version]


def where_parts(buckets: Buckets) -> list[tuple[str, Decimal, str]]:
    """Where the cents of an encounter are, as parts of a bar."""
    parts = [
        ("Paid", buckets.paid_by_payer + buckets.paid_by_patient, "f-done"), ("Adjusted", buckets.adjusted, "f-idle"),
        ("Written off", buckets.written_off, "f-s4"), ("Payer owes", buckets.owed_by_payer, "f-wait"),
        ("Patient owes", buckets.owed_by_patient, "f-need"),
    ]
    return [part for part in parts if part[1]]


def balance_parts(patient_id: int) -> list[tuple[str, Decimal, str]]:
    """Who owes for a patient, as parts of a bar: payers first, then the patient. Two queries."""
    owed = ledger.owed_by_payers(patient_id)
    parts = [(name, amount, f"f-s{min(place, 4)}") for place, (_, name, amount) in enumerate(owed, start=1)]
    buckets = ledger.by_patient([patient_id]).get(patient_id, Buckets())
    return [*parts, ("Patient", buckets.owed_by_patient, "f-need")] if buckets.owed_by_patient else parts
