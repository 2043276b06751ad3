"""An exception that needs nothing is set aside by a person with a reason: it stays visible and asks nobody (invariants 3 and 5)."""

import pytest

from config.shared.errors import ReasonMissing
from config.shared.management.commands.verify import verify
from config.shared.models import Event, WorkItem
from config.shared.registries import inbound
from config.shared.registries.inbound import Outcome
from payers.models import SET_ASIDE, Fate, InboundFile, InboundTransaction
from payers.services.retry_transaction import NotAnException, retry_file, retry_transaction
from payers.services.set_aside import set_aside_file, set_aside_transaction
from tests.factories.shared import BillerFactory
from tests.payers.exchange import AT
from tests.payers.services.test_receive_bytes import file_of, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def biller():
    return BillerFactory()


def open_items() -> int:
    return WorkItem.objects.filter(closed_at__isnull=True).count()


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_transaction_set_aside_keeps_its_fate_and_says_who_and_why(biller):
    row = receive(file_of("N1*OK", kind="YY")).transactions.get()

    set_aside_transaction(row.pk, reason=" a stranger's answer ", actor=biller, at=AT)

    row = fresh(row)
    assert (row.fate, row.shown_fate, row.file.fate, row.file.shown_fate) == (Fate.EXCEPTION, SET_ASIDE, Fate.EXCEPTION, SET_ASIDE)
    event = Event.objects.get(subject_kind="inbound_transaction", kind="set_aside")
    assert (event.actor, event.evidence_at, event.detail) == (biller, AT, {"reason": "a stranger's answer", "code": "no_handler"})
    assert open_items() == 0
    assert verify()["ok"]


def test_a_file_waits_for_somebody_until_its_last_exception_is_set_aside(biller):
    file = receive(file_of("N1*A", "N1*B", kind="YY"))
    first, second = file.transactions.order_by("ordinal")

    set_aside_transaction(first.pk, reason="seen", actor=biller, at=AT)
    assert (fresh(file).shown_fate, open_items()) == (Fate.EXCEPTION, 1)

    set_aside_transaction(second.pk, reason="seen", actor=biller, at=AT)
    assert (fresh(file).shown_fate, open_items()) == (SET_ASIDE, 0)


def test_a_file_that_cannot_be_read_is_set_aside_as_a_whole(biller):
    file = receive(b"no x12")

    set_aside_file(file.pk, reason="a cover letter", actor=biller, at=AT)

    assert (fresh(file).shown_fate, open_items()) == (SET_ASIDE, 0)
    assert verify()["ok"]


def test_a_file_that_was_read_is_set_aside_by_its_transactions(biller):
    with pytest.raises(NotAnException):
        set_aside_file(receive(file_of("N1*OK", kind="YY")).pk, reason="seen", actor=biller, at=AT)


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_set_aside(biller, reason):
    file = receive(b"no x12")
    row = receive(file_of("N1*OK", kind="YY")).transactions.get()

    for verb, subject in ((set_aside_file, file), (set_aside_transaction, row)):
        with pytest.raises(ReasonMissing):
            verb(subject.pk, reason=reason, actor=biller, at=AT)
    assert open_items() == 2


def test_only_an_exception_is_set_aside_and_only_once(biller, monkeypatch):
    monkeypatch.setitem(inbound._handlers, "XX", lambda *_: Outcome())
    done, odd = receive(file_of("N1*OK")).transactions.get(), receive(file_of("N1*OK", kind="YY")).transactions.get()
    set_aside_transaction(odd.pk, reason="seen", actor=biller, at=AT)

    for row in (done, odd):
        with pytest.raises(NotAnException):
            set_aside_transaction(row.pk, reason="seen", actor=biller, at=AT)


def test_trying_again_takes_it_back(biller, monkeypatch):
    row = receive(file_of("N1*OK", kind="XY")).transactions.get()
    set_aside_transaction(row.pk, reason="seen", actor=biller, at=AT)

    retry_transaction(row.pk, actor=biller, at=AT)
    assert (fresh(row).shown_fate, fresh(row).file.shown_fate, open_items()) == (Fate.EXCEPTION, Fate.EXCEPTION, 1)

    set_aside_transaction(row.pk, reason="seen again", actor=biller, at=AT)
    monkeypatch.setitem(inbound._handlers, "XY", lambda *_: Outcome())
    retry_transaction(row.pk, actor=biller, at=AT)
    assert (fresh(row).shown_fate, fresh(row).file.shown_fate, open_items()) == (Fate.PROCESSED, Fate.PROCESSED, 0)


def test_reading_a_file_again_takes_it_back(biller):
    file = receive(b"no x12")
    set_aside_file(file.pk, reason="seen", actor=biller, at=AT)

    retry_file(file.pk, actor=biller, at=AT)

    assert (fresh(file).shown_fate, open_items()) == (Fate.EXCEPTION, 1)


@pytest.mark.parametrize("model", [InboundFile, InboundTransaction])
def test_verify_names_what_was_set_aside_by_nobody(model):
    receive(b"no x12")
    receive(file_of("N1*OK", kind="YY"))
    row = model.objects.order_by("pk").first()

    model.objects.filter(pk=row.pk).update(set_aside_at=AT)

    (check,) = [each for each in verify()["checks"] if each["name"] == "each inbound exception has a next step"]
    assert [each["detail"] for each in check["broken"]] == ["was set aside without a reason"]
