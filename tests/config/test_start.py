"""What stands between `bin/start` and its ready line: no process on that way loads a package it can do without."""

import subprocess
import sys

import pytest

from config.endpoints import CHECKOUT

PAGES = "import config.wsgi; from django.urls import get_resolver; get_resolver().url_patterns"


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("import config.supervisor.__main__", "celery django redis paramiko"),
        (PAGES, "paramiko asyncssh typst simple_icd_10_cm prompt_toolkit"),
    ],
    ids=["supervisor", "web"],
)
def test_heavy_packages_are_not_loaded(code, heavy):
    program = f"{code}; import sys; print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-W", "ignore", "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True)

    assert set(heavy.split()) & set(loaded.stdout.split()) == set()
