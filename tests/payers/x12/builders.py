"""Valid synthetic models of every set, small and full, for the codec's tests. All names and numbers are invented."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from payers import x12
from payers.x12 import set_276, set_277, set_277ca, set_835
from payers.x12 import set_837p as professional
from payers.x12.model import Address, Adjustment, Amount, Contact, Dated, Party, Quantity, Reference, organisation, person

NPI, OTHER_NPI = "1234567893", "1679576722"
MADE = date(2026, 11, 24)
SERVED = date(2026, 11, 2)


def envelope(control=41, **changes):
    """An envelope from a practice to a payer."""
    fields = {"sender": "RIVERSIDE", "receiver": "PAYERGATE", "control": control, "at": datetime(2026, 11, 24, 9, 30), "group_control": control}
    return x12.Envelope(**fields | changes)


def phone(number="3345550100"):
    """A contact with a telephone number."""
    return Contact("IC", "BILLING OFFICE", (("TE", number),))


def billing_provider(**changes):
    """A group practice."""
    fields = {
        "id_qualifier": "XX",
        "id": NPI,
        "taxonomy": "207Q00000X",
        "address": Address("12 MAIN ST", "SUITE 4", "MONTGOMERY", "AL", "361041234"),
        "references": (Reference("EI", "631234567"),),
        "contacts": (phone(),),
    }
    return organisation("RIVERSIDE FAMILY MEDICINE", **fields | changes)


def subscriber(**changes):
    """The person who holds the policy."""
    fields = {
        "name": "DOE",
        "first": "ADA",
        "middle": "Q",
        "id_qualifier": "MI",
        "id": "W123456789",
        "address": Address("1 ELM ST", "", "MONTGOMERY", "AL", "36104"),
        "birth_date": date(1980, 5, 6),
        "sex": "F",
    }
    return person(**fields | changes)


def payer(name="BLUE PLAN", number="BPA01", **changes):
    """A payer by its electronic id."""
    return organisation(name, id_qualifier="PI", id=number, **changes)


def line(number=1, charge="150.00", **changes):
    """An office visit."""
    fields = {
        "procedure": "99214",
        "modifiers": ("25",),
        "charge": Decimal(charge),
        "units": Decimal(1),
        "pointers": ("1",),
        "service_date": SERVED,
        "control_number": f"L{number}",
        "number": number,
    }
    return professional.ServiceLine(**fields | changes)


def claim(**changes):
    """A clean claim of a subscriber who is the patient."""
    fields = {
        "patient_control_number": "K7Q2M9X4T1ZB01",
        "charge": Decimal("150.00"),
        "place_of_service": "11",
        "billing_provider": billing_provider(),
        "subscriber": subscriber(),
        "insurance": professional.Insurance(rank="P", relationship="18", group_number="G100", claim_filing="CI"),
        "payer": payer(),
        "diagnoses": (professional.Diagnosis("ABK", "E119"), professional.Diagnosis("ABF", "I10")),
        "lines": (line(),),
    }
    return professional.Claim(**fields | changes)


def batch(*claims, **changes):
    """A batch of claims, by default of the one clean claim."""
    fields = {
        "reference": "B000000041",
        "date": MADE,
        "time": "0930",
        "submitter": organisation("RIVERSIDE", id_qualifier="46", id="RIVER01", contacts=(phone(),)),
        "receiver": organisation("PAYERGATE", id_qualifier="46", id="GATE01"),
        "claims": claims or (claim(),),
    }
    return professional.ClaimBatch(**fields | changes)


def physician(last="HOUSE", first="GRETA", npi=OTHER_NPI, **changes):
    """A single provider."""
    return person(last, first, id_qualifier="XX", id=npi, **changes)


def dependent_claim():
    """A child under a parent's policy."""
    child = person("DOE", "BO", address=Address("1 ELM ST", "", "MONTGOMERY", "AL", "36104"), birth_date=date(2016, 2, 29), sex="M")
    insurance = professional.Insurance(rank="P", group_number="G100", claim_filing="CI")
    return claim(patient_control_number="CHILD000001", patient=child, patient_relationship="19", insurance=insurance)


