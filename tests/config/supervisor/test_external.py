"""Servers that somebody else runs are asked before anything starts."""

import os
from urllib.parse import urlsplit

import pytest

from config.supervisor import external, valkey
from config.supervisor.sentences import CannotStart


def test_servers_that_answer_pass():
    always_there = urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres").geturl()

    external.check(always_there, os.environ["REDIS_URL"])


def test_servers_that_were_not_given_are_not_asked():
    external.check(None, None)


def test_a_database_that_does_not_answer_is_named_without_its_password():
    url = f"postgresql://biller:hush@127.0.0.1:{valkey.free_port()}/practice"

    with pytest.raises(CannotStart, match=r"^The database of DATABASE_URL does not answer: ") as refusal:
        external.check(url, None)

    assert "hush" not in str(refusal.value)


def test_a_redis_that_does_not_answer_is_named_without_its_password():
    with pytest.raises(CannotStart, match=r"^The server of REDIS_URL does not answer: ") as refusal:
        external.check(None, f"redis://:hush@127.0.0.1:{valkey.free_port()}/0")

    assert "hush" not in str(refusal.value)
