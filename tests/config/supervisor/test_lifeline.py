"""A process ends with its parent, whatever ended the parent."""

import os
import signal
import subprocess
import sys

from config.endpoints import CHECKOUT
from tests.config.supervisor.conftest import alive, wait_until

PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {child!r}], stdout=subprocess.PIPE, text=True)
child.stdout.readline()
print(child.pid, flush=True)
child.wait()
"""
CHILD = "import os, time; from config.supervisor.lifeline import die_with_parent; {tie}; print('tied', flush=True); time.sleep(60)"


def _start_family(tie: str) -> tuple[subprocess.Popen, int]:
    code = PARENT.format(child=CHILD.format(tie=tie))
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    with parent.stdout as answers:
        return parent, int(answers.readline())


def test_a_tied_child_ends_when_its_parent_is_killed():
    parent, child = _start_family("die_with_parent(os.getppid())")

    parent.send_signal(signal.SIGKILL)
    parent.wait()

    assert wait_until(lambda: not alive({child}), 5)


def test_an_untied_child_would_stay():
    parent, child = _start_family("pass")

    parent.send_signal(signal.SIGKILL)
    parent.wait()

    assert not wait_until(lambda: not alive({child}), 0.5)
    os.kill(child, signal.SIGKILL)


def test_a_child_whose_parent_has_ended_already_ends_at_once():
    code = "from config.supervisor.lifeline import die_with_parent; die_with_parent(1); print('still here')"

    ended = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True)

    assert (ended.returncode, ended.stdout) == (-signal.SIGKILL, "")
