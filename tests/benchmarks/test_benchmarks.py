"""The benchmarks run: at a tiny size, without a word about how fast they are."""

import json

import pytest

from payers import x12
from tests.benchmarks import __main__ as command
from tests.benchmarks import x12 as x12_rows
from tests.benchmarks import x12_files
from tests.benchmarks.timing import medians, row, table

KEYS = ["name", "value", "unit", "baseline", "ratio", "target", "ok"]


@pytest.mark.parametrize("name", command.NAMES)
def test_a_benchmark_prints_its_rows_as_json(name, capsys, monkeypatch):
    pytest.importorskip("pyx12")
    monkeypatch.setattr(x12_rows, "ROUNDS", 1)
    monkeypatch.setattr(x12_rows, "FEW_ROUNDS", 1)

    status = command.main([name, "--json", "--scale", "0.002"])

    rows = json.loads(capsys.readouterr().out)
    assert all(list(row) == KEYS for row in rows)
    assert all(row["value"] > 0 and row["baseline"] > 0 for row in rows)
    assert status == (0 if all(row["ok"] for row in rows) else 1)


def test_a_row_is_good_up_to_its_target():
    assert row("emit", 3.0, 1.0, 3).ok
    assert not row("emit", 3.1, 1.0, 3).ok
    assert "MISSED" in table([row("emit", 3.1, 1.0, 3)])


def test_rivals_are_timed_as_often():
    calls = []

    taken = medians(3, ours=lambda: calls.append("ours"), split=lambda: calls.append("split"))

    assert calls == ["ours", "split"] * 3
    assert set(taken) == {"ours", "split"}


def test_the_measured_835_is_one_without_findings(tmp_path):
    x12_files.remittance(tmp_path / "835.edi", 5)

    (transaction,) = x12.read(tmp_path / "835.edi").transactions()
    assert x12.check(transaction) == ()
    assert len(x12.parse(transaction).claims) == 5


def test_the_measured_837p_is_one_without_findings():
    (transaction,) = x12.read(x12.write(x12_files.envelope(), [x12_files.batch(7)])).transactions()

    assert x12.check(transaction) == ()
    assert [len(claim.lines) for claim in x12.parse(transaction).claims] == [3] * 7