def secondary_claim():
    """Medicare second after an employer's plan, with what the plan decided, line and claim in balance."""
    decided = professional.LineAdjudication(
        payer_id="EMP01",
        paid=Decimal("80.00"),
        procedure="99214",
        modifiers=("25",),
        adjustments=(Adjustment("CO", "45", Decimal("50.00")), Adjustment("PR", "2", Decimal("20.00"))),
        paid_date=date(2026, 11, 20),
        remaining_liability=Decimal("20.00"),
    )
    other = professional.OtherInsurance(
        insurance=professional.Insurance(rank="P", relationship="18", group_number="E77", claim_filing="CI"),
        subscriber=person("DOE", "ADA", id_qualifier="MI", id="EMP555"),
        payer=payer("EMPLOYER PLAN", "EMP01", references=(Reference("F8", "ICN778899"),)),
        paid=Decimal("80.00"),
        remaining_liability=Decimal("20.00"),
        outpatient=("", "", "MA01"),
    )
    insurance = professional.Insurance(rank="S", relationship="18", claim_filing="MB", msp_type="12")
    return claim(
        patient_control_number="SECOND00001",
        insurance=insurance,
        payer=payer("MEDICARE", "MCR01"),
        other_insurances=(other,),
        lines=(line(adjudications=(decided,)),),
    )


def replacement_claim():
    """Frequency 7 with the payer's number, authorization, referral, accident, notes, attachment, every provider."""
    facility = organisation("RIVERSIDE SURGERY", id_qualifier="XX", id=OTHER_NPI, address=Address("9 CANAL ST", "", "MONTGOMERY", "AL", "361049999"))
    drug = professional.Drug("00409123401", Decimal("2.5"), "ML", Reference("XZ", "RX55"))
    lines = (
        line(
            1, "100.00", units=Decimal("1.5"), pointers=("1", "2"), drug=drug, quantities=(Quantity("PT", Decimal(2)),), ordering=physician("ORDER")
        ),
        line(2, "50.00", procedure="00170", modifiers=("AA", "P1"), unit="MJ", units=Decimal(37), rendering=physician(taxonomy="207L00000X")),
        line(
            3,
            "25.00",
            procedure="36415",
            service_end=date(2026, 11, 3),
            notes=(professional.Note("ADD", "TWO DAYS"),),
            emergency="Y",
            place_of_service="22",
        ),
    )
    return claim(
        patient_control_number="REPLACE0001",
        charge=Decimal("175.00"),
        frequency="7",
        related_causes=("AA",),
        accident_state="AL",
        patient_signature_source="P",
        delay_reason="7",
        dates=(Dated("431", date(2026, 10, 30)), Dated("439", date(2026, 10, 30)), Dated("435", SERVED)),
        references=(
            Reference("9F", "REF1"),
            Reference("G1", "AUTH9"),
            Reference("F8", "ICN123"),
            Reference("X4", "11D1234567"),
            Reference("EA", "MRN1"),
        ),
        amounts=(Amount("F5", Decimal("20.00")),),
        attachments=(professional.Attachment("OZ", "FX", "ATT001"),),
        notes=(professional.Note("ADD", "SECOND TRY"),),
        referring=(physician("REFERRER", "RITA"),),
        rendering=physician(taxonomy="207Q00000X"),
        facility=facility,
        supervising=physician("SUPER", "VERA"),
        pay_to_address=organisation("", address=Address("PO BOX 1", "", "MONTGOMERY", "AL", "361041234")),
        lines=lines,
        more=(("CRC", "07", "Y", "01"), ("CN1", "09", "", "", "C1")),
    )


def paid_line(charge, paid, *adjustments, procedure="99214", ordinal=1, **changes):
    """A line of a remittance: adjustments as (group, reason, amount)."""
    made = tuple(Adjustment(group, reason, Decimal(amount)) for group, reason, amount in adjustments)
    fields = {
        "procedure": procedure,
        "charge": Decimal(charge),
        "paid": Decimal(paid),
        "adjustments": made,
        "service_date": SERVED,
        "references": (Reference("6R", f"L{ordinal}"),),
        "amounts": (Amount("B6", Decimal(charge)),),
        "ordinal": ordinal,
    }
    return set_835.ServicePayment(**fields | changes)


