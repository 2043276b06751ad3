"""bin/environment: what an installer says becomes one sentence."""

import subprocess

import pytest

from config.endpoints import CHECKOUT

OUTPUTS = {
    "error: Failed to fetch: `https://pypi.org/simple/x/`\n  Caused by: dns error: failed to lookup address": "the packages could not be fetched: the first start needs the network (PyPI).",
    "ERROR: Could not find a version that satisfies uv\nERROR: No matching distribution found for uv": "the packages could not be fetched: the first start needs the network (PyPI).",
    "error: failed to write: No space left on device (os error 28)": "the disk that holds /co/.venv is full; free some space and start again.",
    "error: failed to create directory `/co/.venv`: Permission denied (os error 13)": "/co/.venv may not be written by this user; set PRACTICE_STATE to a folder that may.",
    "Caused by: invalid peer certificate: UnknownIssuer": "the package index's certificate is not trusted here; name your authorities' file in SSL_CERT_FILE.",
    "The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.": "uv.lock does not belong to pyproject.toml; run 'uv lock'.",
}


@pytest.mark.parametrize(("output", "sentence"), OUTPUTS.items())
def test_an_installers_failure_is_explained_in_one_sentence(output, sentence):
    script = f'. {CHECKOUT}/bin/environment; program=start venv=/co/.venv; explain "$1"'

    said = subprocess.run(["sh", "-c", script, "sh", output], capture_output=True, text=True)

    assert (said.returncode, said.stderr) == (1, f"bin/start: {sentence}\n")


def test_the_shell_and_python_name_the_same_state_folder(monkeypatch):
    from config.endpoints import state_folder

    monkeypatch.delenv("PRACTICE_STATE")
    script = f'. {CHECKOUT}/bin/environment; checkout={CHECKOUT}; state_folder'

    said = subprocess.run(["sh", "-c", script], capture_output=True, text=True)

    assert said.stdout.strip() == str(state_folder())


def test_a_python_that_is_too_old_is_named(tmp_path):
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\ncase "$2" in *platform*) echo 3.9.2 ;; *) exit 1 ;; esac\n')
    old.chmod(0o755)
    script = f". {CHECKOUT}/bin/environment; program=start; PATH={tmp_path}; find_python"

    said = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True)

    assert said.stderr == "bin/start: Python 3.11, 3.12 or 3.13 is needed; python3 here is 3.9.2.\n"
