"""Each number of the home grid opens exactly the list it counted: tried for every queue that any room registers."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from claims.models import Denial, Remittance, RemittanceClaim
from claims.services.open_overpayments import open_letter
from config.shared import clock
from config.shared.models import WorkItem
from config.shared.registries import queues
from config.shared.services.work_items import NextStep, close_items, put_next_step, snooze
from config.shared.ui import queue_grid
from tests.factories import money
from tests.factories import remittances as payer_says
from tests.factories.appeals import make_appeal, make_cast, make_denial
from tests.factories.claims import NOW, Cast, make_claim, make_visit
from tests.factories.patients import PatientFactory
from tests.factories.payers import ConnectionFactory, PayerFactory
from tests.factories.shared import AdminFactory, BillerFactory
from tests.payers.exchange import freeze
from tests.payers.services.test_receive_bytes import file_of, receive

pytestmark = pytest.mark.django_db
QUEUES = queues.every()
ELSEWHERE = "another_queue"
ROWS = 6


def claims() -> list[tuple[str, int]]:
    cast = Cast()
    return [("claim", make_claim(cast).pk) for _ in range(ROWS)]


def remitted() -> None:
    """Six checks for a claim with a line paid and a line denied, and six for a claim that nobody knows."""
    cast = Cast()
    payer_says.make_table()
    payer_says.make_terms(cast.payer, {"99214": "150.00", "20610": "98.00"})
    for number in range(ROWS):
        claim = payer_says.sent_claim(cast)
        visit, injection = claim.lines.order_by("ordinal")
        lines = (payer_says.pays(visit, "150.00", ("CO", "45", "30.00")), payer_says.pays(injection, "0.00", ("CO", "50", "150.00")))
        stranger = {"patient_control_number": f"NOBODY{number}", "payer_control_number": f"X{number}"}
        unknown = payer_says.answers(claim, payer_says.pays(visit, "180.00"), charge=visit.billed_amount, **stranger)
        for answer in (payer_says.answers(claim, *lines), unknown):
            payer_says.received(payer_says.check_of(cast.payer, answer))


def of(model, kind: str) -> list[tuple[str, int]]:
    remitted()
    return [(kind, pk) for pk in model.objects.order_by("pk").values_list("pk", flat=True)]


def suspended() -> list[tuple[str, int]]:
    remitted()
    return [("remittance_claim", pk) for pk in RemittanceClaim.objects.filter(fate="suspense").order_by("pk").values_list("pk", flat=True)]


def exceptions() -> list[tuple[str, int]]:
    """Two files that nobody can read, and one file of four transactions of a type that nobody takes."""
    for data in (b"no x12", b"neither"):
        receive(data)
    receive(file_of("N1*A", "N1*B", "N1*C", "N1*D", kind="YY"))
    return list(WorkItem.objects.filter(queue="inbound_exception").values_list("subject_kind", "subject_id"))


def batches() -> list[tuple[str, int]]:
    connection = ConnectionFactory()
    return [("interchange", freeze(connection).pk) for _ in range(ROWS)]


def connections() -> list[tuple[str, int]]:
    return [("connection", ConnectionFactory().pk) for _ in range(ROWS)]


def encounters() -> list[tuple[str, int]]:
    cast = Cast()
    return [("encounter", make_visit(cast).pk) for _ in range(ROWS)]


def patients_money(make, kind: str) -> list[tuple[str, int]]:
    return [(kind, make().pk) for _ in range(ROWS)]


def accounts() -> list[tuple[str, int]]:
    return [("patient_account", PatientFactory().pk) for _ in range(ROWS)]


def overpayments() -> list[tuple[str, int]]:
    payer = PayerFactory()
    letter = {"payer": payer, "claim": None, "amount": Decimal("10.00"), "letter_date": date(2026, 11, 1), "reason": "Paid twice", "actor": None, "at": NOW}
    return [("overpayment", open_letter(reference=f"RL-{number}", **letter).pk) for number in range(ROWS)]


def appeals() -> list[tuple[str, int]]:
    cast = make_cast()
    return [("appeal", make_appeal(make_denial(cast)).pk) for _ in range(ROWS)]


WORLDS: dict[str, Callable[[], list[tuple[str, int]]]] = {
    "payers:inbound_exception_list": exceptions, "payers:batch_list": batches, "payers:connection_list": connections,
    "claims:claim_list": claims, "claims:denial_list": lambda: of(Denial, "denial"), "claims:remittance_list": lambda: of(Remittance, "remittance"),
    "claims:remittance_exception_list": suspended, "billing:encounter_list": encounters,
    "billing:account_list": accounts, "billing:statement_list": lambda: patients_money(money.make_statement, "statement"),
    "billing:payment_list": lambda: patients_money(money.make_payment, "patient_payment"),
    "billing:refund_list": lambda: patients_money(money.make_refund, "refund"), "claims:overpayment_list": overpayments,
    "claims:appeal_list": appeals,
}


def test_every_registered_queue_is_tried_here():
    assert {queue.list_url for queue in QUEUES} == set(WORLDS)


def put_waiting(queue: queues.Queue, subjects: list[tuple[str, int]], user) -> None:
    """Put rows inside and outside of a queue: one mine, one a colleague's, one nobody's; put off, done, and in another queue."""
    WorkItem.objects.all().delete()
    mine, theirs, nobodys, later, done, elsewhere = subjects
    colleague = BillerFactory()
    for owner, subject in ((user.pk, mine), (colleague.pk, theirs), (None, nobodys), (user.pk, later), (None, done)):
        put_next_step(NextStep(*subject, queue.key, date(2026, 11, 23), "Do it", owner_id=owner))
    put_next_step(NextStep(*elsewhere, ELSEWHERE, date(2026, 11, 23), "Do it", owner_id=user.pk))
    snooze(WorkItem.objects.filter(subject_kind=later[0], subject_id=later[1]), until=clock.today() + timedelta(days=9))
    close_items(done[0], [done[1]], reason="done")


@pytest.mark.parametrize("list_url", WORLDS)
def test_each_number_opens_exactly_the_list_it_counted(list_url):
    user = AdminFactory()
    client = Client()
    client.force_login(user)
    subjects = WORLDS[list_url]()[:ROWS]
    assert len(subjects) == ROWS
    for queue in (queue for queue in QUEUES if queue.list_url == list_url):
        put_waiting(queue, subjects, user)

        (row,) = [row for row in queue_grid.load(user) if row.label == queue.label]

        counted = {cell.owner: cell.count for cell in (*row.cells, row.everybody)}
        assert counted == {"me": 1, "team": 1, "nobody": 1, "": 3}, queue.key
        for cell in (*row.cells, row.everybody):
            opened = client.get(cell.url).context["listing"]
            assert opened.filtered.count() == cell.count, cell.url


@pytest.mark.parametrize("queue", QUEUES, ids=lambda queue: queue.key)
def test_every_queue_stands_in_a_stage_of_the_home_grid(queue):
    assert queue.stage
