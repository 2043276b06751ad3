"""A kill at any moment loses nothing and doubles nothing: uploads, journals, files on their way out."""

import os
import random
import threading
import time
from contextlib import nullcontext

import paramiko
import pytest

from payers.sandbox import inbox as inbox_module
from payers.sandbox.clock import parse_moment
from payers.sandbox.inbox import Inbox
from payers.sandbox.journal import Journal
from payers.sandbox.outbox import Outbox
from payers.sandbox.service import Habits, Sandbox
from payers.sandbox.state import ACCOUNT, open_state
from tests.payers.sandbox.wire import SENT_AT, adas_visit, claim_file, listing, upload
from tests.support.sandbox import start_sandbox

AT = parse_moment(SENT_AT)


class Killed(BaseException):
    """Stands for SIGKILL: nothing of the process runs after it."""


def killed(*_arguments, **_options):
    raise Killed


def half_written(journal: Journal, line: dict) -> None:
    with open(journal.path, "ab") as file:
        file.write(b'{"id": 1, "na')
    raise Killed


KILLS_OF_AN_UPLOAD = {
    "renamed": (Inbox, "_accept", killed),
    "row not committed": (inbox_module, "interchange_number", killed),
    "row committed": (Journal, "append", killed),
    "journal half written": (Journal, "append", half_written),
    "journal written": (Inbox, "_consume", killed),
}


@pytest.fixture(params=[True, False], ids=["stay", "vanish"])
def opened(request, tmp_path):
    """Opens sandboxes on one state, as after a restart; at the end all are closed."""
    made = []

    def open_again() -> Sandbox:
        sandbox = Sandbox(open_state(tmp_path / "state"), Habits(consumed_stay_listed=request.param, chance=False))
        made.append(sandbox)
        sandbox.set_clock(AT)
        return sandbox

    yield open_again
    for sandbox in made:
        sandbox.store.close()


def put_partial(sandbox: Sandbox, content: bytes) -> None:
    (sandbox.state.inbox(ACCOUNT) / "one.837.tmp").write_bytes(content)


@pytest.mark.parametrize("step", KILLS_OF_AN_UPLOAD)
def test_an_upload_killed_after_its_rename_is_taken_in_exactly_once(opened, monkeypatch, step):
    content = claim_file(adas_visit(), control=12)
    sandbox = opened()
    put_partial(sandbox, content)
    owner, name, kill = KILLS_OF_AN_UPLOAD[step]
    monkeypatch.setattr(owner, name, kill)
    with pytest.raises(Killed):
        sandbox.commit_upload(account=ACCOUNT, partial="one.837.tmp", name="one.837")
    monkeypatch.undo()

    for _ in range(2):
        again = opened()
        again.recover()

    (line,) = again.inbox.journal.lines()
    assert (line["isa13"], line["size"]) == ("000000012", len(content))
    assert again.store.row("SELECT count(*) AS n FROM upload WHERE content = ?", content)["n"] == 1
    assert again.schedule.run_due(AT)["read_upload"] == 1
    assert (again.state.inbox(ACCOUNT) / "one.837").exists() is again.habits.consumed_stay_listed


def test_an_upload_killed_before_its_rename_did_not_happen(opened, monkeypatch):
    sandbox = opened()
    put_partial(sandbox, claim_file(adas_visit()))
    monkeypatch.setattr(inbox_module, "_sync_file", killed)
    with pytest.raises(Killed):
        sandbox.commit_upload(account=ACCOUNT, partial="one.837.tmp", name="one.837")

    again = opened()
    again.recover()

    assert again.inbox.journal.lines() == []
    assert (again.state.inbox(ACCOUNT) / "one.837.tmp").exists()


def test_the_same_name_uploaded_again_is_a_second_upload_only_where_the_first_vanished(opened):
    sandbox = opened()
    put_partial(sandbox, claim_file(adas_visit(), control=1))
    sandbox.commit_upload(account=ACCOUNT, partial="one.837.tmp", name="one.837")
    put_partial(sandbox, claim_file(adas_visit(), control=2))
    stays = sandbox.habits.consumed_stay_listed

    with pytest.raises(FileExistsError) if stays else nullcontext():
        sandbox.commit_upload(account=ACCOUNT, partial="one.837.tmp", name="one.837")
    again = opened()
    again.recover()

    assert [line["isa13"] for line in again.inbox.journal.lines()] == ["000000001"] + ([] if stays else ["000000002"])


