"""Larkfield, a practice in the middle of a working week: what the pictures of the pages show. Made by the services, from invented people.

Claims stand in every state, remittances wait, are posted and refuse to balance, denials run towards their deadlines, a batch is lost.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from billing.models import Encounter, PatientPayment, Refund, Statement
from billing.services.enter_encounter import NewCharge, NewEncounter, enter_encounters
from claims.models import Appeal, Claim, Denial, Overpayment, Remittance, RemittanceClaim, VoidOutcome
from claims.services.approve_appeal import approve_appeal, ask_approval
from claims.services.hold_claim import hold_claim
from claims.services.load_adjustment_rules import load_adjustment_rules
from claims.services.load_letter_templates import load_letter_templates
from claims.services.log_call import Call, log_call
from claims.services.open_appeal import open_appeal
from claims.services.rebuild_claims import rebuild_claims
from claims.services.send_appeal import Sending, mark_appeal_sent
from claims.services.send_ready_claims import send_ready_claims
from claims.services.write_letter import write_letter
from config.practice.models import BillingProvider, Facility, Provider
from config.shared import clock
from config.shared.models import User, WorkItem
from config.shared.services.work_items import assign
from patients.models import Coverage, Guarantor, Patient
from patients.services.make_document import make_document
from patients.services.register_patient import register_patient
from patients.services.write_note import write_note
from payers.models import Connection, FeeDraft, FeeImport, FeeSchedule, InboundFile, Interchange, InterchangeState, Payer, PlaceOfService
from payers.services import load_reference, prepare_demo
from payers.services.receive_bytes import receive_bytes
from payers.services.resolve_interchange import watch_silent_batches
from tests.browser import larkfield_money
from tests.claims.answers import CLEARINGHOUSE, acknowledged, answer_999, receive, report_277, report_277ca, send_off, status_entry
from tests.factories.payers import ConnectionFactory, DiagnosisCodeFactory
from tests.factories.remittances import answers, check_of, pays, received
from tests.factories.shared import AdminFactory, BillerFactory, FrontDeskFactory
from tests.payers.exchange import freeze

DAY = timedelta(days=1)
ENDPOINTS = {
    "host": "127.0.0.1", "sftp_port": 2222, "http_port": 1, "host_key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleOnly", "username": "larkfield",
    "password": "invented", "consumed_stay_listed": True,
}
DIAGNOSES = {
    "M1711": "Arthritis of the right knee", "M25561": "Pain in right knee", "I10": "High blood pressure", "E119": "Diabetes type 2, no complications",
    "J069": "Cold, upper airways", "Z0000": "Yearly exam, nothing found",
}
PEOPLE = [
    ("Okafor", "Ruth", "F", (1959, 2, 11), "118 Juniper Lane"), ("Hale", "Marcus", "M", (1971, 7, 30), "9 Harbor Street"),
    ("Sandoval", "Ines", "F", (1984, 3, 2), "41 Bell Road"), ("Pruitt", "Dale", "M", (1948, 12, 19), "7 Mill Court"),
    ("Vance", "Odessa", "F", (1990, 5, 22), "230 Orchard Way"), ("Abernathy", "Louise", "F", (1966, 10, 8), "55 Pine Avenue"),
    ("Mistry", "Kavita", "F", (1979, 1, 27), "812 Cedar Street"), ("Teague", "Wanda", "F", (1955, 8, 14), "3 Ferry Lane"),
    ("Brandt", "Joel", "M", (1966, 5, 22), "19 Depot Street"), ("Cole", "Everett", "M", (1943, 4, 5), "640 Ridge Road"),
    ("Fontaine", "Rae", "F", (2001, 9, 30), "27 Canal Street"), ("Ibarra", "Sol", "M", (1988, 11, 3), "150 Summit Drive"),
    ("Whitaker", "June", "F", (1952, 6, 16), "88 Linden Place"), ("Rhodes", "Calvin", "M", (1963, 2, 25), "12 Quarry Road"),
    ("Yoder", "Miriam", "F", (1974, 7, 7), "305 Clover Lane"), ("Osei", "Grace", "F", (1995, 12, 1), "74 Mason Street"),
    ("Duvall", "Pete", "M", (1969, 3, 13), "61 Beech Road"), ("Kim", "Hana", "F", (1982, 8, 29), "400 Harvest Way"),
    ("Lindqvist", "Ana", "F", (1958, 3, 14), "220 Juniper Lane"), ("Marlow", "Ada", "F", (1961, 5, 14), "14 Quarry Road"),
]
VISIT = (NewCharge("99214", modifiers=("25",), pointers=(1, 2)), NewCharge("20610", modifiers=("RT",), pointers=(1,)))
SHORT = (NewCharge("99213", pointers=(1,)), NewCharge("36415", pointers=(1,)))


@dataclass
class Larkfield:
    """The people and records that the pictures are taken of, each named by what it shows."""

    biller: User = field(default_factory=lambda: BillerFactory(first_name="Dana", last_name="Whitlow"))
    clerk: User = field(default_factory=lambda: FrontDeskFactory(first_name="Kemi", last_name="Oduya"))
    admin: User = field(default_factory=lambda: AdminFactory(first_name="Tomas", last_name="Keller"))
    now: datetime = field(default_factory=clock.now)
    patients: list[Patient] = field(default_factory=list)
    claims: dict[str, Claim] = field(default_factory=dict)
    files: dict[str, InboundFile] = field(default_factory=dict)
    batches: dict[str, Interchange] = field(default_factory=dict)
    remittances: dict[str, Remittance] = field(default_factory=dict)
    appeals: dict[str, Appeal] = field(default_factory=dict)
    payments: dict[str, PatientPayment] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    refunds: dict[str, Refund] = field(default_factory=dict)
    overpayments: dict[str, Overpayment] = field(default_factory=dict)
    drafts: dict[str, FeeDraft] = field(default_factory=dict)
    fee_file: FeeImport | None = None

    @property
    def today(self) -> date:
        return clock.day_of(self.now)

    @property
    def patient(self) -> Patient:
        return self.patients[0]

    @property
    def encounter(self) -> Encounter:
        """One that was paid in part."""
        return self.claims["denied"].encounter

    @property
    def denial(self) -> Denial:
        return Denial.objects.get(claim=self.claims["denied"])

    @property
    def stray(self) -> RemittanceClaim:
        return RemittanceClaim.objects.get(patient_control_number="LF10992")

    @property
    def charge_master(self) -> FeeSchedule:
        return FeeSchedule.objects.get(name=prepare_demo.CHARGE_MASTER)

    @property
    def contract(self) -> FeeSchedule:
        """One whose next prices were applied."""
        return FeeSchedule.objects.filter(kind="contract").order_by("pk")[0]

    @property
    def still_contract(self) -> FeeSchedule:
        """One that nobody changes now."""
        return FeeSchedule.objects.filter(kind="contract").order_by("-pk")[0]

    def then(self, days_ago: int) -> datetime:
        """The moment so many days ago, which is now for the process until the next one."""
        moment = self.now - days_ago * DAY
        clock.set_own_time(moment)
        return moment


def open_practice(monkeypatch) -> Larkfield:
    """The practice before its first patient: settings, payers, fees, codes and staff."""
    monkeypatch.setattr(prepare_demo, "sandbox_endpoints", lambda: dict(ENDPOINTS))
    load_reference.load_guides()
    load_adjustment_rules()
    load_letter_templates()
    prepare_demo.prepare_demo_practice()
    prepare_demo.prepare_demo_payers()
    for code, words in DIAGNOSES.items():
        DiagnosisCodeFactory(code=code, description=words)
    PlaceOfService.objects.get_or_create(code="11", defaults={"name": "Office", "medicare_rate": "nonfacility"})
    return Larkfield()


def fill(monkeypatch) -> Larkfield:
    """The practice in the middle of its week."""
    lark = open_practice(monkeypatch)
    _register(lark)
    try:
        earlier = _enter(lark, (1, 3, 5, 7, 9, 8), days_ago=52)
        send_off(at=lark.then(51))
        larkfield_money.owe(lark, [_paid(claim) for claim in earlier])
        claims = _enter(lark, range(16), days_ago=24)
        lark.batches["acknowledged"], = send_off(at=lark.then(23))
        _acknowledge(lark, lark.batches["acknowledged"], claims)
        _pay(lark, claims)
        _lose_a_batch(lark)
        _keep_some_back(lark)
    finally:
        clock.set_own_time(None)
    _stray_files(lark)
    _work(lark)
    _appeal(lark)
    larkfield_money.ask(lark)
    larkfield_money.change_prices(lark)
    return lark


def _register(lark: Larkfield) -> None:
    payers = list(Payer.objects.order_by("pk"))
    for number, (last_name, first_name, sex, born, street) in enumerate(PEOPLE):
        place = {"street": street, "city": "Fairhope", "state": "AL", "zip_code": "36532"}
        patient = Patient(last_name=last_name, first_name=first_name, sex=sex, birth_date=date(*born), phone=f"25155501{number:02d}", **place)
        guarantor = Guarantor(is_patient=True, last_name=last_name, first_name=first_name, **place)
        cards = [Coverage(payer=payers[number % 2 * 3], member_id=f"BPA{7740019 + number * 131}", group_number="55120", plan_name="PPO", copay_amount=Decimal(20), valid_from=date(2025, 1, 1))]
        if number == 0:
            cards.append(Coverage(
                payer=payers[1], rank=2, member_id="GSH4401882", relationship="01", subscriber_last_name=last_name, subscriber_first_name="Erik",
                subscriber_birth_date=date(1957, 9, 3), subscriber_sex="M", subscriber_street=street, subscriber_city="Fairhope", subscriber_state="AL",
                subscriber_zip_code="36532", valid_from=date(2025, 1, 1),
            ))
        lark.patients.append(register_patient(patient, guarantor=guarantor, coverages=cards, actor=lark.clerk, at=lark.now - 60 * DAY))


def register_alone(lark: Larkfield) -> Patient:
    """A patient without coverage or visit."""
    place = {"street": "31 Depot Street", "city": "Fairhope", "state": "AL", "zip_code": "36532"}
    patient = Patient(last_name="Sutter", first_name="Glenn", sex="M", birth_date=date(1977, 4, 18), phone="2515550188", **place)
    guarantor = Guarantor(is_patient=True, last_name="Sutter", first_name="Glenn", **place)
    return register_patient(patient, guarantor=guarantor, coverages=[], actor=lark.clerk, at=lark.now)


def _enter(lark: Larkfield, who, *, days_ago: int, diagnoses=("M1711", "I10")) -> list[Claim]:
    """Visits of these people, each a day later than the one before; their first claims."""
    doctors, office, billing = list(Provider.objects.order_by("pk")), Facility.objects.get(), BillingProvider.objects.get()
    new = [
        NewEncounter(
            Encounter(
                patient=lark.patients[number], service_date=lark.today - (days_ago + number % 5) * DAY, facility=office, place_of_service="11",
                billing_provider=billing, rendering_provider=doctors[number % len(doctors)],
            ),
            diagnoses, SHORT if number % 3 == 2 else VISIT,
        )
        for number in who
    ]
    visits = enter_encounters(new, actor=lark.biller, at=lark.then(days_ago))
    found = {claim.encounter_id: claim for claim in Claim.objects.filter(encounter__in=visits, rank=1)}
    return [found[visit.pk] for visit in visits]


def _acknowledge(lark: Larkfield, batch: Interchange, claims: list[Claim]) -> None:
    """999, the clearinghouse's and the payer's 277CA; one rejection, one in process, one that wants records."""
    batch.refresh_from_db()
    at, connection = lark.then(22), batch.connection
    Interchange.objects.filter(pk=batch.pk).update(status=InterchangeState.DELIVERED, delivered_at=at, last_tried_at=at, attempts=1)
    receive(connection, [answer_999(batch)], at=at, name="999-000118.x12")
    *most, corrected, rejected = claims
    entries = [acknowledged(claim, "A1", "19", by=CLEARINGHOUSE, day=at.date()) for claim in claims]
    lark.files["277CA"] = receive(connection, [report_277ca(*entries, day=at.date())], at=at, name="277ca-000119.x12")
    entries = [acknowledged(claim, "A2", day=at.date(), icn=f"E2632{claim.pk:06d}") for claim in most] + [acknowledged(each, "A7", "164", "IL", day=at.date()) for each in (corrected, rejected)]
    receive(connection, [report_277ca(*entries, day=at.date())], at=at + timedelta(hours=5), name="277ca-000120.x12")
    at = lark.then(14)
    said = [status_entry(most[8], "P1", day=at.date()), status_entry(most[9], "R4", "287", day=at.date()), status_entry(most[10], "F1", "65", day=at.date())]
    receive(connection, [report_277(*said, day=at.date())], at=at, name="277-000131.x12")
    Claim.objects.filter(pk=most[12].pk).update(void_outcome=VoidOutcome.BILL_AGAIN)
    lark.claims |= {"rejected": rejected, "corrected": corrected, "accepted": most[11], "voiding": most[12], "pending": most[8], "records": most[9]}


def _denied(claim: Claim, reason: str, *remarks: str):
    first, second = claim.lines.order_by("ordinal")
    allowed = (first.billed_amount * Decimal("0.6")).quantize(Decimal("0.01"))
    return answers(
        claim, pays(first, str(allowed - 25), ("CO", "45", str(first.billed_amount - allowed)), ("PR", "3", "25.00")),
        pays(second, "0", ("CO", reason, str(second.billed_amount)), remarks=remarks),
    )


def _paid(claim: Claim):
    lines = []
    for line in claim.lines.order_by("ordinal"):
        allowed = line.expected_amount or line.billed_amount
        patient = (allowed / 5).quantize(Decimal("0.01"))
        adjustments = [("CO", "45", str(line.billed_amount - allowed)), ("PR", "2", str(patient))]
        lines.append(pays(line, str(allowed - patient), *[each for each in adjustments if Decimal(each[2])]))
    return answers(claim, *lines)


def _pay(lark: Larkfield, claims: list[Claim]) -> None:
    """One remittance posted with its denials, one whose plan waits with a stray claim, one that does not balance."""
    blue, other = claims[0].payer, claims[1].payer
    of_blue, of_other = [claim for claim in claims if claim.payer == blue], [claim for claim in claims if claim.payer == other]
    at = lark.then(12)
    reasons = (("197", "M62"), ("50", "N115"), ("16", "N290"))
    denied = [_denied(claim, *reason) for claim, reason in zip(of_blue[:3], reasons, strict=True)]
    unknown = replace(_paid(of_blue[6]), patient_control_number="LF10482", payer_control_number="E26320041")
    lark.remittances["posted"] = received(check_of(blue, *denied, _paid(of_blue[3]), unknown, payment_date=at.date(), trace="7700418226"), at=at)
    Payer.objects.filter(pk=other.pk).update(posting_mode="manual")
    stray = replace(_paid(of_other[3]), patient_control_number="LF10992", payer_control_number="E26320099")
    plan = check_of(other, _denied(of_other[0], "197", "M62"), *[_paid(claim) for claim in of_other[1:3]], stray, trace="7700431907")
    lark.remittances["planned"] = received(plan, at=lark.then(1))
    check = check_of(blue, _paid(of_blue[4]), larkfield_money.out_of_balance(_paid(of_blue[5])), trace="7700431955")
    lark.remittances["exception"] = received(check, at=lark.now - DAY)
    lark.claims |= {"denied": of_blue[0], "paid": of_blue[3]}


def _lose_a_batch(lark: Larkfield) -> None:
    _enter(lark, (18,), days_ago=6)
    lost, = send_off(at=lark.then(5))
    Interchange.objects.filter(pk=lost.pk).update(status=InterchangeState.DELIVERED, last_tried_at=lark.now - 5 * DAY, delivered_at=lark.now - 5 * DAY, attempts=1)
    watch_silent_batches(at=lark.then(3))
    other = ConnectionFactory(name="Gulf States direct", kind="folder", root="exchange", host="", username="", isa08="GULFST", gs03="GULFST", receiver_name="GULF STATES")
    lark.batches |= {"lost": lost, "waiting": freeze(other, at=lark.now)}


def _keep_some_back(lark: Larkfield) -> None:
    """A claim ready to go, one in today's batch, one held by its findings, one by a person."""
    lark.claims["found"], = _enter(lark, (12,), days_ago=24, diagnoses=("ZZZ", "I10"))  # entered once more, and with a slip
    _enter(lark, (17,), days_ago=2)
    lark.batches["frozen"], = send_ready_claims(at=lark.then(1))
    lark.claims["ready"], held = _enter(lark, (16, 19), days_ago=0)
    clock.set_own_time(None)
    lark.claims["held"] = hold_claim(held.pk, reason="Waiting for the referral", until=lark.today + 3 * DAY, actor=lark.biller, at=lark.now)


