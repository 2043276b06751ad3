"""The SFTP end: who may come in, what may be done, and that a completed upload is taken in once."""

import hashlib
import io

import paramiko
import pytest

from tests.payers.sandbox.wire import adas_visit, claim_file, listing, sftp_session, upload
from tests.support.sandbox import start_sandbox


def test_an_upload_is_one_line_of_received_with_its_hash_and_control_number(sandbox):
    content = claim_file(adas_visit(), control=41)

    upload(sandbox, "000000041.837", content)

    (line,) = sandbox.received()
    assert (line["name"], line["sha256"]) == ("000000041.837", hashlib.sha256(content).hexdigest())
    assert (line["isa13"], line["size"], line["account"]) == ("000000041", len(content), "practice")


def test_a_consumed_file_stays_listed_where_the_sandbox_is_told_so(sandbox):
    upload(sandbox, "one.837", claim_file(adas_visit()))

    assert listing(sandbox) == ["one.837"]


def test_a_consumed_file_vanishes_with_the_rename(vanishing_sandbox):
    upload(vanishing_sandbox, "one.837", claim_file(adas_visit()))

    assert listing(vanishing_sandbox) == []


def test_a_consumed_file_moves_to_the_archive_and_a_second_one_of_that_name_beside_it(tmp_path):
    with start_sandbox(tmp_path, consumed_stay_listed=False, archive=True) as sandbox:
        upload(sandbox, "one.837", claim_file(adas_visit(), control=1))
        upload(sandbox, "one.837", claim_file(adas_visit(), control=2))

        assert listing(sandbox, "archive") == ["one.837", "one.837.2"]
        assert len(sandbox.received()) == 2


def test_an_unfinished_upload_is_never_taken_in(sandbox):
    with sftp_session(sandbox) as session:
        session.putfo(io.BytesIO(claim_file(adas_visit())), "/inbox/one.837.tmp")

    sandbox.run()

    assert sandbox.received() == []
    assert listing(sandbox) == ["one.837.tmp"]


def test_a_plain_rename_fails_where_the_name_is_listed(sandbox):
    upload(sandbox, "one.837", claim_file(adas_visit()))

    with pytest.raises(OSError, match="already there"):
        upload(sandbox, "one.837", claim_file(adas_visit(), control=2))

    assert len(sandbox.received()) == 1
    assert listing(sandbox) == ["one.837", "one.837.tmp"]


def test_an_unfinished_upload_can_be_written_again_and_renamed(sandbox):
    content = claim_file(adas_visit())
    with sftp_session(sandbox) as session:
        session.putfo(io.BytesIO(b"x" * 5000), "/inbox/one.837.tmp")
        session.putfo(io.BytesIO(content), "/inbox/one.837.tmp")
        session.rename("/inbox/one.837.tmp", "/inbox/one.837")

    assert sandbox.received()[0]["sha256"] == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    "act",
    [
        lambda session: session.open("/inbox/final.837", "w"),
        lambda session: session.open("/outbox/mine.835.tmp", "w"),
        lambda session: session.open("/stranger.tmp", "w"),
        lambda session: session.open("/inbox/../../received.jsonl.tmp", "w"),
        lambda session: session.remove("/inbox/kept.837"),
        lambda session: session.rename("/inbox/kept.837", "/inbox/other.837"),
        lambda session: session.posix_rename("/inbox/part.tmp", "/inbox/kept.837"),
        lambda session: session.rename("/inbox/part.tmp", "/outbox/part.837"),
        lambda session: session.mkdir("/inbox/folder"),
        lambda session: session.symlink("/etc/passwd", "/inbox/link.tmp"),
    ],
    ids=["final name", "write outbox", "write root", "escape", "remove", "rename final", "overwrite", "move out", "mkdir", "symlink"],
)
def test_what_is_not_an_upload_is_refused(shared_sandbox, act):
    with sftp_session(shared_sandbox) as session:
        session.putfo(io.BytesIO(b"part"), "/inbox/part.tmp")

        with pytest.raises(OSError, match=r"open /inbox|removed|renamed|possible"):
            act(session)

    assert listing(shared_sandbox) == ["kept.837", "part.tmp"]


def test_the_client_may_remove_what_it_picked_up(sandbox):
    upload(sandbox, "one.837", claim_file(adas_visit()))
    sandbox.run()

    with sftp_session(sandbox) as session:
        for name in session.listdir("/outbox"):
            session.remove(f"/outbox/{name}")

    assert listing(sandbox, "outbox") == []


@pytest.mark.parametrize("wrong", [{"password": "guess"}, {"username": "somebody"}])
def test_a_stranger_does_not_come_in(shared_sandbox, wrong):
    with pytest.raises(paramiko.AuthenticationException), sftp_session(shared_sandbox, **wrong):
        pass


def test_a_key_of_the_config_opens_the_door(tmp_path):
    key, other = paramiko.RSAKey.generate(2048), paramiko.RSAKey.generate(2048)
    sandbox = start_sandbox(tmp_path)
    sandbox.stop()
    sandbox.authorize(f"ssh-rsa {key.get_base64()}")

    with sandbox.restart(), sftp_session(sandbox, key=key) as session:
        assert sorted(session.listdir("/")) == ["inbox", "outbox"]
        with pytest.raises(paramiko.AuthenticationException), sftp_session(sandbox, key=other):
            pass


def test_credentials_and_host_key_outlive_a_restart(sandbox):
    before = (sandbox.password, sandbox.control_token, sandbox.host_key, sandbox.sftp_port)

    sandbox.restart()

    assert (sandbox.password, sandbox.control_token, sandbox.host_key, sandbox.sftp_port) == before
    assert {path.stat().st_mode & 0o777 for path in sandbox.folder.glob("*host_key")} == {0o600}
    assert (sandbox.folder / "config.json").stat().st_mode & 0o777 == 0o600