def paid_claim(number, charge, paid, *lines, **changes):
    """A claim of a remittance."""
    fields = {
        "patient_control_number": number,
        "status": "1",
        "charge": Decimal(charge),
        "paid": Decimal(paid),
        "claim_filing": "12",
        "payer_control_number": f"ICN{number}",
        "place_of_service": "11",
        "frequency": "1",
        "patient": person("DOE", "ADA", role="QC", id_qualifier="MI", id="W123456789"),
        "lines": lines,
    }
    return set_835.ClaimPayment(**fields | changes)


def remittance(*claims, amount=None, provider_adjustments=(), **changes):
    """A remittance in balance; its amount is the claims' less the provider adjustments unless given."""
    total = sum((item.paid for item in claims), Decimal(0)) - sum((item.amount for item in provider_adjustments), Decimal(0))
    fields = {
        "payment_amount": Decimal(amount) if amount is not None else total,
        "payment_method": "ACH",
        "payment_format": "CCP",
        "bank": ("01", "111000025", "DA", "123456", "1631234567", "", "01", "222000111", "DA", "654321"),
        "payment_date": date(2026, 11, 20),
        "trace": "EFT0000077",
        "payer_trace_id": "1631234567",
        "production_date": date(2026, 11, 19),
        "payer": organisation(
            "BLUE PLAN", address=Address("5 PLAN WAY", "", "MONTGOMERY", "AL", "36104"), contacts=(Contact("BL", "HELP", (("TE", "3345550199"),)),)
        ),
        "payee": organisation("RIVERSIDE FAMILY MEDICINE", id_qualifier="XX", id=NPI, references=(Reference("TJ", "631234567"),)),
        "claims": claims,
        "provider_adjustments": provider_adjustments,
    }
    return set_835.Remittance(**fields | changes)


def everyday_remittance():
    """Paid, partly denied, forwarded, reversed and corrected claims with a takeback."""
    one = paid_claim(
        "PCN1", "200.00", "96.00", paid_line("150.00", "96.00", ("CO", "45", "30.00"), ("PR", "2", "24.00")),
        paid_line("50.00", "0.00", ("CO", "97", "50.00"), procedure="36415", ordinal=2, remarks=("M15",)), patient_responsibility=Decimal("24.00"), ordinal=1,
    )  # fmt: skip
    two = paid_claim(
        "PCN2", "80.00", "60.00", adjustments=(Adjustment("CO", "45", Decimal("20.00")),), status="19", outpatient=("", "", "MA18", "N89"), remarks=("MA18", "N89"),
        crossover=organisation("MEDIGAP", role="TT", id_qualifier="PI", id="MGP01"), ordinal=2,
    )  # fmt: skip
    back = paid_claim(
        "PCN3", "-90.00", "-70.00", paid_line("-90.00", "-70.00", ("CO", "45", "-20.00")), status="22", references=(Reference("F8", "ICNOLD"),), ordinal=3,
    )  # fmt: skip
    again = paid_claim(
        "PCN3", "90.00", "75.00", paid_line("90.00", "75.00", ("CO", "45", "15.00"), procedure="99213", submitted_procedure="99214", submitted_qualifier="HC"),
        ordinal=4,
    )  # fmt: skip
    takeback = set_835.ProviderAdjustment(
        reason="WO", reference="LETTER9", amount=Decimal("25.00"), provider_id=NPI, fiscal_date=date(2026, 12, 31), ordinal=1
    )
    interest = set_835.ProviderAdjustment(reason="L6", amount=Decimal("-1.50"), provider_id=NPI, fiscal_date=date(2026, 12, 31), ordinal=2)
    return remittance(one, two, back, again, provider_adjustments=(takeback, interest))


PAYER = Party(role="PR", name="BLUE PLAN", id_qualifier="PI", id="BPA01")
RECEIVER = Party(role="41", name="RIVERSIDE", id_qualifier="46", id="RIVER01")
PROVIDER = Party(role="85", name="RIVERSIDE FAMILY MEDICINE", id_qualifier="XX", id=NPI)
PATIENT = Party(role="QC", name="DOE", first="ADA", is_person=True, id_qualifier="MI", id="W123456789")
SUBSCRIBER = replace(PATIENT, role="IL")
INQUIRER = replace(PROVIDER, role="1P")


def status(category, code="20", entity="", **changes):
    """One STC of a claim acknowledgement."""
    fields = {
        "codes": (set_277ca.StatusCode(category, code, entity),),
        "date": MADE,
        "action": "U" if category in ("A3", "A7") else "WQ",
        "amount": Decimal("150.00"),
    }
    return set_277ca.Status(**fields | changes)


