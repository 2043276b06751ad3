"""From a stored file to fates: duplicates by body, what was cut on its way, what waits, and two workers at once."""

import threading
import tracemalloc
from datetime import UTC, datetime

import pytest
from django.db import OperationalError, connections

from config.shared.models import Job, WorkItem
from config.shared.registries import inbound
from config.shared.registries.inbound import Outcome
from config.shared.services import jobs
from config.shared.services.work_items import NextStep, put_next_step
from payers.models import Fate, InboundFile, InboundTransaction
from payers.selectors.inbound_page import file_decision
from payers.services import process_inbound as processing
from payers.services import receive_bytes as receiving
from payers.services.process_inbound import ProcessingInterrupted, process_inbound
from payers.services.receive_bytes import receive_bytes
from payers.services.record_file import PROCESS
from payers.services.retry_transaction import NotAnException, retry_file, retry_transaction
from tests.payers.exchange import AT

pytestmark = pytest.mark.django_db


def isa(control: int = 1, *, sender: str = "CLEARING") -> str:
    return f"ISA*00*          *00*          *ZZ*{sender:15}*ZZ*LARKFIELD      *261123*0900*^*00501*{control:09d}*0*T*:~"


def group(content: str, control: int = 1, count: int = 1) -> str:
    return f"GS*ZZ*CLEARING*LARKFIELD*20261123*0900*{control}*X*005010~{content}GE*{count}*{control}~"


def one(body: str, *, kind: str = "XX", control: int = 1, sender: str = "CLEARING", st02: str = "0001", segments: int = 3, se02: str = "") -> bytes:
    """A file of one transaction of an invented type, whose body is one segment."""
    transaction = f"ST*{kind}*{st02}~{body}~SE*{segments}*{se02 or st02}~"
    return f"{isa(control, sender=sender)}{group(transaction, control)}IEA*1*{control:09d}~".encode()


def ta1_file(control: int, answered: int, *, sender: str = "CLEARING", code: str = "A") -> bytes:
    return f"{isa(control, sender=sender)}TA1*{answered:09d}*261123*0900*{code}*000~IEA*0*{control:09d}~".encode()


def receive(data: bytes) -> InboundFile:
    return receive_bytes(data=data, name="a.x12", source="upload", connection=None, at=AT)


def open_items(kind: str) -> list[str]:
    return list(WorkItem.objects.filter(subject_kind=kind, closed_at__isnull=True).values_list("next_step", flat=True))


@pytest.fixture
def handle(monkeypatch):
    """Make `handler` the handler of a type; by default of the invented one."""

    def register(handler, kind: str = "XX"):
        monkeypatch.setitem(inbound._handlers, kind, handler)

    return register


def test_a_handler_gets_the_codecs_transaction_and_the_moment_it_was_written(handle):
    seen = []
    handle(lambda transaction, evidence, at: seen.append((transaction, evidence)) or Outcome())

    row = receive(one("N1*OK")).transactions.get()

    ((transaction, evidence),) = seen
    assert (transaction.row, transaction.x12.raw) == (row, ("ST*XX*0001", "N1*OK", "SE*3*0001"))
    assert (evidence.at, evidence.inbound_transaction_id) == (datetime(2026, 11, 23, 15, tzinfo=UTC), row.pk)
    assert (evidence.first_segment, evidence.last_segment) == (1, 3)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (one("N1*OK", segments=9), "segment_count"),
        (one("N1*OK", se02="0002"), "transaction_control_mismatch"),
        (one("N1*OK").split(b"SE*")[0], "transaction_end_missing"),
    ],
)
def test_what_was_cut_or_changed_on_its_way_reaches_no_handler(handle, data, code):
    handle(lambda *_: pytest.fail("a cut transaction was handled"))

    file = receive(data)

    assert (file.fate, file.code, file.transactions.get().code) == (Fate.EXCEPTION, code, code)
    assert len(open_items("inbound_transaction")) == 1


def test_a_file_whose_second_interchange_is_unreadable_does_nothing_of_the_first(handle):
    handle(lambda *_: pytest.fail("half a file was handled"))
    data = one("N1*OK") + isa(2).encode()[:-1] + b"\n" + b"A" * 300_000

    file = receive(data)

    assert (file.fate, file.code, file.transactions.count()) == (Fate.EXCEPTION, "segment_too_long", 0)
    assert "byte" in file.message


