"""Every edit has a claim that fails it and one that passes. The good claim passes them all; each case spoils it in one place."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from claims.rules import scrub
from claims.rules.scrub import ERROR, RULES, DiagnosisFact, Facts
from claims.rules.scrub.wording import as_sent
from claims.snapshot import Address, BillingProvider, Coverage, Decision, Facility, Line, LineDecision, Payer, Person, Provider, Reduction, Snapshot
from payers import x12
from payers.x12 import set_835
from tests.factories.npi import npi

TODAY = date(2026, 11, 23)
HOME = Address(street="14 Quarry Road", city="Fairhope", state="AL", zip_code="36532")
OFFICE = Address(street="200 Meadow Lane", city="Fairhope", state="AL", zip_code="365321234")
FIRST = Line(
    ordinal=1, charge_id=1, control_number="L1", procedure_code="99214", modifiers=("25",), units=Decimal("1.0000"), minutes=None, pointers=(1, 2),
    ndc="", ndc_quantity=None, ndc_unit="", amount=Decimal("180.00"),
)
SECOND = replace(FIRST, ordinal=2, charge_id=2, control_number="L2", procedure_code="20610", modifiers=("RT",), pointers=(1,), amount=Decimal("150.00"))
GOOD = Snapshot(
    service_date=date(2026, 11, 2), place_of_service="11",
    billing_provider=BillingProvider(
        name="Larkfield Family Medicine", npi=npi(1), tax_id="631234567", tax_id_kind="EI", taxonomy="207Q00000X", phone="2055550100",
        contact_name="Billing office", address=OFFICE,
    ),
    rendering_provider=Provider(last_name="Ellison", first_name="Mara", npi=npi(2), taxonomy="207Q00000X"), referring_provider=None,
    facility=Facility(name="Larkfield office", npi="", is_own_office=True, address=OFFICE),
    patient=Person(last_name="Marlow", first_name="Ada", birth_date=date(1961, 5, 14), sex="F", address=HOME),
    coverage=Coverage(
        rank=1, payer=Payer(name="River Valley Mutual", kind="commercial", electronic_id="RVM01", claim_filing_code="CI"), member_id="RVM123456",
        group_number="G1", plan_name="", msp_code="", relationship="18", subscriber=None, assigns_benefits=True, releases_information=True,
        valid_from=date(2025, 1, 1),
    ),
    other_coverages=(), diagnoses=("M25561", "I10"), authorization_number="", referral_number="", clia_number="", accident_kind="", accident_date=None,
    accident_state="", onset_date=None, lines=(FIRST, SECOND),
)
KNOWN = Facts(
    today=TODAY, diagnoses={"M25561": DiagnosisFact(True, True), "I10": DiagnosisFact(True, True), "M2556": DiagnosisFact(False, True),
                            "M2550": DiagnosisFact(True, False), "W010XXA": DiagnosisFact(True, True)},
    places_of_service=frozenset({"11", "21"}), filing_deadline=date(2027, 5, 1), filing_limit_days=180, can_send=True,
    charged={1: Decimal("180.00"), 2: Decimal("150.00")}, same_services={},
)
MEDICARE = Payer(name="Medicare", kind="medicare", electronic_id="MCR01", claim_filing_code="MB")
WIFE = Person(last_name="Marlow", first_name="Joan", birth_date=date(1960, 1, 1), sex="F")


def coverage(**changes):
    return replace(GOOD, coverage=replace(GOOD.coverage, **changes))


def decided(*paid: str, total: str = "") -> Decision:
    """What a payer before paid on each line; the rest of the line is contractual."""
    lines = tuple(
        LineDecision(
            charge_id=line.charge_id, procedure_code=line.procedure_code, modifiers=line.modifiers, units=Decimal(1), paid=Decimal(amount),
            reductions=(Reduction(group="CO", reason="45", amount=line.amount - Decimal(amount)),),
        )
        for line, amount in zip((FIRST, SECOND), paid, strict=True)
    )
    paid_in_all = Decimal(total) if total else sum((line.paid for line in lines), Decimal(0))
    return Decision(paid=paid_in_all, decided_on=date(2026, 11, 20), reductions=(), lines=lines)


def second(decision: Decision | None) -> Snapshot:
    """The good claim to a second payer, after a first one that decided this."""
    first = replace(GOOD.coverage, payer=replace(GOOD.coverage.payer, name="Blue Plan", electronic_id="BPA01"), decision=decision)
    return replace(coverage(rank=2), other_coverages=(first,))


def uneven(decision: Decision) -> Decision:
    """The same sums, a dollar on the wrong line."""
    one, two = decision.lines
    one = replace(one, reductions=(replace(one.reductions[0], amount=one.reductions[0].amount + 1),))
    two = replace(two, reductions=(replace(two.reductions[0], amount=two.reductions[0].amount - 1),))
    return replace(decision, lines=(one, two))


def billing(**changes):
    return replace(GOOD, billing_provider=replace(GOOD.billing_provider, **changes))


def patient(**changes):
    return replace(GOOD, patient=replace(GOOD.patient, **changes))


def line(**changes):
    return replace(GOOD, lines=(replace(FIRST, **changes), SECOND))


def away(**changes):
    return replace(GOOD, facility=replace(GOOD.facility, is_own_office=False, **changes))


SPOILED = [
    ("patient_data", "patient.birth_date", patient(birth_date=None), KNOWN),
    ("billing_provider_data", "billing_provider.contact_name", billing(contact_name=""), KNOWN),
    ("rendering_provider_data", "rendering_provider.last_name", replace(GOOD, rendering_provider=replace(GOOD.rendering_provider, last_name="")), KNOWN),
    ("payer_data", "coverage.payer.electronic_id", coverage(payer=replace(GOOD.coverage.payer, electronic_id="")), KNOWN),
    ("line_present", "lines", replace(GOOD, lines=()), KNOWN),
    ("line_present", "lines", replace(GOOD, lines=tuple(replace(FIRST, ordinal=n, modifiers=(f"{n:02d}",)) for n in range(1, 52))), KNOWN),
    ("diagnosis_present", "diagnoses", replace(GOOD, diagnoses=(), lines=()), KNOWN),
    ("payer_connection", "payer.connection", GOOD, replace(KNOWN, can_send=False)),
    ("npi_check_digit", "billing_provider.npi", billing(npi="1234567890"), KNOWN),
    ("npi_check_digit", "referring_provider.npi", replace(GOOD, referring_provider=Provider(last_name="Roe", npi="")), KNOWN),
    ("npi_check_digit", "facility.npi", away(npi="12"), KNOWN),
    ("payer_ids_format", "coverage.payer.electronic_id", coverage(payer=replace(GOOD.coverage.payer, electronic_id="A~*:")), KNOWN),
    ("payer_ids_format", "coverage.payer.claim_filing_code", coverage(payer=replace(GOOD.coverage.payer, claim_filing_code="~")), KNOWN),
    ("text_as_sent", "patient.first_name", patient(first_name="Zoë"), KNOWN),
    ("text_as_sent", "rendering_provider.last_name", replace(GOOD, rendering_provider=replace(GOOD.rendering_provider, last_name="O~Brien")), KNOWN),
    ("tax_id_format", "billing_provider.tax_id", billing(tax_id="63-1234567"), KNOWN),
    ("taxonomy_format", "rendering_provider.taxonomy", replace(GOOD, rendering_provider=replace(GOOD.rendering_provider, taxonomy="207Q")), KNOWN),
    ("member_id_present", "coverage.member_id", coverage(member_id=" - "), KNOWN),
    ("medicare_number_format", "coverage.member_id", coverage(payer=MEDICARE, member_id="123456789A"), KNOWN),
    ("clia_format", "clia_number", replace(GOOD, clia_number="1D23"), KNOWN),
    ("billing_address_complete", "billing_provider.address", billing(address=replace(OFFICE, city="")), KNOWN),
    ("billing_zip_nine_digits", "billing_provider.address.zip_code", billing(address=replace(OFFICE, zip_code="36532")), KNOWN),
    ("billing_street_no_po_box", "billing_provider.address.street", billing(address=replace(OFFICE, street="P.O. Box 12")), KNOWN),
    ("patient_address_complete", "patient.address.zip_code", patient(address=replace(HOME, zip_code="")), KNOWN),
    ("subscriber_name", "coverage.subscriber.last_name", coverage(relationship="01", subscriber=replace(WIFE, first_name="")), KNOWN),
    ("subscriber_birth_date", "coverage.subscriber.birth_date", coverage(relationship="01", subscriber=replace(WIFE, birth_date=None)), KNOWN),
    ("medicare_patient_is_subscriber", "coverage.relationship", coverage(payer=MEDICARE, member_id="1EG4TE5MK73", relationship="01", subscriber=WIFE), KNOWN),
    ("coverage_active", "coverage.valid_to", coverage(valid_to=date(2026, 11, 1)), KNOWN),
    ("coverage_active", "coverage.valid_from", coverage(valid_from=date(2026, 11, 3)), KNOWN),
    ("coverage_not_voided", "coverage", coverage(is_voided=True), KNOWN),
    ("filing_limit", "service_date", GOOD, replace(KNOWN, filing_deadline=date(2026, 11, 22))),
    ("filing_limit_near", "service_date", GOOD, replace(KNOWN, filing_deadline=TODAY)),
    ("medicare_secondary_reason", "coverage.msp_code", coverage(payer=MEDICARE, member_id="1EG4TE5MK73", rank=2), KNOWN),
    ("decision_missing", "other_coverages", second(None), KNOWN),
    ("decision_balances", "other_coverages", second(decided("120.00", "78.40", total="198.00")), KNOWN),
    ("line_decision_balances", "lines.1.amount", second(uneven(decided("120.00", "78.40"))), KNOWN),
    ("release_signed", "coverage.releases_information", coverage(releases_information=False), KNOWN),
    ("service_not_in_future", "service_date", replace(GOOD, service_date=date(2026, 11, 24)), KNOWN),
    ("service_after_birth", "patient.birth_date", patient(birth_date=date(2026, 11, 3)), KNOWN),
    ("service_before_death", "service_date", patient(death_date=date(2026, 11, 1)), KNOWN),
    ("onset_before_service", "onset_date", replace(GOOD, onset_date=date(2026, 11, 3)), KNOWN),
    ("diagnosis_exists", "diagnoses.2", replace(GOOD, diagnoses=("M25561", "Z9999")), KNOWN),
    ("diagnosis_in_force", "diagnoses.1", replace(GOOD, diagnoses=("M2550", "I10")), KNOWN),
    ("diagnosis_billable", "diagnoses.1", replace(GOOD, diagnoses=("M2556", "I10")), KNOWN),
    ("diagnosis_first_no_cause", "diagnoses.1", replace(GOOD, diagnoses=("W010XXA", "M25561")), KNOWN),
    ("diagnosis_present", "diagnoses", replace(GOOD, diagnoses=("I10",) * 13), KNOWN),
    ("pointer_present", "lines.1.pointers", line(pointers=()), KNOWN),
    ("pointer_exists", "lines.1.pointers", line(pointers=(1, 3)), KNOWN),
    ("pointer_once", "lines.1.pointers", line(pointers=(1, 1)), KNOWN),
    ("procedure_format", "lines.1.procedure_code", line(procedure_code="ABCDE"), KNOWN),
    ("modifier_format", "lines.1.modifiers", line(modifiers=("2",)), KNOWN),
    ("modifier_format", "lines.1.modifiers", line(modifiers=("25", "25")), KNOWN),
    ("modifier_sides", "lines.1.modifiers", line(modifiers=("50", "LT")), KNOWN),
    ("units_range", "lines.1.units", line(units=Decimal("0")), KNOWN),
    ("units_range", "lines.1.units", line(units=Decimal("1.0005")), KNOWN),
    ("anesthesia_minutes", "lines.1.minutes", line(procedure_code="00840"), KNOWN),
    ("ndc_format", "lines.1.ndc", line(ndc="0000-4110-01", ndc_quantity=Decimal(1), ndc_unit="ML"), KNOWN),
    ("ndc_quantity", "lines.1.ndc_quantity", line(ndc="00004411001"), KNOWN),
    ("ndc_missing", "lines.1.ndc", line(procedure_code="J7325"), KNOWN),
    ("amount_as_charged", "lines.1.amount", GOOD, replace(KNOWN, charged={1: Decimal("180.01"), 2: Decimal("150.00")})),
    ("amount_as_charged", "lines.2.amount", GOOD, replace(KNOWN, charged={1: Decimal("180.00")})),
    ("total_positive", "billed_amount", replace(GOOD, lines=(replace(FIRST, amount=Decimal("0.00")),)), replace(KNOWN, charged={1: Decimal("0.00")})),
    ("amount_zero", "lines.1.amount", line(amount=Decimal("0.00")), replace(KNOWN, charged={1: Decimal("0.00"), 2: Decimal("150.00")})),
    ("place_of_service_known", "place_of_service", replace(GOOD, place_of_service="9"), KNOWN),
    ("facility_named", "facility.address.zip_code", away(npi=npi(9), address=replace(OFFICE, zip_code="36532")), KNOWN),
    ("accident_date", "accident_date", replace(GOOD, accident_kind="EM"), KNOWN),
    ("accident_date", "accident_date", replace(GOOD, accident_kind="EM", accident_date=date(2026, 11, 3)), KNOWN),
    ("accident_state", "accident_state", replace(GOOD, accident_kind="AA", accident_date=date(2026, 11, 1)), KNOWN),
    ("duplicate_claim", "lines.2", GOOD, replace(KNOWN, same_services={("20610", ("RT",)): "C-10001"})),
    ("duplicate_line", "lines.2", replace(GOOD, lines=(FIRST, replace(SECOND, procedure_code="99214", modifiers=("25",)))), KNOWN),
]

# A claim without diagnoses is spoiled with its lines taken off, since they would point to nothing.
ALONG_WITH = {"diagnosis_present": {"line_present"}}


def test_the_good_claim_passes_every_edit():
    assert scrub.check(GOOD, KNOWN) == []


@pytest.mark.parametrize(("rule", "field", "claim", "facts"), SPOILED, ids=[f"{case[0]}-{number}" for number, case in enumerate(SPOILED)])
def test_a_spoiled_claim_fails_exactly_its_edit(rule, field, claim, facts):
    found = [(finding.rule, finding.field) for finding in scrub.check(claim, facts) if finding.rule not in ALONG_WITH.get(rule, ())]

    assert found[:1] == [(rule, field)]
    assert {each for each, _ in found} == {rule}


def test_a_claim_to_a_second_payer_passes_with_a_decision_that_adds_up():
    assert scrub.check(second(decided("120.00", "78.40")), KNOWN) == []


def test_every_edit_has_a_claim_that_fails_it():
    assert {case[0] for case in SPOILED} == set(RULES)


@pytest.mark.parametrize("case", SPOILED, ids=lambda case: case[0])
def test_every_finding_fits_its_columns_and_says_what_to_do(case):
    for finding in scrub.check(case[2], case[3]):
        assert finding.message.endswith(".")
        assert finding.fix.endswith(".")
        assert len(finding.message) <= 300
        assert len(finding.fix) <= 300
        assert len(finding.source) <= 200
        assert len(finding.rule) <= 60


def test_errors_come_before_warnings():
    claim = replace(GOOD, lines=(replace(FIRST, procedure_code="J7325", pointers=()), SECOND))

    assert [finding.severity for finding in scrub.check(claim, KNOWN)] == [ERROR, "warning"]


@pytest.mark.parametrize("number", ["1EG4-TE5-MK73", "1eg4te5mk73", "2AA0A00AA00"])
def test_a_medicare_number_passes_as_the_card_prints_it(number):
    claim = coverage(payer=MEDICARE, member_id=number)

    assert scrub.check(claim, KNOWN) == []


def test_a_diagnosis_without_facts_is_only_said_not_to_exist():
    found = scrub.check(replace(GOOD, diagnoses=("Q", "I10")), KNOWN)

    assert [finding.rule for finding in found] == ["diagnosis_exists"]


def test_what_a_file_changes_is_shown_before_and_after():
    (finding,) = scrub.check(patient(last_name="O'Brien~Smith*:^"), KNOWN)

    assert finding.message == "O'Brien~Smith*:^ goes out as O'BRIEN-SMITH+--."


@pytest.mark.parametrize("text", ["Zoë Łukasz", "O'Brien~Smith*:^", "Straße", "李", "a\x01b"])
def test_the_warning_says_what_the_writer_writes(text):
    at = datetime(2026, 11, 23, 9)
    written = x12.write(x12.Envelope(sender="A", receiver="B", control=1, at=at), [check_of(text)])

    assert as_sent(text).encode() in written


def check_of(text):
    """A transaction whose payer is called so."""
    party = x12.organisation(text, id_qualifier="PI", id="X")
    return set_835.Remittance(
        payment_amount=Decimal(0), payment_method="NON", payment_date=date(2026, 11, 20), trace="T1", payer_trace_id="1", payer=party, payee=party, claims=(),
    )
