"""Misbehaviour on order: each fault does what it says, as often as it was ordered, and only in its scope."""

import hashlib
import io
from decimal import Decimal

import paramiko
import pytest

from payers import x12
from payers.x12 import set_835
from tests.payers.sandbox.test_payer import payer_verdicts, send
from tests.payers.sandbox.wire import adas_visit, claim, claim_file, listing, models, pick_up, service, sftp_session, upload


def test_a_dropped_999_never_comes_and_the_rest_does(house):
    house.fault("dropped_file", scope={"kind": "999"})

    send(house, adas_visit())
    send(house, adas_visit(), control=2)

    assert [line["kind"] for line in house.sent()] == ["277CA", "277CA", "835", "999", "277CA"]


def test_a_late_file_comes_that_many_units_later(house):
    house.fault("late_file", scope={"kind": "277CA", "source": "SANDBOX"}, by=3)
    upload(house, "one.837", claim_file(adas_visit()))
    house.run()
    first_day = [line["kind"] for line in house.sent()]

    house.set_clock("2026-11-06T15:00:00Z")
    house.run()

    assert first_day == ["999"]
    assert [(line["kind"], line["source"]) for line in house.sent()[1:]] == [("277CA", "RVM01"), ("277CA", "SANDBOX")]


def test_a_duplicated_file_comes_again_under_its_own_name(house):
    house.fault("duplicated_file", scope={"kind": "835"}, by=2)

    send(house, adas_visit())

    first, again = house.sent("835")
    assert (first["name"], first["sha256"]) == (again["name"], again["sha256"])
    assert (first["at"][:10], again["at"][:10]) == ("2026-11-22", "2026-11-24")


def test_a_renamed_file_is_the_same_bytes_under_another_name(house):
    house.fault("renamed_file", scope={"kind": "835"})

    send(house, adas_visit())

    files = pick_up(house, "835")
    assert len(files) == 2
    assert len({hashlib.sha256(content).hexdigest() for content in files.values()}) == 1


def test_a_rewrapped_file_is_the_same_transaction_in_a_new_interchange(house):
    house.fault("rewrapped_file", scope={"kind": "835"})

    send(house, adas_visit())

    documents = [x12.read(content) for content in pick_up(house, "835").values()]
    assert len({document.interchanges[0].control for document in documents}) == 2
    assert len({transaction.body_hash for document in documents for transaction in document.transactions()}) == 1


def test_a_late_277ca_comes_after_the_835(house):
    house.fault("late_277ca", scope={"source": "RVM01"})

    send(house, adas_visit(number="ADA1"))

    assert [line["kind"] for line in house.sent() if line["source"] == "RVM01"] == ["835", "277CA"]
    assert payer_verdicts(house, "RVM01") == {"ADA1": ("A2", "20")}


@pytest.mark.parametrize(("level", "check", "claims", "lines"), [("check", "0.01", 0, 0), ("claim", "0", 1, 0), ("line", "0", 1, 1)])
def test_an_unbalanced_835_is_off_by_a_cent_where_it_was_ordered(house, level, check, claims, lines):
    house.fault("unbalanced_835", level=level)

    send(house, adas_visit(), claim(service("99213", "140.00")))

    (content,) = pick_up(house, "835").values()
    (transaction,) = x12.read(content).transactions()
    balance = set_835.balance(x12.parse(transaction))
    assert balance.check_difference == Decimal(check)
    assert [len(balance.claims), sum(len(item.lines) for item in balance.claims)] == [claims, lines]


def test_a_batch_refused_by_999_reaches_no_payer(house):
    house.fault("rejected_file", scope={"kind": "999"})

    send(house, adas_visit())

    assert [item.accepted for item in models(house, "999")[0].sets] == [False]
    assert [line["kind"] for line in house.sent()] == ["999"]


@pytest.mark.parametrize("source", ["SANDBOX", "RVM01"])
def test_a_batch_refused_by_277ca_has_each_claim_returned(house, source):
    house.fault("rejected_file", scope={"kind": "277CA", "source": source})

    send(house, adas_visit(number="ADA1"))

    report = models(house, "277CA", source=source)[0]
    assert [entry.statuses[0].codes[0].category for entry in report.entries if entry.level == "claim"] == ["A3"]
    assert house.sent("835") == []


def test_a_lost_claim_is_heard_of_no_more(house):
    house.fault("lost_claim", scope={"source": "RVM01"})

    send(house, adas_visit(number="LOST"), claim(number="KEPT"))

    assert payer_verdicts(house, "RVM01") == {"KEPT": ("A2", "20")}
    assert {item["patient_control_number"]: item["state"] for item in house.state()["claims"]} == {"LOST": "lost", "KEPT": "paid"}


def test_a_connection_lost_in_mid_upload_leaves_exactly_that_many_bytes(sandbox):
    sandbox.fault("connection_lost", after_bytes=100_000)

    with pytest.raises((OSError, EOFError, paramiko.SSHException)), sftp_session(sandbox) as session:
        session.putfo(io.BytesIO(b"x" * 300_000), "/inbox/one.837.tmp")

    with sftp_session(sandbox) as session:
        assert session.stat("/inbox/one.837.tmp").st_size == 100_000
    assert sandbox.received() == []


@pytest.mark.parametrize(("moment", "names"), [("before_rename", ["one.837.tmp"]), ("after_rename", ["one.837"])])
def test_a_connection_lost_at_the_rename_leaves_the_client_in_doubt(sandbox, moment, names):
    sandbox.fault("connection_lost", at=moment)

    with pytest.raises((OSError, EOFError, paramiko.SSHException)):
        upload(sandbox, "one.837", claim_file(adas_visit()))

    assert listing(sandbox) == names
    assert len(sandbox.received()) == names.count("one.837")


def test_a_changed_host_key_is_shown_as_often_as_ordered(sandbox):
    sandbox.fault("host_key_changed", count=2)

    for _ in range(2):
        with pytest.raises(paramiko.BadHostKeyException):
            listing(sandbox)

    assert listing(sandbox) == []


def test_a_system_that_is_down_drops_connections_until_the_fault_is_cleared(sandbox):
    sandbox.fault("system_down", count=None, scope={"channel": "sftp"})
    for _ in range(3):
        with pytest.raises((OSError, EOFError, paramiko.SSHException)):
            listing(sandbox)

    sandbox.clear_faults()

    assert listing(sandbox) == []


def test_a_fault_waits_for_its_scope_and_is_gone_once_used(house):
    house.fault("dropped_file", scope={"kind": "835", "source": "BPA01"})

    send(house, adas_visit())

    assert len(house.sent("835")) == 1
    assert [fault["kind"] for fault in house.state()["faults"]] == ["dropped_file"]


def test_one_fault_can_be_cleared_by_its_number(sandbox):
    first = sandbox.fault("lost_claim")
    sandbox.fault("late_277ca")

    sandbox.control("/control/faults", {"clear": first})

    assert [fault["kind"] for fault in sandbox.state()["faults"]] == ["late_277ca"]


def test_a_fault_survives_a_restart(sandbox):
    sandbox.fault("system_down", scope={"channel": "sftp"})

    sandbox.restart()

    assert [fault["kind"] for fault in sandbox.state()["faults"]] == ["system_down"]