def test_the_same_ta1_again_is_a_duplicate_and_another_verdict_is_not(handle):
    handle(lambda *_: Outcome(), "TA1")
    receive(ta1_file(1, 41))

    again, other, verdict = receive(ta1_file(2, 41)), receive(ta1_file(3, 42)), receive(ta1_file(4, 41, code="R"))

    assert [file.fate for file in (again, other, verdict)] == [Fate.DUPLICATE, Fate.PROCESSED, Fate.PROCESSED]


@pytest.mark.parametrize("kind", ["TA1", "999"])
def test_answers_of_two_senders_may_hold_the_same_numbers(handle, kind):
    handle(lambda *_: Outcome(), kind)
    files = {
        "TA1": (ta1_file(1, 41), ta1_file(1, 41, sender="OTHER")),
        "999": (one("AK1*HC*41", kind="999"), one("AK1*HC*41", kind="999", sender="OTHER")),
    }[kind]

    assert [receive(data).fate for data in files] == [Fate.PROCESSED, Fate.PROCESSED]


def test_a_body_that_stands_twice_in_one_file_is_handed_out_once(handle):
    seen = []
    handle(lambda transaction, *_: seen.append(transaction.row.st02) or Outcome())
    content = "ST*XX*0001~N1*OK~SE*3*0001~ST*XX*0002~N1*OK~SE*3*0002~"

    file = receive(f"{isa()}{group(content, count=2)}IEA*1*000000001~".encode())

    first, second = file.transactions.order_by("ordinal")
    assert (first.fate, second.fate, second.duplicate_of) == (Fate.PROCESSED, Fate.DUPLICATE, first)
    assert (file.fate, seen) == (Fate.PROCESSED, ["0001"])


def test_what_waits_keeps_the_next_step_its_handler_gave_it(handle):
    def waits(transaction, evidence, at):
        put_next_step(NextStep("inbound_transaction", transaction.row.pk, "inbound_exception", AT.date(), "Waits for the primary's 835"))
        return Outcome(Fate.PENDING, "waits_for_primary", "The primary's remittance has not come.")

    handle(waits)
    file = receive(one("N1*OK"))

    assert (file.fate, file.code) == (Fate.PENDING, "waits_for_primary")
    assert open_items("inbound_transaction") == ["Waits for the primary's 835"]

    handle(lambda *_: Outcome())
    retry_transaction(file.transactions.get().pk, actor=None, at=AT)
    file.refresh_from_db()
    assert (file.fate, open_items("inbound_transaction")) == (Fate.PROCESSED, [])


def test_what_waits_without_a_next_step_gets_one(handle):
    handle(lambda *_: Outcome(Fate.PENDING, "waits_for_primary"))

    receive(one("N1*OK"))

    assert open_items("inbound_transaction") == ["XX: waits for primary"]


def test_a_file_that_could_not_be_read_can_be_tried_again(monkeypatch, handle):
    handle(lambda *_: Outcome())
    with monkeypatch.context() as broken:
        broken.setattr("payers.x12.reader.MAX_SEGMENT", 1)
        broken.setattr("payers.x12.reader.CHUNK", 120)
        file = receive(one("N1*OK"))
    assert (file.fate, len(open_items("inbound_file"))) == (Fate.EXCEPTION, 1)

    file = retry_file(file.pk, actor=None, at=AT)

    assert (file.fate, open_items("inbound_file")) == (Fate.PROCESSED, [])
    with pytest.raises(NotAnException):
        retry_file(file.pk, actor=None, at=AT)


def test_a_database_that_breaks_off_loses_nothing_and_the_job_goes_on(handle):
    def breaks(*_):
        raise OperationalError("deadlock detected")

    handle(breaks)
    file = receive(one("N1*OK"))
    assert (file.fate, file.handled_at) == (Fate.PENDING, None)
    with pytest.raises(ProcessingInterrupted) as caught:
        process_inbound(file.pk, at=AT)
    assert caught.value.retryable

    handle(lambda *_: Outcome())
    Job.objects.filter(kind=PROCESS).update(run_at=AT)
    jobs.run_due()

    file.refresh_from_db()
    assert file.fate == Fate.PROCESSED


