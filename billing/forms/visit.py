"""A whole visit as keyed: head, twelve diagnoses, eight lines; checked across rows and against the reference tables."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from billing.forms.encounter import EncounterForm
from billing.forms.lines import LETTERS, DiagnosisForm, LineForm
from billing.models import Charge, Encounter
from billing.rules.payer_order import payer_order
from billing.services.correct_encounter import FIELDS, Correction
from billing.services.enter_encounter import NewCharge, NewEncounter
from config.shared import clock
from config.shared.money import ZERO
from patients.models import Patient
from patients.selectors.patients import coverages_of
from payers.models import DiagnosisCode
from payers.selectors.prices import Price, PriceQuestion, charge_master_id, prices
from payers.selectors.reference import diagnoses

LINES = 24  # rows appear as one types: a line shows once the one above it says something
DIAGNOSES = 12


@dataclass(frozen=True, slots=True)
class DiagnosisRow:
    """A diagnosis as keyed, the words for it, and the lines that point to it."""

    letter: str
    form: DiagnosisForm
    words: str
    used_by: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as keyed, with what it costs, and what the first payer's contract allows (None where there is no such price)."""

    number: int
    form: LineForm
    words: str
    amount: Decimal | None
    expected: Decimal | None


class Visit:
    """Valid where each part is, and the parts fit. `prices`, `allowed`: of each line that has one, by its place."""

    def __init__(self, data: Any = None, *, patient: Patient, encounter: Encounter | None = None) -> None:
        charges = list(encounter.charges.filter(voided_at__isnull=True)) if encounter else []
        codes = [row.code for row in encounter.diagnoses.all()] if encounter else []
        self.patient, self.charges, self.encounter = patient, charges, encounter
        self.head = EncounterForm(data, patient=patient, instance=encounter)
        self.diagnoses = [
            DiagnosisForm(data, prefix=f"dx{n}", initial={"code": _dotted(codes[n])} if n < len(codes) else None) for n in range(DIAGNOSES)
        ]
        self.lines = [
            LineForm(data, prefix=f"line{n}", initial=_typed(charges[n]) if n < len(charges) else None)
            for n in range(len(charges) if encounter else LINES)
        ]
        for line in self.lines if encounter else []:
            line.fields["procedure_code"].disabled = line.fields["units"].disabled = True
        self.found: dict[str, DiagnosisCode] = diagnoses(codes, encounter.service_date) if encounter and codes else {}
        self.prices: dict[int, Price] = {}
        self.allowed: dict[int, Price] = {}
        self.uncovered_on: date | None = None

    def is_valid(self) -> bool:
        """Every error is said at its field in one go."""
        self.check()
        if not self.codes:
            self.diagnoses[0].add_error("code", "At least one diagnosis.")
        if not self.kept_lines:
            self.lines[0].add_error("procedure_code", "At least one charge.")
        return not any(form.errors for form in self._forms)

    def check(self) -> None:
        """Clean each part, then what holds between them. Missing parts are no error here: the preview calls it too."""
        for form in self._forms:
            form.full_clean()
        day = self.encounter.service_date if self.encounter else self.head.cleaned_data.get("service_date") or clock.today()
        self._check_diagnoses(day)
        self._check_pointers()
        self._find_prices(day)

    @property
    def codes(self) -> list[str]:
        """The diagnoses in the order of their letters, without gaps."""
        return [code for form in self.diagnoses if (code := form.cleaned_data.get("code"))]

    @property
    def kept_lines(self) -> list[tuple[int, LineForm]]:
        """Lines that say something, with their place."""
        return [(place, form) for place, form in enumerate(self.lines) if not form.is_empty]

    @property
    def diagnosis_rows(self) -> list[DiagnosisRow]:
        """A to L."""
        return [DiagnosisRow(letter, form, self._words(form), self._used_by(letter)) for letter, form in zip(LETTERS, self.diagnoses, strict=True)]

    @property
    def line_rows(self) -> list[LineRow]:
        """Each line from 1; what was billed stays what it was."""
        billed = {place: charge.amount for place, charge in enumerate(self.charges)}
        names = {place: charge.description for place, charge in enumerate(self.charges)} or {n: price.description for n, price in self.prices.items()}
        amounts, expected = billed or self._dollars(self.prices), self._dollars(self.allowed)
        return [
            LineRow(place + 1, form, names.get(place, ""), amounts.get(place), expected.get(place)) for place, form in enumerate(self.lines)
        ]

    @property
    def drug_rows(self) -> list[LineRow]:
        """The lines whose drug or minutes can be keyed: the first eight of a new visit, each of an entered one."""
        return self.line_rows if self.encounter else self.line_rows[:8]

    @property
    def has_drugs(self) -> bool:
        """Whether a line names a drug or minutes."""
        named = ("ndc", "ndc_quantity", "ndc_unit", "minutes")
        return any(form["ndc"].value() or form["minutes"].value() or form.errors.keys() & set(named) for form in self.lines)

    @property
    def findings(self) -> list[str]:
        """What is wrong with what was typed so far, row by row, as sentences."""
        head = [f"Service date: {error}" for error in self.head.errors.get("service_date", []) if self.head["service_date"].value()]
        rows = [(f"Diagnosis {letter}", form) for letter, form in zip(LETTERS, self.diagnoses, strict=True)]
        rows += [(f"Line {place + 1}", form) for place, form in enumerate(self.lines)]
        return head + [f"{name}: {error}" for name, form in rows for errors in form.errors.values() for error in errors]

    @property
    def uncovered_words(self) -> str:
        """What is said where insurance is to be billed and nobody is there to bill."""
        return f"No coverage in force on {self.uncovered_on:%m/%d/%Y}: the patient would owe it."

    def _words(self, form: DiagnosisForm) -> str:
        typed = str(form["code"].value() or "").replace(".", "").strip().upper()
        return self.found[typed].description if typed in self.found else ""

    def _used_by(self, letter: str) -> str:
        used = [str(place) for place, form in enumerate(self.lines, start=1) if letter in str(form["pointers"].value() or "").upper()]
        return f"line{'s' if len(used) > 1 else ''} {', '.join(used)}" if used else ""

    @property
    def problems(self) -> int:
        """How many fields want a change."""
        return sum(len(form.errors) for form in self._forms) if self.head.is_bound else 0

    @property
    def total(self) -> Decimal:
        """What the lines that have a price sum to."""
        return sum((row.amount for row in self.line_rows if row.amount is not None), ZERO)

    @property
    def total_expected(self) -> Decimal | None:
        """What the contract allows for the lines that it prices; None where it prices none."""
        return sum((row.expected for row in self.line_rows if row.expected is not None), ZERO) if self.allowed else None

    def _dollars(self, found: dict[int, Price]) -> dict[int, Decimal]:
        """Dollars by the line's place."""
        if not found:
            return {}
        units = {place: form.cleaned_data.get("units") or Decimal(1) for place, form in self.kept_lines}
        return {place: price.amount(units[place]) for place, price in found.items() if place in units}

    def new_encounter(self) -> NewEncounter:
        """What the service takes; letters close up where a row was left empty."""
        encounter = self.head.save(commit=False)
        encounter.patient, encounter.billing_provider = self.patient, encounter.facility.billing_provider
        return NewEncounter(encounter, self.codes, [self._closed_up(form.charge()) for _, form in self.kept_lines])

    def correction(self) -> Correction:
        """What changed of a visit that was entered; amounts never do."""
        kept = list(zip(self.charges, (form.charge() for form in self.lines), strict=True))
        return Correction(
            fields={name: value for name, value in self.head.cleaned_data.items() if name in FIELDS},
            diagnoses=self.codes,
            pointers={charge.pk: self.ordinals(line.pointers) or (1,) for charge, line in kept},
            modifiers={charge.pk: line.modifiers for charge, line in kept},
            drugs={charge.pk: (line.ndc, line.ndc_quantity, line.ndc_unit) for charge, line in kept},
        )

    def ordinals(self, pointers: tuple[int, ...]) -> tuple[int, ...]:
        """Typed letters as ordinals of `codes`."""
        filled = [place for place, form in enumerate(self.diagnoses, start=1) if form.cleaned_data.get("code")]
        return tuple(filled.index(pointer) + 1 for pointer in pointers if pointer in filled)

    def _closed_up(self, charge: NewCharge) -> NewCharge:
        return NewCharge(
            charge.procedure_code, charge.units, charge.modifiers, self.ordinals(charge.pointers) or (1,), charge.minutes, charge.ndc,
            charge.ndc_quantity, charge.ndc_unit,
        )

    @property
    def _forms(self) -> list:
        return [self.head, *self.diagnoses, *self.lines]

    def _check_diagnoses(self, day) -> None:
        self.found = diagnoses(self.codes, day)
        seen: set[str] = set()
        for form in self.diagnoses:
            code = form.cleaned_data.get("code")
            if not code:
                continue
            known = self.found.get(code)
            if code in seen:
                form.add_error("code", "This diagnosis stands above already.")
            elif known is None:
                form.add_error("code", f"No diagnosis {_dotted(code)} on {day:%m/%d/%Y}.")
            elif not known.billable:
                form.add_error("code", f"{known.dotted} is a heading: choose a longer code.")
            seen.add(code)

    def _check_pointers(self) -> None:
        filled = {LETTERS[place] for place, form in enumerate(self.diagnoses) if form["code"].value()}
        for _, form in self.kept_lines:
            letters = [LETTERS[pointer - 1] for pointer in form.cleaned_data.get("pointers") or ()]
            if missing := [letter for letter in letters if letter not in filled]:
                form.add_error("pointers", f"No diagnosis {', '.join(missing)}.")

    def _find_prices(self, day) -> None:
        """The charge master's price and the contract's of each line, in one query."""
        wanted, allowed = self._questions(charge_master_id() or 0, day), self._questions(self._contract_id(day), day)
        found = prices([*wanted.values(), *allowed.values()])
        self.prices = {place: found[question] for place, question in wanted.items() if question in found}
        self.allowed = {place: found[question] for place, question in allowed.items() if question in found}
        for place, question in wanted.items():
            if question not in found and self.encounter is None:
                self.lines[place].add_error("procedure_code", f"The charge master has no price for {question.procedure_code} on {day:%m/%d/%Y}.")

    def _questions(self, schedule_id: int | None, day) -> dict[int, PriceQuestion]:
        return {
            place: PriceQuestion(schedule_id, code, tuple(form.cleaned_data.get("modifiers") or ()), day)
            for place, form in self.kept_lines if schedule_id is not None and (code := form.cleaned_data.get("procedure_code"))
        }

    def _contract_id(self, day) -> int | None:
        """The contract of who will be asked first on that day; None where nobody is, or without a price of its own."""
        if self.head.cleaned_data.get("bills_insurance") is False:
            return None
        insured = coverages_of([self.patient.pk])[self.patient.pk]
        held = [coverage for coverage in insured if coverage.is_active_on(day)]
        asked = payer_order(held, self.head.cleaned_data.get("accident_kind") or "")
        self.uncovered_on = day if insured and not asked and self.head.cleaned_data.get("service_date") else None
        return asked[0].payer.contract_id if asked and not asked[0].payer.is_capitated else None


def _dotted(code: str) -> str:
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 else code


def _typed(charge: Charge) -> dict[str, Any]:
    """A charge as one would have typed it."""
    return {
        "procedure_code": charge.procedure_code, "modifiers": " ".join(charge.modifiers), "units": f"{charge.units.normalize():f}",
        "pointers": "".join(LETTERS[pointer - 1] for pointer in charge.pointers), "ndc": charge.ndc, "ndc_quantity": charge.ndc_quantity,
        "ndc_unit": charge.ndc_unit, "minutes": charge.minutes,
    }