@pytest.mark.parametrize("step", ["bytes fixed", "staged", "journal written", "renamed"])
def test_a_file_killed_on_its_way_out_is_published_exactly_once(opened, monkeypatch, step):
    sandbox = opened()
    put_partial(sandbox, claim_file(adas_visit(), control=12))
    sandbox.commit_upload(account=ACCOUNT, partial="one.837.tmp", name="one.837")
    sandbox.schedule.run_due(AT)
    kills = {
        "bytes fixed": (Outbox, "_publish", killed),
        "staged": (Journal, "append", killed),
        "journal written": (os, "replace", _killed_for(sandbox.state.outbox(ACCOUNT))),
        "renamed": (os, "replace", _killed_for(sandbox.state.outbox(ACCOUNT), after=True)),
    }
    monkeypatch.setattr(*kills[step])
    with pytest.raises(Killed):
        sandbox.outbox.publish()
    monkeypatch.undo()
    fetched = _take_all(sandbox)

    for _ in range(2):
        again = opened()
        again.recover()

    fetched += _take_all(again)
    assert sorted(fetched) == ["SANDBOX_277CA_000000002.277", "SANDBOX_999_000000001.999"]
    assert sorted(line["name"] for line in again.outbox.journal.lines()) == sorted(fetched)
    assert list(again.state.staging.iterdir()) == []


def _killed_for(folder, *, after: bool = False):
    """os.replace that is killed before or after it puts a file into that folder."""
    replace = os.replace

    def run(source, target):
        if str(target).startswith(str(folder)):
            if after:
                replace(source, target)
            raise Killed
        replace(source, target)

    return run


def _take_all(sandbox: Sandbox) -> list[str]:
    """What a client would fetch and remove now."""
    taken = []
    for path in sandbox.state.outbox(ACCOUNT).iterdir():
        taken.append(path.name)
        path.unlink()
    return taken


def test_a_job_killed_half_way_leaves_nothing_and_is_done_whole_afterwards(opened, monkeypatch):
    sandbox = opened()
    put_partial(sandbox, claim_file(adas_visit()))
    sandbox.commit_upload(account=ACCOUNT, partial="one.837.tmp", name="one.837")
    monkeypatch.setattr(sandbox.clearinghouse, "_acknowledge", killed)
    with pytest.raises(Killed):
        sandbox.schedule.run_due(AT)

    again = opened()
    again.recover()
    again.run_due()

    assert again.store.row("SELECT count(*) AS n FROM claim")["n"] == 1
    assert [line["kind"] for line in again.outbox.journal.lines()] == ["999", "277CA"]


@pytest.mark.parametrize("stays_listed", [True, False])
def test_killed_by_signal_nine_while_a_client_uploads_no_upload_is_lost_or_doubled(tmp_path, stays_listed):
    """The client believes what it was told; the journal must know at least that, and nothing twice."""
    confirmed, chance = [], random.Random(9)
    sandbox = start_sandbox(tmp_path, consumed_stay_listed=stays_listed)
    for attempt in range(4):
        killer = threading.Thread(target=_kill_after, args=(sandbox, chance.uniform(0.05, 0.25)))
        killer.start()
        for number in range(20):
            name = f"{attempt:02}{number:02}.837"
            try:
                upload(sandbox, name, claim_file(adas_visit(), control=attempt * 100 + number))
            except (OSError, EOFError, paramiko.SSHException):
                break
            confirmed.append(name)
        killer.join()
        sandbox.restart()

    with sandbox:
        received = [line["name"] for line in sandbox.received()]
        assert len(received) == len(set(received))
        assert set(confirmed) <= set(received)
        final = [name for name in listing(sandbox) if not name.endswith(".tmp")]
        assert set(final) == (set(received) if stays_listed else set())


def _kill_after(sandbox, seconds: float) -> None:
    time.sleep(seconds)
    sandbox.kill()