def claim_acknowledgement(*, source=PAYER):
    """A 277CA with one claim accepted and one refused, counts and amounts at the upper levels."""
    people = {"source": source, "receiver": RECEIVER}
    billed = people | {"provider": PROVIDER}
    entries = (
        set_277ca.StatusEntry(level="source", source=source, trace="SRC1", received_date=MADE, processed_date=MADE),
        set_277ca.StatusEntry(
            level="receiver", **people, trace="B000000041", statuses=(status("A1", amount=Decimal("300.00")),),
            quantities=(Quantity("90", Decimal(1)), Quantity("AA", Decimal(1))), amounts=(Amount("YU", Decimal(150)), Amount("YY", Decimal(150))),
        ),
        set_277ca.StatusEntry(
            level="provider", **billed, trace="PRV1", statuses=(status("A1", date=None, amount=Decimal("300.00")),),
            quantities=(Quantity("QA", Decimal(1)), Quantity("QC", Decimal(1))), amounts=(Amount("YU", Decimal(150)), Amount("YY", Decimal(150))),
        ),
        set_277ca.StatusEntry(
            level="claim", **billed, subscriber=PATIENT, trace="PCN1", statuses=(status("A2"),), references=(Reference("1K", "ICN1"), Reference("D9", "CH1")), service_date=SERVED,
        ),
        set_277ca.StatusEntry(
            level="claim", **billed, subscriber=replace(PATIENT, name="ROE"), trace="PCN2", service_date=SERVED,
            statuses=(status("A7", "562", "85", codes=(set_277ca.StatusCode("A7", "562", "85"), set_277ca.StatusCode("A7", "21"))),),
            lines=(set_277ca.StatusLine(procedure="99214", charge=Decimal("150.00"), units=Decimal(1), statuses=(status("A7", amount=None),), control_number="L1", service_date=SERVED),),
        ),
    )  # fmt: skip
    return set_277ca.StatusReport(reference="ACK1", date=MADE, time="1000", entries=entries, version="005010X214")


def status_request():
    """A 276 about a subscriber's claim and a dependent's."""
    child = Party(role="QC", name="DOE", first="BO", is_person=True, birth_date=date(2016, 2, 29), sex="M")
    known = {"source": PAYER, "receiver": RECEIVER, "provider": INQUIRER, "subscriber": replace(SUBSCRIBER, birth_date=date(1980, 5, 6), sex="F")}
    asked = (
        set_276.Inquiry(**known, trace="T1", patient_control_number="PCN1", payer_control_number="ICN1", amount=Decimal("150.00"), service_date=SERVED),
        set_276.Inquiry(
            **known | {"subscriber": SUBSCRIBER}, dependent=child, trace="T2", patient_control_number="PCN2", amount=Decimal("80.00"), service_date=SERVED, service_end=date(2026, 11, 4),
            lines=(set_276.StatusLine(procedure="99214", charge=Decimal("80.00"), units=Decimal(1), control_number="L1", service_date=SERVED),),
        ),
    )  # fmt: skip
    return set_276.StatusRequest(reference="ASK1", date=MADE, time="1100", inquiries=asked)


def status_report():
    """A 277 that answers it: one paid, one not found, and a refusal of the provider."""
    known = {"source": PAYER, "receiver": RECEIVER, "provider": INQUIRER}
    entries = (
        set_277.StatusEntry(
            level="claim", **known, subscriber=SUBSCRIBER, trace="T1", patient_control_number="PCN1", references=(Reference("1K", "ICN1"), Reference("EJ", "PCN1")), service_date=SERVED,
            statuses=(status("F1", "65", action="", paid=Decimal("96.00"), adjudicated_date=date(2026, 11, 19), check_date=date(2026, 11, 20), check_number="EFT0000077"),),
        ),
        set_277.StatusEntry(
            level="claim", **known, subscriber=SUBSCRIBER, dependent=Party(role="QC", name="DOE", first="BO", is_person=True), trace="T2",
            patient_control_number="PCN2", references=(Reference("EJ", "PCN2"),), statuses=(status("D0", "35", action="", amount=Decimal("80.00")),),
        ),
    )  # fmt: skip
    return set_277.StatusReport(reference="ANSWER1", date=MADE, time="1101", entries=entries, version="005010X212")
