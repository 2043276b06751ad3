"""`python -m payers.x12` as people run it: on a bare python3, from files and from standard input, with its exit status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from payers import x12
from tests.payers.x12 import builders

ROOT = Path(__file__).resolve().parents[3]
GOOD = x12.write(builders.envelope(), [builders.batch()])
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*/*.edi"))
ONE_EACH = list({path.parent.name: path for path in GOLDEN}.values())
BAD = GOOD.replace(b"*Y*A*Y*Y~", b"*Y*A*Y*Q~")


def run(*arguments, data=None, cwd=ROOT):
    """Runs the command without site packages: -S and -E keep the environment's libraries away."""
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        [sys.executable, "-S", "-m", "payers.x12", *arguments], input=data, capture_output=True, cwd=cwd, env=environment, timeout=60
    )


@pytest.mark.parametrize(("data", "status"), [(GOOD, 0), (BAD, 1), (b"no envelope", 2), (b"", 2)])
def test_check_tells_by_its_status(data, status):
    assert run("check", "-", data=data).returncode == status


def test_check_prints_one_finding_a_line():
    result = run("check", "-", data=BAD)

    (line,) = result.stdout.decode().splitlines()
    assert line.startswith("transaction 0001: error: loop 2300 segment 20 CLM09: ")
    assert line.endswith("[invalid_code]")


def test_warnings_alone_leave_the_status_at_zero():
    result = run("check", "-", data=GOOD.replace(b"*AL*361041234~", b"*AL*36104~"))

    assert result.returncode == 0
    assert b"billing_zip" in result.stdout


def test_inspect_prints_every_segment_with_its_meaning(tmp_path):
    path = tmp_path / "claims.edi"
    path.write_bytes(GOOD)

    result = run("inspect", str(path))

    text = result.stdout.decode()
    assert result.returncode == 0
    assert all(segment in text for segment in GOOD.decode().rstrip("~").split("~")[:-2])
    assert "Claim K7Q2M9X4T1ZB01: $150.00" in text


@pytest.mark.parametrize(("data", "status"), [(GOOD, 0), (BAD, 0), (b"no envelope", 2), (GOOD[:200], 0)])
def test_inspect_json_is_one_object_at_every_status(data, status):
    result = run("inspect", "--json", "-", data=data)

    assert result.returncode == status
    assert set(json.loads(result.stdout)) == {"error", "interchanges"}


def test_a_file_that_is_not_there_is_told_in_one_line(tmp_path):
    plain = run("check", str(tmp_path / "absent.edi"))
    as_json = run("inspect", "--json", str(tmp_path / "absent.edi"))

    assert (plain.returncode, as_json.returncode) == (2, 2)
    assert len(plain.stderr.decode().splitlines()) == 1
    assert json.loads(as_json.stdout)["interchanges"] == []


def test_split_writes_one_file_for_each_transaction(tmp_path):
    data = x12.write(builders.envelope(), [builders.batch(), builders.everyday_remittance()])

    result = run("split", "-", "--into", str(tmp_path), data=data)

    assert result.returncode == 0
    files = sorted(tmp_path.iterdir())
    assert [path.name for path in files] == ["000000041-41-0001-1.edi", "000000041-42-0001-1.edi"]
    assert [next(x12.read(path).transactions()).type for path in files] == ["837P", "835"]
    assert all(x12.read(path).findings == () for path in files)


def test_make_999_answers_the_file():
    result = run("make-999", "-", data=BAD)

    (answer,) = x12.read(result.stdout).transactions()
    (item,) = x12.parse(answer).sets
    assert (item.control, item.code) == ("0001", "R")


def test_help_names_every_command():
    text = run("--help").stdout.decode()

    assert all(name in text for name in ("inspect", "check", "split", "make-999"))


@pytest.mark.parametrize("command", ["inspect", "check", "split", "make-999"])
def test_every_command_has_help_and_says_where_a_file_cannot_be_read(command, tmp_path):
    into = ("--into", str(tmp_path)) if command == "split" else ()
    told = run(command, "--help")
    broken = run(command, "-", *into, data=b"no envelope")

    assert told.returncode == 0
    assert b"standard input" in told.stdout
    assert broken.returncode == 2
    assert len(broken.stderr.decode().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_command_is_refused():
    assert run("guess", "-").returncode == 2


@pytest.mark.parametrize("path", ONE_EACH, ids=[path.parent.name for path in ONE_EACH])
def test_inspect_json_of_a_golden_file_is_the_one_beside_it_on_a_bare_python(path):
    result = run("inspect", "--json", str(path))

    assert result.returncode == 0
    assert json.loads(result.stdout) == json.loads(path.with_suffix(".json").read_text())


def test_inspect_and_check_take_every_interchange_of_a_file():
    other = x12.write(builders.envelope(control=42), [builders.everyday_remittance()])

    told = run("inspect", "-", data=GOOD + other).stdout.decode()
    found = json.loads(run("inspect", "--json", "-", data=GOOD + other).stdout)

    assert told.count("Interchange 0000000") == 2
    assert [item["control"] for item in found["interchanges"]] == ["000000041", "000000042"]
    assert run("check", "-", data=GOOD + other.replace(b"BPR*I*137.5*", b"BPR*I*137.51*")).returncode == 1


@pytest.mark.parametrize("kind", ["270", "271", "276", "277", "277ca", "835", "837i"])
def test_make_999_answers_every_set(kind):
    path = next(path for path in GOLDEN if path.parent.name == kind)

    result = run("make-999", str(path))

    (answer,) = x12.read(result.stdout).transactions()
    assert result.returncode == 0
    assert x12.check(answer) == ()
    assert {item.code for item in x12.parse(answer).sets} == {"A"}


def test_make_999_does_not_answer_a_999():
    path = next(path for path in GOLDEN if path.parent.name == "999")

    assert run("make-999", str(path)).stdout == b""
