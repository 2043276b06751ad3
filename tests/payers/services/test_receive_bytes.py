"""Nothing that arrives is lost, and nothing counts twice (invariants 2 and 3)."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from config.shared import blobs
from config.shared.errors import DomainError
from config.shared.management.commands.verify import verify
from config.shared.models import WorkItem
from config.shared.registries import inbound
from config.shared.registries.inbound import Outcome
from payers.models import Fate, InboundFile, InboundTransaction
from payers.services import receive_bytes as receiving
from payers.services.process_inbound import process_inbound
from payers.services.receive_bytes import FileTooLarge, receive_bytes
from payers.services.retry_transaction import NotAnException, retry_transaction
from tests.factories.payers import ConnectionFactory, PayerFactory
from tests.payers.exchange import AT

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "x12"
pytestmark = pytest.mark.django_db


def file_of(*bodies: str, control: int = 1, usage: str = "P", kind: str = "XX") -> bytes:
    """A file with one interchange and a transaction of an invented type for each body."""
    isa = f"ISA*00*          *00*          *ZZ*CLEARING       *ZZ*LARKFIELD      *261123*0900*^*00501*{control:09d}*0*{usage}*:~"
    sets = "".join(f"ST*{kind}*{n:04d}~{body}~SE*3*{n:04d}~" for n, body in enumerate(bodies, start=1))
    return f"{isa}GS*ZZ*CLEARING*LARKFIELD*20261123*0900*{control}*X*005010~{sets}GE*{len(bodies)}*{control}~IEA*1*{control:09d}~".encode()


def receive(data: bytes, **facts) -> InboundFile:
    return receive_bytes(data=data, name="a.x12", source="upload", connection=facts.get("connection"), at=AT)


@pytest.fixture
def handled(monkeypatch):
    """A handler for the invented type; what it was given, in order. Bodies name what it shall do."""
    seen = []

    def handler(transaction, evidence, at):
        seen.append(transaction.row.st02)
        body = transaction.x12.raw[1]
        if body.startswith("N1*FAIL"):
            PayerFactory(name="written by a handler that fails")
            raise KeyError("Ada Okafor, born 02/11/1959")
        if body.startswith("N1*REFUSE"):
            raise Refused()
        return Outcome(Fate.PENDING, "waits", "") if body.startswith("N1*WAIT") else Outcome()

    monkeypatch.setitem(inbound._handlers, "XX", handler)
    return seen


class Refused(DomainError):
    code = "refused_here"
    message = "The handler refuses this."


def test_bytes_are_stored_before_they_are_read(handled):
    data = file_of("N1*OK")

    row = receive(data)

    assert blobs.read(row.sha256) == data
    assert (row.fate, handled) == (Fate.PROCESSED, ["0001"])


def test_the_same_bytes_again_are_a_duplicate_and_reach_no_handler(handled):
    first = receive(file_of("N1*OK"))

    again = receive(file_of("N1*OK"))

    assert (again.fate, again.duplicate_of, handled) == (Fate.DUPLICATE, first, ["0001"])


def test_the_same_transaction_in_another_envelope_is_a_duplicate(handled):
    receive(file_of("N1*OK"))

    again = receive(file_of("N1*OK", control=2))

    assert again.fate == Fate.DUPLICATE
    assert again.transactions.get().fate == Fate.DUPLICATE
    assert handled == ["0001"]


def test_one_transaction_that_is_refused_keeps_no_other_from_being_done(handled):
    row = receive(file_of("N1*OK", "N1*REFUSE", "N1*OK2"))

    fates = list(row.transactions.order_by("ordinal").values_list("fate", "code"))
    assert fates == [(Fate.PROCESSED, ""), (Fate.EXCEPTION, "refused_here"), (Fate.PROCESSED, "")]
    assert (row.fate, row.code) == (Fate.EXCEPTION, "refused_here")
    assert WorkItem.objects.filter(subject_kind="inbound_transaction", closed_at__isnull=True).count() == 1


def test_a_handler_that_breaks_leaves_nothing_half_done_and_no_patient_in_the_log(handled, caplog):
    row = receive(file_of("N1*FAIL"))

    assert (row.fate, row.code) == (Fate.EXCEPTION, "handler_failed")
    assert not PayerFactory._meta.model.objects.exists()
    assert "Okafor" not in caplog.text


def test_a_type_that_nobody_takes_is_a_visible_exception():
    row = receive(file_of("N1*OK", kind="YY"))

    assert (row.fate, row.code) == (Fate.EXCEPTION, "no_handler")


@pytest.mark.parametrize("data", [b"", b"hello", b"MZ\x90\x00" * 50, b"%PDF-1.7 not what it says", "ISA*00*".encode("utf-16")])
def test_what_is_no_x12_is_kept_and_shown(data):
    row = receive(data)

    assert row.fate == Fate.EXCEPTION
    assert row.code
    assert blobs.read(row.sha256) == data
    assert WorkItem.objects.filter(subject_kind="inbound_file", subject_id=row.pk, closed_at__isnull=True).exists()


def test_production_data_over_a_test_connection_is_refused(handled):
    row = receive(file_of("N1*OK", usage="P"), connection=ConnectionFactory(usage="T"))

    assert (row.code, handled) == ("usage_mismatch", [])


def test_production_data_are_refused_by_a_demo_whichever_way_they_come(handled, settings):
    settings.DEMO = True

    assert [receive(file_of(f"N1*OK{usage}", usage=usage)).code for usage in "PT"] == ["usage_mismatch", ""]


@pytest.mark.parametrize(("sender", "code"), [("CLEARING", "usage_mismatch"), ("OTHER", "")])
def test_what_is_uploaded_has_the_usage_of_its_senders_connection(handled, sender, code):
    ConnectionFactory(isa08=sender, usage="T")
    ConnectionFactory(isa08="CLEARING2", usage="P")

    assert receive(file_of("N1*OK", usage="P")).code == code


def test_a_file_whose_worker_died_is_taken_up_where_it_was_left(handled, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(receiving, "process_inbound", lambda *args, **kwargs: None)
        row = receive(file_of("N1*OK", "N1*OK2"))
    assert row.fate == Fate.PENDING

    process_inbound(row.pk, at=AT)
    process_inbound(row.pk, at=AT)

    assert handled == ["0001", "0002"]
    assert InboundTransaction.objects.filter(fate=Fate.PROCESSED).count() == 2


def test_an_exception_can_be_tried_again_after_its_cause_was_mended(monkeypatch):
    row = receive(file_of("N1*OK")).transactions.get()
    monkeypatch.setitem(inbound._handlers, "XX", lambda *args: Outcome())

    retry_transaction(row.pk, actor=None, at=AT)

    row.refresh_from_db()
    assert (row.fate, row.file.fate) == (Fate.PROCESSED, Fate.PROCESSED)
    assert not WorkItem.objects.filter(closed_at__isnull=True).exists()
    with pytest.raises(NotAnException):
        retry_transaction(row.pk, actor=None, at=AT)


def test_a_file_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(receiving, "MOST_BYTES", 10)

    with pytest.raises(FileTooLarge):
        receive(file_of("N1*OK"))


def test_every_sample_has_a_fate_and_a_second_feed_only_duplicates():
    files = sorted(str(path) for path in SAMPLES.glob("*/*"))
    if not files:
        pytest.skip("the samples are not beside this checkout")

    first, second = feed(files), feed(files)

    assert all(blobs.path_of(line["sha256"]).read_bytes() == Path(line["file"]).read_bytes() for line in first)
    assert {each["fate"] for line in first for each in line["transactions"]} <= set(Fate.values) - {""}
    assert {line["fate"] for line in second} == {Fate.DUPLICATE}
    assert not any("handler_failed" in {each["code"] for each in line["transactions"]} for line in first)
    assert verify()["ok"]


def feed(files: list[str]) -> list[dict]:
    out = io.StringIO()
    call_command("receive_file", "--json", *files, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]