def test_a_fault_while_a_file_is_split_is_a_visible_exception_and_can_be_tried_again(monkeypatch, handle):
    handle(lambda *_: Outcome())

    def faulty(*_):
        raise RuntimeError("Ada Okafor, born 02/11/1959")

    with monkeypatch.context() as broken:
        broken.setattr(processing, "_row", faulty)
        file = receive(one("N1*OK"))

    assert (file.fate, file.code, len(open_items("inbound_file"))) == (Fate.EXCEPTION, "handler_failed", 1)
    assert "Ada" not in file.message
    assert retry_file(file.pk, actor=None, at=AT).fate == Fate.PROCESSED


def test_a_fault_in_the_middle_of_a_file_keeps_what_was_done_and_the_rest_is_tried_again(monkeypatch, handle):
    seen = []
    handle(lambda transaction, *_: seen.append(transaction.row.st02) or Outcome())
    content = "".join(f"ST*XX*{n:04d}~N1*{n}~SE*3*{n:04d}~" for n in (1, 2))

    def faulty(row_id, piece, *, at, dispatch=processing.dispatch_transaction):
        if seen:
            raise RuntimeError
        return dispatch(row_id, piece, at=at)

    with monkeypatch.context() as broken:
        broken.setattr(processing, "dispatch_transaction", faulty)
        file = receive(f"{isa()}{group(content, count=2)}IEA*1*000000001~".encode())
    assert (file.fate, file.code, file_decision(file).retry_url != "") == (Fate.EXCEPTION, "handler_failed", True)

    assert retry_file(file.pk, actor=None, at=AT).fate == Fate.PROCESSED
    assert (seen, open_items("inbound_file")) == (["0001", "0002"], [])


def test_a_file_whose_job_was_given_up_is_a_visible_exception(handle):
    def breaks(*_):
        raise OperationalError("deadlock detected")

    handle(breaks)
    file = receive(one("N1*OK"))
    Job.objects.filter(kind=PROCESS).update(run_at=AT, attempts=12)

    jobs.run_due()

    file.refresh_from_db()
    assert (file.fate, file.code, len(open_items("inbound_file"))) == (Fate.EXCEPTION, "handler_failed", 1)


def test_the_job_that_takes_up_a_file_comes_late_enough_to_find_it_done(handle):
    handle(lambda *_: Outcome())

    receive(one("N1*OK"))

    assert Job.objects.get(kind=PROCESS).run_at > AT


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_hand_each_transaction_out_once(handle, monkeypatch):
    seen, both = [], threading.Barrier(2)
    handle(lambda transaction, *_: seen.append(transaction.row.st02) or Outcome())
    content = "".join(f"ST*XX*{n:04d}~N1*{n}~SE*3*{n:04d}~" for n in range(1, 21))
    with monkeypatch.context() as broken:
        broken.setattr(receiving, "process_inbound", lambda *_, **__: None)
        file = receive(f"{isa()}{group(content, count=20)}IEA*1*000000001~".encode())

    def work():
        both.wait()
        process_inbound(file.pk, at=AT)
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    file.refresh_from_db()
    assert (file.fate, sorted(seen)) == (Fate.PROCESSED, [f"{n:04d}" for n in range(1, 21)])


def test_memory_holds_one_transaction_however_large_the_file(handle):
    handle(lambda *_: Outcome())
    body = "~".join(f"N1*{n:06d}*{'X' * 80}" for n in range(2_000))
    content = "".join(f"ST*XX*{n:04d}~{body}~REF*{n}~SE*2003*{n:04d}~" for n in range(1, 61))
    data = f"{isa()}{group(content, count=60)}IEA*1*000000001~".encode()
    assert len(data) > 10_000_000

    tracemalloc.start()
    file = receive(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (file.fate, InboundTransaction.objects.count()) == (Fate.PROCESSED, 60)
    assert peak < 8_000_000


def test_the_number_of_queries_to_split_a_file_does_not_depend_on_its_transactions(handle, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr("payers.services.process_inbound.dispatch_transaction", lambda *_, **__: None)
    content = "".join(f"ST*XX*{n:04d}~N1*{n}~SE*3*{n:04d}~" for n in range(1, 201))

    with django_assert_max_num_queries(40):
        receive(f"{isa()}{group(content, count=200)}IEA*1*000000001~".encode())
    assert InboundTransaction.objects.count() == 200
