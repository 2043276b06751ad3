"""From encounters to snapshots: reads everything a claim says, in bulk. Called by build_claims and fix_claim.

The number of queries does not depend on the number of encounters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import Prefetch

from billing.models import Charge, Encounter, EncounterPayer
from claims import snapshot as frozen
from claims.selectors import decisions
from config.practice.models import AddressModel, BillingProvider, Facility, Provider
from patients.models import Coverage, Patient
from payers.models import Payer


@dataclass(frozen=True, slots=True)
class Source:
    """An encounter with its payers in force (by rank) and its live charges, ready to be frozen. `decisions`: of its payers, by rank."""

    encounter: Encounter
    payers: list[EncounterPayer]
    charges: list[Charge]
    decisions: dict[int, frozen.Decision] = field(default_factory=dict)

    def payer_of(self, rank: int) -> EncounterPayer | None:
        """Who is asked at this rank, or None."""
        return next((payer for payer in self.payers if payer.rank == rank), None)


def load(encounter_ids: Iterable[int]) -> list[Source]:
    """The sources of encounters that are not voided, in the order of their ids: four queries.

    Up to four more for what payers decided, where an encounter has several.
    """
    encounters = (
        Encounter.objects.filter(pk__in=list(encounter_ids), voided_at__isnull=True)
        .select_related("patient", "facility", "billing_provider", "rendering_provider", "referring_provider")
        .prefetch_related(
            "diagnoses",
            Prefetch("charges", Charge.objects.filter(voided_at__isnull=True).order_by("ordinal"), to_attr="live_charges"),
            Prefetch("payers", EncounterPayer.objects.select_related("coverage__payer").order_by("-version", "rank"), to_attr="all_payers"),
        )
        .order_by("pk")
    )
    encounters = list(encounters)
    decided = decisions.load([each.pk for each in encounters if len(_in_force(each.all_payers)) > 1])
    return [Source(each, _in_force(each.all_payers), each.live_charges, decided.get(each.pk, {})) for each in encounters]


def freeze(source: Source, rank: int) -> frozen.Snapshot:
    """The claim to the payer of `rank`. Raises LookupError where nobody has that rank."""
    encounter, asked = source.encounter, source.payer_of(rank)
    if asked is None:
        raise LookupError(f"encounter {encounter.pk} has no payer of rank {rank}")
    return frozen.Snapshot(
        service_date=encounter.service_date, place_of_service=encounter.place_of_service,
        billing_provider=_billing_provider(encounter.billing_provider), rendering_provider=_provider(encounter.rendering_provider),
        referring_provider=_provider(encounter.referring_provider) if encounter.referring_provider else None,
        facility=_facility(encounter.facility), patient=_patient(encounter.patient), coverage=_coverage(asked),
        other_coverages=tuple(_other(source, payer, rank) for payer in source.payers if payer is not asked),
        diagnoses=tuple(diagnosis.code for diagnosis in sorted(encounter.diagnoses.all(), key=lambda each: each.ordinal)),
        authorization_number=encounter.authorization_number, referral_number=encounter.referral_number,
        clia_number=encounter.clia_number, accident_kind=encounter.accident_kind, accident_date=encounter.accident_date,
        accident_state=encounter.accident_state, onset_date=encounter.onset_date,
        lines=tuple(_line(ordinal, charge) for ordinal, charge in enumerate(source.charges, 1)),
    )


def _in_force(payers: Sequence[EncounterPayer]) -> list[EncounterPayer]:
    """The order of the highest version."""
    return [payer for payer in payers if payer.version == payers[0].version]


def _address(row: AddressModel) -> frozen.Address:
    return frozen.Address(street=row.street, street2=row.street2, city=row.city, state=row.state, zip_code=row.zip_code)


def _billing_provider(row: BillingProvider) -> frozen.BillingProvider:
    pay_to = frozen.Address(street=row.pay_to_street, city=row.pay_to_city, state=row.pay_to_state, zip_code=row.pay_to_zip_code)
    return frozen.BillingProvider(
        name=row.name, npi=row.npi, tax_id=row.tax_id, tax_id_kind=row.tax_id_kind, taxonomy=row.taxonomy, phone=row.phone,
        contact_name=row.contact_name, address=_address(row), pay_to=pay_to if row.pay_to_street else None,
    )


def _provider(row: Provider) -> frozen.Provider:
    return frozen.Provider(last_name=row.last_name, first_name=row.first_name, npi=row.npi, taxonomy=row.taxonomy)


def _facility(row: Facility) -> frozen.Facility:
    return frozen.Facility(name=row.name, npi=row.npi, is_own_office=row.is_own_office, address=_address(row))


def _patient(row: Patient) -> frozen.Person:
    return frozen.Person(
        last_name=row.last_name, first_name=row.first_name, middle_name=row.middle_name, suffix=row.suffix, birth_date=row.birth_date,
        sex=row.sex, death_date=row.deceased_date, address=_address(row),
    )


def _payer(row: Payer) -> frozen.Payer:
    return frozen.Payer(name=row.name, kind=row.kind, electronic_id=row.electronic_id, claim_filing_code=row.claim_filing_code)


def _coverage(payer: EncounterPayer) -> frozen.Coverage:
    row = payer.coverage
    return frozen.Coverage(
        rank=payer.rank, payer=_payer(row.payer), member_id=row.member_id, group_number=row.group_number, plan_name=row.plan_name,
        msp_code=row.msp_code, relationship=row.relationship, subscriber=_subscriber(row), assigns_benefits=row.assigns_benefits,
        releases_information=row.releases_information, valid_from=row.valid_from, valid_to=row.valid_to,
        is_voided=row.voided_at is not None,
    )


def _other(source: Source, payer: EncounterPayer, asked: int) -> frozen.Coverage:
    """Another insurance; one that comes before the payer asked, with what it decided."""
    held = _coverage(payer)
    return replace(held, decision=source.decisions.get(payer.rank)) if payer.rank < asked else held


def _subscriber(row: Coverage) -> frozen.Person | None:
    if row.relationship == frozen.SELF:
        return None
    address = frozen.Address(
        street=row.subscriber_street, city=row.subscriber_city, state=row.subscriber_state, zip_code=row.subscriber_zip_code
    )
    return frozen.Person(
        last_name=row.subscriber_last_name, first_name=row.subscriber_first_name, birth_date=row.subscriber_birth_date,
        sex=row.subscriber_sex, address=address,
    )


def _line(ordinal: int, charge: Charge) -> frozen.Line:
    """The line's control number names its charge, so it stays when the claim is built again."""
    return frozen.Line(
        ordinal=ordinal, charge_id=charge.pk, control_number=f"L{charge.pk}", procedure_code=charge.procedure_code,
        modifiers=tuple(charge.modifiers), units=charge.units, minutes=charge.minutes, pointers=tuple(charge.pointers), ndc=charge.ndc,
        ndc_quantity=charge.ndc_quantity, ndc_unit=charge.ndc_unit, amount=charge.amount,
    )