def _stray_files(lark: Larkfield) -> None:
    connection = Connection.objects.get(name="Sandbox clearinghouse")
    isa = "ISA*00*          *00*          *ZZ*CLEARING       *ZZ*LARKFIELD      *261123*0900*^*00501*000000901*0*T*:~"
    unknown = f"{isa}GS*ZZ*A*B*20261123*0900*1*X*005010~ST*XX*0001~N1*OK~SE*3*0001~GE*1*1~IEA*1*000000901~".encode()
    for name, key, data in (("notice.x12", "exception", unknown), ("again.x12", "duplicate", unknown), ("readme.txt", "unreadable", b"not X12 at all")):
        lark.files[key] = receive_bytes(data=data, name=name, source="upload", connection=connection, at=lark.now)


def _work(lark: Larkfield) -> None:
    """What people did about it: a correction, a call, notes, owners, a deadline that comes near."""
    denied = lark.claims["denied"]
    write_note("patient", lark.patient.pk, "Prefers calls after four o'clock.", actor=lark.clerk, at=lark.now - 8 * DAY)
    write_note(Claim.SUBJECT_KIND, denied.pk, "The approval letter reads A7781203.", actor=lark.biller, at=lark.now - 2 * DAY)
    log_call(denied.pk, Call("Janelle, claims desk", "C-88213407", "The number they read back lacks the letter A.", lark.today + 5 * DAY), actor=lark.biller, at=lark.now - DAY)
    Denial.objects.filter(claim=denied).update(deadline_date=lark.today + 4 * DAY)
    corrected = lark.claims["corrected"]
    Coverage.objects.filter(pk=corrected.coverage_id).update(member_id="BPA9940017")
    rebuild_claims([corrected.pk], at=lark.now, actor=lark.biller, reason="fix and resend")
    assign(WorkItem.objects.filter(closed_at=None).order_by("pk")[::3], owner=lark.biller)
    for claim in lark.claims.values():
        claim.refresh_from_db()


def _appeal(lark: Larkfield) -> None:
    """One appeal waits for approval, one was sent."""
    asked, out = Denial.objects.exclude(claim=lark.claims["denied"]).order_by("pk")[:2]
    for denial in (asked, out):
        appeal = open_appeal(denial=denial, actor=lark.biller, at=lark.now)
        letter = appeal.letters.get()
        body = re.sub(r"\[fill in: [^\]]*\]", "The record of that day describes it.", letter.body)
        write_letter(appeal=appeal, subject=letter.subject, body=body, actor=lark.biller, at=lark.now)
        ask_approval(appeal=appeal, actor=lark.biller, at=lark.now)
        lark.appeals["sent" if denial == out else "asked"] = appeal
    approve_appeal(appeal=lark.appeals["sent"], actor=lark.admin, at=lark.now)
    for appeal in lark.appeals.values():
        make_document(kind="packet", subject_id=appeal.pk, actor_id=None, at=lark.now)
    mark_appeal_sent(appeal=lark.appeals["sent"], sending=Sending("portal", "GS-PORTAL-88127", lark.today), actor=lark.biller, at=lark.now)
