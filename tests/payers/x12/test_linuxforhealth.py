"""A second independent validator, linuxforhealth-x12, accepts the 270, 271, 276 and 277 that we write. Run by `bin/test --full`."""

import tomllib
from pathlib import Path

import pytest

from tests.payers.x12.oracle_cases import FILES
from tests.support import linuxforhealth_oracle

HERE = Path(__file__).parent
GOLDEN = {
    f"{path.parent.name}/{path.stem}": path.read_bytes() for kind in ("270", "271", "276", "277") for path in sorted((HERE / "golden" / kind).glob("*.edi"))
}
DISAGREEMENTS = {line["golden"]: line for line in tomllib.loads((HERE / "linuxforhealth.toml").read_text())["disagreement"]}

pytestmark = [pytest.mark.oracle, pytest.mark.full]


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    """{name: None or what it says} for bytes by name."""
    folder = linuxforhealth_oracle.packages(tmp_path_factory.mktemp("linuxforhealth"))
    return lambda files: linuxforhealth_oracle.judged(folder, files, tmp_path_factory.mktemp("files"))


def test_linuxforhealth_accepts_what_we_write(judge):
    assert {name: said for name, said in judge(FILES).items() if said} == {}


def test_linuxforhealth_accepts_the_golden_files_but_for_reasoned_ones(judge):
    told = {name: said for name, said in judge(GOLDEN).items() if said}

    assert sorted(told) == sorted(DISAGREEMENTS)
    assert {name: said for name, said in told.items() if DISAGREEMENTS[name]["says"] not in said} == {}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("270 of a subscriber", b"EQ*30~", b"EQ*QQ~"),
        ("271 of a subscriber", b"EB*1*IND", b"EB*Z*IND"),
        ("276 of a subscriber", b"HL*1**20*1~", b"HL*1**20*0~"),
        ("277 of a subscriber", b"TRN*2*T1~", b"TRN*1*T1~"),
    ],
)
def test_linuxforhealth_is_awake(judge, name, old, new):
    assert old in FILES[name]

    assert judge({name: FILES[name].replace(old, new)})[name]


def test_every_line_of_the_toml_gives_a_reason():
    assert all(len(line["reason"].split()) >= 5 for line in DISAGREEMENTS.values())
