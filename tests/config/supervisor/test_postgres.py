"""The embedded PostgreSQL: who may reach it, what its role may do, and where it lives."""

import os
import stat
from pathlib import Path

import psycopg2
import pytest

from config.supervisor import postgres
from config.supervisor.sentences import CannotStart
from config.supervisor.watch import Watch

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user run PostgreSQL")


@pytest.fixture(scope="module")
def database(open_folder: Path):
    state = open_folder / "server"
    state.mkdir()
    database, watch = postgres.prepare(state), Watch()
    watch.start(database.process(open_folder / "server.log", lasting=False))
    watch.wait_ready(*watch.processes, seconds=60)
    yield database
    watch.stop()


def _ask(database: postgres.Database, question: str) -> tuple:
    connection = psycopg2.connect(database.url)
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone()
    connection.close()
    return answer


def test_text_is_compared_by_code_point_as_on_every_other_machine(database):
    assert _ask(
        database,
        "SELECT pg_encoding_to_char(encoding), datlocprovider, datlocale FROM pg_database WHERE datname = current_database()",
    ) == ("UTF8", "b", "C.UTF-8")


def test_the_log_names_what_failed_and_neither_row_nor_statement(database, open_folder):
    connection = psycopg2.connect(database.url)
    with connection.cursor() as cursor, pytest.raises(psycopg2.IntegrityError):
        cursor.execute("CREATE TEMP TABLE patient (name text, age int CONSTRAINT patient_age CHECK (age > 0)); INSERT INTO patient VALUES ('Okafor', -1)")
    connection.close()

    written = (open_folder / "server.log").read_text()
    assert "patient_age" in written
    assert "Okafor" not in written


def test_the_role_makes_databases_and_is_no_superuser(database):
    assert _ask(database, "SELECT rolcreatedb, rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user") == (
        True, False, False,
    )


def test_it_listens_on_its_socket_only(database):
    assert _ask(database, "SELECT current_setting('listen_addresses')") == ("",)


def test_a_wrong_password_is_refused(database):
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        psycopg2.connect(database.url.replace(database.passwords["practice"], "wrong"))


def test_the_socket_and_the_data_are_the_servers_own(database):
    for folder in (database.socket, database.data):
        found = folder.stat()
        assert stat.S_IMODE(found.st_mode) == 0o700
        assert found.st_uid == (database.account.user_id if database.account else os.geteuid())


def test_the_passwords_are_their_owners_only(database):
    found = (database.home / "passwords.json").stat()

    assert (stat.S_IMODE(found.st_mode), found.st_uid) == (0o600, os.geteuid())


def test_the_initial_password_is_nowhere_left(database):
    assert not (database.home / "initdb-password").exists()


@as_root
def test_the_server_does_not_run_as_root(database):
    pid = int((database.data / "postmaster.pid").read_text().split()[0])

    assert Path(f"/proc/{pid}").stat().st_uid == database.account.user_id != 0


@as_root
def test_a_state_folder_that_nobody_may_enter_gets_its_database_elsewhere(tmp_path, open_folder, monkeypatch):
    monkeypatch.setattr(postgres, "SHARED_HOMES", open_folder / "homes")
    tmp_path.chmod(0o700)
    state = tmp_path / "state"
    state.mkdir()

    database = postgres.prepare(state)

    assert (state / "postgres").resolve() == database.home
    assert database.home.parent == open_folder / "homes"
    postgres.erase(state)
    assert not database.home.exists()
    assert list(state.iterdir()) == []


def test_a_path_too_long_for_a_socket_gets_a_short_one(open_folder):
    home = open_folder / ("x" * 90)
    home.mkdir()

    folder = postgres._socket_folder(home, None)

    assert len(os.fsencode(folder / ".s.PGSQL.5432")) <= 107
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.rmdir()


def test_an_interrupted_first_start_leaves_nothing_that_looks_finished(open_folder):
    state = open_folder / "interrupted"
    (state / "postgres" / "data-draft" / "half").mkdir(parents=True)

    database = postgres.prepare(state)

    assert (database.data / "PG_VERSION").read_text().strip() == postgres.VERSION.split(".")[0]
    assert not (database.home / "data-draft").exists()


def test_data_of_another_major_version_are_refused(open_folder):
    state = open_folder / "older"
    (state / "postgres" / "data").mkdir(parents=True)
    (state / "postgres" / "data" / "PG_VERSION").write_text("15\n")

    with pytest.raises(CannotStart, match="belong to PostgreSQL 15"):
        postgres.prepare(state)
