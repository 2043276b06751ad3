"""linuxforhealth-x12 as an independent judge of 270, 271, 276 and 277, in a folder of its own: it wants pydantic 1.

LINUXFORHEALTH_PACKAGES names a folder that has it, or where it shall be kept; without it the packages go to a folder of the
run. They are installed with uv or pip from PyPI; where neither or no network is there, the tests are skipped and say so.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGES = ("linuxforhealth-x12==0.57.0", "pydantic<2")
CHECK = Path(__file__).with_name("linuxforhealth_check.py")
CHECKOUT = Path(__file__).resolve().parents[2]


def packages(folder):
    """The folder with linuxforhealth-x12 in it; installs where it is missing, skips the test where that fails."""
    folder = Path(os.environ.get("LINUXFORHEALTH_PACKAGES") or folder)
    if not (folder / "linuxforhealth").is_dir():
        _install(folder)
    return folder


def _install(folder):
    tried = []
    for command in _installers():
        done = subprocess.run([*command, "--quiet", "--target", str(folder), *PACKAGES], capture_output=True, text=True, timeout=300)
        if done.returncode == 0:
            return
        tried.append(f"{command[0]}: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    pytest.skip(f"linuxforhealth-x12 could not be installed, so 270, 271, 276 and 277 went without it ({'; '.join(tried) or 'neither uv nor pip'})")


def _installers():
    """Commands that install into a folder for this Python, best first."""
    for uv in (shutil.which("uv"), CHECKOUT / ".tools" / "bin" / "uv"):
        if uv and Path(uv).is_file():
            yield [str(uv), "pip", "install", "--python", sys.executable]
    yield [getattr(sys, "_base_executable", sys.executable), "-m", "pip", "install", "--disable-pip-version-check"]


def judged(folder, files, scratch):
    """{name: None or what linuxforhealth-x12 says} of files (name -> bytes), written to the `scratch` folder."""
    paths = {}
    for number, (name, data) in enumerate(files.items()):
        path = Path(scratch) / f"{number}.edi"
        path.write_bytes(data)
        paths[str(path)] = name
    environment = {"PYTHONPATH": str(folder), "PATH": os.environ.get("PATH", "")}
    done = subprocess.run([sys.executable, "-S", str(CHECK), *paths], capture_output=True, text=True, cwd=scratch, env=environment, timeout=300)
    assert done.returncode == 0, done.stderr
    return {paths[path]: said for path, said in json.loads(done.stdout).items()}
