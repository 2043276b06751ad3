"""What the operating system refuses is said in one sentence."""

import errno
import os
from pathlib import Path

import pytest

from config.supervisor import sentences

STATE = Path("/somewhere/state")


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "The disk that holds /somewhere/state is full; free some space and start again."),
        (errno.EDQUOT, "The disk that holds /somewhere/state is full; free some space and start again."),
        (errno.EACCES, "/a/file may not be written by this user; set PRACTICE_STATE to a folder that may."),
        (errno.EROFS, "/a/file may not be written by this user; set PRACTICE_STATE to a folder that may."),
        (errno.EIO, "Input/output error (/a/file)."),
    ],
)
def test_an_error_of_the_operating_system_becomes_one_sentence(code, sentence):
    error = OSError(code, os.strerror(code), "/a/file")

    assert str(sentences.from_os_error(error, STATE)) == sentence


def test_a_full_disk_says_how_much_is_missing():
    said = sentences.disk_full(STATE, free_bytes=3 * 2**20, needed_bytes=300 * 2**20)

    assert str(said) == "The disk that holds /somewhere/state is full: 3 MB are free, 300 MB are needed."
